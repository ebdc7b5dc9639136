"""Tables Conversation, Message and Feedback: what was said, by whom, and what the visitor thought of it.

A conversation also keeps its subject, so that a follow-up is understood after a restart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import takewhile
from typing import Any

from sqlalchemy import Integer, bindparam, insert, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import JSON, Column, Field, Session, SQLModel, UniqueConstraint, col, select

from bot.database import UtcDateTime
from bot.entering import entered, new_row


class Speaker(StrEnum):
    """Who said a message."""

    VISITOR = "visitor"
    SPECIALIST = "specialist"
    OFFICER = "officer"


class Conversation(SQLModel, table=True):
    """One visitor on one channel. `subject` is what was last spoken of (see steps/question_about_policy)."""

    id: int = Field(default=None, primary_key=True)
    visitor_id: int = Field(foreign_key="visitor.id", unique=True)
    subject: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_type=UtcDateTime)


class Message(SQLModel, table=True):
    """One thing said. `body` is the text as typed, or for a reply its blocks; `outcome` how a question ended.

    `card` names a reply that changes where it stands (see Reply), or the one that a visitor's press changed.
    """

    id: int = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    speaker: str
    text: str
    body: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    outcome: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    said_at: datetime = Field(sa_type=UtcDateTime)
    card: str | None = None


class Feedback(SQLModel, table=True):
    """What a visitor thought of a reply: useful or not, and why not. One verdict a reply."""

    __table_args__ = (UniqueConstraint("message_id"),)

    id: int = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id")
    useful: bool
    reason: str = ""
    given_at: datetime = Field(sa_type=UtcDateTime)


WRITE_DOWN = insert(Message).returning(col(Message.id), sort_by_parameter_order=True)
NOTE_OUTCOME = update(Message).where(col(Message.id) == bindparam("this"))
TURN_TO = update(Conversation).where(col(Conversation.id) == bindparam("this"))
THEIRS = select(Conversation).where(Conversation.visitor_id == bindparam("visitor"))
NEWEST = (
    select(Message)
    .where(Message.conversation_id == bindparam("conversation"))
    .order_by(col(Message.id).desc())
    .limit(bindparam("limit", type_=Integer))
)
BEFORE = (
    select(Message.speaker, Message.body)
    .where(Message.conversation_id == bindparam("conversation"))
    .where(col(Message.id) < bindparam("message"))
    .order_by(col(Message.id).desc())
    .limit(bindparam("limit", type_=Integer))
)
"""Statements that are made once run three times as fast."""


def conversation_of(session: Session, visitor_id: int, at: datetime) -> Conversation:
    """The visitor's conversation, begun when there is none."""
    found = session.exec(THEIRS, params={"visitor": visitor_id}).first()
    return begin(session, visitor_id, at) if found is None else found


def begin(session: Session, visitor_id: int, at: datetime) -> Conversation:
    """The conversation of a visitor who is new."""
    return entered(session, new_row(Conversation, visitor_id=visitor_id, created_at=at))


def as_said(
    conversation_id: int,
    speaker: Speaker,
    text: str,
    at: datetime,
    body: dict[str, Any] | None = None,
    card: str = "",
) -> dict[str, Any]:
    """One thing said, as a row of the transcript."""
    said = {"conversation_id": conversation_id, "speaker": speaker, "text": text, "said_at": at}
    written = {} if body is None else {"body": body}  # no body is NULL, and not JSON's null
    return {**said, **written, "card": card or None}


def record(
    session: Session,
    conversation_id: int,
    speaker: Speaker,
    text: str,
    at: datetime,
    body: dict[str, Any] | None = None,
    card: str = "",
) -> int:
    """Write down one thing said, by one statement, as this is done for everything; returns its id."""
    row = as_said(conversation_id, speaker, text, at, body, card)
    return int(session.connection().execute(WRITE_DOWN, row).scalar_one())


def record_all(session: Session, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write down all that `as_said` made, each with a body or none, by one statement; returns the ids in order."""
    return [*session.connection().execute(WRITE_DOWN, rows).scalars()] if rows else []


def turn_to(conversation: Conversation, subject: dict[str, Any]) -> None:
    """What is spoken of from now on; `note_outcomes` keeps it."""
    set_committed_value(conversation, "subject", subject)


def note_outcomes(
    session: Session, outcomes: Mapping[int, dict[str, Any]], talks: Iterable[Conversation]
) -> None:
    """Note how messages ended, by their ids, and what is spoken of now in these conversations."""
    connection = session.connection()
    ended = [{"this": message, "outcome": outcome} for message, outcome in outcomes.items()]
    subjects = [{"this": talk.id, "subject": talk.subject} for talk in talks]
    if ended:
        connection.execute(NOTE_OUTCOME, ended)
    if subjects:
        connection.execute(TURN_TO, subjects)


def strike(session: Session, message_id: int) -> None:
    """Keep that something was said, and not what: an officer's work belongs to the case, a code to nobody."""
    connection = session.connection()
    connection.execute(update(Message).where(col(Message.id) == message_id).values(text=""))


def card_of(session: Session, conversation_id: int, card: str) -> Message | None:
    """The reply that shows this card, the last one if it was said more than once."""
    same = select(Message).where(
        Message.conversation_id == conversation_id,
        Message.card == card,
        Message.speaker == Speaker.SPECIALIST,
    )
    return session.exec(same.order_by(col(Message.id).desc()).limit(1)).first()


def note_card(session: Session, message_id: int, card: str) -> None:
    """A visitor's press that only changed a card is nothing that they said."""
    changed = update(Message).where(col(Message.id) == message_id)
    session.connection().execute(changed, {"card": card})


def history(session: Session, conversation_id: int, limit: int = 200) -> list[Message]:
    """The conversation's last `limit` messages, oldest first."""
    newest = session.exec(NEWEST, params={"conversation": conversation_id, "limit": limit})
    return list(reversed(newest.all()))


def last_said(
    session: Session, conversation_id: int, message_id: int, limit: int
) -> list[dict[str, Any]]:
    """What the specialist said between this message and the visitor's last one before it, the newest first."""
    params = {"conversation": conversation_id, "message": message_id, "limit": limit}
    before = session.connection().execute(BEFORE, params).all()
    said = takewhile(lambda one: one.speaker == Speaker.SPECIALIST and one.body, before)
    return [one.body for one in said]


def words_of(session: Session, message_ids: Iterable[int]) -> list[str]:
    """What was said in these messages, in order, without those that hold no words."""
    said = select(Message.text).where(col(Message.id).in_(list(message_ids)))
    return [text for text in session.exec(said.order_by(col(Message.id))).all() if text.strip()]


def judge(
    session: Session, message_id: int, useful: bool, at: datetime, reason: str = ""
) -> Feedback:
    """Keep what the visitor thinks of a reply; a later verdict replaces the earlier one."""
    given = session.exec(select(Feedback).where(Feedback.message_id == message_id)).first()
    if given is None:
        given = Feedback(message_id=message_id, useful=useful, reason=reason, given_at=at)
    given.useful, given.reason, given.given_at = useful, reason or given.reason, at
    session.add(given)
    return given
