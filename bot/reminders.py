"""Reminders: the holder or the unit, then its lead, then the coordinators; each once, in chats and at the desk.

A conditional update wins the right to remind and looks at the case's state once more; it commits together
with the promise of the reminder.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.cases import cards, noticing
from bot.cases import clock as case_clock
from bot.cases.tables import Case, Happened, State
from bot.cases.telling import Address, tell_group, tell_officers
from bot.cases.timeline import note_event
from bot.database import Database, now
from bot.faults import described
from bot.officers import Officer

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
MUST_ACT = (State.OPEN, State.CLAIMED)


def remind(session: Session, at: datetime) -> int:
    """Promise every reminder that is due at this moment. Returns how many."""
    due = (
        select(Case.id)
        .where(col(Case.remind_at) <= at, col(Case.state).in_(MUST_ACT))
        .order_by(col(Case.remind_at), col(Case.id))
    )
    return sum(_remind_of(session, case_id, at) for case_id in session.exec(due).all())


def _remind_of(session: Session, case_id: int, at: datetime) -> int:
    """Several reminders at once when the program was down while they became due."""
    done = 0
    case = session.get_one(Case, case_id, populate_existing=True)
    while case.remind_at is not None and case.remind_at <= at and _is_ours(session, case, at):
        told, shown = _tell(session, case, case.reminders, at)
        words = cards.reminder(session, case).text
        stage = case.reminders
        event = note_event(
            session, case, Happened.REMINDED, None, at, words, stage=stage, told=told
        )
        for place, officers in shown.items():
            noticing.show_at_desk(session, event, place, officers)
        done += 1
    return done


def _is_ours(session: Session, case: Case, at: datetime) -> bool:
    following = case_clock.next_reminder(session, case, case.reminders + 1)
    still_due = (
        update(Case)
        .where(col(Case.id) == case.id, col(Case.reminders) == case.reminders)
        .where(col(Case.remind_at) <= at, col(Case.state).in_(MUST_ACT))
        .values(reminders=case.reminders + 1, remind_at=following)
    )
    won = session.connection().execute(still_due).rowcount == 1
    session.refresh(case)
    return won


def _tell(
    session: Session, case: Case, stage: int, at: datetime
) -> tuple[list[Address], dict[int, list[Officer]]]:
    """Tell those of this stage, or when none of them can be reached, the next ones, at last the group.

    Returns where it was sent, and to whom it is shown at the desk, by place.
    """
    reply, shown = cards.reminder(session, case), {}
    for place in range(stage, len(noticing.WHOSE) + 1):
        officers = shown[place] = noticing.WHOSE[place](session, case, at)
        told = tell_officers(session, officers, reply, at, case)
        if told or noticing.are_told(session, officers, at):
            return told, shown
    return tell_group(session, reply, at, case), shown


async def keep_reminding(
    database: Database, promised: Callable[[], None], clock: Callable[[], datetime] = now
) -> None:
    """Remind every minute until cancelled; a fault is logged and the next minute tries again."""

    def once() -> int:
        with database.writing() as session:
            return remind(session, clock())

    while True:
        try:
            if await asyncio.to_thread(once):
                promised()
        except Exception as error:
            log.error("reminders could not be looked through: %s", described(error))
        await asyncio.sleep(EVERY_SECONDS)
