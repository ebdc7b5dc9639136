"""From what a channel tells to rows: what came with a message, what was uploaded before it, whose it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from bot.enclosures.checking import (
    MOST_A_DAY,
    MOST_PER_MESSAGE,
    Refused,
    Terms,
    check_told,
)
from bot.enclosures.tables import Enclosure, Reason, State
from bot.files import safe_name
from bot.messages import SentFile
from bot.transcript import Conversation
from bot.visitors import Visitor

LOOSE_FOR = timedelta(hours=24)
"""How long a file that belongs to no case is kept."""

LARGEST_SIZE = 2**31 - 1
"""What the column holds; such a file is refused anyway."""

MOST_UNSENT_BYTES = 2**30
"""What uploads that nobody has sent yet may take up, of all visitors together."""

HERE = (State.WAITING, State.KEPT)


def uploaded(
    session: Session,
    conversation_id: int,
    channel: str,
    sent: SentFile,
    sha256: str,
    at: datetime,
    officer_id: int | None = None,
) -> Enclosure:
    """Note a file that is on the disk already, under `sent.key`, and not sent yet; once for each key."""
    known = session.exec(select(Enclosure).where(Enclosure.key == sent.key)).first()
    if known is not None:
        return known
    row = Enclosure(
        conversation_id=conversation_id,
        officer_id=officer_id,
        channel=channel,
        name=sent.name,
        media_type=sent.media_type,
        size=sent.size,
        key=sent.key,
        sha256=sha256,
        state=State.KEPT,
        received_at=at,
        expires_at=at + LOOSE_FOR,
    )
    session.add(row)
    session.flush()
    return row


def may_upload(session: Session, conversation_id: int, key: str, size: int, at: datetime) -> bool:
    """Whether this conversation may upload one more file today, and all that is unsent leaves room for it."""
    if session.exec(select(Enclosure.id).where(Enclosure.key == key)).first() is not None:
        return True
    unsent = col(Enclosure.message_id).is_(None) & (col(Enclosure.state) == State.KEPT)
    stored = session.exec(select(func.sum(Enclosure.size)).where(unsent)).one() or 0
    lately = select(func.count(col(Enclosure.id))).where(
        Enclosure.conversation_id == conversation_id,
        col(Enclosure.received_at) > at - timedelta(days=1),
    )
    return stored + size <= MOST_UNSENT_BYTES and session.exec(lately).one() < 2 * MOST_A_DAY


def enclose(
    session: Session,
    conversation_id: int,
    channel: str,
    sent: Sequence[SentFile],
    message_id: int,
    at: datetime,
    terms: Terms,
) -> tuple[Enclosure, ...]:
    """The rows of what came with a message. Contents that are still with the channel are fetched later.

    A key that was not uploaded in this conversation, or was sent before, is refused as gone: keys can be forged.
    """
    if not sent:
        return ()
    room = MOST_A_DAY - _today(session, conversation_id, at)
    rows = []
    for place, file in enumerate(sent):
        row = _uploaded_before(session, conversation_id, file) if file.key else None
        row = row or _told(conversation_id, channel, file, at)
        row.message_id = message_id
        reason = _refusal(row, file, place, room, terms)
        if reason:
            row.state, row.reason, row.expires_at = State.REFUSED, reason, None
        session.add(row)
        rows.append(row)
    session.flush()
    return tuple(rows)


def _today(session: Session, conversation_id: int, at: datetime) -> int:
    """How many files the conversation has sent within the last day."""
    lately = select(func.count(col(Enclosure.id))).where(
        Enclosure.conversation_id == conversation_id,
        col(Enclosure.message_id).is_not(None),
        col(Enclosure.state).in_(HERE),
        col(Enclosure.received_at) > at - timedelta(days=1),
    )
    return session.exec(lately).one()


def _uploaded_before(session: Session, conversation_id: int, file: SentFile) -> Enclosure | None:
    theirs = select(Enclosure).where(
        Enclosure.key == file.key,
        Enclosure.conversation_id == conversation_id,
        Enclosure.state == State.KEPT,
        col(Enclosure.message_id).is_(None),
        col(Enclosure.officer_id).is_(None),
    )
    return session.exec(theirs).first()


def _told(conversation_id: int, channel: str, file: SentFile, at: datetime) -> Enclosure:
    """A file that is still with its channel."""
    return Enclosure(
        conversation_id=conversation_id,
        channel=channel,
        name=safe_name(file.name) if file.name else "",
        media_type=file.media_type[:100],
        size=min(file.size, LARGEST_SIZE),
        remote=file.remote,
        state=State.WAITING,
        received_at=at,
        expires_at=at + LOOSE_FOR,
    )


def _refusal(row: Enclosure, file: SentFile, place: int, room: int, terms: Terms) -> Reason | None:
    if row.state == State.WAITING and not file.remote:
        return Reason.GONE
    if place >= MOST_PER_MESSAGE:
        return Reason.TOO_MANY
    if place >= room:
        return Reason.TOO_MANY_TODAY
    try:
        check_told(file, terms)
    except Refused as refused:
        return refused.reason
    return None


def give_to_case(
    row: Enclosure, case_id: int, conversation_id: int, officer_id: int | None = None
) -> None:
    """From now on the file belongs to a case, and stays as long as the case does."""
    row.case_id, row.conversation_id, row.officer_id = case_id, conversation_id, officer_id
    row.interview_id, row.expires_at = None, None


def loose(session: Session, conversation_id: int) -> list[Enclosure]:
    """What a visitor has sent and nobody has taken yet, oldest first; without what waits for a form."""
    theirs = select(Enclosure).where(
        Enclosure.conversation_id == conversation_id,
        col(Enclosure.case_id).is_(None),
        col(Enclosure.interview_id).is_(None),
        col(Enclosure.message_id).is_not(None),
        col(Enclosure.officer_id).is_(None),
        col(Enclosure.state).in_(HERE),
    )
    return list(session.exec(theirs.order_by(col(Enclosure.id))).all())


def of_case(session: Session, case_id: int) -> list[Enclosure]:
    """Everything that was sent in a case, oldest first, also what was refused or lost."""
    theirs = select(Enclosure).where(Enclosure.case_id == case_id).order_by(col(Enclosure.id))
    return list(session.exec(theirs).all())


def of_messages(session: Session, message_ids: Iterable[int]) -> dict[int, list[Enclosure]]:
    """What visitors sent with these messages, by message."""
    ids = list(message_ids)
    if not ids:
        return {}
    theirs = select(Enclosure).where(
        col(Enclosure.message_id).in_(ids), col(Enclosure.officer_id).is_(None)
    )
    found: dict[int, list[Enclosure]] = {}
    for row in session.exec(theirs.order_by(col(Enclosure.id))).all():
        found.setdefault(row.message_id or 0, []).append(row)
    return found


def readable_by(session: Session, key: str, channel: str, address: str) -> Enclosure | None:
    """A kept file of this visitor's conversation, sent by them or by an officer to them; else None."""
    theirs = (
        select(Enclosure)
        .join(Conversation, col(Conversation.id) == col(Enclosure.conversation_id))
        .join(Visitor, col(Visitor.id) == col(Conversation.visitor_id))
        .where(Enclosure.key == key, Enclosure.state == State.KEPT)
        .where(Visitor.channel == channel, Visitor.address == address)
    )
    return session.exec(theirs).first()


def owner_of(session: Session, row: Enclosure) -> Visitor:
    """The visitor in whose conversation a file is."""
    conversation = session.get_one(Conversation, row.conversation_id)
    return session.get_one(Visitor, conversation.visitor_id)
