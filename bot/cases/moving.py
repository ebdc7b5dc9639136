"""Handing on: 转办 to another unit, 退单 by a unit not in charge; after two hops a coordinator decides."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot import officers as people
from bot.cases import cards, clock, noticing
from bot.cases.permission import (
    CoordinatorDecides,
    Verb,
    Who,
    is_coordinator,
    permitted_officer,
)
from bot.cases.refusals import NotNow, worded
from bot.cases.tables import ENDED, Case, CaseUnit, Event, Happened, State
from bot.cases.telling import (
    announce,
    renew_card,
    tell_group,
    tell_officers,
    tell_visitor,
)
from bot.cases.timeline import note_event
from bot.officers import NoSuchUnit, Officer, Unit
from bot.wording import case_phrases as phrases
from bot.wording import officer_phrases as for_officers

MOST_HOPS = 2
"""After so many hops only a coordinator decides where a case goes."""


def transfer(
    session: Session, case_id: int, by: Who, unit_id: int, reason: str, at: datetime
) -> Case:
    """Hand a case to another unit (转办); the old one stays as support.

    Raises NotAllowed, CoordinatorDecides, NotNow, WordsMissing, or NoSuchUnit (also for the unit that leads now).
    """
    case, officer = permitted_officer(session, case_id, Verb.TRANSFER, by, at)
    _move(session, case, officer, unit_id, worded(reason), Happened.TRANSFERRED, at)
    return case


def return_(
    session: Session, case_id: int, by: Who, unit_id: int, reason: str, at: datetime
) -> Case:
    """Say that a case is not this unit's and whose it is (退单); the old unit is out of it.

    When a unit in support had claimed it, the one that led stays, in support of the one named now: the clause
    makes it responsible and it never said otherwise.
    Raises what `transfer` raises.
    """
    case, officer = permitted_officer(session, case_id, Verb.RETURN, by, at)
    _move(session, case, officer, unit_id, worded(reason), Happened.RETURNED, at)
    return case


def _move(
    session: Session,
    case: Case,
    officer: Officer,
    unit_id: int,
    reason: str,
    kind: Happened,
    at: datetime,
) -> None:
    before, after = _leading(case), session.get(Unit, unit_id)
    if case.state in ENDED:
        raise NotNow(case)
    if case.hops >= MOST_HOPS and not is_coordinator(session, officer):
        raise CoordinatorDecides(Verb.TRANSFER)
    leaving = returning_unit(case, officer) if kind is Happened.RETURNED else before
    if after is None or (leaving is not None and leaving.id == after.id):
        raise NoSuchUnit(str(unit_id))
    _hand_to(session, case, after, leaving if kind is Happened.RETURNED else None)
    set_free(session, case, at)
    renew_card(session, cards.moved(case), at, case)
    case.hops += 1
    came_from = leaving.id if leaving else None
    details = {"from": came_from, "to": after.id}
    event = note_event(session, case, kind, officer, at, reason, **details)
    tell_visitor(session, case, phrases.handed_on(case.number, after.name, reason), at)
    _tell_next(session, case, after, event, at)
    if before is not None and before.id not in {after.id, came_from}:
        _tell_old_lead(session, case, before, after, event)


def returning_unit(case: Case, officer: Officer) -> Unit | None:
    """The unit that a return takes out: the holder's own, in support or not, else the leading one."""
    units = case.units
    own = [unit for unit in units if unit.id == officer.unit_id and case.holder_id == officer.id]
    return next(iter([*own, *units]), None)


def _leading(case: Case) -> Unit | None:
    return next(iter(case.units), None)


def _hand_to(session: Session, case: Case, unit: Unit, leaving: Unit | None) -> None:
    led = session.exec(
        select(CaseUnit).where(CaseUnit.case_id == case.id, col(CaseUnit.leads))
    ).all()
    for row in led:
        row.leads = False
    session.flush()
    if leaving is not None:
        session.delete(session.get_one(CaseUnit, (case.id, leaving.id)))
        session.flush()
    row = session.get(CaseUnit, (case.id, unit.id)) or CaseUnit(case_id=case.id, unit_id=unit.id)
    row.leads = True
    session.add(row)
    session.flush()
    session.expire(case, ["units"])


def set_free(session: Session, case: Case, at: datetime) -> None:
    """Nobody has the case; it waits to be claimed, and a clock that ran runs on."""
    case.state, case.holder_id, case.relaying, case.claimed_at = State.OPEN, None, False, None
    session.add(case)
    session.flush()
    clock.keep_or_start(session, case, at)


def _tell_next(session: Session, case: Case, unit: Unit, event: Event, at: datetime) -> None:
    reason = event.text
    next_ones = people.present(session, people.officers_of(session, unit.id), at)
    noticing.show_at_desk(session, event, 1, next_ones)
    tell_officers(session, next_ones, cards.handed_on(case, reason), at, case)
    tell_group(session, cards.group_card(case, reason), at, case)
    if case.hops >= MOST_HOPS:
        told = {officer.id for officer in next_ones}
        deciding = [o for o in people.coordinators(session) if o.id not in told]
        tell_officers(
            session, deciding, for_officers.coordinator_decides(case, unit.name), at, case
        )


def _tell_old_lead(session: Session, case: Case, lead: Unit, after: Unit, event: Event) -> None:
    """A unit in support has said that it is a third one's: who led until now supports, and is told so."""
    officers = people.present(session, people.officers_of(session, lead.id), event.at)
    reply = for_officers.supports_now(case, after.name, event.text)
    tell_officers(session, officers, reply, event.at, case)


def release_all(session: Session, officer: Officer, at: datetime) -> int:
    """Set free every case of an officer who is no longer there. Returns how many."""
    held = session.exec(
        select(Case).where(Case.holder_id == officer.id, col(Case.state).not_in(ENDED))
    ).all()
    for case in held:
        set_free(session, case, at)
        note_event(session, case, Happened.RETURNED, None, at)
        announce(session, cards.group_card(case), at, case)
    return len(held)
