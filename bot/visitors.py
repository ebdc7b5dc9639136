"""Table Visitor: who asks, and the city they have set.

A visitor is one address on one channel; what they are called there is kept for the officer only.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, select

from bot.database import UtcDateTime
from bot.entering import entered, new_row

ERASED_ADDRESS = "erased-"
"""How the made-up address of a visitor begins who was erased; no channel has such a one."""


class Visitor(SQLModel, table=True):
    """One person on one channel. `city` is the policy city they chose, or None for both."""

    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int = Field(default=None, primary_key=True)
    channel: str
    address: str
    name: str = ""
    city: str | None = None
    reachable: bool = True
    created_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def is_erased(self) -> bool:
        """Nothing is known of them any more; nobody can write to them."""
        return self.address.startswith(ERASED_ADDRESS)


def meet(session: Session, channel: str, address: str, name: str, at: datetime) -> Visitor:
    """The visitor at this address, noted down when they come for the first time."""
    known = find(session, channel, address)
    if known is None:
        return enter(session, channel, address, name, at)
    greet(known, name)
    return known


def enter(session: Session, channel: str, address: str, name: str, at: datetime) -> Visitor:
    """Note down who was never at this address before."""
    named = {"channel": channel, "address": address, "name": name}
    return entered(session, new_row(Visitor, **named, created_at=at))


def greet(visitor: Visitor, name: str) -> None:
    """A visitor came back: they can be reached, and are called what they are called now."""
    if name and visitor.name != name:
        visitor.name = name
    if not visitor.reachable:
        visitor.reachable = True


AT = select(Visitor).where(
    Visitor.channel == bindparam("on"), Visitor.address == bindparam("there")
)


def find(session: Session, channel: str, address: str) -> Visitor | None:
    """The visitor at this address, or None."""
    return session.exec(AT, params={"on": channel, "there": address}).first()


def mark_unreachable(session: Session, channel: str, address: str) -> None:
    """The visitor has blocked the bot or is gone; officers see it. Their next message undoes it."""
    known = find(session, channel, address)
    if known is not None:
        known.reachable = False
