"""A wish to know what one can get: a guided assessment of everything begins."""

from __future__ import annotations

from bot.assessment import interviews
from bot.turn import Spoken, Turn
from dialogs.wishes import wants_assessment


def wish_for_assessment(turn: Turn) -> Spoken | None:
    """Begin when the whole message asks for it; a question on one matter is answered instead."""
    return interviews.begin(turn) if wants_assessment(turn.question) else None
