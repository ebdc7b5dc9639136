"""How each case of a span went: who answers for it, when it was first answered, how it ended. All in working time.

The first response is the first thing that an officer told the visitor: a message, or the closing words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from bot.cases import Case, CaseUnit, Event, Happened, Rating, State
from bot.deadlines import FIRST_RESPONSE, local_day, working_between
from bot.figures.scopes import Scope
from bot.officers import Unit
from bot.wording.phrases import CITY_NAMES

ANSWERING = (Happened.MESSAGE, Happened.CLOSED)
UNDER_WAY = "under_way"
AT_ONCE = 500
"""So many ids stand in one statement; SQLite takes no more than some thousand."""


@dataclass(frozen=True)
class Course:
    """One case. `response` and `closing` are minutes of working time, None when it has not come to that.

    `overdue`: not answered within FIRST_RESPONSE of working time, until the answer, the end, or now.
    `ending`: an outcome (bot.cases.Solved), `cancelled`, or `under_way`.
    """

    number: str
    city: str
    unit: str
    kind: str
    service: str
    opened_at: datetime
    response: float | None
    closing: float | None
    ended_at: datetime | None
    ending: str
    overdue: bool
    hops: int
    reached: bool | None = None
    solved: bool | None = None
    satisfied: int | None = None

    @property
    def day(self) -> date:
        """The local day on which it was opened."""
        return local_day(self.opened_at)

    @property
    def ended_day(self) -> date | None:
        """The local day on which it ended, None while it is under way."""
        return local_day(self.ended_at) if self.ended_at else None


def read_courses(session: Session, scope: Scope, at: datetime) -> list[Course]:
    """Every case opened in the span, in order. A case is a unit's that leads it now; `at` is now."""
    rows = (
        select(Case, Unit, Rating)
        .join(CaseUnit, (col(CaseUnit.case_id) == col(Case.id)) & col(CaseUnit.leads), isouter=True)
        .join(Unit, col(Unit.id) == col(CaseUnit.unit_id), isouter=True)
        .join(Rating, col(Rating.case_id) == col(Case.id), isouter=True)
        .where(col(Case.created_at) >= scope.begins, col(Case.created_at) < scope.ends)
        .order_by(col(Case.id))
    )
    found = [
        (case, unit, rating)
        for case, unit, rating in session.exec(rows).all()
        if scope.covers(case.city, frozenset({unit.id} if unit else ()))
    ]
    answered = _answered_at(session, [case.id for case, _, _ in found])
    return [_course(case, unit, rating, answered.get(case.id), at) for case, unit, rating in found]


def _answered_at(session: Session, case_ids: list[int]) -> Mapping[int, datetime]:
    """When an officer first told the visitor something, by case."""
    first: dict[int, datetime] = {}
    for begin in range(0, len(case_ids), AT_ONCE):
        said = (
            select(Event.case_id, Event.at)
            .where(col(Event.case_id).in_(case_ids[begin : begin + AT_ONCE]))
            .where(col(Event.kind).in_(ANSWERING), col(Event.officer_id).is_not(None))
            .order_by(col(Event.id).desc())
        )
        first.update(session.exec(said).all())
    return first


def _course(
    case: Case, unit: Unit | None, rating: Rating | None, answered: datetime | None, at: datetime
) -> Course:
    hours = (unit or Unit(name="")).hours
    waited = working_between(case.created_at, answered or case.closed_at or at, hours)
    return Course(
        number=case.number,
        city=case.city,
        unit=_called(unit) if unit else "",
        kind=case.kind,
        service=case.service or "",
        opened_at=case.created_at,
        response=_minutes(waited) if answered else None,
        closing=_minutes(working_between(case.created_at, case.closed_at, hours))
        if case.closed_at and case.state == State.CLOSED
        else None,
        ended_at=case.closed_at,
        ending=_ending(case),
        overdue=waited > FIRST_RESPONSE,
        hops=case.hops,
        reached=rating.reached if rating else None,
        solved=rating.solved if rating else None,
        satisfied=rating.satisfied if rating else None,
    )


def _called(unit: Unit) -> str:
    """A unit with its city in front, as both cities have a 市科技局."""
    city = CITY_NAMES.get(unit.city, "")
    return unit.name if city in unit.name else f"{city}{unit.name}"


def _ending(case: Case) -> str:
    if case.state == State.CLOSED:
        return str(case.outcome or "")
    return str(State.CANCELLED) if case.state == State.CANCELLED else UNDER_WAY


def _minutes(working: timedelta) -> float:
    return working.total_seconds() / 60
