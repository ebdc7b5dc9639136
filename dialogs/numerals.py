"""Numbers, money, spans of time and dates as people type them in Chinese: 五十来万, 三年零两个月, 去年12月.

Approximate bounds (不到三年) are refused as inexact, because they can fall on either side of a condition.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

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
MONTHS = re.compile(
    rf"(?:(?P<years>{NUMERAL})周?年(?P<half_year>半)?)?零?又?"
    rf"(?:(?P<months>{NUMERAL})个?(?P<half_month>半)?个?月(?P<and_half>半)?)?$"
)
YEAR_WORDS = {
    "今年": 0,
    "本年": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "大前年": -3,
    "明年": 1,
    "后年": 2,
}
MONTH_WORDS = {
    "这个月": 0,
    "本月": 0,
    "上个月": -1,
    "上月": -1,
    "上上个月": -2,
    "下个月": 1,
    "下月": 1,
}
DAY_WORDS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}
WRITTEN_DAY = re.compile(
    r"(?P<year>\d{2,4})[-年./](?P<month>\d{1,2})(?:[-月./](?P<day>\d{1,2})?日?号?)?(?:份|$)?"
)
WRITTEN_MONTH = re.compile(r"(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号]?)?")
AGO = re.compile(
    rf"(?P<number>{NUMERAL})个?(?P<unit>年|月|半月|天|星期|周)(?P<half>半)?(?:以前|之前|前)"
)


class Inexact(ValueError):
    """A number was given only roughly, where it matters on which side of a bound it lies."""


@dataclass(frozen=True)
class Counted:
    """One number with the text around it; `large` tells whether 万 or 亿 was said."""

    number: Decimal
    unit: str
    large: bool


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


def months_in(text: str) -> Decimal | None:
    """三年零两个月 -> 38, 两年半 -> 30, 半年 -> 6, 36个月 -> 36; None when it is no span of time."""
    refuse_inexact(text)
    text = ALMOST.sub("", plain_text(text)).strip("。.!了，,")
    text = re.sub(
        r"^(?:签了?|交了?|满了?|已经|有|正好|刚好|到现在|现在)+|(?:以上|多|整|期|了|的|合同)+$",
        "",
        text,
    )
    text = text.replace("半年", "6个月").replace("年零6个月", "年6个月")
    if text in ("半个月", "半月"):
        return Decimal("0.5")
    match = MONTHS.match(text)
    if match is None or not (match["years"] or match["months"]):
        return None
    years = number_of(match["years"]) if match["years"] else Decimal(0)
    months = number_of(match["months"].removesuffix("半")) if match["months"] else Decimal(0)
    if years is None or months is None:
        return None
    halves = match["half_month"] or match["and_half"] or (match["months"] or "").endswith("半")
    return (
        years * 12 + months + (6 if match["half_year"] else 0) + (Decimal("0.5") if halves else 0)
    )


def date_in(text: str, today: date) -> date | None:
    """去年12月, 上个月, 2026年5月, 三个月前, 2026-05-20 -> a day (the first, where only a month is said)."""
    text = plain_text(text).replace("半年前", "6个月前").replace("半个月前", "15天前")
    for word, days in DAY_WORDS.items():
        if word in text:
            return today + timedelta(days=days)
    if match := AGO.search(text):
        return _ago(match, today)
    for word in sorted(MONTH_WORDS, key=len, reverse=True):
        if word in text:
            return shift(today.replace(day=1), MONTH_WORDS[word])
    for word in sorted(YEAR_WORDS, key=len, reverse=True):
        if word in text:
            year = today.year + YEAR_WORDS[word]
            match = WRITTEN_MONTH.search(_arabic_months(text.partition(word)[2]))
            return _day(year, match) if match else date(year, 1, 1)
    if match := WRITTEN_DAY.search(_arabic_months(text)):
        year = int(match["year"])
        return _day(year if year > 99 else 2000 + year, match)
    if match := WRITTEN_MONTH.search(_arabic_months(text)):
        found = _day(today.year, match)
        return found if found is None or found <= today else _day(today.year - 1, match)
    return None


def whole_months(since: date, until: date) -> int:
    """How many whole months have passed."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (until.day < since.day)


def shift(day: date, months: int) -> date:
    """The same day some months later or earlier, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _arabic_months(text: str) -> str:
    """十二月 -> 12月, so that one pattern reads both."""
    return re.sub(
        rf"[{''.join(DIGITS)}十]+(?=[月日号年])",
        lambda m: f"{number_of(m.group()) or m.group()}",
        text,
    )


def _day(year: int, match: re.Match[str]) -> date | None:
    try:
        return date(year, int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None


def _ago(match: re.Match[str], today: date) -> date | None:
    number = number_of(match["number"].removesuffix("半"))
    if number is None:
        return None
    months = {"年": 12, "月": 1}.get(match["unit"])
    if months is None:
        days = {"天": 1, "星期": 7, "周": 7, "半月": 15}[match["unit"]]
        return today - timedelta(days=int(number * days))
    half = months // 2 if match["half"] else 0
    return shift(today, -int(number * months) - half)
