"""The officer's queue: five parts with counts, the most urgent first, live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from nicegui import ui
from sqlmodel import Session

from bot.cases import queue
from bot.cases.queue import Tab
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.lists import show_rows
from bot.channels.web.desk.rows import Row, rows
from bot.channels.web.desk.seat import Look, Seat
from bot.channels.web.rendering import part, words
from bot.officers import Officer, Role

NAMES: Mapping[Tab, str] = {
    Tab.MINE: wording.MINE,
    Tab.UNDER_WAY: wording.UNIT,
    Tab.UNCLAIMED: wording.UNCLAIMED,
    Tab.LATE: wording.LATE,
    Tab.ENDED: wording.DONE,
}


@dataclass(frozen=True)
class Queue:
    """What the page shows: the parts with their names and counts, and the rows of one."""

    tabs: tuple[tuple[Tab, str], ...]
    rows: tuple[Row, ...]


def queue_of(tab: Tab) -> Look[Queue]:
    """Reads one part of the queue, and the counts of all."""

    def look(session: Session, officer: Officer, at: datetime) -> Queue:
        counts = queue.counted(session, officer, at)
        names = {**NAMES}
        if officer.role == Role.COORDINATOR:
            names[Tab.UNDER_WAY] = wording.ALL
        tabs = tuple((one, wording.tab_title(names[one], counts[one])) for one in Tab)
        return Queue(tabs, rows(session, queue.listed(session, officer, tab, at), at))

    return look


def tab_of(request: Request) -> Tab | None:
    """The part that the address names, if it names one."""
    asked = request.query_params.get("tab", "")
    return Tab(asked) if asked in {tab.value for tab in Tab} else None


async def queue_page(seat: Seat, request: Request) -> None:
    """The page. Without a part named it begins with what is mine, or when that is empty with the unit's."""
    tab = tab_of(request)
    shown = await seat.reads(queue_of(tab or Tab.MINE))
    if tab is None and not shown.rows:
        tab = Tab.UNDER_WAY
        shown = await seat.reads(queue_of(tab))
    chosen = tab or Tab.MINE
    words("h1", wording.QUEUE, "unseen")
    tabs = part("nav", "tabs", aria_label=wording.QUEUE)
    listed = part("section", "rows", aria_live="polite")
    words("p", wording.KEYS, "note keys-hint")
    _paint(tabs, listed, chosen, shown)

    async def refresh() -> None:
        nonlocal shown
        found = await seat.reads(queue_of(chosen))
        if found != shown:
            shown = found
            _paint(tabs, listed, chosen, found)

    seat.keeps_fresh(refresh)


def _paint(tabs: ui.element, listed: ui.element, chosen: Tab, shown: Queue) -> None:
    tabs.clear()
    with tabs:
        for tab, title in shown.tabs:
            link = words("a", title, "tab")
            link.props["href"] = f"/desk?tab={tab}"
            if tab is chosen:
                link.props["aria-current"] = "page"
    listed.clear()
    with listed:
        show_rows(shown.rows, wording.NOTHING_HERE)
