"""Greetings, thanks, and who-are-you."""

from __future__ import annotations

from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases, smalltalk_phrases
from knowledge.deciding import Status


def fitting(typed: str) -> str:
    """Thanks, a farewell, a complaint and a nod get their own words; all else is greeted."""
    for pattern, words in smalltalk_phrases.FITTING:
        if pattern.search(typed):
            return words
    return smalltalk_phrases.GREETING


def smalltalk(turn: Turn) -> Spoken | None:
    """A friendly word, and what the specialist can do."""
    if turn.answer.status is not Status.SMALLTALK:
        return None
    reply = say(fitting(turn.question.lower()), choices=phrases.menu_choices())
    return Spoken((reply,), Outcome(Status.SMALLTALK))
