"""A wish to have a service done: it is offered, and taken in by its form when the visitor agrees."""

from __future__ import annotations

from bot import phrases
from bot.messages import Choice, pack, say
from bot.turn import Outcome, Spoken, Turn
from dialogs.form_files import packaged_forms
from knowledge.deciding import SERVICE_CLAUSE, Status


def wish_for_service(turn: Turn) -> Spoken | None:
    """Offer to take the service in."""
    if turn.answer.status is not Status.SERVICE or turn.answer.service is None:
        return None
    name = turn.answer.service
    cities = "、".join(turn.knowledge.policy(city).city for city in turn.answer.cities)
    form = packaged_forms().named(name)
    assert form is not None, name
    take_in = Choice(phrases.TAKE_IN, pack("form", form.id))
    clauses = tuple(f"{city}{SERVICE_CLAUSE}" for city in turn.answer.cities)
    more = tuple(
        Choice(f"{turn.knowledge.policy(city).city}条款", pack("clause", clause))
        for city, clause in zip(turn.answer.cities, clauses, strict=True)
    )
    offer = say(
        phrases.service_offer(name, cities), choices=((take_in,), more, (phrases.officer_choice(),))
    )
    subject = {"question": turn.question, "clauses": list(clauses), "service": name}
    return Spoken((offer,), Outcome(Status.SERVICE, clauses, name), subject)
