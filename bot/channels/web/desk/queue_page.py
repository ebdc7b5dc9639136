"""The officer's queue: five parts with counts, the most urgent first, live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlmodel import Session

from bot.cases import queue
from bot.cases.queue import Tab
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.lists import Listing, Some, first
from bot.channels.web.desk.rows import rows
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
    some: Some


def queue_of(tab: Tab, most: int = queue.MOST) -> Look[Queue]:
    """Reads the first rows of one part of the queue, and the counts of all."""

    def look(session: Session, officer: Officer, at: datetime) -> Queue:
        counts = queue.counted(session, officer, at)
        names = {**NAMES}
        if officer.role == Role.COORDINATOR:
            names[Tab.UNDER_WAY] = wording.ALL
        tabs = tuple((one, wording.tab_title(names[one], counts[one])) for one in Tab)
        found = queue.listed(session, officer, tab, at, most + 1)
        return Queue(tabs, first(rows(session, found, at), most))

    return look


def tab_of(request: Request) -> Tab | None:
    """The part that the address names, if it names one."""
    asked = request.query_params.get("tab", "")
    return Tab(asked) if asked in {tab.value for tab in Tab} else None


async def queue_page(seat: Seat, request: Request) -> None:
    """The page. Without a part named it begins with what is mine, or when that is empty with the unit's."""
    tab = tab_of(request)
    if tab is None:
        mine = await seat.reads(queue_of(Tab.MINE))
        tab = Tab.MINE if mine.some.rows else Tab.UNDER_WAY
    words("h1", wording.QUEUE, "unseen")
    page = QueuePage(seat, tab)
    words("p", wording.KEYS, "note keys-hint")
    await page.refresh()
    seat.keeps_fresh(page.refresh)


class QueuePage:
    """One part of the queue in one tab of a browser."""

    def __init__(self, seat: Seat, chosen: Tab) -> None:
        self._seat = seat
        self._chosen = chosen
        self._shown: Queue | None = None
        self._tabs = part("nav", "tabs", aria_label=wording.QUEUE)
        with part("section", "rows", aria_live="polite"):
            self._listing = Listing(seat, wording.NOTHING_HERE, self.refresh)

    async def refresh(self) -> None:
        """Paint what has changed."""
        found = await self._seat.reads(queue_of(self._chosen, self._listing.most))
        if self._shown is None or found.tabs != self._shown.tabs:
            self._show_tabs(found)
        self._shown = found
        self._listing.show(found.some)

    def _show_tabs(self, found: Queue) -> None:
        self._tabs.clear()
        with self._tabs:
            for tab, title in found.tabs:
                link = words("a", title, "tab")
                link.props["href"] = f"/desk?tab={tab}"
                if tab is self._chosen:
                    link.props["aria-current"] = "page"
