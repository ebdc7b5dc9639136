"""Claiming (接单): of any number of officers at once exactly one wins, the others learn who has it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from bot.cases import cards, filing
from bot.cases.permission import Verb, Who, permitted_officer
from bot.cases.refusals import AlreadyTaken, NotNow
from bot.cases.tables import Case, Happened, Kind, State
from bot.cases.telling import holder_of, renew_card, tell_visitor
from bot.cases.timeline import note_event
from bot.officers import Officer, Unit
from bot.wording import case_phrases as phrases


def claim(session: Session, case_id: int, by: Who, at: datetime) -> Case:
    """Take an open case. Raises NotAllowed, AlreadyTaken, or NotNow when it has ended."""
    case, officer = permitted_officer(session, case_id, Verb.CLAIM, by, at)
    if not _is_mine(session, case, officer, at):
        raise _refusal(session, case)
    if case.relaying:
        listen_only_to(session, case)
    note_event(session, case, Happened.CLAIMED, officer, at)
    unit = session.get_one(Unit, officer.unit_id)
    tell_visitor(session, case, phrases.claimed(case, officer.name, unit.name), at)
    filing.show_to(session, case, officer, at)
    renew_card(session, cards.where_it_stands(session, case), at, case)
    return case


def _is_mine(session: Session, case: Case, officer: Officer, at: datetime) -> bool:
    mine = (
        update(Case)
        .where(col(Case.id) == case.id, col(Case.state) == State.OPEN)
        .where(col(Case.holder_id).is_(None))
        .values(
            state=State.CLAIMED,
            holder_id=officer.id,
            claimed_at=at,
            relaying=case.kind == Kind.CONSULTATION,
        )
    )
    won = session.connection().execute(mine).rowcount == 1
    session.refresh(case)
    return won


def _refusal(session: Session, case: Case) -> NotNow:
    holder = holder_of(session, case)
    if holder is not None and case.state in {State.CLAIMED, State.WAITING}:
        return AlreadyTaken(case, holder.name)
    return NotNow(case)


def listen_only_to(session: Session, case: Case) -> None:
    """What the visitor says goes to the holder of this case, and to no other officer."""
    others = (
        update(Case)
        .where(col(Case.conversation_id) == case.conversation_id, col(Case.id) != case.id)
        .where(col(Case.relaying))
        .values(relaying=False)
    )
    session.connection().execute(others)
