"""Tables Case, CaseUnit, Event, Notice and Rating. A case's story is its events, added and never changed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import relationship
from sqlmodel import JSON, Column, Field, Relationship, SQLModel, UniqueConstraint

from bot.database import UtcDateTime
from bot.officers import Unit


class Kind(StrEnum):
    """A question for a person, or something to be done."""

    CONSULTATION = "consultation"
    SERVICE = "service"


class State(StrEnum):
    """Where a case stands. CLAIMED: the holder is to act; WAITING: the holder has answered, the visitor may."""

    OPEN = "open"
    CLAIMED = "claimed"
    WAITING = "waiting"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENDED = (State.CLOSED, State.CANCELLED)
HELD = (State.CLAIMED, State.WAITING)


class Happened(StrEnum):
    """What may stand in a timeline."""

    CREATED = "created"
    CLAIMED = "claimed"
    MESSAGE = "message"
    NOTE = "note"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    REMINDED = "reminded"
    CLOSED = "closed"
    REOPENED = "reopened"
    RATED = "rated"
    UNDELIVERED = "undelivered"
    URGED = "urged"
    CANCELLED = "cancelled"
    ADDED = "added"
    MATCHED = "matched"
    FILE_ARRIVED = "file_arrived"
    FILE_FAILED = "file_failed"


class Solved(StrEnum):
    """How a case was closed: 已解决、未解决、联系不上、不属本平台."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    UNREACHABLE = "unreachable"
    ELSEWHERE = "elsewhere"


class Case(SQLModel, table=True):
    """One case, with a number for people.

    `city` is a policy's id or "" when none is settled; `clauses` hold {"id", "name", "score"}, best first.
    `answers` hold what a service's form asked: {"id", "label", "words", "personal"}, in the form's order.
    `consent` tells whether officers may read the conversation before the case, None before the visitor said.
    `deadline` is by when an officer must act and `clock_from` since when; None when nobody must.
    `relaying` tells that what the visitor says goes to the holder and the specialist is silent.
    `units` are those that answer for it, the leading one first: looked up once, and anew when they change.
    """

    __table_args__ = (UniqueConstraint("number"),)

    id: int = Field(default=None, primary_key=True)
    number: str
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    kind: str
    service: str | None = None
    city: str = ""
    question: str
    clauses: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    answers: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    consent: bool | None = None
    assessment_id: int | None = None
    state: str = State.OPEN
    holder_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    hops: int = 0
    relaying: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)
    clock_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    reminders: int = 0
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_response_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str | None = None
    urged_on: date | None = None
    units: list[Unit] = Relationship(
        sa_relationship=relationship(
            Unit,
            secondary="case_unit",
            order_by="CaseUnit.leads.desc(), CaseUnit.unit_id",
            viewonly=True,
        )
    )

    @property
    def asked(self) -> str:
        """The question; "" when it only repeats the service, as it does for a form begun by a button."""
        return "" if self.question == self.service else self.question


class CaseUnit(SQLModel, table=True):
    """A unit that answers for a case: one leads, the others support."""

    __tablename__ = "case_unit"

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", index=True)
    leads: bool = False


class Event(SQLModel, table=True):
    """One thing that happened to a case. `by` is visitor, officer or system; `details` hold what it was about."""

    id: int = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    kind: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    officer_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    text: str = ""
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Notice(SQLModel, table=True):
    """A reminder or an urging (`event_id`) for an officer at the desk, until its case is answered.

    `place` is whose turn the officer was told as: 1 holder or unit, 2 the unit's lead, 3 coordinator.
    """

    __tablename__ = "desk_notice"

    event_id: int = Field(primary_key=True, foreign_key="event.id")
    officer_id: int = Field(primary_key=True, foreign_key="officer.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    place: int
    at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Rating(SQLModel, table=True):
    """What the visitor thought of it in the end; `satisfied` is from 1 to 5."""

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    reached: bool
    solved: bool
    satisfied: int
    comment: str = ""
    rated_at: datetime = Field(sa_type=UtcDateTime)
