"""Reviews: questions that were not answered well, alike ones together, to be marked and turned into knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from fastapi import Request
from sqlmodel import Session, col, func, select

from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.shown import begin, called, folded, live, press
from bot.channels.web.desk.forms import Do, Fields
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.coordinating.rights import coordinator
from bot.officers import Officer
from bot.reviews import Group, Item, Mark, Review, gather, group, mark
from bot.wording.case_phrases import when
from knowledge.answering import Knowledge

MOST_GROUPS = 60
DEFAULT = "new"


async def reviews_page(seat: Seat, request: Request) -> None:
    """Groups of questions with the mark that is asked for."""
    begin(wording.REVIEWS, more=wording.USELESS_MORE)
    asked = request.query_params.get("show", DEFAULT)
    chosen = asked if asked in wording.SHOWN else DEFAULT
    with part("nav", "sub-nav"):
        for name, title in wording.SHOWN.items():
            link = words("a", title)
            link.props["href"] = f"/desk/reviews?show={name}"
            if name == chosen:
                link.props["aria-current"] = "page"

    def look(session: Session, by: Officer, at: datetime) -> tuple[Group, ...]:
        wanted = {"new": "", "all": None}.get(chosen, chosen)
        items = [i for i in gather(session, by, at) if wanted is None or i.mark == wanted]
        return tuple(group(items)[:MOST_GROUPS])

    await live(seat, look, lambda groups: _show(seat, groups), sign=_marks)


def _marks(session: Session, by: Officer, _at: datetime) -> object:
    """Differs when something was marked. What is asked meanwhile is shown when the page is opened again."""
    coordinator(session, by)
    return session.exec(select(func.count(col(Review.message_id)), func.max(Review.at))).one()


def _show(seat: Seat, groups: tuple[Group, ...]) -> None:
    knowledge = seat.around.knowledge()
    if not groups:
        words("p", wording.NOTHING_TO_REVIEW, "empty")
    for alike in groups:
        with part("article", "panel"):
            _show_item(alike.newest, knowledge)
            if len(alike.items) > 1:
                with folded(wording.group_of(len(alike.items)), "unfold"), part("ul", "clauses"):
                    for item in alike.items:
                        words("li", f"{when(item.at)}　{item.question}（{_why(item)}）")
            _show_deeds(seat, alike)


def _show_item(item: Item, knowledge: Knowledge) -> None:
    words("h2", item.question)
    with part("p", "marks"):
        words("span", _why(item), "badge")
        words("span", when(item.at), "note")
    if item.clauses:
        label = wording.GIVEN if item.why == "useless" else wording.NEAREST
        named = "、".join(called(clause, knowledge) for clause in item.clauses)
        words("p", f"{label}：{named}", "note")


def _why(item: Item) -> str:
    why = wording.WHY.get(item.why, item.why)
    return f"{why}：{item.reason}" if item.reason else why


def _show_deeds(seat: Seat, alike: Group) -> None:
    newest = alike.newest
    with part("div", "deeds"):
        for as_, label in MARKS.items():
            if str(as_ or "") != newest.mark:
                name = f"mark-{newest.message_id}-{as_ or 'none'}"
                press(seat, name, label, _mark(alike.message_ids, as_))
        first = newest.clauses[:1]
        link = words("a", wording.WRITE_ANSWER, "secondary small button-like")
        asked = urlencode({"question": newest.question, "clause": first[0] if first else ""})
        link.props["href"] = f"/desk/knowledge?{asked}"


MARKS: Mapping[Mark | None, str] = {
    Mark.SEEN: wording.MARK_SEEN,
    Mark.HANDLED: wording.MARK_HANDLED,
    None: wording.MARK_NONE,
}


def _mark(message_ids: tuple[int, ...], as_: Mark | None) -> Do:
    def do(session: Session, by: Officer, at: datetime, _fields: Fields) -> str:
        mark(session, by, message_ids, as_, at)
        return wording.MARKED

    return do
