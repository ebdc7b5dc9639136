"""The working-day clock: duty hours on Chinese working days, holidays and shifted days (调休) included.

Moments are aware and may be in any zone; duty hours are meant in Shanxi's. Years whose holidays are not
announced yet count Monday to Friday.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import chinese_calendar  # type: ignore[import-untyped]

log = logging.getLogger(__name__)

LOCAL = ZoneInfo("Asia/Shanghai")
FIRST_RESPONSE = timedelta(hours=4)
"""Within this much working time an officer answers."""

Hours = tuple[tuple[time, time], ...]
"""Spans of one day on duty, in order, from (included) to (the last moment that still counts)."""

Span = tuple[datetime, datetime]

DEFAULT_HOURS = "09:00-12:00, 14:30-18:00"
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~～至]\s*(\d{1,2}):(\d{2})")


class UnusableHours(ValueError):
    """Duty hours that are not written as 09:00-12:00, 14:30-18:00, in order and within one day."""


@lru_cache
def read_hours(text: str) -> Hours:
    """Duty hours as people write them. Raises UnusableHours."""
    parts = [part for part in re.split(r"[,，、;；]", text) if part.strip()]
    matches = [SPAN.fullmatch(part.strip().replace("：", ":")) for part in parts]
    try:
        spans = tuple(
            (time(int(m[1]), int(m[2])), time(int(m[3]), int(m[4]))) for m in matches if m
        )
    except ValueError as error:
        raise UnusableHours(text) from error
    moments = [moment for span in spans for moment in span]
    in_order = all(a < b for a, b in pairwise(moments))
    if not spans or None in matches or not in_order:
        raise UnusableHours(text)
    return spans


def is_working_day(day: date) -> bool:
    """Whether offices are open on this day."""
    if _is_announced(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


@cache
def _is_announced(year: int) -> bool:
    """Whether the calendar knows this year; the first time that it does not is worth a warning."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        log.warning(
            "holidays of %s are unknown, Monday to Friday count: update chinesecalendar", year
        )
        return False
    return True


def spans_from(at: datetime, hours: Hours) -> Iterator[Span]:
    """Spans on duty that end after this moment, without end; the first may have begun already."""
    day = at.astimezone(LOCAL).date()
    while True:
        yield from (span for span in _spans_on(day, hours) if span[1] > at)
        day += timedelta(days=1)


@lru_cache(1024)
def _spans_on(day: date, hours: Hours) -> tuple[Span, ...]:
    if not is_working_day(day):
        return ()
    return tuple((_moment(day, begin), _moment(day, end)) for begin, end in hours)


def on_duty(at: datetime, hours: Hours) -> bool:
    """Whether somebody is at work now."""
    begin, _ = next(spans_from(at, hours))
    return begin <= at


def next_duty(at: datetime, hours: Hours) -> datetime:
    """This moment when it is on duty, else when duty begins."""
    begin, _ = next(spans_from(at, hours))
    return max(begin, at.astimezone(UTC))


def add_working(at: datetime, working: timedelta, hours: Hours) -> datetime:
    """The moment (UTC) at which this much working time has passed; never outside duty hours.

    Raises ValueError for negative working time.
    """
    if working < timedelta(0):
        raise ValueError("working time only goes forward")
    left = working
    for begin, end in spans_from(at, hours):
        here = max(begin, at.astimezone(UTC))
        if left <= end - here:
            return here + left
        left -= end - here
    raise AssertionError("there is always another working day")


def working_between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """How much working time lies between two moments; zero when `end` is not after `start`."""
    passed = timedelta(0)
    for begin, until in spans_from(start, hours):
        if begin >= end:
            break
        passed += max(min(until, end) - max(begin, start), timedelta(0))
    return passed


def local_day(at: datetime) -> date:
    """The day in Shanxi."""
    return at.astimezone(LOCAL).date()


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LOCAL).astimezone(UTC)
