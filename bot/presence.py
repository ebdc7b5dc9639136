"""Who is here: the visitor, their conversation, and whether somebody else waits for their words.

One statement, as it is asked for everything that anybody says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists
from sqlmodel import Session, col, select

from bot import transcript, visitors
from bot.cases import talking
from bot.cases.tables import Case
from bot.transcript import Conversation
from bot.visitors import Visitor
from dialogs.storage import UNDER_WAY, Interview


@dataclass(frozen=True)
class Presence:
    """A visitor at the beginning of a turn: an officer may talk with them, an interview be under way."""

    visitor: Visitor
    conversation: Conversation
    is_with_officer: bool = False
    is_interviewed: bool = False


THEIRS = col(Conversation.id)
HERE = (
    select(
        Visitor,
        Conversation,
        exists().where(col(Case.conversation_id) == THEIRS, *talking.RELAYED),
        exists().where(
            col(Interview.conversation_id) == THEIRS, col(Interview.phase).in_(UNDER_WAY)
        ),
    )
    .join(Conversation, col(Conversation.visitor_id) == col(Visitor.id))
    .where(col(Visitor.channel) == bindparam("on"), col(Visitor.address) == bindparam("there"))
)


def arrive(session: Session, channel: str, address: str, name: str, at: datetime) -> Presence:
    """Whoever is at this address, noted down when they come for the first time."""
    here = session.exec(HERE, params={"on": channel, "there": address}).first()
    if here is None:
        visitor = visitors.meet(session, channel, address, name, at)
        return Presence(visitor, transcript.conversation_of(session, visitor.id, at))
    visitors.greet(here[0], name)
    return Presence(*here)
