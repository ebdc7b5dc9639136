"""From an answer to knowledge: one person proposes a phrasing or an FAQ, a second one decides."""

from __future__ import annotations

from bot.proposals.checking import (
    Draft,
    NoSuchClause,
    PastDay,
    PersonalNumbers,
    TooLong,
    UnfoundedFigures,
    clause_in_use,
)
from bot.proposals.deciding import AlreadyDecided, SecondPersonNeeded, approve, decline, withdraw
from bot.proposals.proposing import drafted, listed, propose
from bot.proposals.tables import Decision, Kind, Proposal

__all__ = [
    "AlreadyDecided",
    "Decision",
    "Draft",
    "Kind",
    "NoSuchClause",
    "PastDay",
    "PersonalNumbers",
    "Proposal",
    "SecondPersonNeeded",
    "TooLong",
    "UnfoundedFigures",
    "approve",
    "clause_in_use",
    "decline",
    "drafted",
    "listed",
    "propose",
    "withdraw",
]
