"""An owner's answer to a commission or a booking, which they were asked to type.

It counts only as the very next thing said; whoever presses or asks something else has changed their mind.
"""

from __future__ import annotations

from typing import Any

from bot import cases, matching
from bot.messages import say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import matching_phrases as phrases

KEY = "words_for_match"


def asked_for(turn: Turn, commission_id: int) -> dict[str, Any]:
    """The conversation's subject, remembering what the next words are for."""
    awaited = {"commission": commission_id, "after": turn.message_id}
    return {**turn.conversation.subject, KEY: awaited}


def words_for_match(turn: Turn) -> Spoken | None:
    """Hand the next words to whoever asked."""
    awaited = turn.conversation.subject.get(KEY)
    if not awaited or not turn.question or turn.question.startswith("/"):
        return None
    before = cases.heard_before(turn.session, turn.conversation.id, turn.message_id)
    if before != awaited["after"]:
        return None
    rest = {name: value for name, value in turn.conversation.subject.items() if name != KEY}
    reply = say(_answered(turn, int(awaited["commission"])))
    return Spoken((reply,), Outcome("matching"), rest)


def _answered(turn: Turn, commission_id: int) -> str:
    try:
        commission, bid = matching.commission_for(turn.session, commission_id, turn.conversation.id)
        if bid is None:
            return phrases.OVER
        matching.answer(turn.session, commission, bid, turn.question, turn.at)
    except (KeyError, matching.OverNow):
        return phrases.OVER
    return phrases.SAID
