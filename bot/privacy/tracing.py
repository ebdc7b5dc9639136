"""Traces of a visitor where no foreign key leads: raw updates, promised replies, officers' own conversations.

Found by the visitor's address, and by the numbers and words of their cases; candidates are looked through in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    update,
)
from sqlmodel import Session, col, select

from bot.cases import Case, Event
from bot.cases.telling import TELEGRAM
from bot.database import UtcDateTime
from bot.inbox import Arrival
from bot.officers import Officer
from bot.outbox import Parcel
from bot.privacy.rules import EMPTY_REPLY
from bot.transcript import Conversation, Message
from bot.visitors import ERASED_ADDRESS, Visitor

ENDED = "erased"
"""Why a promised reply was given up."""

SENDERS = frozenset({"id", "address"})
"""Under these keys channels tell who an update is from: Telegram's chat and user, our own channels' address."""


@dataclass(frozen=True)
class Traces:
    """What a visitor is known by: where replies go, their cases, what was said in them."""

    channel: str
    address: str
    cases: tuple[int, ...]
    numbers: tuple[str, ...]
    words: frozenset[str]

    @property
    def sender(self) -> str:
        """The address without the topic of a forum."""
        return self.address.partition("/")[0]


def traces_of(session: Session, visitor: Visitor) -> Traces:
    """Everything by which this visitor can be found."""
    theirs = select(Conversation.id).where(Conversation.visitor_id == visitor.id)
    found = select(Case.id, Case.number).where(col(Case.conversation_id).in_(theirs))
    cases = dict(session.exec(found).all())
    said = select(Event.text).where(col(Event.case_id).in_(cases), Event.text != "")
    words = frozenset(text.strip() for text in session.exec(said).all())
    return Traces(visitor.channel, visitor.address, (*cases,), (*cases.values(),), words)


def blank_parcels(session: Session, traces: Traces, at: datetime) -> None:
    """Empty every reply to the visitor and every one to others about their cases; none is sent any more."""
    theirs = and_(col(Parcel.channel) == traces.channel, col(Parcel.address) == traces.address)
    about = or_(_contains(Parcel.body, traces.numbers), col(Parcel.case_id).in_(traces.cases))
    unsent = col(Parcel.sent_at).is_(None) & col(Parcel.given_up_at).is_(None)
    now = literal(at, UtcDateTime)
    emptied = update(Parcel).where(theirs | about).values(body=dict(EMPTY_REPLY))
    session.connection().execute(
        emptied.values(
            given_up_at=case((unsent, now), else_=col(Parcel.given_up_at)),
            error=case((unsent, ENDED), else_=col(Parcel.error)),
        )
    )
    nobody = literal(ERASED_ADDRESS).concat(cast(col(Parcel.id), String))
    session.connection().execute(update(Parcel).where(theirs).values(address=nobody))


def blank_arrivals(session: Session, traces: Traces, at: datetime) -> None:
    """Empty every raw update from the visitor, and what officers sent or pressed about their cases."""
    officers = [sender for sender in _officers(session) if sender != traces.sender]
    looked = (traces.sender, *traces.numbers, *(officers if traces.words else ()))
    candidates = select(Arrival.id, Arrival.channel, Arrival.payload).where(
        _contains(Arrival.payload, looked)
    )
    found = [
        arrival_id
        for arrival_id, channel, payload in session.exec(candidates).all()
        if _is_trace(traces, channel, payload)
    ]
    emptied = update(Arrival).where(col(Arrival.id).in_(found))
    ended = func.coalesce(col(Arrival.handled_at), literal(at, UtcDateTime))
    session.connection().execute(emptied.values(payload={}, error="", handled_at=ended))


def blank_officers_messages(session: Session, traces: Traces) -> None:
    """Empty what officers said to the program, and were told by it, about the visitor's cases."""
    at_telegram = and_(
        col(Visitor.channel) == TELEGRAM, col(Visitor.address).in_(_officers(session))
    )
    theirs = (
        select(Message.id, Message.text)
        .join(Conversation, col(Conversation.id) == col(Message.conversation_id))
        .join(Visitor, col(Visitor.id) == col(Conversation.visitor_id))
        .where(at_telegram)
    )
    found = [
        message_id
        for message_id, text in session.exec(theirs).all()
        if text.strip() in traces.words or any(number in text for number in traces.numbers)
    ]
    emptied = update(Message).where(col(Message.id).in_(found)).values(text="", body=None)
    session.connection().execute(emptied)


def _officers(session: Session) -> list[str]:
    known = select(Officer.telegram).where(col(Officer.telegram).is_not(None))
    return [address for address in session.exec(known).all() if address]


def _contains(column: Any, texts: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether the JSON as it is written holds one of these texts of ASCII."""
    written = cast(col(column), Text)
    return or_(false(), *(written.contains(text, autoescape=True) for text in texts))


def _is_trace(traces: Traces, channel: str, payload: Any) -> bool:
    from_visitor = channel == traces.channel
    for key, value in _values(payload):
        text = str(value).strip()
        if from_visitor and key in SENDERS and text == traces.sender:
            return True
        if text in traces.words or any(number in text for number in traces.numbers):
            return True
    return False


def _values(payload: Any, key: str = "") -> Iterator[tuple[str, object]]:
    """Every plain value of a JSON value, with the key it stands under."""
    if isinstance(payload, dict):
        for name, value in payload.items():
            yield from _values(value, name)
    elif isinstance(payload, list):
        for value in payload:
            yield from _values(value, key)
    else:
        yield key, payload
