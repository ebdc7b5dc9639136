"""A wish for a person: a case is opened with the question last asked."""

from __future__ import annotations

from bot import cases, phrases
from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from knowledge.deciding import Status


def wish_for_officer(turn: Turn) -> Spoken | None:
    """Hand over when a person was asked for."""
    return hand_over(turn) if turn.answer.status is Status.HANDOFF else None


def hand_over(turn: Turn) -> Spoken:
    """Open a consultation, and say its number and who is asked."""
    asked = turn.conversation.subject.get("question") or turn.question or phrases.OFFICER
    published = {clause.id for clause in turn.knowledge.clauses}
    spoken_of = turn.conversation.subject.get("clauses", ())
    clauses = tuple(clause for clause in spoken_of if clause in published)
    city = turn.visitor.city or (clauses[0].rpartition("-")[0] if clauses else None)
    policy = turn.knowledge.policy(city) if city else None
    units = list(turn.knowledge.clause(clauses[0]).units) if clauses else []
    case = cases.open_case(
        turn.session,
        turn.conversation.id,
        policy.code if policy else cases.NO_CITY,
        asked,
        units or ([policy.desk] if policy else [p.desk for p in turn.knowledge.policies]),
        turn.at,
    )
    told = say(phrases.case_opened(case.number, "、".join(case.units)), phrases.CASE_WAITS)
    return Spoken((told,), Outcome(Status.HANDOFF, clauses))
