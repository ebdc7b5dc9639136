"""Who is here: the visitor, their conversation, and whether somebody else waits for their words.

Those who are known are looked up for all that waits at once; whether somebody waits, for each anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, exists, tuple_
from sqlmodel import Session, col, select

from bot import transcript, visitors
from bot.cases import talking
from bot.cases.tables import Case
from bot.cases.telling import TELEGRAM
from bot.officers import Officer
from bot.transcript import Conversation
from bot.visitors import Visitor
from dialogs.storage import UNDER_WAY, Interview


@dataclass(frozen=True)
class Presence:
    """A visitor at the beginning of a turn: an officer may talk with them, an interview be under way.

    Or it is no visitor: an officer who has signed in at this very chat of Telegram.
    """

    visitor: Visitor
    conversation: Conversation
    is_with_officer: bool = False
    is_interviewed: bool = False
    is_officer: bool = False


NAMED = tuple_(col(Visitor.channel), col(Visitor.address))
KNOWN = (
    select(Visitor, Conversation)
    .join(Conversation, col(Conversation.visitor_id) == col(Visitor.id))
    .where(NAMED.in_(bindparam("addresses", expanding=True)))
)
CONVERSATION: BindParameter[int] = bindparam("conversation")
CHAT: BindParameter[str | None] = bindparam("chat")
WAITING_FOR_WORDS = select(
    exists().where(col(Case.conversation_id) == CONVERSATION, *talking.RELAYED),
    exists().where(
        col(Interview.conversation_id) == CONVERSATION, col(Interview.phase).in_(UNDER_WAY)
    ),
    exists().where(col(Officer.telegram) == CHAT, col(Officer.revoked_at).is_(None)),
)

Address = tuple[str, str]
"""Channel and address."""

Acquaintances = dict[Address, tuple[Visitor, Conversation]]
"""Whoever is known at some addresses."""


def known(session: Session, addresses: Iterable[Address]) -> Acquaintances:
    """Who is known at these addresses, by one statement for all."""
    found = session.exec(KNOWN, params={"addresses": [*dict.fromkeys(addresses)]}).all()
    return {(visitor.channel, visitor.address): (visitor, talk) for visitor, talk in found}


def arrive(
    session: Session, acquaintances: Acquaintances, address: Address, name: str, at: datetime
) -> Presence:
    """Whoever is at this address now; noted down, also among the acquaintances, when they are new."""
    if address not in acquaintances:
        newcomer = visitors.meet(session, *address, name, at)
        acquaintances[address] = newcomer, transcript.conversation_of(session, newcomer.id, at)
    visitor, conversation = acquaintances[address]
    visitors.greet(visitor, name)
    session.flush()
    chat = address[1] if address[0] == TELEGRAM else None
    asked = {"conversation": conversation.id, "chat": chat}
    waiting = session.connection().execute(WAITING_FOR_WORDS, asked)
    return Presence(visitor, conversation, *waiting.one())
