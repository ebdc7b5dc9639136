"""Numbers, sums of money and heads as answers, in the unit of the question; what has another unit is no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dialogs.dates import date_in, months_in, whole_months
from dialogs.facts import ImpossibleValue, read_value
from dialogs.numerals import NUMERAL, Counted, number_of, numbers_in, plain_text
from dialogs.questions import HEADS, Form, Question

NOTHING = re.compile(
    r"^(?:一分钱?)?(?:都|也|还)?(?:没有?|无|没花|没领|没拿|零)(?:过|钱|花|领过?|拿过?|有)*$|^0元?$"
)
COUNTERS = ("个", "份", "笔", "张", "项", "家", "次", "单")
AREAS, PEOPLE, PER_CENT = (
    ("平", "㎡", "m2", "方"),
    ("个", "人", "位", "名"),
    ("%", "个点", "个百分"),
)
SMALL_MONEY = 1000
"""Below this a bare number may mean yuan or 万; a sum has to be said with its unit."""


def people(question: Question, text: str) -> Mapping[str, object]:
    """两个博士一个硕士 said where only levels were asked: the numbers are kept too."""
    if question.fact is None or question.fact.name not in ("学历", "人才层次"):
        return {}
    found = {}
    for level in ("博士", "硕士"):
        if (count := _count_of(level, text)) is not None:
            found[f"人数@{level}"] = count
    return found


def heads(question: Question, text: str) -> Mapping[str, object] | None:
    """两个博士一个硕士, 各两个 -> a number for each level and in all."""
    folded = plain_text(text)
    each = re.match(r"^(?:都是?|各|每样)(?P<run>\S+?)[个位名人]?$", folded)
    found: dict[str, object] = {}
    for option in question.options:
        run = each["run"] if each else ""
        count = number_of(run) if each else _count_of(option.label, folded)
        if count is None:
            return None
        found[str(option.value)] = _checked_heads(count)
    total = sum(Decimal(str(count)) for count in found.values())
    return {**{key: n for key, n in found.items() if not key.startswith(HEADS)}, "人数@招人": total}


def _checked_heads(count: Decimal) -> Decimal:
    if count < 0 or count != count.to_integral_value():
        raise ImpossibleValue(f"人数要是整数，“{count}”不行")
    return count


def _count_of(level: str, text: str) -> Decimal | None:
    before = re.search(rf"(?P<run>{NUMERAL})[个位名人]?(?:的)?{level}", text)
    after = re.search(rf"{level}(?:研究生)?[有是:：]?(?P<run>{NUMERAL})[个位名人]?", text)
    level_first = re.match(r"(?:有|招了|是)*(?:博士|硕士|大学毕业生|本科)", text)
    match = (after or before) if level_first else (before or after)
    return number_of(match["run"]) if match else None


def number(question: Question, text: str, today: date) -> Mapping[str, object] | None:
    """One number in the question's unit. Raises Inexact, and ImpossibleValue outside the fact's limits."""
    fact = question.fact
    assert fact is not None
    stated = _in_unit(fact.unit, fact.least, text, today)
    if stated is None:
        return None
    read_value(fact, stated)
    return {question.id: stated}


def _in_unit(unit: str, least: Decimal | None, text: str, today: date) -> Decimal | None:
    if unit == "年" and least is not None and least > 1900:
        return _calendar_year(text, today)
    if unit in ("年", "个月"):
        return _span(unit, text, today)
    found = numbers_in(text)
    if unit == "%":
        return _per_cent(plain_text(text), found)
    if len(found) != 1 or not _fits(unit, found[0]):
        return None
    return found[0].number


def _fits(unit: str, counted: Counted) -> bool:
    """A number said with another unit (50万 for people, 3年 for square metres) is no answer."""
    said = counted.unit
    allowed = {"㎡": AREAS, "人": PEOPLE}.get(unit, ())
    return not said or said.startswith(allowed or ("",))


def _span(unit: str, text: str, today: date) -> Decimal | None:
    months = months_in(text)
    if months is None:
        found = numbers_in(text)
        if len(found) == 1 and re.fullmatch(NUMERAL + r"个?", plain_text(text)):
            return found[0].number
        since = date_in(text, today)
        if since is None or since > today or unit == "年":
            return None
        return Decimal(whole_months(since, today))
    if unit == "个月":
        return months
    return (months / 12).quantize(Decimal("0.01")) if months % 12 else months / 12


def _calendar_year(text: str, today: date) -> Decimal | None:
    folded = plain_text(text)
    if match := re.search(r"(?<!\d)(?P<year>(?:19|20)\d{2}|\d{2})年?(?!\d)", folded):
        year = int(match["year"])
        return Decimal(year if year > 99 else 2000 + year)
    if match := re.search(r"[零〇一二三四五六七八九]{2,4}(?=年)", folded):
        year = int(number_of(match.group()) or 0)
        return Decimal(year if year > 99 else 2000 + year)
    day = date_in(text, today)
    return Decimal(day.year) if day else None


def _per_cent(text: str, found: list[Counted]) -> Decimal | None:
    if text in ("一半", "半数", "对半"):
        return Decimal(50)
    if match := re.search(rf"(?P<run>{NUMERAL})成(?P<half>半)?", text):
        tenths = number_of(match["run"])
        return None if tenths is None else tenths * 10 + (5 if match["half"] else 0)
    if match := re.search(rf"百分之(?P<run>{NUMERAL})", text):
        return number_of(match["run"])
    if len(found) != 1 or not (not found[0].unit or found[0].unit.startswith(PER_CENT)):
        return None
    return found[0].number


def money(question: Question, text: str) -> Mapping[str, object] | None:
    """One sum, or several where the question takes several. Raises ImpossibleValue where the unit is unclear."""
    fact = question.fact
    assert fact is not None
    if NOTHING.match(plain_text(text)):
        return {question.id: Decimal(0)}
    amounts = _amounts(text, per_piece=fact.unit not in ("", "元"))
    if not amounts:
        return None
    read_value(fact, amounts)
    if question.form is Form.MONEY_LIST:
        return {question.id: amounts}
    return {question.id: amounts[0]} if len(amounts) == 1 else None


def _amounts(text: str, per_piece: bool) -> list[Decimal]:
    """The sums of money in a text; a count of contracts (三个合同) is not one of them."""
    found = numbers_in(text)
    counts = [one for one in found if not one.large and one.unit.startswith(COUNTERS)]
    sums = [one for one in found if one not in counts]
    if any(_is_no_money(one) for one in sums):
        return []
    if counts and len(sums) == 1 and re.search(r"都是|每|各", text):
        sums *= max(int(counts[0].number), 1)
    if counts and len(counts) == 1 and len(sums) not in (1, int(counts[0].number)):
        raise ImpossibleValue(
            f"您说有{int(counts[0].number)}{counts[0].unit[0]}，我看到的金额是{len(sums)}个"
        )
    if any(one.large for one in sums) and sums[-1].large:
        sums = [_in_ten_thousands(one) for one in sums]
    unclear = [one for one in sums if 0 < one.number < SMALL_MONEY and not one.large]
    if not per_piece and any(not one.unit.startswith(("元", "块")) for one in unclear):
        bare = f"{unclear[0].number.normalize():f}"
        raise ImpossibleValue(f"“{bare}”是{bare}元，还是{bare}万元？请带上单位")
    return [one.number for one in sums]


def _in_ten_thousands(one: Counted) -> Counted:
    """80、120和35万: the last unit is meant for all."""
    if one.large or one.number >= SMALL_MONEY * 10 or one.unit.startswith(("元", "块")):
        return one
    return Counted(one.number * 10_000, one.unit, True)


def _is_no_money(one: Counted) -> bool:
    return one.unit.startswith(("年", "个月", "月", "人", "位", "平", "㎡", "%", "天", "成"))
