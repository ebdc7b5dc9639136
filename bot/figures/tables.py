"""Figures as tables: the same rows for the page, the command line and the workbook. Values stay numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.deadlines import LOCAL
from bot.figures.counting import ASKED_ENDINGS, CASE_ENDINGS, Figures, Rated, Work
from bot.figures.courses import Course
from bot.wording import figure_phrases as words
from bot.wording.phrases import CITY_NAMES

Value = str | int | float | date | datetime | None
Form = Literal["text", "day", "moment", "count", "minutes", "share", "mean"]
Chart = Literal["", "stacked", "bars"]


@dataclass(frozen=True)
class Column:
    """One column: its head, and what kind of value stands in it."""

    name: str
    form: Form = "count"


@dataclass(frozen=True)
class Table:
    """One figure. `drawn` are the places of the columns that its chart shows; `total` is a last row, or ()."""

    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
    chart: Chart = ""
    drawn: tuple[int, ...] = ()


def tables(figures: Figures) -> tuple[Table, ...]:
    """One table for each figure, in reading order, and the cases at the end."""
    return (
        _asked(figures),
        _cases_by_day(figures),
        _cases(words.BY_UNIT, words.BY_UNIT_NOTE, words.UNIT, figures.units, figures.total),
        _cases(words.BY_KIND, words.BY_KIND_NOTE, words.KIND, figures.kinds, figures.total),
        _times(figures),
        _ratings(figures.rated),
        _opinions(figures),
        _courses(figures.courses),
    )


def _asked(figures: Figures) -> Table:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (day.day, *(day.asked[e] for e in ASKED_ENDINGS), sum(day.asked.values()))
        for day in figures.days
    )
    columns = (
        Column(words.DAY, "day"),
        *(Column(words.ASKED[e]) for e in ASKED_ENDINGS),
        Column(words.TOTAL),
    )
    drawn = tuple(range(1, len(columns) - 1))
    return Table(words.DAYS, words.DAYS_NOTE, columns, rows, _sums(rows), "stacked", drawn)


def _cases_by_day(figures: Figures) -> Table:
    rows = tuple((day.day, day.opened, day.ended) for day in figures.days)
    columns = (Column(words.DAY, "day"), Column(words.OPENED), Column(words.ENDED))
    return Table(
        words.CASES_BY_DAY, words.CASES_BY_DAY_NOTE, columns, rows, _sums(rows), "bars", (1, 2)
    )


def _sums(rows: Sequence[Sequence[Value]]) -> tuple[Value, ...]:
    """The sums of counts below their columns; the first column names them."""
    columns = list(zip(*rows, strict=True))[1:]
    return (words.ALL, *(sum(v for v in column if isinstance(v, int)) for column in columns))


def _cases(title: str, note: str, head: str, groups: Sequence[Work], total: Work) -> Table:
    columns = (
        Column(head, "text"),
        Column(words.OPENED),
        Column(words.SERVICES),
        *(Column(words.ENDINGS[ending]) for ending in CASE_ENDINGS),
    )
    missing = words.NO_UNIT if head == words.UNIT else words.CONSULTATION
    rows = tuple(_case_row(group, group.name or missing) for group in groups)
    drawn = tuple(range(3, len(columns)))
    return Table(title, note, columns, rows, _case_row(total, words.ALL), "stacked", drawn)


def _case_row(group: Work, name: str) -> tuple[Value, ...]:
    return (name, group.opened, group.services, *(group.endings[e] for e in CASE_ENDINGS))


def _times(figures: Figures) -> Table:
    columns = (
        Column(words.UNIT, "text"),
        Column(words.ANSWERED),
        Column(words.MEDIAN, "minutes"),
        Column(words.NINETIETH, "minutes"),
        Column(words.CLOSED),
        Column(words.CLOSING_MEDIAN, "minutes"),
        Column(words.CLOSING_NINETIETH, "minutes"),
        Column(words.OVERDUE),
        Column(words.OVERDUE_SHARE, "share"),
    )
    rows = tuple(_time_row(group, group.name or words.NO_UNIT) for group in figures.units)
    total = _time_row(figures.total, words.ALL)
    return Table(words.TIMES, words.TIMES_NOTE, columns, rows, total, "bars", (2, 3))


def _time_row(group: Work, name: str) -> tuple[Value, ...]:
    response, closing = group.response, group.closing
    return (
        name,
        response.count,
        response.median,
        response.ninetieth,
        closing.count,
        closing.median,
        closing.ninetieth,
        group.overdue,
        group.overdue_share,
    )


def _ratings(rated: Iterable[Rated]) -> Table:
    columns = (
        Column(words.UNIT, "text"),
        Column(words.RATED),
        Column(words.REACHED),
        Column(words.SOLVED),
        Column(words.SATISFIED, "mean"),
    )
    groups = [one for one in rated if one.rated]
    rows = tuple(
        (one.name or words.NO_UNIT, one.rated, one.reached, one.solved, one.satisfied)
        for one in groups
    )
    count = sum(one.rated for one in groups)
    stars = sum((one.satisfied or 0) * one.rated for one in groups)
    total = (
        words.ALL,
        count,
        sum(one.reached for one in groups),
        sum(one.solved for one in groups),
        stars / count if count else None,
    )
    return Table(words.RATINGS, words.RATINGS_NOTE, columns, rows, total, "bars", (1, 2, 3))


def _opinions(figures: Figures) -> Table:
    useless = sorted(figures.useless.items(), key=lambda pair: (-pair[1], pair[0]))
    rows: tuple[tuple[Value, ...], ...] = (
        (words.USEFUL, figures.useful),
        *((words.useless_because(reason), count) for reason, count in useless),
    )
    columns = (Column(words.OPINION, "text"), Column(words.COUNT))
    return Table(words.OPINIONS, words.OPINIONS_NOTE, columns, rows, _sums(rows), "bars", (1,))


FORMS: tuple[Form, ...] = (
    *("text", "text", "text", "text", "moment", "minutes", "moment", "minutes"),
    *("text", "text", "count", "text", "text", "count"),
)


def _courses(courses: Iterable[Course]) -> Table:
    columns = tuple(
        Column(name, form) for name, form in zip(words.CASE_COLUMNS, FORMS, strict=True)
    )
    rows = tuple(
        (
            course.number,
            CITY_NAMES.get(course.city, ""),
            course.unit or words.NO_UNIT,
            course.service or words.CONSULTATION,
            course.opened_at.astimezone(LOCAL),
            course.response,
            course.ended_at and course.ended_at.astimezone(LOCAL),
            course.closing,
            words.ENDINGS.get(course.ending, course.ending),
            _yes(course.overdue),
            course.hops,
            _yes(course.reached),
            _yes(course.solved),
            course.satisfied,
        )
        for course in courses
    )
    return Table(words.CASES, words.CASES_NOTE, columns, rows)


def _yes(holds: bool | None) -> str:
    return "" if holds is None else words.YES if holds else words.NO


def shown(column: Column, value: Value) -> str:
    """A value as people read it; "" for what is not known."""
    if value is None:
        return ""
    if column.form == "share" and isinstance(value, float):
        return f"{value:.1%}"
    if column.form == "mean" and isinstance(value, float):
        return f"{value:.1f}"
    if column.form == "minutes" and isinstance(value, int | float):
        return words.duration(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)
