"""What a text written by a person claims in figures, and which of that its clause does not say.

Telephone numbers, dates, hours, rooms and copies are no claims: where and when to hand in is what people ask for.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from knowledge.gists import figures
from knowledge.words import NUMERAL, numeral_in_digits

NO_CLAIM = re.compile(
    r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?:电话|热线|拨打|致电)[:为是]?\d{5,8}(?!\d)(?!万|亿|元|%)"
    r"|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|上旬|中旬|下旬)|20\d\d年(?:\d{1,2}月)?"
    r"|(?:每月|当月|次月|下月)的?\d{1,2}[日号]|\d{1,2}:\d{2}"
    r"|\d+个?工作日"
    r"|\d{1,4}(?:号窗口|号楼|号厅|号|室|层|楼|窗口|栋|单元)"
    r"|\d{1,2}(?:份|张|页|寸|步|套)"
    r"|第\d{1,2}(?:步|项|类|条|款|批|章)"
    r"|(?:^|[\n。;])\d{1,2}[.、)]"
)
MONEY = re.compile(r"(\d+(?:\.\d+)?)(万元|亿元|元|万|亿|块)")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

VAGUE = re.compile(r"[几数][十百千万亿]+元?|[十百千]几[万元]|(?:\d+|[十百千])[多几][万亿元]")
CEILING = re.compile("最多|至多|最长|上限|封顶")
"""Other words for 最高."""

IN_WORDS = ("全额", "减半", "翻倍", "翻番", "双倍", "免费", "免租", "无上限", "不设上限", "不限额")
"""Amounts said without a figure; they must stand in the clause as they are."""


def unfounded(text: str, clause_text: str) -> list[str]:
    """What a text claims and its clause does not state: another number, unit or bound (最高, 以内, 以上)."""
    stated = {(_plainly(figure), bound) for figure, bound in figures(_in_digits(clause_text))}
    claimed = figures(NO_CLAIM.sub(" ", _in_digits(text)))
    wrong = [figure for figure, bound in claimed if (_plainly(figure), bound) not in stated]
    said = [*VAGUE.findall(text), *(word for word in IN_WORDS if word in text)]
    return [*dict.fromkeys(wrong), *(word for word in said if word not in clause_text)]


def _in_digits(text: str) -> str:
    """Width, numerals and ceilings alike, so that 五十万元 and 50万元 are one figure."""
    bare = "".join(unicodedata.normalize("NFKC", text).split(" "))
    return CEILING.sub("最高", NUMERAL.sub(numeral_in_digits, bare))


def _plainly(figure: str) -> str:
    """A sum of money in yuan, whatever it was written in; everything else as it is."""
    match = MONEY.fullmatch(figure)
    if match is None:
        return figure
    yuan = Decimal(match[1]) * SCALES.get(match[2][0], Decimal(1))
    return f"{yuan.normalize():f}元"
