"""An officer's own page: absences, the browsers that are signed in, a link for another device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from nicegui import ui
from sqlmodel import Session

from bot import officers
from bot.channels.web.desk import wording
from bot.channels.web.desk.absences import own_absences
from bot.channels.web.desk.forms import Do, Fields, Looks
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.officers import Officer, sessions
from bot.wording.case_phrases import when

SURE = Looks(sure=wording.SURE_EVERYWHERE)


@dataclass(frozen=True)
class Browser:
    """A browser that is signed in."""

    device: str
    began: str


def browsers(session: Session, officer: Officer, at: datetime) -> tuple[Browser, ...]:
    """The officer's browsers, the newest first."""
    return tuple(
        Browser(row.device or wording.UNKNOWN_BROWSER, wording.begun(when(row.began_at)))
        for row in sessions.open_of(session, officer, at)
    )


async def account(seat: Seat, _request: Request) -> None:
    """The page."""
    words("h1", wording.ACCOUNT)
    await own_absences(seat)
    with part("section", "panel"):
        words("h2", wording.SIGNED_IN_HERE)
        listed = part("ul", "browsers")
        with seat.form("everywhere", wording.SIGN_OUT_EVERYWHERE, _everywhere, SURE):
            pass
    with part("section", "panel"):
        words("h2", wording.ANOTHER_DEVICE)
        words("p", wording.ANOTHER_DEVICE_MORE, "note")
        with seat.form("link", wording.MAKE_LINK, _link(seat), Looks(tells=True)):
            pass
    shown: tuple[Browser, ...] | None = None

    async def refresh() -> None:
        nonlocal shown
        if (found := await seat.reads(browsers)) != shown:
            shown = found
            _list(listed, found)

    await refresh()
    seat.keeps_fresh(refresh)


def _list(listed: ui.element, found: tuple[Browser, ...]) -> None:
    listed.clear()
    with listed:
        for browser in found:
            words("li", f"{browser.device}，{browser.began}")


def _everywhere(session: Session, officer: Officer, at: datetime, _fields: Fields) -> str:
    sessions.end_all(session, officer, at)
    return ""


def _link(seat: Seat) -> Do:
    def make(session: Session, officer: Officer, at: datetime, _fields: Fields) -> str:
        code = officers.issue(session, officer, at)
        return wording.your_link(seat.around.desk_link(code))

    return make
