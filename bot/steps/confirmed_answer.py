"""A question that a person has answered before: their words, then the clause's own, and who confirmed it when."""

from __future__ import annotations

from bot import replies
from bot.deadlines import local_day
from bot.steps.question_about_policy import spoken_of
from bot.turn import Outcome, Spoken, Turn
from knowledge.answering import Answer
from knowledge.deciding import Status

CONFIRMED = "faq"
"""Outcome.why of an answer that people confirmed."""


def confirmed_answer(turn: Turn) -> Spoken | None:
    """Show what was confirmed for this very question, for every city that it is asked about."""
    if not turn.question:
        return None
    found = turn.knowledge.faqs.find(turn.question, turn.own_city, local_day(turn.at))
    if not found:
        return None
    answers = [turn.knowledge.answer_from(turn.question, faq.clause) for faq in found]
    said = tuple(
        replies.confirmed(faq, answer, turn.knowledge, turn.message_id)
        for faq, answer in zip(found, answers, strict=True)
    )
    cited = tuple(dict.fromkeys(faq.clause for faq in found))
    if _other_city_speaks(turn.answer, cited):
        said = (*said, replies.answered(turn.answer, turn.knowledge, turn.message_id))
    return Spoken(said, Outcome(Status.ANSWERED, cited, why=CONFIRMED), spoken_of(answers[0]))


def _other_city_speaks(answer: Answer, cited: tuple[str, ...]) -> bool:
    """Whether another city was asked about as well, and its clause answers."""
    cities = {clause.rpartition("-")[0] for clause in cited}
    more = {clause.rpartition("-")[0] for clause in answer.cited} - cities
    return answer.status in {Status.ANSWERED, Status.COMPARE} and bool(more)
