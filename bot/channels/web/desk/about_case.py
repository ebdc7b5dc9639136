"""What a case is about: the question, the form's answers, clauses in full, units, and what is read on demand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from nicegui.events import GenericEventArguments
from sqlmodel import Session

from bot import cases
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.assessed import assessed
from bot.channels.web.desk.case_view import CaseView
from bot.channels.web.desk.citing import Cited
from bot.channels.web.desk.explained import explained
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, show_blocks, words
from bot.citations import citation_lines
from bot.messages import Block
from bot.officers import Officer
from bot.transcript import Message, Speaker

Paint = Callable[[], Awaitable[None]]


class About:
    """The panel beside the story. On a phone it folds; static/desk.js opens it where there is room."""

    def __init__(self, seat: Seat, view: CaseView, clauses: tuple[Cited, ...]) -> None:
        self._seat = seat
        self._consent: object = ...
        self._answered: object = ()
        with part("section", "panel case-question"):
            words("h2", wording.QUESTION if view.asked else wording.FORM)
            if view.asked:
                words("p", view.asked, "said")
            self._answers = part("div")
        with part("details", "about", data_wide="yes"):
            words("summary", wording.ABOUT)
            with part("section", "panel"):
                self._facts = part("div")
            with part("section", "panel"):
                _show_clauses(view, clauses)
                folded(wording.EXPLAIN, lambda: self._explain(view), seat)
                to_knowledge = words("a", wording.TO_KNOWLEDGE, "note")
                to_knowledge.props["href"] = f"/desk/knowledge?case={view.id}"
            with part("section", "panel"):
                self._private = part("div")

    def show(self, view: CaseView) -> None:
        """Show what may change: units, holder, deadline, what is personal, what the visitor agreed to."""
        self._facts.clear()
        with self._facts:
            _show_facts("facts", _facts(view))
        if view.answers != self._answered:
            self._answered = view.answers
            self._answers.clear()
            with self._answers:
                _show_facts("form-answers", view.answers)
        private = (view.consent, view.reads_before, view.assessment)
        if private != self._consent:
            self._consent = private
            self._private.clear()
            with self._private:
                self._show_private(view)

    def _show_private(self, view: CaseView) -> None:
        if not view.consent:
            refused = view.consent is False
            words("p", wording.BEFORE_REFUSED if refused else wording.BEFORE_UNASKED, "note")
            return
        if not view.reads_before:
            words("p", wording.BEFORE_FOR_HOLDER, "note")
            return
        folded(wording.BEFORE, lambda: self._show_before(view), self._seat)
        if view.assessment is not None:
            folded(wording.ASSESSMENT, lambda: self._show_assessment(view), self._seat)

    async def _show_before(self, view: CaseView) -> None:
        def look(session: Session, officer: Officer, at: datetime) -> list[Message]:
            return cases.conversation_before(session, view.id, officer, at)

        said = await self._seat.does(look) or []
        if not said:
            words("p", wording.NOTHING_BEFORE, "note")
        for message in said:
            is_theirs = message.speaker == Speaker.VISITOR
            with part("article", f"entry by-{'visitor' if is_theirs else 'officer'}"):
                words("p", view.visitor if is_theirs else wording.BY_SPECIALIST, "entry-head")
                words("p", message.text, "said")

    async def _show_assessment(self, view: CaseView) -> None:
        knowledge = self._seat.around.knowledge

        def look(session: Session, officer: Officer, at: datetime) -> tuple[Block, ...]:
            return assessed(session, view.id, officer, at, knowledge())

        show_blocks(await self._seat.does(look) or ())

    async def _explain(self, view: CaseView) -> None:
        def look(_session: Session, _officer: Officer, _at: datetime) -> str:
            return explained(view.question, view.city_id, self._seat.around.knowledge())

        words("pre", await self._seat.reads(look), "explained")


def folded(title: str, paint: Paint, seat: Seat) -> None:
    """Something that is read when it is unfolded for the first time."""
    box = part("details", "fold")
    with box:
        words("summary", title)
        inside = part("div", "fold-inside")
        with inside:
            words("p", wording.LOADING, "note")
    was_opened = False

    async def fill() -> None:
        nonlocal was_opened
        was_opened = True
        inside.clear()
        with inside:
            await paint()

    async def toggled(event: GenericEventArguments) -> None:
        if event.args and not was_opened:
            await seat.attempt(fill)

    box.on("toggle", toggled, js_handler="(event) => emit(event.target.open)")


def _facts(view: CaseView) -> tuple[tuple[str, str], ...]:
    lead, *supports = view.units or ("",)
    due = wording.by(view.due.moment, view.due.how_long) if view.due.moment else ""
    support = f"{wording.SUPPORTS}：{'、'.join(supports)}" if supports else ""
    told = (
        (wording.VISITOR, "，".join(filter(None, (view.visitor, view.channel)))),
        (wording.CITY, view.city),
        (wording.UNITS, "；".join(filter(None, (lead, support)))),
        (wording.HOLDER, view.holder or wording.NOBODY),
        (wording.DEADLINE, due),
        (wording.OPENED, view.opened),
        (wording.OUTCOME, view.outcome),
    )
    return tuple((name, text) for name, text in told if text)


def _show_facts(classes: str, facts: tuple[tuple[str, str], ...]) -> None:
    with part("dl", classes):
        for name, text in facts:
            words("dt", name)
            words("dd", text)


def _show_clauses(view: CaseView, clauses: tuple[Cited, ...]) -> None:
    words("h2", wording.CLAUSES)
    known = {clause.id: (clause, policy) for clause, policy in clauses}
    if not view.clauses:
        words("p", wording.NO_CLAUSES, "note")
    for matched in view.clauses:
        with part("details", "fold clause"):
            words("summary", wording.clause_line(matched.name, matched.score))
            if matched.id not in known:
                words("p", wording.CLAUSE_GONE, "note")
                continue
            clause, policy = known[matched.id]
            words("blockquote", clause.text, "quote")
            words("p", citation_lines(clause, policy), "note")
