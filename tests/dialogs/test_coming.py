"""When something is wanted: days to come in words, what has passed, what is in no calendar."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.coming import day, day_in
from dialogs.facts import ImpossibleValue
from dialogs.questions import Form, Option, Question

SATURDAY = date(2026, 11, 21)
WHEN = Question(
    "什么时候", Form.DAY, "什么时候？", options=(Option("越快越好", "越快越好"),), example="下周三"
)


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("明天", date(2026, 11, 22)),
        ("大后天上午", date(2026, 11, 24)),
        ("三天后", date(2026, 11, 24)),
        ("下周三", date(2026, 11, 25)),
        ("下下周一", date(2026, 11, 30)),
        ("周日", date(2026, 11, 22)),
        ("周五", date(2026, 11, 27)),
        ("这周日下午", date(2026, 11, 22)),
        ("12月10号", date(2026, 12, 10)),
        ("3月5日", date(2027, 3, 5)),
        ("2027-01-04", date(2027, 1, 4)),
        ("2027年1月4日", date(2027, 1, 4)),
        ("明年2月1号", date(2027, 2, 1)),
        ("12月中旬", None),
        ("过完年", None),
    ],
)
def test_the_day_that_is_meant(typed: str, on: date | None) -> None:
    assert day_in(typed, SATURDAY) == on


def test_the_words_stay_and_the_day_stands_beside_them() -> None:
    assert day(WHEN, "下周三", SATURDAY) == {"什么时候": "下周三（2026年11月25日）"}
    assert day(WHEN, "12月中旬", SATURDAY) == {"什么时候": "12月中旬"}
    assert day(WHEN, "1", SATURDAY) == {"什么时候": "越快越好"}
    assert day(WHEN, "越快越好吧", SATURDAY) == {"什么时候": "越快越好"}
    assert day(WHEN, "苹果", SATURDAY) is None


@pytest.mark.parametrize("typed", ["昨天", "上个月", "2025年3月1日", "这周一"])
def test_what_has_passed_is_refused(typed: str) -> None:
    with pytest.raises(ImpossibleValue, match="已经过去了"):
        day(WHEN, typed, SATURDAY)


def test_a_day_that_is_in_no_calendar_is_refused() -> None:
    with pytest.raises(ImpossibleValue, match="没有“2月30日”这一天"):
        day(WHEN, "2月30日", SATURDAY)


@given(st.text(max_size=50))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = None
    with contextlib.suppress(ImpossibleValue):
        found = day(WHEN, text, SATURDAY)
    assert found is None or set(found) == {"什么时候"}
