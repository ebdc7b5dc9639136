"""A wish to have a service done: it is offered, and taken in by its form when the visitor agrees."""

from __future__ import annotations

from bot import replies
from bot.steps.question_about_policy import other_matters
from bot.turn import Outcome, Spoken, Turn
from knowledge.deciding import SERVICE_CLAUSE, Status


def wish_for_service(turn: Turn) -> Spoken | None:
    """Offer to take the service in."""
    if turn.answer.status is not Status.SERVICE or turn.answer.service is None:
        return None
    name = turn.answer.service
    offer = replies.service(turn.answer, turn.knowledge)
    clauses = tuple(f"{city}{SERVICE_CLAUSE}" for city in turn.answer.cities)
    subject = {"question": turn.question, "clauses": list(clauses), "service": name}
    said = (offer, *other_matters(turn))
    return Spoken(said, Outcome(Status.SERVICE, clauses, name), subject)
