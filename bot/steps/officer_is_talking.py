"""While an officer talks with the visitor the specialist only relays: silent, unless called back.

Commands and buttons still work, as nobody presses them by mistake for talking to a person.
"""

from __future__ import annotations

from bot import cases
from bot.cases import Asker
from bot.messages import say
from bot.steps import file_replies
from bot.turn import Outcome, Spoken, Turn
from bot.wording import case_phrases as phrases

RELAYED = "relayed"
"""The outcome of a message that went to an officer."""


def officer_is_talking(turn: Turn) -> Spoken | None:
    """Relay to the officer who holds the visitor's consultation."""
    if turn.incoming.kind == "choice" or turn.question.startswith("/"):
        return None
    if not turn.here.is_with_officer:
        return None
    case = cases.talking_case(turn.session, turn.conversation.id)
    if case is None:
        return None
    asker = Asker(turn.conversation.id)
    if _calls_back(turn.question):
        cases.talk_to_specialist(turn.session, case.id, asker, turn.at)
        return Spoken((say(phrases.BACK_AGAIN),), Outcome("menu"))
    cases.hear_from_visitor(
        turn.session,
        case.id,
        asker,
        _words(turn),
        turn.at,
        turn.message_id,
        extra=turn.incoming.extra,
        files=turn.enclosed,
    )
    return Spoken(file_replies.refusals(turn), Outcome(RELAYED))


def _calls_back(text: str) -> bool:
    return text.strip('。.！! “”"') == phrases.TO_SPECIALIST


def _words(turn: Turn) -> str:
    text = turn.incoming.text.strip()
    if any(row.state in cases.USABLE for row in turn.enclosed):
        return phrases.edited(text) if turn.incoming.edited and text else text
    kind = phrases.KINDS.get(turn.incoming.kind, "")
    words = f"{kind}{text}" or phrases.KINDS["other"]
    return phrases.edited(words) if turn.incoming.edited else words
