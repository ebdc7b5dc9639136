"""What an officer does to one case: the verbs of bot/cases behind the forms of its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot import cases, matching
from bot.cases import Case, Solved
from bot.cases.permission import LARGEST_ID, Who
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk import wording as frame_wording
from bot.channels.web.desk.case_files import uploads_in
from bot.channels.web.desk.forms import Do, Fields, Refused
from bot.officers import Officer, Unit

Move = Callable[[Session, int, Who, int, str, datetime], Case]


def claim(case_id: int) -> Do:
    """接单."""

    def do(session: Session, officer: Officer, at: datetime, _fields: Fields) -> str:
        cases.claim(session, case_id, officer, at)
        return wording.CLAIMED_IT

    return do


def say(case_id: int) -> Do:
    """回复访客."""

    def do(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        files = uploads_in(session, case_id, officer, fields.get("files", ""))
        words = fields.get("words", "")
        said = cases.say_to_visitor(session, case_id, officer, words, at, files)
        return wording.SENT if said.reachable else wording.SENT_UNREACHABLE

    return do


def note(case_id: int) -> Do:
    """内部备注."""

    def do(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        cases.note(session, case_id, officer, fields.get("words", ""), at)
        return wording.NOTED

    return do


def hand_on(case_id: int, move: Move) -> Do:
    """转办 and 退单: to a unit, with a reason."""

    def do(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        unit_id = _number(fields.get("unit", ""), frame_wording.ANOTHER_UNIT)
        move(session, case_id, officer, unit_id, fields.get("reason", ""), at)
        return wording.HANDED_ON.format(unit=session.get_one(Unit, unit_id).name)

    return do


def close(case_id: int) -> Do:
    """办结."""

    def do(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        outcome = fields.get("outcome", "")
        if outcome not in {one.value for one in Solved}:
            raise Refused(frame_wording.please_choose(wording.RESULT))
        cases.close(session, case_id, officer, Solved(outcome), at, fields.get("words", ""))
        return wording.CLOSED

    return do


def reopen(case_id: int) -> Do:
    """重新打开."""

    def do(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        cases.reopen(session, case_id, officer, at, fields.get("reason", ""))
        return wording.REOPENED

    return do


def take_down(case_id: int) -> Do:
    """下架: what the case has published for other visitors."""

    def do(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        try:
            matching.take_down(session, case_id, officer, fields.get("reason", ""), at)
        except matching.OverNow as over:
            raise Refused(wording.NOTHING_PUBLISHED) from over
        return wording.TAKEN_DOWN

    return do


def _number(text: str, otherwise: str) -> int:
    """The id in a field. Raises Refused when it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= LARGEST_ID):
        raise Refused(otherwise)
    return int(text)
