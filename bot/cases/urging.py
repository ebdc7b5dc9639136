"""Urging (催办): once a day the visitor may ask those whose turn it is to hurry."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from bot.cases import cards, noticing
from bot.cases.permission import Verb, Who, permitted
from bot.cases.refusals import NotNow, UrgedToday
from bot.cases.tables import ENDED, Case, Happened, State
from bot.cases.telling import officers_there, tell_group, tell_officers
from bot.cases.timeline import note_event
from bot.deadlines import local_day
from bot.wording import officer_phrases as phrases


def urge(session: Session, case_id: int, by: Who, at: datetime) -> Case:
    """Urge a case that has not ended. Raises NotAllowed, NotNow, or UrgedToday."""
    case = permitted(session, case_id, Verb.URGE, by, at)
    if case.state in ENDED:
        raise NotNow(case)
    if not _is_first_today(session, case, at):
        raise UrgedToday(case)
    event, whose = (
        note_event(session, case, Happened.URGED, by, at),
        officers_there(session, case, at),
    )
    noticing.show_at_desk(session, event, 1, whose)
    told = tell_officers(session, whose, phrases.urged(case), at, case)
    reached = told or noticing.are_told(session, whose, at)
    if case.state == State.OPEN or not reached:
        tell_group(session, cards.group_card(case, phrases.URGED_REASON), at, case)
    return case


def _is_first_today(session: Session, case: Case, at: datetime) -> bool:
    today = local_day(at)
    unurged = col(Case.urged_on).is_(None) | (col(Case.urged_on) < today)
    first = update(Case).where(col(Case.id) == case.id, unurged).values(urged_on=today)
    won = session.connection().execute(first).rowcount == 1
    session.refresh(case)
    return won
