"""How the desk is doing: a chart and a table for each figure, for some days, a city, a unit; as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from nicegui import ui
from sqlmodel import Session

from bot import audit
from bot.channels.web.desk.coordinating import charts, wording
from bot.channels.web.desk.coordinating.shown import begin, fill_in, filters, number, pick, table
from bot.channels.web.desk.coordinating.staff import unit_options
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.coordinating.rights import coordinator
from bot.figures import Scope, Table, UnusableSpan, count, read_scope, tables
from bot.figures.tables import shown
from bot.officers import Officer
from bot.wording import figure_phrases as phrases
from bot.wording.phrases import CITY_NAMES

MOST_ROWS = 200
"""Rows of one table that a page shows; the workbook has all."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    first: str
    last: str
    city: str
    unit: str

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Asked:
        """The parameters of an address, as they stand there."""
        return cls(*(parameters.get(name, "") for name in ("from", "to", "city", "unit")))

    def scope(self, at: datetime) -> Scope:
        """What is to be counted. Raises UnusableSpan."""
        return read_scope(self.first, self.last, at, self.city, number(self.unit) or None)


async def figures_page(seat: Seat, request: Request) -> None:
    """The page; the figures are of the moment when it was opened."""
    begin(wording.FIGURES)
    asked = Asked.of(request.query_params)
    try:
        scope, counted = await seat.reads(lambda session, by, at: _count(session, by, at, asked))
    except UnusableSpan:
        await _show_filters(seat, asked)
        words("p", phrases.UNUSABLE_SPAN, "form-error")
        return
    await _show_filters(seat, Asked(str(scope.first), str(scope.last), asked.city, asked.unit))
    export = words("button", wording.EXPORT, "secondary small export")
    export.props["type"] = "button"
    export.on("click", lambda: seat.attempt(lambda: _download(seat, asked)))
    for one in counted:
        _show(one)


def _count(
    session: Session, by: Officer, at: datetime, asked: Asked
) -> tuple[Scope, tuple[Table, ...]]:
    coordinator(session, by)
    scope = asked.scope(at)
    return scope, tables(count(session, scope, at))


async def _show_filters(seat: Seat, asked: Asked) -> None:
    places = await seat.reads(unit_options)
    with filters("/desk/figures", wording.SHOW):
        fill_in("from", wording.FROM, asked.first, "date")
        fill_in("to", wording.TO, asked.last, "date")
        pick("city", wording.CITY, [("", phrases.ALL_CITIES), *CITY_NAMES.items()], asked.city)
        pick("unit", wording.UNIT, [("", phrases.ALL_UNITS), *places], asked.unit)


def _show(one: Table) -> None:
    with part("section", "panel figure"):
        words("h2", one.title)
        words("p", one.note, "note")
        if not one.rows:
            words("p", wording.NO_DATA, "empty")
            return
        with part("div", "chart-and-table"):
            options = charts.chart(one)
            if options is not None:
                drawn = ui.echart(options).classes("chart")
                drawn.style(f"height: {charts.height(one)}px")
                drawn.props["aria-hidden"] = "true"  # the table beside it says the same
            _show_rows(one)


def _show_rows(one: Table) -> None:
    by_day = one.columns[0].form == "day"
    newest_first = one.rows[::-1] if by_day else one.rows
    rows = [*([one.total] if one.total else []), *newest_first[:MOST_ROWS]]
    cells = [
        [shown(column, value) for column, value in zip(one.columns, row, strict=True)]
        for row in rows
    ]
    numbers = (place for place, c in enumerate(one.columns) if c.form not in {"text", "moment"})
    heads = [column.name for column in one.columns]
    table(heads, cells, frozenset(numbers) - {0}, has_total=bool(one.total))


async def _download(seat: Seat, asked: Asked) -> None:
    made = await seat.does(lambda session, by, at: _export(session, by, at, asked))
    if made is not None:
        ui.download.content(made[1], made[0], XLSX)


def _export(session: Session, by: Officer, at: datetime, asked: Asked) -> tuple[str, bytes]:
    from bot.figures.workbook import write  # heavy, and few coordinators export

    scope, counted = _count(session, by, at, asked)
    span = {"first": str(scope.first), "last": str(scope.last)}
    audit.note(session, "figures_exported", at, by.id, None, **span)
    return f"{wording.FIGURES} {scope.first} {scope.last}.xlsx", write(counted, scope)
