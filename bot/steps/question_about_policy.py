"""A question about the policies: answered with the clause, or an honest no."""

from __future__ import annotations

from typing import Any

from bot import replies, transcript
from bot.messages import Reply, say
from bot.transcript import Speaker
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases
from dialogs.typed import asks, speaks_of_policy
from knowledge.answering import LONGEST_QUESTION, Answer
from knowledge.deciding import Status

LAST = 12
"""Messages among which an answer is known to have been given just now."""

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
    if _says_nothing_new(turn, answer):
        again = say(phrases.NOTHING_NEW, choices=phrases.menu_choices())
        return Spoken((again,), Outcome(answer.status, clauses_of(answer), why=answer.why))
    too_long = len(turn.question) > LONGEST_QUESTION
    reply = replies.by_status(answer, turn.knowledge, turn.message_id)
    said = (*((say(phrases.CUT),) if too_long else ()), reply, *other_matters(turn))
    subject = None
    if answer.status is not Status.OUT_OF_SCOPE:
        subject = {**spoken_of(answer), "typed": turn.question}
    return Spoken(said, Outcome(answer.status, clauses_of(answer), why=answer.why), subject)


def _says_nothing_new(turn: Turn, answer: Answer) -> bool:
    """Whether words that ask nothing would only bring the last answer once more: a name, a number, a day."""
    before = turn.conversation.subject.get("clauses")
    if answer.status not in (Status.ANSWERED, Status.COMPARE) or not before:
        return False
    plain = turn.knowledge.language.plain(turn.question)
    named = turn.knowledge.gazetteer.look(plain).cities or answer.outright
    leans = set(answer.cited) <= set(before) and not answer.others and not named
    wants_yes = turn.knowledge.yes_or_no.wanted(plain)
    is_question = wants_yes or asks(turn.question) or turn.knowledge.stories.asks.search(plain)
    if not leans or is_question or speaks_of_policy(turn.question):
        return False
    reply = replies.by_status(answer, turn.knowledge, turn.message_id)
    said = transcript.history(turn.session, turn.conversation.id, LAST)[:-1]
    ours = [one.text for one in said if one.speaker == Speaker.SPECIALIST]
    asked = str(turn.conversation.subject.get("question", ""))
    lines = sorted(reply.text.split("\n"))
    return turn.question != asked and any(sorted(text.split("\n")) == lines for text in ours)


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


def clauses_of(answer: Answer) -> tuple[str, ...]:
    """The clauses of an answer, best first; those cited for other matters before the near ones."""
    if not answer.others:
        return answer.ranked
    cited = [clause for one in (answer, *answer.others) for clause in one.cited]
    return tuple(dict.fromkeys((*cited, *answer.ranked)))


def other_matters(turn: Turn) -> tuple[Reply, ...]:
    """The replies to the other matters of a message, if it has any."""
    known, message = turn.knowledge, turn.message_id
    return tuple(replies.other_matter(other, known, message) for other in turn.answer.others)
