"""What was not answered well: answers of no use to the visitor, and questions that ended without an answer.

Whoever reviews learns the words only, masked: not who asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from bot.coordinating.rights import coordinator
from bot.figures.questions import CHOSEN, is_question
from bot.masking import mask
from bot.officers import Officer
from bot.reviews.tables import Review
from bot.transcript import Feedback, Message, Speaker
from knowledge.deciding import Status

LOOK_BACK = timedelta(days=90)
MOST_MESSAGES = 20_000
LONGEST = 200
"""Characters of a question that are shown."""

USELESS = "useless"
UNANSWERED = (Status.NOT_IN_POLICY, Status.OUT_OF_SCOPE, Status.CLARIFY, Status.HANDOFF)


@dataclass(frozen=True)
class Item:
    """One question that somebody should look at.

    `why` is USELESS or the status that it ended with; `reason` is the visitor's own; `clauses` were given or near;
    `mark` is a Mark, "" when nobody has looked yet.
    """

    message_id: int
    question: str
    why: str
    reason: str
    clauses: tuple[str, ...]
    at: datetime
    mark: str


@dataclass(frozen=True)
class Turned:
    """A turn of a conversation, as the transcript has it."""

    id: int
    conversation: int
    text: str
    outcome: Mapping[str, Any]
    at: datetime


def gather(session: Session, by: Officer, at: datetime) -> list[Item]:
    """What there is to review, the newest first. Raises NotAllowed for who does not run the desk."""
    coordinator(session, by)
    turns = _turns(session, at)
    marks = dict(session.exec(select(Review.message_id, Review.mark)).all())
    judged = select(Feedback.message_id, Feedback.reason).where(col(Feedback.useful).is_(False))
    useless = dict(session.exec(judged).all())
    items = [
        item
        for _, conversation in groupby(turns, key=lambda turn: turn.conversation)
        for item in _items(list(conversation), useless, marks)
    ]
    return sorted(items, key=lambda item: -item.message_id)


def _turns(session: Session, at: datetime) -> list[Turned]:
    """The newest turns, conversation by conversation."""
    said = (
        select(Message)
        .where(Message.speaker == Speaker.VISITOR, col(Message.outcome).is_not(None))
        .where(col(Message.said_at) >= at - LOOK_BACK, Message.text != "")  # not erased
        .order_by(col(Message.id).desc())
        .limit(MOST_MESSAGES)
    )
    turns = [
        Turned(m.id, m.conversation_id, m.text, m.outcome or {}, m.said_at)
        for m in session.exec(said).all()
    ]
    return sorted(turns, key=lambda turn: (turn.conversation, turn.id))


def _items(
    turns: Sequence[Turned], useless: Mapping[int, str], marks: Mapping[int, str]
) -> Iterator[Item]:
    """What to review of one conversation."""
    for place, turn in enumerate(turns):
        following = turns[place + 1] if place + 1 < len(turns) else None
        why = _why(turn, following, useless)
        question = _question(turns[: place + 1])
        if why and question is not None:
            yield Item(
                turn.id,
                mask(question.text)[:LONGEST],
                why,
                useless.get(turn.id, ""),
                tuple(turn.outcome.get("clauses") or question.outcome.get("clauses") or ()),
                turn.at,
                marks.get(turn.id, ""),
            )


def _why(turn: Turned, following: Turned | None, useless: Mapping[int, str]) -> str:
    """Why a turn is to be reviewed, "" when it is not: an offer of candidates was taken up, say."""
    if turn.id in useless:
        return USELESS
    status = str(turn.outcome.get("status", ""))
    if status == Status.CLARIFY and following and following.outcome.get("why") == CHOSEN:
        return ""
    return status if status in UNANSWERED else ""


def _question(turns: Sequence[Turned]) -> Turned | None:
    """What was asked: the turn itself, or the question before a button (a choice, a wish for a person)."""
    for turn in reversed(turns):
        if is_question(turn.outcome) and turn.outcome.get("status") != Status.HANDOFF:
            return turn
    return None
