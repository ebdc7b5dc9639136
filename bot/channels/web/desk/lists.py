"""Painting rows of cases: one link each, so that Tab, Enter, j and k go through them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.rows import Due, Row
from bot.channels.web.rendering import part, words


def show_rows(found: Sequence[Row], nothing: str) -> None:
    """The rows, or what to say when there is none."""
    if not found:
        words("p", nothing, "empty")
        return
    with part("ul", "case-rows"):
        for row in found:
            with part("li"):
                show_row(row)


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
