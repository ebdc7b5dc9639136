"""A new case: numbered, given to its units, announced to the staff group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from bot.cases import cards, clock
from bot.cases.permission import Asker
from bot.cases.tables import ENDED, Case, CaseUnit, Happened, Kind
from bot.cases.telling import announce
from bot.cases.timeline import note_event
from bot.deadlines import LOCAL
from bot.entering import entered_unless_taken, new_row
from bot.officers import Unit
from bot.officers.units import find_or_enter

NO_CITY = "SX"
"""The number's first letters when the visitor has not settled on a city (Shanxi)."""

MOST_TRIES = 20
"""How often a number is counted anew when other processes open cases at the same moment."""


@dataclass(frozen=True)
class Matched:
    """A clause that the question was matched with: its id, what people call it, and the score."""

    id: str
    name: str
    score: float


@dataclass(frozen=True)
class Answered:
    """One answer of a form: the question's id, what it is called, and what was said, in words."""

    id: str
    label: str
    words: str
    personal: bool = False


def open_case(
    session: Session,
    conversation_id: int,
    code: str,
    question: str,
    units: Sequence[str],
    at: datetime,
    service: str | None = None,
    city: str | None = None,
    clauses: Sequence[Matched] = (),
    assessment_id: int | None = None,
    answers: Sequence[Answered] | None = None,
    is_first: bool = False,
) -> Case:
    """A new case, numbered by city, local day and a count within the day (XZ-20261121-0007).

    `units` are names as the policies write them, the leading one first. The same request is not opened twice
    while the first is under way, except with the `answers` of a form, which is sent only once. Nobody looks
    for it where this `is_first` of the conversation.
    """
    is_other = is_first or answers is not None
    known = None if is_other else _same(session, conversation_id, question, service)
    if known is not None:
        return known
    case = new_row(
        Case,
        number="",
        conversation_id=conversation_id,
        kind=Kind.SERVICE if service else Kind.CONSULTATION,
        service=service,
        city=city or "",
        question=question,
        clauses=[asdict(clause) for clause in clauses],
        assessment_id=assessment_id,
        answers=[asdict(answer) for answer in answers or ()],
        created_at=at,
    )
    _write(session, case, code, find_or_enter(session, case.city, units), at)
    return case


def _write(session: Session, case: Case, code: str, units: Sequence[Unit], at: datetime) -> None:
    clock.start(session, case, at, units[0].hours if units else None)
    _enter(session, case, code, at)
    _give(session, case, units)
    asker = Asker(case.conversation_id)
    note_event(session, case, Happened.CREATED, asker, at, case.question)
    announce(session, cards.group_card(case), at, case)


def _give(session: Session, case: Case, units: Sequence[Unit]) -> None:
    rows = [
        {"case_id": case.id, "unit_id": unit.id, "leads": place == 0}
        for place, unit in enumerate(units)
    ]
    if rows:
        session.connection().execute(insert(CaseUnit), rows)
    in_order = [*units[:1], *sorted(units[1:], key=lambda unit: unit.id)]
    set_committed_value(case, "units", in_order)


SAME = select(Case.id).where(
    Case.conversation_id == bindparam("conversation"),
    Case.question == bindparam("question"),
    *(col(Case.state) != state for state in ENDED),
    col(Case.service).is_not_distinct_from(bindparam("service")),
)
NUMBERED = (
    select(Case.number)
    .where(col(Case.number).startswith(bindparam("prefix")))
    .order_by(col(Case.id).desc())
    .limit(1)
)
"""Statements that are made once run three times as fast."""


def _same(
    session: Session, conversation_id: int, question: str, service: str | None
) -> Case | None:
    same = {"conversation": conversation_id, "question": question, "service": service}
    found = session.exec(SAME, params=same).first()
    return None if found is None else session.get_one(Case, found)


def _enter(session: Session, case: Case, code: str, at: datetime) -> None:
    for _ in range(MOST_TRIES):
        case.number = _next_number(session, code, at)
        if entered_unless_taken(session, case):
            return  # else another process took the number; ours is counted anew
    raise RuntimeError(f"no free number for {code} after {MOST_TRIES} tries")


def _next_number(session: Session, code: str, at: datetime) -> str:
    prefix = f"{code}-{at.astimezone(LOCAL):%Y%m%d}-"
    last = session.exec(NUMBERED, params={"prefix": prefix}).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
