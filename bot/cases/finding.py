"""Looking at cases: the visitor's own, an officer's, and one with everything that may be seen of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Integer, bindparam, false, true
from sqlmodel import Session, col, func, or_, select

from bot.cases.permission import (
    LARGEST_ID,
    Verb,
    Who,
    is_acting,
    is_coordinator,
    may,
    permitted,
)
from bot.cases.tables import HELD, Case, CaseUnit, Event, State
from bot.officers import Officer
from bot.transcript import Message, Speaker

THEIRS = (
    select(Case)
    .where(Case.conversation_id == bindparam("conversation"))
    .order_by(col(Case.id).desc())
    .limit(bindparam("limit", type_=Integer))
)
"""A statement that is made once runs three times as fast."""


def cases_of(session: Session, conversation_id: int, limit: int = 20) -> list[Case]:
    """A visitor's cases, the newest first."""
    params = {"conversation": conversation_id, "limit": limit}
    return list(session.exec(THEIRS, params=params).all())


def visible(session: Session, officer: Officer) -> list[Case]:
    """What an officer may see: their unit's cases and those they took part in; a coordinator all."""
    seen = select(Case).where(visible_to(session, officer)).order_by(col(Case.id))
    return list(session.exec(seen).all())


def visible_to(session: Session, officer: Officer) -> ColumnElement[bool]:
    """What `visible` means, as a condition for a query over cases."""
    if officer.revoked_at is not None:
        return false()
    if is_coordinator(session, officer):
        return true()
    of_unit = select(CaseUnit.case_id).where(CaseUnit.unit_id == officer.unit_id)
    took_part = select(Event.case_id).where(Event.officer_id == officer.id)
    return or_(
        col(Case.id).in_(of_unit), col(Case.id).in_(took_part), col(Case.holder_id) == officer.id
    )


def still_visible(session: Session, case_id: int, officer: Officer) -> Case | None:
    """A case whose page is open, read anew; None once the officer may not see it any more.

    The look was audited when the page was opened (`look`): a page that refreshes itself is no further one.
    """
    case = session.get(Case, case_id, populate_existing=True) if case_id <= LARGEST_ID else None
    return case if case is not None and may(session, case, Verb.LOOK, officer) else None


def held_by(session: Session, officer: Officer, limit: int = 20) -> list[Case]:
    """What an officer has in hand, the most urgent first."""
    held = select(Case).where(Case.holder_id == officer.id, col(Case.state).in_([*HELD]))
    urgent = held.order_by(col(Case.deadline).is_(None), col(Case.deadline), col(Case.id))
    return list(session.exec(urgent.limit(limit)).all())


def waiting_for(session: Session, officer: Officer, limit: int = 20) -> list[Case]:
    """What nobody has and this officer could claim, the most urgent first; all of it for a coordinator."""
    if not is_acting(session, officer):
        return []
    free = select(Case).where(Case.state == State.OPEN, col(Case.holder_id).is_(None))
    if not is_coordinator(session, officer):
        of_unit = select(CaseUnit.case_id).where(CaseUnit.unit_id == officer.unit_id)
        free = free.where(col(Case.id).in_(of_unit))
    urgent = free.order_by(col(Case.deadline).is_(None), col(Case.deadline), col(Case.id))
    return list(session.exec(urgent.limit(limit)).all())


def numbered(session: Session, number: str) -> Case | None:
    """The case of this number. Whoever asks may do nothing with it yet: the verbs look at rights."""
    return session.exec(select(Case).where(Case.number == number)).first()


def look(session: Session, case_id: int, by: Who, at: datetime) -> Case:
    """One case; an officer's look is audited, so the session must be one that writes. Raises NotAllowed."""
    return permitted(session, case_id, Verb.LOOK, by, at)


def opened_before(session: Session, case_id: int, by: Who, at: datetime) -> Case | None:
    """The case, for reading what came before it (conversation, assessment); None without consent.

    The visitor allows it to whoever has the case in hand, not to the unit. Raises NotAllowed.
    """
    case = permitted(session, case_id, Verb.READ_BEFORE, by, at)
    return case if case.consent else None


def conversation_before(session: Session, case_id: int, by: Who, at: datetime) -> list[Message]:
    """What was said before the case was opened, if the visitor agreed to show it. Raises NotAllowed."""
    case = opened_before(session, case_id, by, at)
    if case is None:
        return []
    before = select(Message).where(
        Message.conversation_id == case.conversation_id, col(Message.said_at) <= case.created_at
    )
    return list(session.exec(before.order_by(col(Message.id))).all())


def heard_before(session: Session, conversation_id: int, message_id: int) -> int | None:
    """The id of what the visitor said or pressed just before this message."""
    earlier = select(func.max(Message.id)).where(
        Message.conversation_id == conversation_id,
        Message.speaker == Speaker.VISITOR,
        col(Message.id) < message_id,
    )
    return session.exec(earlier).one()
