"""Reminders at the desk: a badge in the navigation of every page, and the list behind it. Live.

A look at a case, here or in a chat, is what makes its reminders seen (bot/cases/permission.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from nicegui import ui
from sqlmodel import Session

from bot import cases
from bot.cases import Event
from bot.channels.web.desk import reminding_wording as wording
from bot.channels.web.desk.lists import show_row
from bot.channels.web.desk.rows import Row, rows
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.officers import Officer
from bot.wording.case_phrases import when

PATH = "/desk/reminders"


@dataclass(frozen=True)
class Reminder:
    """One case that waits for the officer's look, and why."""

    why: str
    row: Row


def reminders(session: Session, officer: Officer, at: datetime) -> tuple[Reminder, ...]:
    """What the officer has not looked at, the newest first."""
    found = cases.unseen(session, officer, at)
    shown = rows(session, [one.case for one in found], at)
    return tuple(Reminder(_why(one.event), row) for one, row in zip(found, shown, strict=True))


def numbers(session: Session, officer: Officer, at: datetime) -> tuple[str, ...]:
    """The numbers of the cases that the badge counts."""
    return tuple(one.case.number for one in cases.unseen(session, officer, at))


def _why(event: Event) -> str:
    return wording.why(event.kind, when(event.at), int(event.details.get("stage", 0)), event.text)


class Badge:
    """How many reminders wait, beside the name of their page; static/desk.js puts it in the title, too."""

    def __init__(self, seat: Seat, link: ui.element) -> None:
        self._seat = seat
        self._shown: tuple[str, ...] | None = None
        with link:
            self._count = words("span", "", "count")
            self._count.props["data-reminders"] = "0"

    async def refresh(self) -> None:
        """Show how many there are now, and say so when one has come."""
        found = await self._seat.reads(numbers)
        if found == self._shown:
            return
        before, self._shown = self._shown, found
        self._count.text = str(len(found)) if found else ""
        self._count.props["data-reminders"] = str(len(found))
        self._count.update()
        new = [number for number in found if before is not None and number not in before]
        if new:
            self._seat.tell(wording.has_come(new))


async def reminders_page(seat: Seat, _request: Request) -> None:
    """The list."""
    words("h1", wording.REMINDERS)
    words("p", wording.MORE, "note lead")
    listed = part("section", "rows", aria_live="polite")
    shown: tuple[Reminder, ...] | None = None

    async def refresh() -> None:
        nonlocal shown
        if (found := await seat.reads(reminders)) != shown:
            shown = found
            _paint(listed, found)

    await refresh()
    seat.keeps_fresh(refresh)


def _paint(listed: ui.element, found: tuple[Reminder, ...]) -> None:
    listed.clear()
    with listed:
        if not found:
            words("p", wording.NONE, "empty")
        with part("ul", "case-rows"):
            for reminder in found:
                with part("li"):
                    words("p", reminder.why, "why")
                    show_row(reminder.row)
