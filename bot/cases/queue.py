"""An officer's queue and search: only what they may see, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from bot.cases.finding import visible_to
from bot.cases.tables import ENDED, Case, CaseUnit, Event, State
from bot.deadlines import LOCAL
from bot.officers import Officer

MOST = 100


class Tab(StrEnum):
    """The parts of a queue: mine; not ended; unclaimed; late; ended."""

    MINE = "mine"
    UNDER_WAY = "under_way"
    UNCLAIMED = "unclaimed"
    LATE = "late"
    ENDED = "ended"


@dataclass(frozen=True)
class Wanted:
    """What is searched for; all of it must fit. Words are looked for in number, question and timeline.

    `first` and `last` are the days in Shanxi between which a case was opened, both included.
    """

    words: tuple[str, ...] = ()
    unit_id: int | None = None
    state: str = ""
    first: date | None = None
    last: date | None = None


def listed(
    session: Session, officer: Officer, tab: Tab, at: datetime, limit: int = MOST
) -> list[Case]:
    """One part of an officer's queue: what is due first stands first, what nobody waits for last."""
    seen = select(Case).where(visible_to(session, officer), _in(tab, officer, at))
    if tab is Tab.ENDED:
        ordered = seen.order_by(col(Case.closed_at).desc(), col(Case.id).desc())
    else:
        waits_for_nobody = col(Case.deadline).is_(None)
        ordered = seen.order_by(waits_for_nobody, col(Case.deadline), col(Case.id).desc())
    return list(session.exec(ordered.limit(limit)).all())


def counted(session: Session, officer: Officer, at: datetime) -> Mapping[Tab, int]:
    """How many cases each part holds."""
    seen = visible_to(session, officer)
    return {
        tab: session.exec(
            select(func.count()).select_from(Case).where(seen, _in(tab, officer, at))
        ).one()
        for tab in Tab
    }


def search(session: Session, officer: Officer, wanted: Wanted, limit: int = MOST) -> list[Case]:
    """The newest cases that fit, of those that the officer may see."""
    fit = [visible_to(session, officer), *map(_speaks_of, wanted.words)]
    if wanted.unit_id is not None:
        of_unit = select(CaseUnit.case_id).where(CaseUnit.unit_id == wanted.unit_id)
        fit.append(col(Case.id).in_(of_unit))
    if wanted.state:
        fit.append(col(Case.state) == wanted.state)
    if wanted.first is not None:
        fit.append(col(Case.created_at) >= _begin(wanted.first))
    if wanted.last is not None:
        fit.append(col(Case.created_at) < _begin(wanted.last) + timedelta(days=1))
    newest = select(Case).where(*fit).order_by(col(Case.id).desc()).limit(limit)
    return list(session.exec(newest).all())


def _in(tab: Tab, officer: Officer, at: datetime) -> ColumnElement[bool]:
    under_way = col(Case.state).not_in(ENDED)
    return {
        Tab.MINE: under_way & (col(Case.holder_id) == officer.id),
        Tab.UNDER_WAY: under_way,
        Tab.UNCLAIMED: col(Case.state) == State.OPEN,
        Tab.LATE: under_way & (col(Case.deadline) < at),
        Tab.ENDED: col(Case.state).in_(ENDED),
    }[tab]


def _speaks_of(word: str) -> ColumnElement[bool]:
    said = select(Event.case_id).where(col(Event.text).icontains(word, autoescape=True))
    return or_(
        *(
            where.icontains(word, autoescape=True)
            for where in (col(Case.number), col(Case.question), col(Case.service))
        ),
        col(Case.id).in_(said),
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
