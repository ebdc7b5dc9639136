"""The end of a case: closed by its holder with an outcome, cancelled by the visitor, reopened within a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.cases import cards, clock
from bot.cases.claiming import listen_only_to
from bot.cases.moving import set_free
from bot.cases.permission import Verb, Who, permitted, permitted_officer
from bot.cases.refusals import NotNow
from bot.cases.tables import ENDED, Case, Happened, Kind, Solved, State
from bot.cases.telling import (
    announce,
    holder_of,
    officers_there,
    renew_card,
    tell_officers,
    tell_visitor,
    visitor_of,
)
from bot.cases.timeline import note_event
from bot.officers import Officer
from bot.wording import case_phrases as phrases
from bot.wording import officer_phrases as for_officers

REOPEN_WITHIN = timedelta(days=7)


def close(
    session: Session, case_id: int, by: Who, outcome: Solved, at: datetime, text: str = ""
) -> Case:
    """Close a case (办结); the visitor is told and asked to rate. Raises NotAllowed or NotNow."""
    case, officer = permitted_officer(session, case_id, Verb.CLOSE, by, at)
    if case.state in ENDED:
        raise NotNow(case)
    was_relaying = case.relaying
    case.outcome = outcome
    _end(session, case, State.CLOSED, at)
    note_event(session, case, Happened.CLOSED, officer, at, text.strip(), outcome=outcome)
    tell_visitor(session, case, phrases.closed(case, text.strip(), was_relaying), at)
    return case


def cancel(session: Session, case_id: int, by: Who, at: datetime) -> Case:
    """The visitor does not need it any more. Raises NotAllowed or NotNow."""
    case = permitted(session, case_id, Verb.CANCEL, by, at)
    if case.state in ENDED:
        raise NotNow(case)
    _end(session, case, State.CANCELLED, at)
    note_event(session, case, Happened.CANCELLED, by, at)
    if holder := holder_of(session, case):
        tell_officers(session, [holder], for_officers.cancelled(case), at, case)
    return case


def _end(session: Session, case: Case, state: State, at: datetime) -> None:
    clock.stop(session, case)
    case.state, case.relaying, case.closed_at = state, False, at
    session.add(case)
    session.flush()
    renew_card(session, cards.where_it_stands(session, case), at, case)


def can_reopen(case: Case, at: datetime) -> bool:
    """Whether the case was closed no longer than a week ago."""
    return (
        case.state == State.CLOSED
        and case.closed_at is not None
        and at - case.closed_at <= REOPEN_WITHIN
    )


def reopen(session: Session, case_id: int, by: Who, at: datetime, reason: str = "") -> Case:
    """Take a closed case up again, with its holder if still there. Raises NotAllowed or NotNow."""
    case = permitted(session, case_id, Verb.REOPEN, by, at)
    if not can_reopen(case, at) or visitor_of(session, case).is_erased:
        raise NotNow(case)
    holder = holder_of(session, case)
    case.closed_at = case.outcome = None
    if holder is None or holder.revoked_at is not None:
        set_free(session, case, at)
    else:
        case.state, case.relaying = State.CLAIMED, case.kind == Kind.CONSULTATION
        clock.start(session, case, at)
        session.flush()
        if case.relaying:
            listen_only_to(session, case)
    note_event(session, case, Happened.REOPENED, by, at, reason.strip())
    _tell_reopened(session, case, by, reason.strip(), at)
    return case


def _tell_reopened(session: Session, case: Case, by: Who, reason: str, at: datetime) -> None:
    if isinstance(by, Officer):
        tell_visitor(session, case, phrases.reopened(case), at)
    if case.state != State.OPEN:
        renew_card(session, cards.where_it_stands(session, case), at, case)
    if case.state == State.OPEN:
        announce(session, cards.group_card(case, reason), at, case)
    else:
        others = [o for o in officers_there(session, case, at) if o is not by]
        tell_officers(session, others, for_officers.reopened(case, reason), at, case)
