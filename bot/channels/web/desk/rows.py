"""Cases as rows of a list: what is needed to choose one, without opening it. Numbers of people are masked.

How long is left is told in working time: an hour before the weekend is an hour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, select

from bot.cases import Case, CaseUnit, State
from bot.channels.web.desk import case_wording as wording
from bot.deadlines import DEFAULT_HOURS, Hours, read_hours, working_between
from bot.masking import mask
from bot.officers import Officer, Unit
from bot.wording.case_phrases import when

SOON = timedelta(hours=1)
"""Working time from which a deadline is shown as near."""

Urgency = Literal["late", "soon", "fine", "none"]


@dataclass(frozen=True)
class Due:
    """By when an officer must act, in words; `moment` is "" when nobody must."""

    urgency: Urgency
    moment: str = ""
    how_long: str = ""


@dataclass(frozen=True)
class Row:
    """One case of a list."""

    id: int
    number: str
    service: str
    question: str
    state: str
    units: str
    holder: str
    due: Due
    opened: str


def due_in_words(case: Case, hours: Hours, at: datetime) -> Due:
    """How long an officer still has, or by how much they are late; in working time."""
    deadline = case.deadline
    if deadline is None:
        return Due("none")
    if deadline < at:
        passed = working_between(deadline, at, hours)
        return Due("late", when(deadline), wording.late(passed))
    left = working_between(at, deadline, hours)
    return Due("soon" if left <= SOON else "fine", when(deadline), wording.left(left))


def rows(session: Session, cases: Sequence[Case], at: datetime) -> tuple[Row, ...]:
    """The cases as rows, in their order."""
    units = _units_of(session, [case.id for case in cases])
    holders = _names(session, {case.holder_id for case in cases})
    return tuple(_row(case, units.get(case.id, []), holders, at) for case in cases)


def _row(case: Case, units: Sequence[Unit], holders: Mapping[int, str], at: datetime) -> Row:
    hours = units[0].hours if units else read_hours(DEFAULT_HOURS)
    is_held = case.holder_id is not None and case.state != State.OPEN
    return Row(
        case.id,
        case.number,
        case.service or wording.CONSULTATION,
        mask(case.asked),
        case.state,
        "、".join(unit.name for unit in units),
        holders.get(case.holder_id or 0, "") if is_held else "",
        due_in_words(case, hours, at),
        wording.opened_at(when(case.created_at)),
    )


def _units_of(session: Session, case_ids: Sequence[int]) -> dict[int, list[Unit]]:
    answering = (
        select(CaseUnit.case_id, Unit)
        .join(Unit, col(Unit.id) == col(CaseUnit.unit_id))
        .where(col(CaseUnit.case_id).in_(case_ids))
        .order_by(col(CaseUnit.leads).desc(), col(CaseUnit.unit_id))
    )
    found: dict[int, list[Unit]] = {}
    for case_id, unit in session.exec(answering).all():
        found.setdefault(case_id, []).append(unit)
    return found


def _names(session: Session, officer_ids: set[int | None]) -> dict[int, str]:
    named = select(Officer.id, Officer.name).where(col(Officer.id).in_(officer_ids - {None}))
    return dict(session.exec(named).all())
