"""The frame of the desk: pages that only officers, or only coordinators, may open, and what surrounds them.

A page is a row in pages.PAGES. Its builder gets a Seat: it reads and does everything through that, as that
asks anew each time whether the officer still may.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fastapi import FastAPI, Request
from nicegui import Client, ui
from sqlmodel import Session, col, func, select

from bot.cases import Case, Event, Notice
from bot.channels.web import wording as chat_wording
from bot.channels.web.desk import entrance, wording
from bot.channels.web.desk.case_files import FileDoor
from bot.channels.web.desk.entrance import Entrance
from bot.channels.web.desk.reminding import PATH as REMINDERS
from bot.channels.web.desk.reminding import Badge
from bot.channels.web.desk.seat import Seat, SignedOut, Surroundings
from bot.channels.web.rendering import part, words
from bot.database import now
from bot.faults import described
from bot.officers import Absence, Officer, Role, Unit, deeds, sessions
from bot.officers.sessions import DeskSession

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at whether anything has changed for the open tabs."""

AT_LEAST_EVERY = 30
"""Looks after which the tabs are refreshed in any case: how long is left is told in words."""

STAY_SECONDS = 30.0
PATIENCE_SECONDS = 20.0

Build = Callable[[Seat, Request], Awaitable[None]]


class Listed(StrEnum):
    """In whose navigation a page stands, of those who may open it."""

    FOR_ALL = "for_all"
    FOR_OFFICERS = "for_officers"
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class DeskPage:
    """A page of the desk. `title` stands in the navigation as `listed` says; `path` may hold {parameters}."""

    path: str
    title: str
    build: Build
    only_coordinators: bool = False
    listed: Listed = Listed.FOR_ALL


@dataclass(frozen=True)
class Sitting:
    """Who sits here, for the frame only: rights are never read from this."""

    name: str
    unit: str
    is_coordinator: bool


class Desk:
    """The desk of one process: its pages, its way in, and the tabs that are open."""

    def __init__(self, around: Surroundings, secret: str, pages: Sequence[DeskPage]) -> None:
        self._around = around
        self._entrance = Entrance(around.database, secret)
        self._pages = pages
        self._seats: set[Seat] = set()

    def add_routes(self, app: FastAPI) -> None:
        """What is not a page; before the pages, as these take every other path."""
        self._entrance.add_routes(app)
        FileDoor(self._around, self._entrance).add_routes(app)

    def add_pages(self) -> None:
        """The way in, then every page."""
        self._entrance.add_pages()
        for page in self._pages:
            made = ui.page(
                page.path,
                title=f"{page.title} · {wording.DESK}",
                reconnect_timeout=STAY_SECONDS,
                response_timeout=PATIENCE_SECONDS,
            )
            made(self._shown(page))

    async def keep_fresh(self) -> None:
        """Refresh the open tabs when something has changed, whoever changed it; until cancelled."""
        seen: object = None
        looks = 0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if not self._seats:
                continue
            try:
                changed = await asyncio.to_thread(self._state)
            except Exception as error:
                log.error("the desk cannot be looked at: %s", described(error))
                continue
            looks += 1
            if changed != seen or looks >= AT_LEAST_EVERY:
                seen, looks = changed, 0
                await asyncio.gather(*(seat.refresh() for seat in tuple(self._seats)))

    def _state(self) -> object:
        """Differs whenever something changed that an open tab may show."""
        with self._around.database.reading() as session:
            return tuple(
                session.exec(query).one()
                for query in (
                    select(func.max(Event.id)),
                    select(func.count()).where(col(Case.consent).is_not(None)),
                    select(func.count()).where(col(Officer.revoked_at).is_not(None)),
                    select(func.count()).where(col(Notice.seen_at).is_not(None)),
                    select(func.max(Absence.id)),
                    select(func.count()).select_from(Absence),
                    select(func.max(DeskSession.id)),
                    select(func.count()).where(col(DeskSession.ended_at).is_not(None)),
                )
            )

    def _shown(self, page: DeskPage) -> Callable[..., Awaitable[None]]:
        async def show(request: Request, client: Client) -> None:
            token = self._entrance.token_of(request)
            sitting = await asyncio.to_thread(self._sitting, token)
            if sitting is None:
                client.status_code = _show_stranger(request)
            elif page.only_coordinators and not sitting.is_coordinator:
                client.status_code = _show_forbidden()
            else:
                await self._seated(page, sitting, token, request, client)

        return show

    async def _seated(
        self, page: DeskPage, sitting: Sitting, token: str, request: Request, client: Client
    ) -> None:
        seat = Seat(self._around, client, token, page.only_coordinators)
        ui.add_head_html(entrance.HEAD)
        ui.add_body_html(f"<noscript>{chat_wording.NO_SCRIPT}</noscript>")
        with part("div", "desk"):
            links = _show_header(
                sitting, [p for p in self._pages if _is_listed(p, sitting)], request
            )
            badge = Badge(seat, links[REMINDERS])
            with part("main", "desk-main", id="main", tabindex="-1"):
                try:
                    await badge.refresh()
                    await page.build(seat, request)
                except SignedOut:
                    seat.leave()
                    return
        toast = words("p", "", "toast")
        toast.props(add='role=status id="toast"')
        toast.props["data-offline"] = wording.OFFLINE
        ui.on("submitted", lambda event: seat.take(event.args))
        seat.keeps_fresh(badge.refresh)
        self._seats.add(seat)
        client.on_connect(seat.refresh)
        client.on_delete(lambda: self._seats.discard(seat))

    def _sitting(self, token: str) -> Sitting | None:
        at = now()
        with self._around.database.reading() as session:
            found = _sitting_at(session, token)
            late = found is not None and sessions.is_to_be_prolonged(session, token, at)
        if late:
            with self._around.database.writing() as session:
                sessions.prolong(session, token, at)
                deeds.forget_old(session, at)
        return found


def _sitting_at(session: Session, token: str) -> Sitting | None:
    officer = sessions.officer_of(session, token, now())
    if officer is None:
        return None
    unit = session.get_one(Unit, officer.unit_id)
    return Sitting(officer.name, unit.name, officer.role == Role.COORDINATOR)


def _is_listed(page: DeskPage, sitting: Sitting) -> bool:
    if sitting.is_coordinator:
        return page.listed is Listed.FOR_ALL
    return page.listed is not Listed.NOWHERE and not page.only_coordinators


def _show_stranger(request: Request) -> int:
    if entrance.comes_from_elsewhere(request):
        entrance.show_detour(request)
        return 200
    ui.add_head_html(entrance.HEAD)
    entrance.show_failure(wording.STRANGER, wording.HOW_TO_SIGN_IN)
    return 401


def _show_forbidden() -> int:
    ui.add_head_html(entrance.HEAD)
    entrance.show_failure(
        wording.ONLY_COORDINATORS,
        wording.ONLY_COORDINATORS_MORE,
        entrance.PATH,
        wording.BACK_TO_CASES,
    )
    return 403


def _show_header(
    sitting: Sitting, pages: Sequence[DeskPage], request: Request
) -> dict[str, ui.element]:
    """Shows who sits here and where they may go; returns the links, by path."""
    links: dict[str, ui.element] = {}
    words("a", wording.SKIP, "skip").props["href"] = "#main"
    with part("header", "desk-top"):
        words("p", wording.DESK, "desk-name")
        with part("nav", "desk-nav", aria_label=wording.NAVIGATION):
            for page in pages:
                link = links[page.path] = words("a", page.title, "nav")
                link.props["href"] = page.path
                if request.url.path == page.path:
                    link.props["aria-current"] = "page"
        with part("div", "desk-who"):
            role = wording.COORDINATOR if sitting.is_coordinator else sitting.unit
            words("span", wording.who(sitting.name, role), "name")
            with part("form", method="post", action="/desk/out"):
                words("button", wording.SIGN_OUT, "plain").props["type"] = "submit"
    return links
