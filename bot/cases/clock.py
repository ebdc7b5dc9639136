"""A case's clock: by when an officer must act, and when the next reminder is due. All in working time.

The clock runs from creation, and anew when it is an officer's turn again: written to after an answer, handed on
after an answer, reopened. A clock that runs is not put back by handing on.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select

from bot.cases.tables import Case, CaseUnit, Event, Happened, Notice
from bot.deadlines import DEFAULT_HOURS, FIRST_RESPONSE, Hours, add_working, read_hours
from bot.officers import Unit
from bot.outbox import Parcel

REMIND_AFTER = (timedelta(hours=3), FIRST_RESPONSE, timedelta(hours=6))
"""Working time after which the holder or the unit, then the unit's lead, then the coordinators are reminded."""


DUTY = (
    select(Unit.duty)
    .join(CaseUnit, col(CaseUnit.unit_id) == col(Unit.id))
    .where(CaseUnit.case_id == bindparam("case"), col(CaseUnit.leads))
)


def hours_of(session: Session, case: Case) -> Hours:
    """The duty hours of the unit that leads."""
    return read_hours(session.exec(DUTY, params={"case": case.id}).first() or DEFAULT_HOURS)


def start(session: Session, case: Case, at: datetime, hours: Hours | None = None) -> None:
    """From now on an officer must act; `hours` are the leading unit's, where they are known already."""
    hours = hours or hours_of(session, case)
    case.clock_from = at
    case.deadline = add_working(at, FIRST_RESPONSE, hours)
    case.reminders = 0
    case.remind_at = add_working(at, REMIND_AFTER[0], hours)


def keep_or_start(session: Session, case: Case, at: datetime) -> None:
    """Let a running clock run, or start it."""
    if case.deadline is None:
        start(session, case, at)


def stop(session: Session, case: Case) -> None:
    """Nobody must act; reminders that have not gone out yet, or wait at the desk, are taken back."""
    session.connection().execute(delete(Notice).where(col(Notice.case_id) == case.id))
    if case.reminders:
        _take_back(session, case)
    case.clock_from = case.deadline = case.remind_at = None
    case.reminders = 0


def next_reminder(session: Session, case: Case, done: int) -> datetime | None:
    """When the reminder after this many is due, None after the last one."""
    if done >= len(REMIND_AFTER) or case.clock_from is None:
        return None
    return add_working(case.clock_from, REMIND_AFTER[done], hours_of(session, case))


def _take_back(session: Session, case: Case) -> None:
    reminded = select(Event).where(Event.case_id == case.id, Event.kind == Happened.REMINDED)
    for event in session.exec(reminded).all():
        for channel, address in event.details.get("told", ()):
            waiting = select(Parcel).where(
                Parcel.case_id == case.id,
                Parcel.channel == channel,
                Parcel.address == address,
                col(Parcel.sent_at).is_(None),
                col(Parcel.given_up_at).is_(None),
            )
            ours = [p.id for p in session.exec(waiting).all() if p.reply.text == event.text]
            session.connection().execute(delete(Parcel).where(col(Parcel.id).in_(ours)))
