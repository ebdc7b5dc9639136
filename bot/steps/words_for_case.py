"""What the visitor was asked to type for a case: an addition, or a comment on how it went.

It counts only as the very next thing said; whoever presses or asks something else has changed their mind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import case_phrases as phrases
from bot import cases
from bot.cases import Asker
from bot.messages import say
from bot.turn import Outcome, Spoken, Turn

ADDITION, COMMENT = "addition", "comment"
KEY = "words_for_case"


def asked_for(turn: Turn, case_id: int, what: str) -> dict[str, Any]:
    """The conversation's subject, remembering what the next words are for."""
    awaited = {"case": case_id, "what": what, "after": turn.message_id}
    return {**turn.conversation.subject, KEY: awaited}


def words_for_case(turn: Turn) -> Spoken | None:
    """Add the next words to the case that they were asked for."""
    awaited = turn.conversation.subject.get(KEY)
    if not awaited or turn.incoming.kind != "text" or turn.question.startswith("/"):
        return None
    if not turn.question or not _is_next(turn, awaited):
        return None
    asker = Asker(turn.conversation.id)
    case_id, words = int(awaited["case"]), turn.question
    rest = {name: value for name, value in turn.conversation.subject.items() if name != KEY}
    try:
        if awaited["what"] == ADDITION:
            cases.add(turn.session, case_id, asker, words, turn.at, turn.message_id)
            reply = say(phrases.ADDED, choices=(phrases.my_cases_row(),))
        else:
            cases.comment(turn.session, case_id, asker, words, turn.at)
            reply = say(phrases.COMMENTED)
    except cases.NotNow:
        reply = say(phrases.NOT_ANY_MORE, choices=(phrases.my_cases_row(),))
    return Spoken((reply,), Outcome("case"), rest)


def _is_next(turn: Turn, awaited: Mapping[str, Any]) -> bool:
    before = cases.heard_before(turn.session, turn.conversation.id, turn.message_id)
    return bool(before == awaited["after"])
