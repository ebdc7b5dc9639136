"""Table Arrival: what a channel's source handed us, raw, kept before it is confirmed to the source.

The source's own id is the key, so that what comes twice is heard once. A row waits until it is handled;
one that fails three times is dead and kept with its error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Index, Integer, bindparam, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import JSON, Column, Field, Session, SQLModel, UniqueConstraint, col, select

from bot.database import UtcDateTime

MOST_ATTEMPTS = 3
"""An arrival that failed so often is given up and kept with its error."""

MOST_DEATHS = 10
"""An arrival over which the process died so often is given up too. It is more, as it may not be its fault."""

MOST_TOGETHER = 32
"""Arrivals in one transaction. More share its costs, but others wait longer for their turn at writing."""

RETRY_AFTER = timedelta(seconds=2)
KEEP_HANDLED = timedelta(days=7)
"""Telegram repeats an update for at most 24 h; a week of ids is ample to recognise it."""


class Arrival(SQLModel, table=True):
    """One raw update of a channel. `handled_at` ends it; `error` tells why it was given up, if it was."""

    __table_args__ = (
        UniqueConstraint("channel", "key"),
        Index(
            "ix_arrival_waiting",
            "id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    channel: str
    key: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    received_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    handled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = ""


def receive(
    session: Session, channel: str, updates: Iterable[tuple[str, dict[str, Any]]], at: datetime
) -> int:
    """Keep raw updates as (key, payload); those known already are ignored. Returns how many are new."""
    rows = [
        {
            "channel": channel,
            "key": key,
            "payload": payload,
            "received_at": at,
            "attempts": 0,
            "error": "",
        }
        for key, payload in updates
    ]
    if not rows:
        return 0
    postgres = session.get_bind().dialect.name == "postgresql"
    dialect: Any = postgresql if postgres else sqlite
    statement = dialect.insert(Arrival).on_conflict_do_nothing().returning(col(Arrival.id))
    return len(session.connection().execute(statement, rows).all())  # PostgreSQL knows no rowcount


class Waiting(NamedTuple):
    """What is to be known of an arrival that waits; a whole row takes three times as long to read."""

    id: int
    channel: str
    key: str
    payload: dict[str, Any]
    attempts: int


OF_CHANNELS = col(Arrival.channel).concat("").in_(bindparam("channels", expanding=True))
"""As an expression, or SQLite would go through all that a channel ever brought rather than through what waits."""

WAITING: Any = (
    select(*(col(getattr(Arrival, name)) for name in Waiting._fields))
    .where(col(Arrival.handled_at).is_(None))
    .where(OF_CHANNELS)
    .where(col(Arrival.not_before).is_(None) | (col(Arrival.not_before) <= bindparam("at")))
    .order_by(col(Arrival.id))
    .limit(bindparam("limit", type_=Integer))
)


def waiting(
    session: Session,
    channels: Sequence[str],
    at: datetime,
    limit: int = MOST_TOGETHER,
) -> list[Waiting]:
    """Unhandled arrivals that may be tried now, in the order they came."""
    params = {"channels": channels, "at": at, "limit": limit}
    return [Waiting(*row) for row in session.exec(WAITING, params=params)]


def tried_next(session: Session, channel: str, key: str, at: datetime) -> datetime | None:
    """When this update will be tried, `at` at the earliest; None when it is handled, or not known."""
    wanted = select(Arrival).where(Arrival.channel == channel, Arrival.key == key)
    arrival = session.exec(wanted.where(col(Arrival.handled_at).is_(None))).first()
    return None if arrival is None else max(arrival.not_before or at, at)


def claim(session: Session, arrival_id: int, at: datetime) -> bool:
    """Mark an arrival handled within the caller's transaction; False when another process was faster."""
    return arrival_id in claim_all(session, [arrival_id], at)


def claim_all(session: Session, arrival_ids: Sequence[int], at: datetime) -> set[int]:
    """Mark arrivals handled within the caller's transaction. Returns the ids of those that still were not."""
    ours = (
        update(Arrival)
        .where(col(Arrival.id).in_(arrival_ids), col(Arrival.handled_at).is_(None))
        .values(handled_at=at, error="")
        .returning(col(Arrival.id))
    )
    return set(session.connection().execute(ours).scalars())


def count_attempt(session: Session, arrival_id: int, at: datetime, error: str = "") -> int:
    """Note an attempt; one with an `error` is tried again only after a pause. Returns the attempts so far."""
    arrival = session.get_one(Arrival, arrival_id)
    arrival.attempts += 1
    arrival.error = error or arrival.error
    arrival.not_before = at + RETRY_AFTER * arrival.attempts if error else None
    session.add(arrival)
    return arrival.attempts


def bury(session: Session, arrival_id: int, at: datetime, error: str = "") -> None:
    """Give an arrival up; it is kept with its error."""
    arrival = session.get_one(Arrival, arrival_id)
    arrival.handled_at = at
    arrival.error = error or arrival.error
    session.add(arrival)


def forget_handled(session: Session, at: datetime) -> None:
    """Drop arrivals handled long ago without an error; the transcript keeps what was said."""
    session.connection().execute(
        Arrival.__table__.delete().where(  # type: ignore[attr-defined]
            col(Arrival.handled_at) < at - KEEP_HANDLED, col(Arrival.error) == ""
        )
    )
