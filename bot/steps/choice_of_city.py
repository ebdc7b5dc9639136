"""A message that is nothing but a city's name chooses it; after a question it goes on from that instead."""

from __future__ import annotations

from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases


def choice_of_city(turn: Turn) -> Spoken | None:
    """Set the city that was named alone."""
    if not turn.question or turn.conversation.subject.get("question"):
        return None
    city = turn.knowledge.gazetteer.alone(turn.knowledge.language.plain(turn.question))
    return choose(turn, city) if city else None


def choose(turn: Turn, city: str | None) -> Spoken:
    """From now on answer for this city; None: for all."""
    turn.visitor.city = city
    said = say(phrases.city_set(city), choices=phrases.menu_choices())
    return Spoken((said,), Outcome("menu"))
