"""Tables Offer, Commission and Bid: what is offered, what is asked for, and the owners' answers to it.

What stands in them is meant for other visitors, so it never holds a name or a number; those stay on the case.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import JSON, Column, Field, SQLModel, UniqueConstraint

from bot.database import UtcDateTime


class OverNow(Exception):
    """What a button was for is over: the offer was withdrawn, or the commission is settled."""


class Kind(StrEnum):
    """What is offered; whoever wants an agency posts a commission, whoever wants an instrument books it."""

    AGENCY = "agency"
    INSTRUMENT = "instrument"


class OfferState(StrEnum):
    """Whether visitors see an offer. TAKEN_DOWN: an officer's word, which its owner cannot undo."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"


class BidState(StrEnum):
    """An owner's answer: not yet given, given, the one that was chosen, or none."""

    ASKED = "asked"
    GIVEN = "given"
    CHOSEN = "chosen"
    DECLINED = "declined"


class Offer(SQLModel, table=True):
    """What a visitor offers to others. `topics` are kinds of services; `more` says when and how, in words."""

    id: int = Field(default=None, primary_key=True)
    kind: str = Field(index=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    city: str
    title: str
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    about: str = ""
    place: str = ""
    price: str = ""
    more: str = ""
    state: str = OfferState.PUBLISHED
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class Commission(SQLModel, table=True):
    """What a visitor asks of the owners of offers: of one (`offer_id`), or of all agencies of a topic.

    `settled` tells that an offer was chosen. `asker_shares` and `owner_shares` tell who agreed to hand over how to
    be reached, None before they said.
    """

    id: int = Field(default=None, primary_key=True)
    kind: str
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    offer_id: int | None = Field(default=None, foreign_key="offer.id", index=True)
    city: str
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    about: str = ""
    price: str = ""
    more: str = ""
    settled: bool = False
    asker_shares: bool | None = None
    owner_shares: bool | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class Bid(SQLModel, table=True):
    """The answer of one offer's owner to a commission; one an offer."""

    __table_args__ = (UniqueConstraint("commission_id", "offer_id"),)

    id: int = Field(default=None, primary_key=True)
    commission_id: int = Field(foreign_key="commission.id", index=True)
    offer_id: int = Field(foreign_key="offer.id", index=True)
    words: str = ""
    state: str = BidState.ASKED
    changed_at: datetime = Field(sa_type=UtcDateTime)
