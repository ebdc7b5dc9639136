"""Officers come, change and go. Whoever goes loses every right at once; what they held returns to its unit."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot import audit, cases, officers
from bot.cases import NotAllowed, WordsMissing
from bot.coordinating.rights import coordinator
from bot.officers import NoSuchUnit, Officer, Role, Unit

LONGEST_NAME = 40
LARGEST_ID = 2**31 - 1


class LastCoordinator(Exception):
    """Nobody would run the desk any more: make somebody else a coordinator first."""


class NameTooLong(ValueError):
    """A name of more than LONGEST_NAME characters."""


def hire(
    session: Session,
    by: Officer,
    name: str,
    unit_id: int,
    at: datetime,
    role: Role = Role.OFFICER,
    leads: bool = False,
) -> Officer:
    """Enter an officer. Raises NotAllowed, WordsMissing, NameTooLong, or NoSuchUnit."""
    chief = coordinator(session, by)
    officer = officers.add(session, _fitting(name), _unit(session, unit_id), at, role, leads)
    audit.note(session, "officer_added", at, chief.id, officer=officer.id)
    return officer


def change(
    session: Session,
    by: Officer,
    officer_id: int,
    name: str,
    unit_id: int,
    role: Role,
    leads: bool,
    at: datetime,
) -> Officer:
    """Change an officer's name, unit, role, or whether they lead the unit; cases in hand stay with them.

    Raises NotAllowed (also for a revoked officer), WordsMissing, NameTooLong, NoSuchUnit, or LastCoordinator.
    """
    chief = coordinator(session, by)
    officer = _acting_officer(session, officer_id)
    if role != Role.COORDINATOR:
        _somebody_else_runs_the_desk(session, officer)
    before = _standing(officer)
    unit = _unit(session, unit_id)
    if leads:
        for other in officers.officers_of(session, unit.id):
            other.leads = False
    officer.name, officer.unit_id = _fitting(name), unit.id
    officer.role, officer.leads = role, leads
    session.add(officer)
    session.flush()
    after = _standing(officer)
    if before != after:
        audit.note(
            session, "officer_changed", at, chief.id, officer=officer.id, before=before, after=after
        )
    return officer


def dismiss(session: Session, by: Officer, officer_id: int, at: datetime) -> int:
    """End all rights of an officer for good; returns how many cases went back to their unit.

    Raises NotAllowed or LastCoordinator.
    """
    chief = coordinator(session, by)
    officer = _acting_officer(session, officer_id)
    _somebody_else_runs_the_desk(session, officer)
    officers.revoke(session, officer, at)
    freed = cases.release_all(session, officer, at)
    audit.note(session, "officer_revoked", at, chief.id, officer=officer.id)
    return freed


def invite(session: Session, by: Officer, officer_id: int, at: datetime) -> str:
    """A one-time sign-in code for an officer. Raises NotAllowed."""
    chief = coordinator(session, by)
    officer = _acting_officer(session, officer_id)
    code = officers.issue(session, officer, at)
    audit.note(session, "link_made", at, chief.id, officer=officer.id)
    return code


def everyone(session: Session) -> list[tuple[Officer, Unit]]:
    """All officers with their units: those who may act first, by city and unit."""
    joined = select(Officer, Unit).join(Unit, col(Unit.id) == col(Officer.unit_id))
    ordered = joined.order_by(
        col(Officer.revoked_at).is_not(None), col(Unit.city), col(Unit.id), col(Officer.id)
    )
    return [(officer, unit) for officer, unit in session.exec(ordered).all()]


def _acting_officer(session: Session, officer_id: int) -> Officer:
    found = None
    if 0 < officer_id <= LARGEST_ID:
        found = session.get(Officer, officer_id, populate_existing=True, with_for_update=True)
    if found is None or found.revoked_at is not None:
        raise NotAllowed("no such officer")
    return found


def _somebody_else_runs_the_desk(session: Session, officer: Officer) -> None:
    if officer.role == Role.COORDINATOR and len(officers.coordinators(session)) == 1:
        raise LastCoordinator


def _standing(officer: Officer) -> dict[str, object]:
    """What an audit line keeps of a change: no names."""
    return {"unit": officer.unit_id, "role": str(officer.role), "leads": officer.leads}


def _unit(session: Session, unit_id: int) -> Unit:
    unit = session.get(Unit, unit_id) if 0 < unit_id <= LARGEST_ID else None
    if unit is None:
        raise NoSuchUnit(str(unit_id))
    return unit


def _fitting(name: str) -> str:
    if not name.strip():
        raise WordsMissing
    if len(name.strip()) > LONGEST_NAME:
        raise NameTooLong(name)
    return name.strip()
