"""A message that is nothing but a city's name chooses it; after a question it is answered for that city too."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.messages import Block, say
from bot.staying import ENDED
from bot.steps.question_about_policy import question_about_policy
from bot.steps.wish_for_service import wish_for_service
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases

ONLY_ONCE = re.compile("呢|^那(?!.*(?:去|改到|换到|选|按))|如果|要是|(?<!切)换(?!到|成)")
"""Words that look over to the other city and do not move there; 那还是去忻州吧 does."""


def choice_of_city(turn: Turn) -> Spoken | None:
    """Set the city that was named alone."""
    if not turn.question:
        return None
    city = turn.knowledge.gazetteer.alone(turn.knowledge.language.plain(turn.question))
    if city is None:
        return None
    return _gone_on(turn, city) if turn.conversation.subject.get("question") else choose(turn, city)


def _gone_on(turn: Turn, city: str) -> Spoken | None:
    """The question before, answered for this city, which is kept; None leaves it to the other steps."""
    if city == turn.visitor.city or ONLY_ONCE.search(turn.question):
        return None
    said = wish_for_service(turn) or question_about_policy(turn)
    chosen = choose(turn, city)
    if said is None:
        return chosen
    *before, last = said.replies
    noted = replace(last, blocks=(*last.blocks, Block("note", phrases.city_kept(city))))
    return replace(said, replies=(*before, noted))


def choose(turn: Turn, city: str | None) -> Spoken:
    """From now on answer for this city; None: for all."""
    turn.visitor.city = city
    said = say(phrases.city_set(city), choices=phrases.menu_choices())
    return Spoken((said,), Outcome("menu"), {**turn.conversation.subject, **ENDED})
