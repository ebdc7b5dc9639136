"""The working-day clock: duty hours, holidays and shifted days; what is added can be measured back."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import (
    DEFAULT_HOURS,
    LOCAL,
    UnusableHours,
    add_working,
    is_working_day,
    next_duty,
    on_duty,
    read_hours,
    working_between,
)

HOURS = read_hours(DEFAULT_HOURS)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
DURATIONS = st.timedeltas(timedelta(0), timedelta(hours=60))


@st.composite
def duty_hours(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    """One to three spans of a day."""
    count = draw(st.integers(1, 3))
    minutes = draw(
        st.lists(st.integers(0, 1439), min_size=2 * count, max_size=2 * count, unique=True)
    )
    moments = [time(m // 60, m % 60) for m in sorted(minutes)]
    return tuple(zip(moments[::2], moments[1::2], strict=True))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2026-11-20 09:00", "2026-11-20 15:30"),  # over the noon break
        ("2026-11-20 16:00", "2026-11-23 11:00"),  # over a weekend
        ("2026-11-21 10:00", "2026-11-23 15:30"),  # on a Saturday
        ("2026-09-30 17:30", "2026-10-08 15:00"),  # over the National Day holidays
        ("2026-10-10 08:00", "2026-10-10 15:30"),  # a Saturday that is worked (调休)
        (
            "2026-11-20 12:00",
            "2026-11-23 09:30",
        ),  # at noon sharp, three and a half hours before the weekend
    ],
)
def test_four_working_hours(opened: str, due: str) -> None:
    assert add_working(local(opened), timedelta(hours=4), HOURS) == local(due)


def test_holidays_and_shifted_days_are_known() -> None:
    assert not is_working_day(date(2026, 10, 1))  # Thursday, National Day
    assert is_working_day(date(2026, 10, 10))  # Saturday, worked for it
    assert not is_working_day(date(2026, 11, 21))


def test_years_without_announced_holidays_count_monday_to_friday(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "bot.deadlines"):
        assert is_working_day(date(2031, 10, 1))
        assert not is_working_day(date(2031, 10, 4))
        assert is_working_day(date(2031, 10, 8))
    assert caplog.text.count("2031") == 1


@pytest.mark.parametrize("written", ["9:00-12:00，14:30～18:00", "09:00-12:00, 14:30-18:00"])
def test_duty_hours_are_read_as_people_write_them(written: str) -> None:
    assert read_hours(written) == ((time(9), time(12)), (time(14, 30), time(18)))


@pytest.mark.parametrize(
    "written", ["", "9-12", "12:00-09:00", "09:00-12:00,11:00-18:00", "25:00-26:00", "上午"]
)
def test_other_duty_hours_are_refused(written: str) -> None:
    with pytest.raises(UnusableHours):
        read_hours(written)


@given(MOMENTS, DURATIONS, duty_hours())
def test_what_is_added_is_measured_back(
    at: datetime, working: timedelta, hours: tuple[tuple[time, time], ...]
) -> None:
    assert working_between(at, add_working(at, working, hours), hours) == working


@given(MOMENTS, DURATIONS)
def test_nothing_is_due_outside_duty_hours(at: datetime, working: timedelta) -> None:
    due = add_working(at, working, HOURS).astimezone(LOCAL)
    assert is_working_day(due.date())
    assert any(begin <= due.time() <= end for begin, end in HOURS)


@given(MOMENTS, MOMENTS, DURATIONS, DURATIONS)
def test_later_begun_or_longer_is_never_due_earlier(
    one: datetime, other: datetime, short: timedelta, more: timedelta
) -> None:
    first, second = sorted((one, other))
    assert add_working(first, short, HOURS) <= add_working(second, short, HOURS)
    assert add_working(first, short, HOURS) <= add_working(first, short + more, HOURS)


@given(MOMENTS)
def test_duty_begins_now_or_later(at: datetime) -> None:
    begins = next_duty(at, HOURS)
    assert on_duty(begins, HOURS)
    assert (begins == at) == on_duty(at, HOURS)
    assert working_between(at, begins, HOURS) == timedelta(0)


def test_working_time_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working(local("2026-11-20 09:00"), timedelta(hours=-1), HOURS)
    assert working_between(local("2026-11-20 11:00"), local("2026-11-20 10:00"), HOURS) == (
        timedelta(0)
    )
