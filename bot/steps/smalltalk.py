"""Greetings, thanks, and who-are-you."""

from __future__ import annotations

from bot import phrases
from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from knowledge.deciding import Status


def smalltalk(turn: Turn) -> Spoken | None:
    """A friendly word, and what the specialist can do."""
    if turn.answer.status is not Status.SMALLTALK:
        return None
    reply = say(phrases.SMALLTALK, choices=phrases.menu_choices())
    return Spoken((reply,), Outcome(Status.SMALLTALK))
