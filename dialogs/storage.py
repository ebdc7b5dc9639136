"""Tables of interviews and raw answers; an assessment stays on the definitions that it began with.

Answers are only ever added: one that was taken back or replaced is marked as superseded, never deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import JSON, Column, Field, Session, SQLModel, col, select

from dialogs.facts import Kind
from dialogs.given import Given, State
from dialogs.questions import AT, DRAWN, Guide
from dialogs.versions import guide_of, publish, published


class Phase(StrEnum):
    """Where an interview stands."""

    CONFIRMING = "confirming"
    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    DROPPED = "dropped"


class Interview(SQLModel, table=True):
    """One guided assessment, or one service's form being filled in when `form` names one.

    `scope` are measure ids (none: everything), or for a form what it is about; `step` counts what was asked.
    A button carries the step it was made for, so that an older one is known as such. `redoing` is the place
    of the answer that is being changed; `picked` are the options ticked so far; moments in ISO 8601.
    """

    id: int = Field(default=None, primary_key=True)
    conversation_id: int = Field(index=True)
    digest: str
    form: str = ""
    scope: list[str] = Field(sa_column=Column(JSON, nullable=False))
    phase: str = Phase.OPEN
    step: int = 0
    redoing: int | None = None
    picked: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    asides: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    started_at: str
    changed_at: str


class AnswerRecord(SQLModel, table=True):
    """One answer as typed and as understood (`values`: key -> JSON, null for 不清楚), at its place in order."""

    __tablename__ = "interview_answer"

    id: int = Field(default=None, primary_key=True)
    interview_id: int = Field(foreign_key="interview.id", index=True)
    place: int
    question: str
    typed: str
    values: dict[str, Any] = Field(sa_column=Column("understood", JSON, nullable=False))
    superseded: bool = False
    given_at: str


def start(
    session: Session,
    conversation_id: int,
    scope: Sequence[str],
    at: datetime,
    phase: Phase = Phase.OPEN,
    form: str = "",
) -> Interview:
    """Begin an assessment on the newest definitions, or a form; one of the same kind is dropped, others wait."""
    under_way = current(session, conversation_id, form)
    if under_way is not None:
        under_way.phase = Phase.DROPPED
    interview = Interview(
        conversation_id=conversation_id,
        digest="" if form else published(session) or publish(session, at),
        form=form,
        scope=sorted(scope),
        phase=phase,
        started_at=at.isoformat(),
        changed_at=at.isoformat(),
    )
    session.add(interview)
    session.flush()
    only_open(session, interview)
    return interview


UNDER_WAY = (Phase.CONFIRMING, Phase.OPEN, Phase.PAUSED)


CURRENT = (
    select(Interview)
    .where(
        Interview.conversation_id == bindparam("conversation"),
        col(Interview.phase).in_(UNDER_WAY),
    )
    .order_by(
        col(Interview.phase) == Phase.PAUSED,
        col(Interview.changed_at).desc(),
        col(Interview.id).desc(),
    )
    .limit(1)
)
CURRENT_OF_FORM = CURRENT.where(Interview.form == bindparam("form"))
"""Statements that are made once run three times as fast."""


def current(session: Session, conversation_id: int, form: str | None = None) -> Interview | None:
    """The interview that is being confirmed or open, else the one that was paused last.

    `form` narrows it to one service's form, "" to assessments.
    """
    theirs = {"conversation": conversation_id}
    if form is None:
        return session.exec(CURRENT, params=theirs).first()
    return session.exec(CURRENT_OF_FORM, params={**theirs, "form": form}).first()


def only_open(session: Session, interview: Interview) -> None:
    """Only one interview of a conversation is asked at a time: the other open ones are paused."""
    others = select(Interview).where(
        Interview.conversation_id == interview.conversation_id,
        Interview.id != interview.id,
        Interview.phase == Phase.OPEN,
    )
    for other in session.exec(others).all():
        other.phase = Phase.PAUSED


DONE = (
    select(Interview)
    .where(
        Interview.conversation_id == bindparam("conversation"),
        Interview.phase == Phase.DONE,
        Interview.form == "",
    )
    .order_by(col(Interview.id).desc())
)
"""A statement that is made once runs three times as fast."""


def last_done(session: Session, conversation_id: int) -> Interview | None:
    """The assessment that the conversation finished last."""
    return session.exec(DONE, params={"conversation": conversation_id}).first()


def find(session: Session, interview_id: int, conversation_id: int) -> Interview | None:
    """An interview of this conversation, by its id."""
    interview = session.get(Interview, interview_id)
    belongs = interview is not None and interview.conversation_id == conversation_id
    return interview if belongs else None


def state_of(session: Session, interview: Interview, today: date) -> State:
    """The interview as a pure state, on the definitions it began with."""
    guide = guide_of(session, interview.digest)
    records = answers_of(session, interview.id)
    answers = tuple(Given(r.question, r.typed, _values(guide, r.values)) for r in records)
    return State(guide, frozenset(interview.scope), today, answers, tuple(interview.asides))


def note(
    session: Session, interview: Interview, given: Given, at: datetime, place: int | None = None
) -> None:
    """Write an answer down: at the end, or in place of the one at `place`, which is kept as superseded."""
    records = answers_of(session, interview.id)
    if place is not None:
        records[place].superseded = True
    where = records[place].place if place is not None else (records[-1].place + 1 if records else 0)
    session.add(
        AnswerRecord(
            interview_id=interview.id,
            place=where,
            question=given.question,
            typed=given.typed,
            values={key: as_json(value) for key, value in given.values.items()},
            given_at=at.isoformat(),
        )
    )
    moved(interview, at)
    session.flush()


def take_back(session: Session, interview: Interview, at: datetime) -> None:
    """Take the last answer back; it is kept as superseded."""
    records = answers_of(session, interview.id)
    if records:
        records[-1].superseded = True
    moved(interview, at)
    session.flush()


def moved(interview: Interview, at: datetime) -> None:
    """Another question is asked now: buttons of the earlier ones are over."""
    interview.step += 1
    interview.redoing = None
    interview.picked = []
    interview.changed_at = at.isoformat()


def as_json(value: object) -> object:
    """A value as JSON keeps it: decimals as texts, so that no digit is lost."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value


def answers_of(session: Session, interview_id: int) -> list[AnswerRecord]:
    """The answers that count, in order."""
    kept = select(AnswerRecord).where(
        AnswerRecord.interview_id == interview_id, col(AnswerRecord.superseded).is_(False)
    )
    return list(session.exec(kept.order_by(col(AnswerRecord.place))).all())


def _values(guide: Guide, values: Mapping[str, Any]) -> dict[str, object]:
    return {key: from_json(guide, key, value) for key, value in values.items()}


def from_json(guide: Guide, key: str, value: object) -> object:
    """A kept value as read_facts takes it."""
    fact = guide.vocabulary.get(key.partition(AT)[0]) if key != DRAWN else None
    numeric = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.MONEY_LIST, Kind.YEAR_GAP)
    if fact is None or fact.kind not in numeric or value is None:
        return value
    if isinstance(value, list):
        return [Decimal(str(one)) for one in value]
    return Decimal(str(value))
