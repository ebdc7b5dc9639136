"""One case as an officer sees it at this moment: a value, so that a page paints only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot import cases
from bot.cases import ENDED, HELD, Case, NotAllowed, State, Verb
from bot.cases.clock import hours_of
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.rows import Due, due_in_words
from bot.channels.web.desk.story import Entry, story
from bot.matching import registers_offer
from bot.officers import Officer, Unit, units
from bot.wording.case_phrases import OUTCOMES, when
from bot.wording.phrases import CITY_NAMES

CHANNELS = {"telegram": wording.TELEGRAM, "web": wording.WEB}

IS_POSSIBLE: Mapping[Verb, Callable[[Case, datetime], bool]] = {
    Verb.CLAIM: lambda case, _at: case.state == State.OPEN,
    Verb.SAY: lambda case, _at: case.state in HELD,
    Verb.NOTE: lambda _case, _at: True,
    Verb.TRANSFER: lambda case, _at: case.state not in ENDED,
    Verb.RETURN: lambda case, _at: case.state not in ENDED,
    Verb.CLOSE: lambda case, _at: case.state not in ENDED,
    Verb.REOPEN: cases.can_reopen,
    Verb.TAKE_DOWN: lambda case, _at: registers_offer(case),
}
"""When a case stands so that this could be done to it; who may is asked beside this."""


@dataclass(frozen=True)
class ClauseLine:
    """A clause that the question was matched with."""

    id: str
    name: str
    score: float


@dataclass(frozen=True)
class CaseView:
    """One case. `consent` is None before the visitor said; `may` is what this officer can do to it now.

    `asked` is the question, "" when it only repeats the service.
    """

    id: int
    number: str
    service: str
    state: str
    outcome: str
    question: str
    asked: str
    visitor: str
    channel: str
    reachable: bool
    holder: str
    is_mine: bool
    units: tuple[str, ...]
    leading: int
    city: str
    city_id: str
    due: Due
    opened: str
    consent: bool | None
    reads_before: bool
    assessment: int | None
    clauses: tuple[ClauseLine, ...]
    answers: tuple[tuple[str, str], ...]
    story: tuple[Entry, ...]
    may: frozenset[Verb]


def view_of(session: Session, case_id: int, officer: Officer, at: datetime) -> CaseView:
    """The case as it stands. Raises NotAllowed for whoever may not see it (any more)."""
    case = cases.still_visible(session, case_id, officer)
    if case is None:
        raise NotAllowed(Verb.LOOK)
    return _view(session, case, officer, at)


def _view(session: Session, case: Case, officer: Officer, at: datetime) -> CaseView:
    visitor, holder = cases.visitor_of(session, case), cases.holder_of(session, case)
    answering = case.units
    name = visitor.name or wording.VISITOR
    reads_before = bool(case.consent) and cases.may(session, case, Verb.READ_BEFORE, officer)
    return CaseView(
        id=case.id,
        number=case.number,
        service=case.service or wording.CONSULTATION,
        state=case.state,
        outcome=OUTCOMES.get(case.outcome or "", ""),
        question=case.question,
        asked=case.asked,
        visitor=name,
        channel=CHANNELS.get(visitor.channel, ""),
        reachable=visitor.reachable,
        holder=_called(session, holder),
        is_mine=case.holder_id == officer.id,
        units=tuple(unit.name for unit in answering),
        leading=answering[0].id if answering else 0,
        city=CITY_NAMES.get(case.city, ""),
        city_id=case.city,
        due=due_in_words(case, hours_of(session, case), at),
        opened=when(case.created_at),
        consent=case.consent,
        reads_before=reads_before,
        assessment=case.assessment_id if reads_before else None,
        clauses=tuple(ClauseLine(c["id"], c["name"], float(c["score"])) for c in case.clauses),
        answers=_answers(case, cases.may(session, case, Verb.SAY, officer)),
        story=story(session, case, name),
        may=frozenset(
            verb
            for verb, is_possible in IS_POSSIBLE.items()
            if is_possible(case, at) and cases.may(session, case, verb, officer)
        ),
    )


def _answers(case: Case, talks: bool) -> tuple[tuple[str, str], ...]:
    """What the visitor filled in; what is personal only for who talks with them, as on the card in a chat."""
    return tuple(
        (a["label"], a["words"] if talks or not a["personal"] else wording.HIDDEN)
        for a in case.answers
    )


def _called(session: Session, officer: Officer | None) -> str:
    if officer is None:
        return ""
    return wording.who(session.get_one(Unit, officer.unit_id).name, officer.name)


def destinations(session: Session, city: str) -> tuple[tuple[str, str], ...]:
    """Where a case of this city can be handed to: id and name, the city's own units first."""
    known = sorted(units.units_of(session), key=lambda unit: (unit.city != city, unit.id))
    return tuple((str(unit.id), _with_city(unit)) for unit in known)


def _with_city(unit: Unit) -> str:
    city = CITY_NAMES.get(unit.city, "")
    return unit.name if city in unit.name else f"{city}{unit.name}"
