"""Table Parcel: replies promised in the caller's transaction and not yet delivered.

Delivered in order per address, at least once: a crash between sending and noting may repeat, never lose.
A parcel that can never arrive is given up, visibly, with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, bindparam, delete, func, insert, text, update
from sqlmodel import JSON, Column, Field, Session, SQLModel, col, select

from bot.database import UtcDateTime
from bot.messages import Reply

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True)
class About:
    """What a reply to an officer is about: a case, perhaps something begun there (see officers/drafts.py).

    `edits` is the parcel whose message it takes the place of.
    """

    case_id: int | None = None
    draft_id: int | None = None
    edits: int | None = None


NOTHING = About()
PRESS = "press:"
"""An address that begins so is the press of a button in a group: only who pressed is shown the words."""

MENU = "menu:"
"""An address that begins so is the menu of commands of a chat; the words name whose it is."""


class Parcel(SQLModel, table=True):
    """One reply to one address. `sent_at` or `given_up_at` ends it.

    `remote_id` is the channel's own id of it: several with a space between when it took several messages.
    The last three columns are what About says.
    """

    __table_args__ = (
        Index(
            "ix_parcel_open",
            "channel",
            "address",
            "id",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    channel: str
    address: str
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    promised_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    given_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    remote_id: str = ""
    error: str = ""
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True, ondelete="CASCADE")
    draft_id: int | None = None
    edits: int | None = None

    @property
    def reply(self) -> Reply:
        """What is to be said."""
        return Reply.from_json(self.body)


PROMISED = insert(Parcel)
ENDED = update(Parcel).where(col(Parcel.id) == bindparam("parcel"))
"""Statements for every single reply: to build one anew takes longer than to run it."""


def as_promised(
    channel: str,
    address: str,
    reply: Reply,
    at: datetime,
    message_id: int | None = None,
    about: About = NOTHING,
) -> dict[str, Any]:
    """A reply as a row of the outbox."""
    return {
        "channel": channel,
        "address": address,
        "message_id": message_id,
        "body": reply.to_json(),
        "promised_at": at,
        "attempts": 0,
        "remote_id": "",
        "error": "",
        "case_id": about.case_id,
        "draft_id": about.draft_id,
        "edits": about.edits,
    }


def promise(
    session: Session,
    channel: str,
    address: str,
    reply: Reply,
    at: datetime,
    message_id: int | None = None,
    about: About = NOTHING,
) -> None:
    """Put a reply into the outbox, in the caller's transaction."""
    promise_all(session, [as_promised(channel, address, reply, at, message_id, about)])


def promise_all(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Put all that `as_promised` made into the outbox, in order, by one statement."""
    if rows:
        session.connection().execute(PROMISED, rows)


def as_it_is_sent(session: Session, parcel: Parcel) -> Reply:
    """The reply, with the id of the message that it takes the place of: sent before it, as order is kept."""
    earlier = session.get(Parcel, parcel.edits) if parcel.edits is not None else None
    ids = earlier.remote_id.split() if earlier is not None else []
    return replace(parcel.reply, replaces=ids[-1]) if ids else parcel.reply


def last_of(session: Session, message_id: int) -> int | None:
    """The parcel that brought this message of the transcript last, None when none did."""
    return session.exec(select(func.max(Parcel.id)).where(Parcel.message_id == message_id)).one()


def take_back(session: Session, channel: str, address: str) -> None:
    """Send nothing more that an officer was told to this address: whoever is there is none any longer.

    What visitors are told has a message in a transcript, and still arrives.
    """
    waiting = delete(Parcel).where(
        col(Parcel.channel) == channel,
        col(Parcel.address) == address,
        col(Parcel.message_id).is_(None),
        col(Parcel.sent_at).is_(None),
        col(Parcel.given_up_at).is_(None),
    )
    session.connection().execute(waiting)


def due(
    session: Session, channel: str, at: datetime, busy: Collection[str] = (), limit: int = 100
) -> list[Parcel]:
    """The oldest open parcel of each address that is not busy, when it may be tried now."""
    is_open = (
        (col(Parcel.channel) == channel)
        & col(Parcel.sent_at).is_(None)
        & col(Parcel.given_up_at).is_(None)
    )
    heads = (
        select(func.min(Parcel.id))
        .where(is_open, col(Parcel.address).not_in(busy))
        .group_by(col(Parcel.address))
    )
    ready = (
        select(Parcel)
        .where(col(Parcel.id).in_(heads))
        .where(col(Parcel.not_before).is_(None) | (col(Parcel.not_before) <= at))
        .order_by(col(Parcel.id))
        .limit(limit)
    )
    return list(session.exec(ready).all())


def mark_sent(session: Session, parcel_id: int, at: datetime, remote_id: str = "") -> None:
    """Note that a parcel was delivered."""
    mark_all_sent(session, [(parcel_id, at, remote_id)])


def mark_all_sent(session: Session, sent: Iterable[tuple[int, datetime, str]]) -> None:
    """Note that these parcels were delivered, when, and the channel's own ids, by one statement."""
    rows = [{"parcel": one, "sent_at": at, "remote_id": name} for one, at, name in sent]
    if rows:
        session.connection().execute(ENDED, rows)


def put_off(
    session: Session, parcel_id: int, at: datetime, error: str, pause: timedelta | None = None
) -> None:
    """Try again later: after `pause` when the service named one, else after a growing pause."""
    parcel = session.get(Parcel, parcel_id)
    if parcel is None:
        return  # erased in the meantime
    parcel.attempts += 1
    parcel.error = error
    growing = min(FIRST_PAUSE * 2 ** min(parcel.attempts - 1, 20), LONGEST_PAUSE)
    parcel.not_before = at + (growing if pause is None else pause)


def give_up(session: Session, parcel_id: int, at: datetime, error: str) -> None:
    """This parcel can never arrive: keep it with the reason."""
    given_up = {"parcel": parcel_id, "given_up_at": at, "error": error}
    session.connection().execute(ENDED, given_up)
