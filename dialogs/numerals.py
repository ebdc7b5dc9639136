"""Numbers as people type them in Chinese: 五十来万, 1,200,000, 两千, 三万五.

Approximate bounds (不到三年) are refused as inexact, because they can fall on either side of a condition.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
FIGURES = f"0-9{''.join(DIGITS)}{''.join(TENS)}万亿"
NUMERAL = f"[-负]?[{FIGURES}][.点半{FIGURES}]*"
RUN = re.compile(NUMERAL)
HEDGES = re.compile(
    r"大概|大约|差不多|约莫|估计|应该|可能|左右|上下|将近有|大致|也就|一共|总共|合计|共计|多一点|出头"
)
INEXACT = re.compile(
    r"不到|不足|未满|没满|不满|快要?|将近|接近|十?几|上[百千万]|数[十百千万]|若干|不等"
)
ALMOST = re.compile(rf"(?<=[{FIGURES}])(?:来|多)(?=[万亿个年月天块元平人位名岁份笔%]|$)")


class Inexact(ValueError):
    """A number was given only roughly, where it matters on which side of a bound it lies."""


@dataclass(frozen=True)
class Counted:
    """One number with the text around it; `large` tells whether 万 or 亿 was said."""

    number: Decimal
    unit: str
    large: bool


@lru_cache(maxsize=8)  # what was typed is looked at by several steps
def plain_text(text: str) -> str:
    """Half width, no spaces, no thousands separators, no words such as 大概."""
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", folded)
    folded = re.sub(r"(?<=[\d.])[wW](?![a-zA-Z])", "万", folded)
    return HEDGES.sub("", re.sub(r"\s+", "", folded))


def number_of(run: str) -> Decimal | None:
    """三百二十, 1.2, 三万五, 两千, 十二点五, 1亿2000万 -> a number; None when it is none."""
    sign, run = (-1, run[1:]) if run[:1] in ("-", "负") else (1, run)
    total, rest = Decimal(0), run
    for name, worth in LARGE.items():
        before, found, after = rest.partition(name)
        if found:
            section = _section(before or "1")
            if section is None:
                return None
            total, rest = total + section * worth, after
            if DIGITS.get(after):
                return sign * (total + DIGITS[after] * worth / 10)  # 三万五
            if re.fullmatch(r"[1-9]", after):
                return sign * (total + Decimal(after) * worth / 10)  # 3万5
    if rest in ("", "零"):
        return sign * total
    last = _section(rest)
    return None if last is None else sign * (total + last)


def _section(text: str) -> Decimal | None:
    """A number below 10,000, or one in plain digits."""
    text = text.replace("点", ".")
    if re.fullmatch(r"\d+(\.\d*)?", text):
        return Decimal(text.rstrip("."))
    whole, point, decimals = text.partition(".")
    if point:
        front, back = _section(whole), "".join(str(_digit(char)) for char in decimals)
        return Decimal(f"{front}.{back}") if front is not None and back.isdigit() else None
    if text and all(char in DIGITS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    return _with_tens(text)


def _with_tens(text: str) -> Decimal | None:
    total, current, unit = Decimal(0), None, 1
    for part in re.findall(r"\d+|.", text):
        if part in TENS:
            unit = TENS[part]
            total, current = total + (1 if current is None else current) * unit, None
        elif part == "零":
            unit = 10
        elif part.isdigit() or part in DIGITS:
            current = Decimal(_digit(part))
        else:
            return None
    if current is not None:
        total += current * (Decimal(unit) / 10 if unit > 10 and text[-2:-1] in TENS else 1)
    return total


def _digit(char: str) -> int | str:
    return DIGITS.get(char, char)


def numbers_in(text: str) -> list[Counted]:
    """Every number in a text with what follows it. Raises Inexact for 十几万, 不到三年."""
    refuse_inexact(text)
    text = ALMOST.sub("", plain_text(text))
    found = []
    for match in RUN.finditer(text):
        run = match.group()
        number = number_of(run.removesuffix("半"))
        if number is None:
            continue
        if run.endswith("半") and len(run) > 1:
            number += Decimal("0.5")
        unit = re.match(r"[^\d,，、;；和。]{0,4}", text[match.end() :])
        found.append(Counted(number, unit.group() if unit else "", "万" in run or "亿" in run))
    return found


def refuse_inexact(text: str) -> None:
    """Raise Inexact when the text gives only a rough bound."""
    found = INEXACT.search(plain_text(text))
    if found and re.search(r"[0-9一二两三四五六七八九十百千万几数]", text):
        raise Inexact(found.group())
