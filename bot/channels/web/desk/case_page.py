"""One case: question, clauses, story, and everything an officer does to it. Opening it is audited as a look."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request
from nicegui import ui
from sqlmodel import Session

from bot import cases
from bot.cases import NotAllowed
from bot.cases.permission import LARGEST_ID
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.about_case import About
from bot.channels.web.desk.case_forms import Actions, Choices, Composer, show_if
from bot.channels.web.desk.case_view import CaseView, destinations, view_of
from bot.channels.web.desk.citing import Cited, Citing, published
from bot.channels.web.desk.entrance import PATH
from bot.channels.web.desk.lists import show_due
from bot.channels.web.desk.seat import Look, Seat
from bot.channels.web.desk.telling import Telling
from bot.channels.web.rendering import part, words
from bot.officers import Officer, templates
from knowledge.library import policies_in_use


async def case_page(seat: Seat, request: Request) -> None:
    """The page of the case that the address names."""
    try:
        view = await seat.does(opened(_number(request)))
        assert view is not None  # without a key it is always done
    except NotAllowed:
        seat.client.status_code = 404
        with part("div", "failure"):
            words("h1", wording.NO_SUCH_CASE)
            words("p", wording.NO_SUCH_CASE_MORE)
            words("a", wording.QUEUE).props["href"] = PATH
        return
    ui.page_title(wording.title(view.number, view.service))
    choices = await seat.reads(choices_for(view))
    page = CasePage(seat, view, choices, await seat.reads(clauses_of(view)))
    seat.keeps_fresh(page.refresh)


def opened(case_id: int) -> Look[CaseView]:
    """Reads a case for somebody who opens it: the look is audited."""

    def look(session: Session, officer: Officer, at: datetime) -> CaseView:
        cases.look(session, case_id, officer, at)
        return view_of(session, case_id, officer, at)

    return look


def choices_for(view: CaseView) -> Look[Choices]:
    """Reads what an officer chooses from while working at a case."""

    def look(session: Session, officer: Officer, _at: datetime) -> Choices:
        ready = [(one.title, one.text) for one in templates.of(session, officer)]
        return Choices(destinations(session, view.city_id), ready)

    return look


def clauses_of(view: CaseView) -> Look[tuple[Cited, ...]]:
    """Reads the matched clauses as they are published now."""

    def look(session: Session, _officer: Officer, _at: datetime) -> tuple[Cited, ...]:
        return published(policies_in_use(session), [clause.id for clause in view.clauses])

    return look


class CasePage:
    """The page of one case in one tab."""

    def __init__(
        self, seat: Seat, view: CaseView, choices: Choices, clauses: tuple[Cited, ...]
    ) -> None:
        self._seat = seat
        self._view = view
        with part("div", "case"):
            with part("header", "case-head"):
                self._title = part("div", "case-title")
                self._actions = Actions(seat, view.id, choices)
            self._about = About(seat, view, clauses)
            with part("section", "talk", aria_label=wording.STORY):
                self._warning = words("p", wording.UNREACHABLE, "warning")
                self._telling = Telling(view.id)
                self._composer = Composer(seat, view.id, choices)
            Citing(seat, clauses, view.city_id)
        self._paint(view)

    async def refresh(self) -> None:
        """Paint what has changed. Whoever may not see the case any more sees nothing of it."""
        case_id = self._view.id
        try:
            view = await self._seat.reads(lambda s, officer, at: view_of(s, case_id, officer, at))
        except NotAllowed:
            self._seat.leave(wording.NO_SUCH_CASE, wording.NO_SUCH_CASE_MORE)
            return
        if view == self._view:
            return
        before, self._view = self._view, view
        self._paint(view)
        if view.holder != before.holder and view.holder and not view.is_mine:
            self._seat.tell(wording.claimed_by_other(view.holder))

    def _paint(self, view: CaseView) -> None:
        self._title.clear()
        with self._title:
            words("h1", wording.title(view.number, view.service))
            with part("p", "row-more"):
                words("span", wording.STATES[view.state], f"state {view.state}")
                show_due(view.due, view.state)
                words("span", view.holder or wording.NOBODY)
        self._actions.show(view)
        self._about.show(view)
        show_if(self._warning, not view.reachable)
        self._telling.show(view.story)
        self._composer.show(view)


def _number(request: Request) -> int:
    """The case's id in the address, 0 for what cannot be one."""
    text = str(request.path_params["case_id"])
    fits = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if fits and int(text) <= LARGEST_ID else 0
