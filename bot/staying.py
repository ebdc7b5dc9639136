"""Staying with a city: who names it in two questions in a row means it in the next one too, and is told so.

The count stands in the conversation's subject, so it outlives a restart; whoever names another city begins anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.messages import Block
from bot.turn import STAY, Spoken, Turn, stays_with
from bot.wording import phrases

ENDED: Mapping[str, Any] = {STAY: []}
"""For a subject in which no city was named yet."""


def counted(turn: Turn, spoken: Spoken) -> Spoken:
    """What is said, with the cities counted that were named, and a note when one was taken as meant."""
    subject, before = spoken.subject, turn.conversation.subject
    if not subject or STAY in subject:
        return spoken
    if not turn.question:  # a button names no city
        return replace(spoken, subject={**subject, STAY: before.get(STAY, [])})
    count = _count(turn, before.get(STAY, []))
    said = replace(spoken, subject={**subject, STAY: count})
    city = stays_with(before)
    is_meant = city is not None and count == before.get(STAY) and not _named(turn)
    return _noted(turn, said, city) if city and is_meant and city != turn.visitor.city else said


def _count(turn: Turn, before: list[Any]) -> list[Any]:
    """What STAY holds after this question; one that is answered for the same city alone ends no row."""
    named = _named(turn)
    if len(named) == 1:
        again = bool(before) and before[0] == named[0]
        return [named[0], before[1] + 1 if again else 1]
    goes_on = bool(before) and not named and turn.answer.cities == (before[0],)
    return before if goes_on else []


def _named(turn: Turn) -> tuple[str, ...]:
    known = turn.knowledge
    return known.gazetteer.look(known.language.plain(turn.question)).cities


def _noted(turn: Turn, spoken: Spoken, city: str) -> Spoken:
    others = [policy.city for policy in turn.knowledge.policies if policy.id != city]
    note = phrases.stayed(turn.knowledge.policy(city).city, others)
    *first, last = spoken.replies
    noted = replace(last, blocks=(*last.blocks, Block("note", note)))
    return replace(spoken, replies=(*first, noted))
