"""Who is here: the visitor, their conversation, and whether somebody else waits for their words.

Looked up for all at once who can be heard without changing that for each other (see conversation.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, or_
from sqlmodel import Session, col, select

from bot import transcript, visitors
from bot.cases import talking
from bot.cases.tables import Case
from bot.cases.telling import TELEGRAM
from bot.messages import Incoming
from bot.officers import Officer
from bot.transcript import Conversation
from bot.visitors import Visitor
from dialogs.storage import UNDER_WAY, Interview


@dataclass(frozen=True)
class Presence:
    """A visitor at the beginning of a turn: an officer may talk with them, an interview be under way.

    Or it is no visitor: an officer who has signed in at this very chat of Telegram. Who `is_new` was never
    here before: there is nothing that could be looked up of them.
    """

    visitor: Visitor
    conversation: Conversation
    is_with_officer: bool = False
    is_interviewed: bool = False
    is_officer: bool = False
    has_cases: bool = False
    is_new: bool = False


IS_WITH_OFFICER = exists().where(
    col(Case.conversation_id) == col(Conversation.id), *talking.RELAYED
)
IS_INTERVIEWED = exists().where(
    col(Interview.conversation_id) == col(Conversation.id),
    or_(*(col(Interview.phase) == phase for phase in UNDER_WAY)),
)
IS_OFFICER = exists().where(
    col(Visitor.channel) == TELEGRAM,
    col(Officer.telegram) == col(Visitor.address),
    col(Officer.revoked_at).is_(None),
)
HAS_CASES = exists().where(col(Case.conversation_id) == col(Conversation.id))
KNOWN: Any = select(  # type: ignore[call-overload]  # it knows no more than four columns
    Visitor, Conversation, IS_WITH_OFFICER, IS_INTERVIEWED, IS_OFFICER, HAS_CASES
).join(Conversation, col(Conversation.visitor_id) == col(Visitor.id))
OF_CHANNEL = KNOWN.where(col(Visitor.channel) == bindparam("channel"))
KNOWN_ONE = OF_CHANNEL.where(col(Visitor.address) == bindparam("address"))
KNOWN_SEVERAL = OF_CHANNEL.where(col(Visitor.address).in_(bindparam("addresses", expanding=True)))
"""A list is written into its statement each time anew, which takes a third of finding one.

Channels are asked one by one: for pairs of channel and address SQLite would go through all visitors.
"""

Address = tuple[str, str]
"""Channel and address."""


def arrive(
    session: Session, incomings: Iterable[Incoming], at: datetime
) -> dict[Address, Presence]:
    """Whoever is at the addresses of these, by one statement a channel; noted down when they are new."""
    names = {(one.channel, one.address): one.name for one in incomings}
    known = _known(session, [*names])
    new = [address for address in names if address not in known]
    for address in new:
        visitor = visitors.enter(session, *address, names[address], at)
        talk = transcript.begin(session, visitor.id, at)
        known[address] = Presence(visitor, talk, is_new=True)
    for address, name in names.items():
        visitors.greet(known[address].visitor, name)
    officers = [address for address in new if address[0] == TELEGRAM]  # who had themselves erased
    again = _known(session, officers)
    return known | {at: replace(who, is_new=not who.is_officer) for at, who in again.items()}


def _known(session: Session, addresses: Sequence[Address]) -> dict[Address, Presence]:
    by_channel: dict[str, list[str]] = {}
    for channel, address in addresses:
        by_channel.setdefault(channel, []).append(address)
    return {
        (channel, who.address): Presence(who, talk, *rest)
        for channel, theirs in by_channel.items()
        for who, talk, *rest in _known_of(session, channel, theirs)
    }


def _known_of(session: Session, channel: str, addresses: Sequence[str]) -> list[Any]:
    """Visitor, conversation and what Presence tells besides, for each of these addresses of a channel."""
    if len(addresses) == 1:
        one = {"channel": channel, "address": addresses[0]}
        return [*session.exec(KNOWN_ONE, params=one)]
    several = {"channel": channel, "addresses": addresses}
    return [*session.exec(KNOWN_SEVERAL, params=several)]
