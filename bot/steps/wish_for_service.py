"""A wish to have a service done: it is offered, and taken in as a case when the visitor agrees."""

from __future__ import annotations

from bot import cases, phrases
from bot.messages import Choice, pack, say
from bot.steps.wish_for_officer import matched, told
from bot.turn import Outcome, Spoken, Turn
from knowledge.deciding import SERVICE_CLAUSE, Status


def wish_for_service(turn: Turn) -> Spoken | None:
    """Offer to take the service in."""
    if turn.answer.status is not Status.SERVICE or turn.answer.service is None:
        return None
    name = turn.answer.service
    cities = "、".join(turn.knowledge.policy(city).city for city in turn.answer.cities)
    take_in = Choice(phrases.TAKE_IN, pack("request", phrases.SERVICES.index(name)))
    clauses = tuple(f"{city}{SERVICE_CLAUSE}" for city in turn.answer.cities)
    more = tuple(
        Choice(f"{turn.knowledge.policy(city).city}条款", pack("clause", clause))
        for city, clause in zip(turn.answer.cities, clauses, strict=True)
    )
    offer = say(
        phrases.service_offer(name, cities), choices=((take_in,), more, (phrases.officer_choice(),))
    )
    subject = {"question": turn.question, "clauses": list(clauses)}
    return Spoken((offer,), Outcome(Status.SERVICE, clauses, name), subject)


def request(turn: Turn, place: str) -> Spoken:
    """Take a service in as a case. `place` is its place among phrases.SERVICES."""
    name = dict(enumerate(phrases.SERVICES))[int(place)]  # a negative place is forged
    city = turn.visitor.city
    policies = [turn.knowledge.policy(city)] if city else list(turn.knowledge.policies)
    asked = turn.conversation.subject.get("question", name)
    clauses = tuple(f"{policy.id}{SERVICE_CLAUSE}" for policy in policies)
    case = cases.open_case(
        turn.session,
        turn.conversation.id,
        policies[0].code if city else cases.NO_CITY,
        asked,
        [policy.desk for policy in policies],
        turn.at,
        service=name,
        city=city,
        clauses=matched(turn, asked, clauses),
    )
    return Spoken((told(turn, case),), Outcome(Status.SERVICE, service=name))
