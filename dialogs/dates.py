"""Spans of time and days as people type them: 三年零两个月, 两年半, 去年12月, 上个月, 三个月前."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from dialogs.numerals import ALMOST, DIGITS, NUMERAL, number_of, plain_text, refuse_inexact

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
    return _in_words(text, today) or _written(_arabic_months(text), today)


def _in_words(text: str, today: date) -> date | None:
    """上个月, 去年, 去年12月."""
    for word in sorted(MONTH_WORDS, key=len, reverse=True):
        if word in text:
            return shift(today.replace(day=1), MONTH_WORDS[word])
    for word in sorted(YEAR_WORDS, key=len, reverse=True):
        if word in text:
            year = today.year + YEAR_WORDS[word]
            match = WRITTEN_MONTH.search(_arabic_months(text.partition(word)[2]))
            return _day(year, match) if match else date(year, 1, 1)
    return None


def _written(text: str, today: date) -> date | None:
    """2026-05-20, 2026年5月, and 5月20日, which is the last one that has passed."""
    if match := WRITTEN_DAY.search(text):
        year = int(match["year"])
        return _day(year if year > 99 else 2000 + year, match)
    match = WRITTEN_MONTH.search(text)
    found = _day(today.year, match) if match else None
    if match is None or found is None:
        return None
    return found if found <= today else _day(today.year - 1, match)


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
