"""What was asked and how it ended, and what visitors thought of the answers.

Counted is what asked for something: a question typed, a service wished for, a person wished for (typed or by the
button). Choosing a candidate after having been asked back belongs to the question before and is not counted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from bot.deadlines import local_day
from bot.figures.scopes import Scope
from bot.officers import NoSuchUnit, units
from bot.transcript import Conversation, Feedback, Message, Speaker
from bot.visitors import Visitor
from knowledge.library import ClauseRecord, PolicyVersion

ENDINGS: Mapping[str, str] = {
    "answered": "answered",
    "compare": "answered",
    "clarify": "clarified",
    "not_in_policy": "not_in_policy",
    "out_of_scope": "out_of_scope",
    "service": "service",
    "handoff": "handed_over",
}
"""The status of a turn (knowledge.deciding.Status), and under which ending it is counted."""

CHOSEN = "chosen"
"""The check that decided when a visitor chose one of the candidates."""


@dataclass(frozen=True)
class Asked:
    """One thing asked: when, how it ended, its best clause ("" for none), its city and units."""

    day: date
    ending: str
    clause: str
    city: str
    units: frozenset[int]


@dataclass(frozen=True)
class Opinion:
    """What a visitor thought of one answer; `reason` is why it was of no use, "" when not said."""

    day: date
    useful: bool
    reason: str


def read_asked(session: Session, scope: Scope) -> list[Asked]:
    """Everything that was asked in the span, in order."""
    naming = units_named(session)
    said = (
        select(Message.said_at, Message.outcome, Visitor.city)
        .join(Conversation, col(Conversation.id) == col(Message.conversation_id))
        .join(Visitor, col(Visitor.id) == col(Conversation.visitor_id))
        .where(Message.speaker == Speaker.VISITOR, col(Message.outcome).is_not(None))
        .where(col(Message.said_at) >= scope.begins, col(Message.said_at) < scope.ends)
        .order_by(col(Message.id))
    )
    found = (
        _asked(local_day(at), outcome, city, naming)
        for at, outcome, city in session.exec(said).all()
        if outcome and is_question(outcome)
    )
    return [asked for asked in found if scope.covers(asked.city, asked.units)]


def is_question(outcome: Mapping[str, Any]) -> bool:
    """Whether a turn that ended so asked for something."""
    return outcome.get("status") in ENDINGS and outcome.get("why") != CHOSEN


def _asked(
    day: date, outcome: Mapping[str, Any], city: str | None, naming: Mapping[str, frozenset[int]]
) -> Asked:
    clause = next(iter(outcome.get("clauses") or ()), "")
    where = clause.rpartition("-")[0] or city or ""
    return Asked(
        day, ENDINGS[str(outcome["status"])], clause, where, naming.get(clause, frozenset())
    )


def read_opinions(session: Session, scope: Scope) -> list[Opinion]:
    """What was thought of answers; an opinion belongs to the day on which it was given."""
    naming = units_named(session)
    given = (
        select(Feedback, Message.outcome, Visitor.city)
        .join(Message, col(Message.id) == col(Feedback.message_id))
        .join(Conversation, col(Conversation.id) == col(Message.conversation_id))
        .join(Visitor, col(Visitor.id) == col(Conversation.visitor_id))
        .where(col(Feedback.given_at) >= scope.begins, col(Feedback.given_at) < scope.ends)
    )
    found = []
    for opinion, outcome, city in session.exec(given).all():
        clause = next(iter((outcome or {}).get("clauses") or ()), "")
        where = clause.rpartition("-")[0] or city or ""
        if scope.covers(where, naming.get(clause, frozenset())):
            reason = "" if opinion.useful else opinion.reason
            found.append(Opinion(local_day(opinion.given_at), opinion.useful, reason))
    return found


def units_named(session: Session) -> dict[str, frozenset[int]]:
    """The units that each clause in use names."""
    in_use = select(PolicyVersion).where(col(PolicyVersion.replaced_at).is_(None))
    named: dict[str, frozenset[int]] = {}
    for version in session.exec(in_use).all():
        clauses = select(ClauseRecord.clause, ClauseRecord.units).where(
            ClauseRecord.version_id == version.id
        )
        ids = _ids_of_units(session, version)
        for clause, names in session.exec(clauses).all():
            named[clause] = frozenset(ids[name] for name in names if name in ids)
    return named


def _ids_of_units(session: Session, version: PolicyVersion) -> dict[str, int]:
    """Every name that a clause of this version uses, and whose it is."""
    written = select(ClauseRecord.units).where(ClauseRecord.version_id == version.id)
    names = {name for names in session.exec(written).all() for name in names}
    return dict(_found(session, names, version))


def _found(
    session: Session, names: Iterable[str], version: PolicyVersion
) -> Iterable[tuple[str, int]]:
    for name in names:
        try:
            unit = units.find(session, name, version.policy, version.about["city"])
        except NoSuchUnit:
            continue
        yield name, unit.id
