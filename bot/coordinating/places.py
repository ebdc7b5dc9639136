"""Units: how else they are called, and when they are on duty. A clock that runs keeps the hours it began with."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot import audit
from bot.cases import WordsMissing
from bot.coordinating.rights import coordinator
from bot.deadlines import read_hours
from bot.figures.questions import units_named
from bot.officers import NoSuchUnit, Officer, Unit, units
from knowledge.library import ClauseRecord, PolicyVersion

LARGEST_ID = 2**31 - 1
LONGEST_ALIAS = 40


class AliasTaken(ValueError):
    """Another unit of the city is called so already; `unit` is its name."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class AliasTooLong(ValueError):
    """An alias of more than LONGEST_ALIAS characters."""


def call(session: Session, by: Officer, unit_id: int, alias: str, at: datetime) -> Unit:
    """One more way to write a unit's name.

    Raises NotAllowed, NoSuchUnit, WordsMissing, AliasTooLong, or AliasTaken.
    """
    chief, unit, folded = coordinator(session, by), _unit(session, unit_id), units.fold(alias)
    if not folded:
        raise WordsMissing
    if len(folded) > LONGEST_ALIAS:
        raise AliasTooLong(folded)
    for other in units.units_of(session, unit.city):
        if folded == other.name or (folded in other.aliases and other.id != unit.id):
            raise AliasTaken(other.name)
    if folded not in unit.aliases:
        unit.aliases = [*unit.aliases, folded]
        session.add(unit)
        session.flush()
        audit.note(session, "alias_added", at, chief.id, unit=unit.id, alias=folded)
    return unit


def call_no_more(session: Session, by: Officer, unit_id: int, alias: str, at: datetime) -> Unit:
    """Take an alias away; it can be added again. Raises NotAllowed or NoSuchUnit."""
    chief, unit = coordinator(session, by), _unit(session, unit_id)
    if alias in unit.aliases:
        unit.aliases = [known for known in unit.aliases if known != alias]
        session.add(unit)
        session.flush()
        audit.note(session, "alias_removed", at, chief.id, unit=unit.id, alias=alias)
    return unit


def set_duty(session: Session, by: Officer, unit_id: int, hours: str, at: datetime) -> Unit:
    """When a unit is on duty, such as 09:00-12:00, 14:30-18:00. Raises NotAllowed, NoSuchUnit, UnusableHours."""
    chief, unit = coordinator(session, by), _unit(session, unit_id)
    spans = read_hours(hours)
    before = unit.duty
    unit.duty = ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in spans)
    session.add(unit)
    session.flush()
    if unit.duty != before:
        audit.note(
            session, "duty_changed", at, chief.id, unit=unit.id, before=before, after=unit.duty
        )
    return unit


def clauses_naming(session: Session) -> dict[int, tuple[tuple[str, str], ...]]:
    """For each unit the clauses in use that name it: id and title."""
    in_use = (
        select(ClauseRecord.clause, ClauseRecord.title)
        .join(PolicyVersion, col(PolicyVersion.id) == col(ClauseRecord.version_id))
        .where(col(PolicyVersion.replaced_at).is_(None))
        .order_by(col(ClauseRecord.id))
    )
    titles = session.exec(in_use).all()
    named: dict[int, tuple[tuple[str, str], ...]] = {}
    answering = units_named(session)
    for clause, title in titles:
        for unit_id in answering.get(clause, ()):
            named[unit_id] = (*named.get(unit_id, ()), (clause, title))
    return named


def _unit(session: Session, unit_id: int) -> Unit:
    unit = None
    if 0 < unit_id <= LARGEST_ID:
        unit = session.get(Unit, unit_id, populate_existing=True, with_for_update=True)
    if unit is None:
        raise NoSuchUnit(str(unit_id))
    return unit
