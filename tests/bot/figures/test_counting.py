"""Whatever happened, the figures add up: every table tells the same number of questions and cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures import ENDINGS, Asked, Course, Scope, UnusableSpan, read_scope, tables
from bot.figures.counting import CASE_ENDINGS, Figures, counted, spread
from bot.figures.questions import Opinion

FIRST = date(2026, 11, 16)
SCOPE = Scope(FIRST, FIRST + timedelta(days=6))
DAYS = st.integers(0, 6).map(lambda n: FIRST + timedelta(days=n))
MINUTES = st.none() | st.floats(0, 5000)
asked = st.builds(
    Asked,
    DAYS,
    st.sampled_from(sorted(set(ENDINGS.values()))),
    st.sampled_from(["xinzhou-21", ""]),
    st.sampled_from(["xinzhou", "jincheng", ""]),
    st.just(frozenset[int]()),
)
courses = st.builds(
    Course,
    number=st.just("XZ-20261116-0001"),
    city=st.sampled_from(["xinzhou", "jincheng", ""]),
    unit=st.sampled_from(["市科技局", "市财政局", "=1+1", ""]),
    kind=st.sampled_from(["consultation", "service"]),
    service=st.sampled_from(["", "人才公寓申请"]),
    opened_at=DAYS.map(lambda day: datetime(day.year, day.month, day.day, 2, tzinfo=UTC)),
    response=MINUTES,
    closing=MINUTES,
    ended_at=st.none(),
    ending=st.sampled_from(CASE_ENDINGS),
    overdue=st.booleans(),
    hops=st.integers(0, 3),
    reached=st.none() | st.booleans(),
    solved=st.none() | st.booleans(),
    satisfied=st.none() | st.integers(1, 5),
)
opinions = st.builds(Opinion, DAYS, st.booleans(), st.sampled_from(["", "答非所问"]))
weeks = st.builds(
    lambda a, c, o: (counted(SCOPE, a, c, o), a, c, o),
    st.lists(asked, max_size=40),
    st.lists(courses, max_size=40),
    st.lists(opinions, max_size=20),
)
Week = tuple[Figures, list[Asked], list[Course], list[Opinion]]


@given(weeks)
def test_questions_add_up_by_day_and_by_ending(week: Week) -> None:
    figures, asked, _, _ = week
    table = tables(figures)[0]
    assert len(table.rows) == 7
    assert table.total[-1] == len(asked)
    assert all(sum(row[1:-1]) == row[-1] for row in (*table.rows, table.total))  # type: ignore[arg-type]
    for place, total in enumerate(table.total[1:], start=1):
        assert sum(row[place] for row in table.rows) == total  # type: ignore[misc]


@given(weeks)
def test_cases_add_up_by_day_by_unit_and_by_kind(week: Week) -> None:
    figures, _, courses, _ = week
    by_day, by_unit, by_kind = tables(figures)[1:4]
    assert by_day.total[1] == by_unit.total[1] == by_kind.total[1] == len(courses)
    for table in (by_unit, by_kind):
        for place, total in enumerate(table.total[1:], start=1):
            assert sum(row[place] for row in table.rows) == total  # type: ignore[misc]
        assert all(sum(row[3:]) == row[1] for row in (*table.rows, table.total))  # type: ignore[arg-type]


@given(weeks)
def test_late_answers_and_ratings_add_up(week: Week) -> None:
    figures, _, courses, opinions = week
    times, rated, thought = tables(figures)[4:7]
    assert sum(row[7] for row in times.rows) == times.total[7] == sum(c.overdue for c in courses)  # type: ignore[misc]
    assert rated.total[1] == sum(c.satisfied is not None for c in courses)
    assert thought.total[1] == len(opinions)


@given(st.lists(st.floats(0, 10_000), min_size=1))
def test_median_and_ninetieth_are_values_that_were_seen(minutes: list[float]) -> None:
    found = spread(minutes)
    assert {found.median, found.ninetieth} <= set(minutes)
    assert found.median <= found.ninetieth  # type: ignore[operator]
    assert sum(value <= found.median for value in minutes) >= len(minutes) / 2  # type: ignore[operator]
    assert sum(value <= found.ninetieth for value in minutes) >= len(minutes) * 0.9  # type: ignore[operator]


def test_nearest_rank_of_ten() -> None:
    found = spread([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, None])
    assert (found.count, found.median, found.ninetieth) == (10, 5, 9)


@pytest.mark.parametrize(
    ("first", "last"), [("2026-11-02", "2026-11-01"), ("1.11.", ""), ("0001-01-01", "2026-11-01")]
)
def test_days_that_are_no_span_are_refused(first: str, last: str) -> None:
    with pytest.raises(UnusableSpan):
        read_scope(first, last, datetime(2026, 11, 20, tzinfo=UTC))


def test_a_day_begins_at_midnight_in_shanxi() -> None:
    scope = read_scope("2026-11-20", "2026-11-20", datetime(2026, 11, 20, tzinfo=UTC))
    assert scope.begins == datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert scope.ends - scope.begins == timedelta(days=1)


def test_without_days_the_last_thirty_count_today_included() -> None:
    scope = read_scope("", "", datetime(2026, 11, 20, 1, tzinfo=UTC))
    assert (scope.first, scope.last) == (date(2026, 10, 22), date(2026, 11, 20))
