"""A wish to know what one can get: a guided assessment of everything begins; of a clause spoken of, its amount."""

from __future__ import annotations

from bot import replies
from bot.assessment import interviews
from bot.steps.question_about_policy import spoken_of
from bot.turn import Outcome, Spoken, Turn
from dialogs.wishes import wants_assessment
from knowledge.deciding import Status

SPEAKS = {Status.ANSWERED, Status.COMPARE}


def wish_for_assessment(turn: Turn) -> Spoken | None:
    """Begin when the whole message asks for it; a question on one matter is answered instead."""
    said, moods = turn.knowledge.language.plain(turn.question), turn.knowledge.moods
    if moods.wants_it_short(said):
        return _amount(turn) or interviews.begin(turn)
    if turn.conversation.subject.get("clauses") and moods.asks_amount_only(said):
        return None
    return interviews.begin(turn) if wants_assessment(turn.question) else None


def _amount(turn: Turn) -> Spoken | None:
    """The amounts of the clauses spoken of and no more; None when they state none."""
    answer, before = turn.answer, set(turn.conversation.subject.get("clauses", ()))
    if answer.status not in SPEAKS or not before.issuperset(answer.cited):
        return None
    reply = replies.in_short(answer, turn.knowledge, turn.message_id)
    outcome = Outcome(answer.status, answer.ranked, why=answer.why)
    return Spoken((reply,), outcome, spoken_of(answer)) if reply else None
