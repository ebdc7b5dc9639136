"""Painting rows of cases: one link each, so that Tab, Enter, j and k go through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nicegui import ui

from bot.cases.queue import MOST as PAGE
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.rows import Due, Row
from bot.channels.web.desk.seat import Refresh, Seat
from bot.channels.web.rendering import part, words


@dataclass(frozen=True)
class Some:
    """The first rows of a list, and whether there are more."""

    rows: tuple[Row, ...]
    more: bool


def first(found: Sequence[Row], most: int) -> Some:
    """The first `most` of what was found; whoever looks for one more than that learns whether there are more."""
    return Some(tuple(found[:most]), len(found) > most)


class Listing:
    """A list of cases. Only rows that differ are painted anew, so that a long one stays quick and keeps its focus.

    `most` says how many rows are to be read; the button for more raises it.
    """

    def __init__(self, seat: Seat, nothing: str, refresh: Refresh) -> None:
        self.most = PAGE
        self._refresh = refresh
        self._painted: list[tuple[Row, ui.element]] = []
        self._nothing = words("p", nothing, "empty gone")
        self._list = part("ul", "case-rows")
        self._more = words("button", wording.SHOW_MORE, "secondary more gone")
        self._more.props["type"] = "button"
        self._more.on("click", lambda: seat.attempt(self._grow))

    def begin_anew(self) -> None:
        """What is listed from now on is something else."""
        self.most = PAGE

    def show(self, found: Some) -> None:
        """Show these rows."""
        for at, row in enumerate(found.rows):
            self._put(at, row)
        for _, item in self._painted[len(found.rows) :]:
            item.delete()
        del self._painted[len(found.rows) :]
        self._nothing.classes(**({"add": "gone"} if found.rows else {"remove": "gone"}))
        self._more.classes(**({"remove": "gone"} if found.more else {"add": "gone"}))

    def _put(self, at: int, row: Row) -> None:
        if at == len(self._painted):
            with self._list:
                self._painted.append((row, part("li")))
        elif self._painted[at][0] == row:
            return
        item = self._painted[at][1]
        item.clear()
        with item:
            show_row(row)
        self._painted[at] = (row, item)

    async def _grow(self) -> None:
        self.most += PAGE
        await self._refresh()


def show_row(row: Row) -> None:
    """One row, as a link to its case."""
    link = part("a", f"case-row {row.due.urgency}", href=f"/desk/case/{row.id}")
    link.props["data-item"] = str(row.id)
    with link:
        with part("div", "row-head"):
            words("span", wording.title(row.number, row.service), "row-title")
            show_due(row.due, row.state)
        if row.question:
            words("p", row.question, "row-question")
        with part("p", "row-more"):
            words("span", wording.STATES[row.state], f"state {row.state}")
            by = wording.answer_by(row.due.moment) if row.due.moment else ""
            for told in filter(None, (row.holder, by, row.units, row.opened)):
                words("span", told)


def show_due(due: Due, state: str) -> None:
    """How long is left."""
    if due.how_long:
        told = words("span", due.how_long, f"due {due.urgency}")
        told.props["title"] = wording.by(due.moment, wording.WORKING_TIME)
    elif state == "waiting":
        words("span", wording.WAITING_FOR_VISITOR, "due none")
