"""The last step: nothing else replied."""

from __future__ import annotations

from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases
from knowledge.deciding import Status


def nothing_understood(turn: Turn) -> Spoken | None:
    """Say so, and offer the menu and a person."""
    reply = say(phrases.NOT_FOUND, choices=phrases.menu_choices())
    return Spoken((reply,), Outcome(Status.NOT_IN_POLICY))
