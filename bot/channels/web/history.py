"""What a visitor sees of their conversation, read from the transcript.

Pages show what the transcript says, never what they remember themselves, so all tabs and a reload agree.
Words that never came into the transcript (the apology for a failed turn) are read from the outbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from bot import enclosures, visitors
from bot.enclosures import Enclosure, State
from bot.messages import Reply, say
from bot.outbox import Parcel
from bot.transcript import Conversation, Message, Speaker
from bot.wording import file_phrases
from bot.wording.privacy_phrases import FORGOTTEN

CHANNEL = "web"
OPENING = "/start"
"""Heard for a newcomer without their typing it; as the first line of a conversation it is not shown."""

PAGE = 60
"""Messages shown at first, and with each press on the button for earlier ones."""


@dataclass(frozen=True)
class Line:
    """One thing said: the visitor's own words, or a reply. `changes` is its message's id if it may change.

    The visitor's own files are the reply's attachments; `gone` tells of those that are not kept.
    """

    speaker: Speaker
    reply: Reply
    changes: int = 0
    gone: tuple[str, ...] = ()

    @property
    def mine(self) -> bool:
        """Said by the visitor."""
        return self.speaker is Speaker.VISITOR


@dataclass(frozen=True)
class Seen:
    """How far a page has read: last message and last unrecorded parcel; 0 is before everything."""

    message: int = 0
    parcel: int = 0


@dataclass(frozen=True)
class Stretch:
    """Lines in the order they were said. `first` is the id of the oldest message, 0 when there is none before.

    `renewed` is the line that may have changed where it stands since.
    """

    lines: tuple[Line, ...] = ()
    first: int = 0
    seen: Seen = Seen()
    renewed: Line | None = None

    @property
    def tells_of_erasure(self) -> bool:
        """Whether the visitor is told here that everything before is erased."""
        return any(line.reply.text == FORGOTTEN for line in self.lines)


def latest(session: Session, address: str) -> Stretch:
    """The last page of a visitor's conversation; empty for somebody new."""
    conversation = _conversation(session, address)
    messages = _before(session, conversation, None)
    parcels = _unrecorded(session, address, 0)
    if len(messages) == PAGE:  # older apologies belong to older pages
        parcels = [p for p in parcels if p.promised_at >= messages[0].said_at]
    return _stretch(session, conversation, messages, parcels, Seen())


def newer(session: Session, address: str, seen: Seen) -> Stretch:
    """What was said since."""
    conversation = _conversation(session, address)
    messages = _after(session, conversation, seen.message)
    parcels = _unrecorded(session, address, seen.parcel)
    stretch = _stretch(session, conversation, messages, parcels, seen)
    return replace(stretch, renewed=_last_card(session, conversation))


def older(session: Session, address: str, before: int) -> Stretch:
    """The page of messages before the message with this id."""
    conversation = _conversation(session, address)
    return _stretch(session, conversation, _before(session, conversation, before), [], Seen())


def _conversation(session: Session, address: str) -> int | None:
    """The id of the visitor's conversation, None when they have not said anything yet."""
    visitor = visitors.find(session, CHANNEL, address)
    if visitor is None:
        return None
    theirs = select(Conversation.id).where(Conversation.visitor_id == visitor.id)
    return session.exec(theirs).first()


def _after(session: Session, conversation: int | None, after: int) -> list[Message]:
    since = (
        select(Message)
        .where(Message.conversation_id == conversation, col(Message.id) > after)
        .order_by(col(Message.id))
    )
    return list(session.exec(since).all())


def _before(session: Session, conversation: int | None, before: int | None) -> list[Message]:
    """The last PAGE messages before an id, or the very last, oldest first."""
    newest = select(Message).where(Message.conversation_id == conversation)
    if before is not None:
        newest = newest.where(col(Message.id) < before)
    found = session.exec(newest.order_by(col(Message.id).desc()).limit(PAGE)).all()
    return list(reversed(found))


def _unrecorded(session: Session, address: str, after: int) -> list[Parcel]:
    loose = (
        select(Parcel)
        .where(Parcel.channel == CHANNEL, Parcel.address == address)
        .where(col(Parcel.message_id).is_(None), col(Parcel.id) > after)
        .order_by(col(Parcel.id))
    )
    return list(session.exec(loose).all())


def _last_card(session: Session, conversation: int | None) -> Line | None:
    """The newest reply that may have changed where it stands."""
    cards = select(Message).where(
        Message.conversation_id == conversation,
        col(Message.card).is_not(None),
        Message.speaker == Speaker.SPECIALIST,
    )
    found = session.exec(cards.order_by(col(Message.id).desc()).limit(1)).first()
    return _line(found) if found is not None else None


def _is_tick(message: Message) -> bool:
    """A press that only changed a card: the card shows it."""
    return message.card is not None and message.speaker == Speaker.VISITOR


def _stretch(
    session: Session,
    conversation: int | None,
    messages: list[Message],
    parcels: list[Parcel],
    seen: Seen,
) -> Stretch:
    opening = _opening(session, conversation)
    shown = [m for m in messages if m.id != opening and not _is_tick(m)]
    sent = enclosures.of_messages(session, [m.id for m in shown if m.speaker == Speaker.VISITOR])
    said = [(m.said_at, _with_files(_line(m), sent.get(m.id, ()))) for m in shown]
    said += [(p.promised_at, Line(Speaker.SPECIALIST, p.reply)) for p in parcels]
    said.sort(key=lambda pair: pair[0])
    first = messages[0].id or 0 if len(messages) == PAGE else 0
    last = Seen(
        max((m.id or 0 for m in messages), default=seen.message),
        max((p.id or 0 for p in parcels), default=seen.parcel),
    )
    return Stretch(tuple(line for _, line in said), first, last)


def _opening(session: Session, conversation: int | None) -> int | None:
    """The id of the message that only opened the conversation, if its first one did."""
    of_conversation = select(Message).where(Message.conversation_id == conversation)
    first = session.exec(of_conversation.order_by(col(Message.id)).limit(1)).first()
    return first.id if first is not None and first.text == OPENING else None


def _line(message: Message) -> Line:
    speaker = Speaker(message.speaker)
    if message.body is None:
        return Line(speaker, say(message.text))
    return Line(speaker, Reply.from_json(message.body), message.id if message.card else 0)


def _with_files(line: Line, sent: Sequence[Enclosure]) -> Line:
    """The visitor's own words with the files that they brought."""
    if not sent:
        return line
    here = tuple(row.attachment for row in sent if row.state == State.KEPT)
    gone = tuple(file_phrases.label(row) for row in sent if row.state != State.KEPT)
    return replace(line, reply=replace(line.reply, attachments=here), gone=gone)
