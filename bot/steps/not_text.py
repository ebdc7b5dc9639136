"""What is no text and no button press: voice, pictures, files, stickers, places, and empty messages."""

from __future__ import annotations

from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases

ANSWERS = {
    "voice": phrases.VOICE,
    "photo": phrases.FILE,
    "document": phrases.FILE,
    "other": phrases.OTHER_KIND,
}


def not_text(turn: Turn) -> Spoken | None:
    """Say kindly what cannot be read, and how to go on."""
    kind = turn.incoming.kind
    if kind in ANSWERS:
        return Spoken((say(ANSWERS[kind]),), Outcome("menu"))
    if kind == "text" and not any(char.isalnum() for char in turn.incoming.text):
        rows = () if turn.here.is_interviewed else phrases.menu_choices()
        words = phrases.NOTHING_TYPED_HERE if turn.here.is_interviewed else phrases.NOTHING_TYPED
        return Spoken((say(words, choices=rows),), Outcome("menu"))
    return None
