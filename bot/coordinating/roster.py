"""Who is away when. An absence can be taken back; the officer is then there again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from bot import audit, officers
from bot.cases import NotAllowed
from bot.coordinating.rights import acting, coordinator
from bot.deadlines import is_working_day, local_day
from bot.officers import Absence, Officer, Role, units

MOST_DAYS = timedelta(days=366)
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Cover:
    """How many officers of a unit are there, day by day, today first."""

    city: str
    unit: str
    there: tuple[int, ...]


@dataclass(frozen=True)
class StandIns:
    """Who of an officer's unit is there on working days of an absence, and on which of them nobody is."""

    names: tuple[str, ...]
    nobody: tuple[date, ...]


class UnusableAbsence(ValueError):
    """The last day is before the first, or the absence lasts more than a year."""


def send_away(
    session: Session, by: Officer, officer_id: int, first: date, last: date, at: datetime
) -> Absence:
    """An officer is away from the first to the last day; the same again is one absence.

    Raises NotAllowed or UnusableAbsence. Coordinators enter everybody's, others their own.
    """
    doer = _who_may(session, by, officer_id)
    away = session.get(Officer, officer_id) if 0 < officer_id <= LARGEST_ID else None
    if away is None or away.revoked_at is not None:
        raise NotAllowed("no such officer")
    if not timedelta(0) <= last - first <= MOST_DAYS:
        raise UnusableAbsence(f"{first} - {last}")
    same = select(Absence).where(
        Absence.officer_id == away.id, Absence.first == first, Absence.last == last
    )
    if known := session.exec(same).first():
        return known
    absence = officers.note_absence(session, away, first, last)
    _note(session, "absence_added", doer, absence, at)
    return absence


def call_back(session: Session, by: Officer, absence_id: int, at: datetime) -> None:
    """Take an absence back. Raises NotAllowed; nothing happens when it was taken back before."""
    absence = session.get(Absence, absence_id) if 0 < absence_id <= LARGEST_ID else None
    if absence is None:
        coordinator(session, by)
        return
    doer = _who_may(session, by, absence.officer_id)
    _note(session, "absence_removed", doer, absence, at)
    session.delete(absence)
    session.flush()


def away_from(session: Session, at: datetime) -> list[tuple[Absence, Officer]]:
    """Absences that have not ended, of officers who may act, by their first day."""
    coming = (
        select(Absence, Officer)
        .join(Officer, col(Officer.id) == col(Absence.officer_id))
        .where(col(Absence.last) >= local_day(at), col(Officer.revoked_at).is_(None))
        .order_by(col(Absence.first), col(Absence.id))
    )
    return [(absence, officer) for absence, officer in session.exec(coming).all()]


def stand_ins(session: Session, away: Officer, first: date, last: date) -> StandIns:
    """Who is reminded in place of an officer who is away from the first to the last day."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if is_working_day(day)]
    unit = officers.officers_of(session, away.unit_id)
    others = [officer for officer in unit if officer.id != away.id]
    spans = select(Absence).where(Absence.last >= first, Absence.first <= last)
    gone = [(a.officer_id, a.first, a.last) for a in session.exec(spans).all()]
    there = {day: [o for o in others if not _is_away(o.id, day, gone)] for day in working}
    known = {officer.id for on_day in there.values() for officer in on_day}
    return StandIns(
        tuple(officer.name for officer in others if officer.id in known),
        tuple(day for day, on_day in there.items() if not on_day),
    )


def _who_may(session: Session, by: Officer, officer_id: int) -> Officer:
    doer = acting(session, by)
    if doer.role != Role.COORDINATOR and doer.id != officer_id:
        raise NotAllowed("somebody else's absence")
    return doer


def _note(session: Session, action: str, doer: Officer, absence: Absence, at: datetime) -> None:
    first, last = str(absence.first), str(absence.last)
    audit.note(session, action, at, doer.id, officer=absence.officer_id, first=first, last=last)


def coverage(session: Session, at: datetime, days: int = 14) -> list[Cover]:
    """For every unit with officers, how many of them are there on each of the coming days."""
    dates = [local_day(at) + timedelta(days=n) for n in range(days)]
    away = [(a.officer_id, a.first, a.last) for a, _ in away_from(session, at)]
    covers = []
    for unit in units.units_of(session):
        theirs = [officer.id for officer in officers.officers_of(session, unit.id)]
        if theirs:
            absent = [sum(_is_away(one, day, away) for one in theirs) for day in dates]
            covers.append(Cover(unit.city, unit.name, tuple(len(theirs) - n for n in absent)))
    return covers


def _is_away(officer_id: int, day: date, away: list[tuple[int, date, date]]) -> bool:
    return any(one == officer_id and first <= day <= last for one, first, last in away)
