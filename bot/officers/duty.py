"""Who is there: officers of a unit, their lead, coordinators; without the revoked and the absent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.deadlines import local_day
from bot.officers.signing_in import TELEGRAM, VISITORS, show_menu
from bot.officers.tables import Absence, Officer, Role, StaffGroup, Unit
from bot.settings import Settings


class NoSuchOfficer(LookupError):
    """No officer has this name or id; the text is what was looked for."""


def add(
    session: Session,
    name: str,
    unit: Unit,
    at: datetime,
    role: Role = Role.OFFICER,
    leads: bool = False,
) -> Officer:
    """A new officer; who leads a unit takes over from who led it before."""
    if leads:
        for other in officers_of(session, unit.id):
            other.leads = False
    officer = Officer(name=name, unit_id=unit.id, role=role, leads=leads, created_at=at)
    session.add(officer)
    session.flush()
    return officer


def find(session: Session, who: str) -> Officer:
    """The officer of this id, or of this name if only one has it. Raises NoSuchOfficer."""
    number = int(who) if who.isascii() and who.isdigit() and len(who) < 10 else 0
    if number and (officer := session.get(Officer, number)):
        return officer
    named = session.exec(
        select(Officer).where(Officer.name == who, col(Officer.revoked_at).is_(None))
    ).all()
    if len(named) != 1:
        raise NoSuchOfficer(who)
    return named[0]


AT_TELEGRAM = select(Officer).where(
    Officer.telegram == bindparam("chat"), col(Officer.revoked_at).is_(None)
)
"""Asked for every message of Telegram: to build it anew takes longer than to run it."""


def at_telegram(session: Session, address: str) -> Officer | None:
    """The officer who signed in from this chat, unless revoked."""
    return session.exec(AT_TELEGRAM, params={"chat": address}).first()


def all_at_telegram(session: Session) -> list[Officer]:
    """Every officer who is signed in at Telegram."""
    signed_in = ACTING.where(col(Officer.telegram).is_not(None))
    return list(session.exec(signed_in).all())


def revoke(session: Session, officer: Officer, at: datetime) -> None:
    """End all rights of an officer, for good; what they did stays written down."""
    officer.revoked_at = officer.revoked_at or at
    if officer.telegram:
        outbox.take_back(session, TELEGRAM, officer.telegram)
        show_menu(session, officer.telegram, VISITORS, at)
    officer.leads = False
    session.add(officer)
    session.flush()


AWAY = (
    select(Absence.id)
    .where(
        Absence.officer_id == bindparam("officer"),
        Absence.first <= bindparam("day"),
        Absence.last >= bindparam("day"),
    )
    .limit(1)
)


def is_absent(session: Session, officer_id: int, day: date) -> bool:
    """Whether an officer is away on this day."""
    return session.exec(AWAY, params={"officer": officer_id, "day": day}).first() is not None


def note_absence(session: Session, officer: Officer, first: date, last: date) -> Absence:
    """An officer is away from the first to the last day. Raises ValueError when that is no span."""
    if last < first:
        raise ValueError(f"{first} - {last}")
    absence = Absence(officer_id=officer.id, first=first, last=last)
    session.add(absence)
    session.flush()
    return absence


def absences_of(session: Session, officer: Officer, day: date) -> list[Absence]:
    """An officer's absences that have not ended before this day, in order."""
    ahead = select(Absence).where(Absence.officer_id == officer.id, Absence.last >= day)
    return list(session.exec(ahead.order_by(col(Absence.first), col(Absence.id))).all())


def cancel_absences(session: Session, officer: Officer, at: datetime) -> int:
    """The officer is there from today on after all. Returns how many absences that ended or shortened."""
    day = local_day(at)
    ahead = absences_of(session, officer, day)
    for absence in ahead:
        first, last = str(absence.first), str(absence.last)
        audit.note(
            session, "absence_removed", at, officer.id, officer=officer.id, first=first, last=last
        )
        if absence.first < day:
            absence.last = day - timedelta(days=1)
        else:
            session.delete(absence)
    session.flush()
    return len(ahead)


COORDINATES = col(Officer.role) == Role.COORDINATOR
ACTING = select(Officer).where(col(Officer.revoked_at).is_(None)).order_by(col(Officer.id))
OF_UNIT = ACTING.where(col(Officer.unit_id) == bindparam("unit"))
COORDINATORS = ACTING.where(COORDINATES)
THE_GROUP = select(StaffGroup).where(StaffGroup.id == 1)
OF_UNITS_OR_DESK = ACTING.where(
    or_(COORDINATES, col(Officer.unit_id).in_(bindparam("units", expanding=True)))
)
"""Statements that are made once run three times as fast."""


def officers_of(session: Session, unit_id: int) -> list[Officer]:
    """All officers of a unit who may act."""
    return list(session.exec(OF_UNIT, params={"unit": unit_id}).all())


def coordinators(session: Session) -> list[Officer]:
    """All coordinators who may act."""
    return list(session.exec(COORDINATORS).all())


def officers_and_coordinators(session: Session, unit_ids: Sequence[int]) -> list[Officer]:
    """All who may act of these units, and all coordinators who may."""
    return list(session.exec(OF_UNITS_OR_DESK, params={"units": unit_ids}).all())


def present(session: Session, officers: list[Officer], at: datetime) -> list[Officer]:
    """Those who may act and are not away today."""
    day = local_day(at)
    return [o for o in officers if o.revoked_at is None and not is_absent(session, o.id, day)]


def note_staff_group(session: Session, settings: Settings) -> None:
    """Keep where the settings want new cases to be announced."""
    group = session.get(StaffGroup, 1)
    address = settings.telegram_staff_group
    if group is not None and not address:
        session.delete(group)
    elif address:
        session.merge(StaffGroup(id=1, channel="telegram", address=address))


def staff_group(session: Session) -> StaffGroup | None:
    """Where new cases are announced, or None."""
    return session.exec(THE_GROUP).first()
