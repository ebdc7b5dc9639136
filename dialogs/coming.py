"""When something is wanted: a button, a day that is still to come (下周三, 12月10号), or a time in plain words.

The words stay as they were typed, with the day that they come to, so that nobody has to guess what 下周三 was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from dialogs.choosing import choices
from dialogs.dates import shift
from dialogs.facts import ImpossibleValue
from dialogs.numerals import number_of, plain_text
from dialogs.questions import Question

LONGEST = 40
"""Characters of a time in plain words."""

SPEAKS_OF_TIME = re.compile(
    r"[年月周天日号节底初旬]|随时|尽快|越快|马上|立刻|现在|以后|之后|[上下]午|早上|晚上|开学|[寒暑]假|元旦|不急|都行|都可以|方便|星期|礼拜"
)
PASSED = re.compile(r"昨天|前天|上个?月|上周|去年|前年")
DAYS = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
WEEKDAYS = "一二三四五六日天"
WEEKDAY = re.compile(rf"(?P<next>下+|这|本)?(?:个)?(?:周|星期|礼拜)(?P<day>[{WEEKDAYS}1-7])")
WRITTEN = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})[-年./])?(?P<month>\d{1,2})[-月./](?P<day>\d{1,2})[日号]?"
)
IN_YEARS = {"今年": 0, "明年": 1, "后年": 2}


def day(question: Question, typed: str, today: date) -> Mapping[str, object] | None:
    """The option or the time that a text names. Raises ImpossibleValue for what has passed."""
    chosen = choices(question.options, typed)
    if len(chosen) == 1:
        return {question.id: chosen[0].value}
    words = plain_text(typed)
    if len(words) > LONGEST:
        return None
    if PASSED.search(words):
        raise ImpossibleValue(f"“{typed}”已经过去了，请说一个以后的时间")
    found = day_in(words, today)
    if found is not None and found < today:
        raise ImpossibleValue(f"{_said(found)}已经过去了，今天是{_said(today)}")
    if found is not None:
        return {question.id: typed if _said(found) == words else f"{typed}（{_said(found)}）"}
    if month := _month(words, today):
        return {question.id: f"{typed}（{month}）"}
    return {question.id: typed} if SPEAKS_OF_TIME.search(words) else None


def day_in(words: str, today: date) -> date | None:
    """The one day that a text means, the next one when no year is said; None when it means none.

    Raises ImpossibleValue for a day that is in no calendar.
    """
    for word in sorted(DAYS, key=len, reverse=True):
        if word in words:
            return today + timedelta(days=DAYS[word])
    if match := re.search(r"(?P<number>[\d一二两三四五六七八九十]{1,3})天(?:以?后|之后)", words):
        number = number_of(match["number"])
        return today + timedelta(days=int(number)) if number is not None else None
    return _weekday(words, today) or _written(words, today)


def _weekday(words: str, today: date) -> date | None:
    match = WEEKDAY.search(words)
    if match is None:
        return None
    told = match["day"]
    wanted = int(told) - 1 if told.isdigit() else min(WEEKDAYS.index(told), 6)
    monday = today - timedelta(days=today.weekday())
    weeks = match["next"].count("下") if match["next"] else 0
    found = monday + timedelta(weeks=weeks, days=wanted)
    return found + timedelta(weeks=1) if not match["next"] and found < today else found


def _month(words: str, today: date) -> str:
    """The month that 下个月 means, which nobody knows any more when it is read; "" without one."""
    match = re.search(r"(?P<next>下+|这|本)个?月(?!内)", words)
    if match is None:
        return ""
    meant = shift(today.replace(day=1), match["next"].count("下"))
    return f"{meant.year}年{meant.month}月"


def _written(words: str, today: date) -> date | None:
    match = WRITTEN.search(words)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else _year_in(words, today)
    try:
        found = date(year or today.year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise ImpossibleValue(f"没有“{match.group()}”这一天，请核对") from None
    return shift(found, 12) if year is None and found < today else found


def _year_in(words: str, today: date) -> int | None:
    told = next((years for word, years in IN_YEARS.items() if word in words), None)
    return None if told is None else today.year + told


def _said(found: date) -> str:
    return f"{found.year}年{found.month}月{found.day}日"
