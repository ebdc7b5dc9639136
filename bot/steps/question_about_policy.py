"""A question about the policies: answered with the clause, or an honest no."""

from __future__ import annotations

from typing import Any

from bot import phrases, replies
from bot.messages import Reply, say
from bot.turn import Outcome, Spoken, Turn
from knowledge.answering import LONGEST_QUESTION, Answer
from knowledge.deciding import Status

SAID_HERE = {
    Status.ANSWERED,
    Status.COMPARE,
    Status.CLARIFY,
    Status.NOT_IN_POLICY,
    Status.OUT_OF_SCOPE,
}


def question_about_policy(turn: Turn) -> Spoken | None:
    """Answer from the policies; keep what was spoken of, so that a follow-up can lean on it."""
    answer = turn.answer
    if answer.status not in SAID_HERE:
        return None
    too_long = len(turn.question) > LONGEST_QUESTION
    said = (*((say(phrases.CUT),) if too_long else ()), _reply(turn))
    subject = None
    if answer.status is not Status.OUT_OF_SCOPE:
        subject = spoken_of(answer)
    return Spoken(said, Outcome(answer.status, answer.ranked, why=answer.why), subject)


def answer_from(turn: Turn, clause_id: str) -> Spoken:
    """Answer the question last asked from the clause that the visitor has chosen."""
    asked = str(turn.conversation.subject.get("question", ""))
    answer = turn.knowledge.answer_from(asked, clause_id)
    reply = replies.answered(answer, turn.knowledge, turn.message_id)
    return Spoken(
        (reply,), Outcome(answer.status, answer.ranked, why=answer.why), spoken_of(answer)
    )


def spoken_of(answer: Answer) -> dict[str, Any]:
    """What a follow-up may lean on, as the conversation keeps it."""
    return {
        "question": answer.question,
        "clauses": list(answer.cited or answer.ranked[: 1 if answer.why == "unstated" else 3]),
        "asked_back": answer.status is Status.CLARIFY,
    }


def _reply(turn: Turn) -> Reply:
    answer = turn.answer
    if answer.status in {Status.ANSWERED, Status.COMPARE}:
        return replies.answered(answer, turn.knowledge, turn.message_id)
    if answer.status is Status.CLARIFY:
        return replies.clarify(answer, turn.knowledge)
    if answer.status is Status.NOT_IN_POLICY:
        return replies.silent(answer, turn.knowledge)
    if answer.place:
        return say(phrases.another_place(answer.place), choices=phrases.menu_choices())
    return say(phrases.OUT_OF_SCOPE, choices=phrases.menu_choices())
