"""Matching visitors: agencies and instruments are offered, teams commission and book, officers see every step.

Nobody learns another visitor's name or number from a list; both sides say each for themselves whether theirs is
handed over once they have found each other.
"""

from __future__ import annotations

from bot.matching.commissioning import (
    answer,
    answers_to,
    choose,
    commission_for,
    commissions_of,
    contact_of,
    decline,
    is_open,
    post,
    share,
    sides_of,
)
from bot.matching.offering import (
    can_be_seen,
    offer_for,
    offers_of,
    publish,
    published,
    registers_offer,
    republish,
    take_down,
    withdraw,
)
from bot.matching.tables import Bid, BidState, Commission, Kind, Offer, OfferState, OverNow

__all__ = [
    "Bid",
    "BidState",
    "Commission",
    "Kind",
    "Offer",
    "OfferState",
    "OverNow",
    "answer",
    "answers_to",
    "can_be_seen",
    "choose",
    "commission_for",
    "commissions_of",
    "contact_of",
    "decline",
    "is_open",
    "offer_for",
    "offers_of",
    "post",
    "publish",
    "published",
    "registers_offer",
    "republish",
    "share",
    "sides_of",
    "take_down",
    "withdraw",
]
