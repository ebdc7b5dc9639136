"""Who may do what to a case: one table, one check, one error. What is allowed to an officer is audited here.

Rights are read anew for every verb, so that a revoked officer loses them at once, whoever still holds the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot import audit
from bot.cases.tables import Case, CaseUnit, Event, Notice
from bot.officers import Officer, Role

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Asker:
    """The visitor of this conversation."""

    conversation_id: int


Who = Officer | Asker


class NotAllowed(Exception):
    """This person may not do this to this case, or there is no such case: which of both is not told."""


class CoordinatorDecides(NotAllowed):
    """Handed on twice already: from now on only a coordinator hands this case on."""


class Part(StrEnum):
    """What somebody is to a case."""

    VISITOR = "visitor"
    UNIT = "unit"
    LEADING_UNIT = "leading_unit"
    TOOK_PART = "took_part"
    HOLDER = "holder"
    COORDINATOR = "coordinator"


class Verb(StrEnum):
    """What can be done to a case."""

    LOOK = "look"
    READ_BEFORE = "read_before"
    CLAIM = "claim"
    SAY = "say"
    HEAR = "hear"
    NOTE = "note"
    TRANSFER = "transfer"
    RETURN = "return"
    CLOSE = "close"
    REOPEN = "reopen"
    RATE = "rate"
    URGE = "urge"
    CANCEL = "cancel"
    ADD = "add"
    CONSENT = "consent"
    LIST_FILES = "list_files"
    OPEN_FILE = "open_file"
    TAKE_DOWN = "take_down"


VISITOR = frozenset({Part.VISITOR})
HOLDING = frozenset({Part.HOLDER, Part.COORDINATOR})
CONCERNED = frozenset({Part.UNIT, Part.HOLDER, Part.COORDINATOR})

ALLOWED: Mapping[Verb, frozenset[Part]] = {
    Verb.LOOK: CONCERNED | {Part.TOOK_PART, Part.VISITOR},
    Verb.READ_BEFORE: HOLDING,
    Verb.CLAIM: frozenset({Part.UNIT, Part.COORDINATOR}),
    Verb.SAY: HOLDING,
    Verb.HEAR: VISITOR,
    Verb.NOTE: CONCERNED,
    Verb.TRANSFER: HOLDING,
    Verb.RETURN: frozenset({Part.LEADING_UNIT, Part.HOLDER, Part.COORDINATOR}),
    Verb.CLOSE: HOLDING,
    Verb.REOPEN: CONCERNED | VISITOR,
    Verb.RATE: VISITOR,
    Verb.URGE: VISITOR,
    Verb.CANCEL: VISITOR,
    Verb.ADD: VISITOR,
    Verb.CONSENT: VISITOR,
    Verb.LIST_FILES: CONCERNED | {Part.TOOK_PART, Part.VISITOR},
    Verb.OPEN_FILE: CONCERNED | {Part.TOOK_PART, Part.VISITOR},
    Verb.TAKE_DOWN: CONCERNED,
}


def parts_of(session: Session, case: Case, who: Who) -> frozenset[Part]:
    """Everything that this person is to the case; nothing for a revoked officer."""
    if isinstance(who, Asker):
        return VISITOR if case.conversation_id == who.conversation_id else frozenset()
    rights = select(Officer.unit_id, Officer.role).where(
        Officer.id == who.id, col(Officer.revoked_at).is_(None)
    )
    found = session.exec(rights).first()
    if found is None:
        return frozenset()
    unit_id, role = found
    row = session.get(CaseUnit, (case.id, unit_id))
    is_part = {
        Part.COORDINATOR: role == Role.COORDINATOR,
        Part.HOLDER: case.holder_id == who.id,
        Part.UNIT: row is not None,
        Part.LEADING_UNIT: row is not None and row.leads,
        Part.TOOK_PART: _took_part(session, case, who),
    }
    return frozenset(part for part, holds in is_part.items() if holds)


def _took_part(session: Session, case: Case, officer: Officer) -> bool:
    theirs = select(Event.id).where(Event.case_id == case.id, Event.officer_id == officer.id)
    return session.exec(theirs.limit(1)).first() is not None


def may(session: Session, case: Case, verb: Verb, who: Who) -> bool:
    """Whether somebody may do this to a case; nothing is audited, as nothing is done or shown yet."""
    return bool(parts_of(session, case, who) & ALLOWED[verb])


def permitted(session: Session, case_id: int, verb: Verb, by: Who, at: datetime) -> Case:
    """The case as it is now, locked until the transaction ends. Raises NotAllowed."""
    session.flush()
    case = None
    if 0 < case_id <= LARGEST_ID:
        case = session.get(Case, case_id, populate_existing=True, with_for_update=True)
    if case is None or not parts_of(session, case, by) & ALLOWED[verb]:
        raise NotAllowed(verb)
    if isinstance(by, Officer):
        audit.note(session, verb, at, by.id, case.id)
        _has_seen(session, case, by, at)
    return case


def _has_seen(session: Session, case: Case, officer: Officer, at: datetime) -> None:
    """Whoever looks at a case or does something to it knows what they were reminded of."""
    unseen = (
        update(Notice)
        .where(col(Notice.officer_id) == officer.id, col(Notice.case_id) == case.id)
        .where(col(Notice.seen_at).is_(None))
    )
    session.connection().execute(unseen.values(seen_at=at))


def permitted_officer(
    session: Session, case_id: int, verb: Verb, by: Who, at: datetime
) -> tuple[Case, Officer]:
    """The case, and the officer who may do this to it. Raises NotAllowed."""
    case = permitted(session, case_id, verb, by, at)
    if not isinstance(by, Officer):
        raise NotAllowed(verb)
    return case, by


def is_acting(session: Session, officer: Officer) -> bool:
    """Whether this officer has any rights."""
    acting = select(Officer.id).where(Officer.id == officer.id, col(Officer.revoked_at).is_(None))
    return session.exec(acting).first() is not None


def is_coordinator(session: Session, officer: Officer) -> bool:
    """Whether this officer runs the desk."""
    role = select(Officer.role).where(Officer.id == officer.id, col(Officer.revoked_at).is_(None))
    return session.exec(role).first() == Role.COORDINATOR
