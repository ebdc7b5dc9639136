"""Table Enclosure: one file that somebody sent, whether it is here already or still on its way."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.database import UtcDateTime
from bot.messages import Attachment

IMAGE = "image/"


class State(StrEnum):
    """Where a file stands. WAITING: still to be fetched from the channel; DELETED: going from the disk."""

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"
    LOST = "lost"
    DELETED = "deleted"


class Reason(StrEnum):
    """Why a file was refused or lost."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND = "kind"
    ARCHIVE = "archive"
    MISMATCH = "mismatch"
    PROTECTED = "protected"
    TOO_MANY = "too_many"
    TOO_MANY_TODAY = "too_many_today"
    NO_ROOM = "no_room"
    GONE = "gone"
    OUT_OF_REACH = "out_of_reach"


class Enclosure(SQLModel, table=True):
    """One file. `key` and `name` find it among the kept ones, `remote` is the channel's own pointer to it.

    It belongs to a visitor's conversation; `officer_id` tells who sent it when it was an officer. One without
    a `message_id` was uploaded and not sent yet, one without a `case_id` is nobody's business yet: both are
    deleted at `expires_at`. One with an `interview_id` waits for that form to be sent, however long it is
    paused. `size` is in bytes.
    """

    __table_args__ = (
        Index(
            "ix_enclosure_waiting",
            "channel",
            "not_before",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    interview_id: int | None = Field(default=None, index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    officer_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    channel: str
    name: str
    media_type: str
    size: int = 0
    key: str | None = Field(default=None, unique=True)
    remote: str = ""
    state: str
    reason: str = ""
    sha256: str = ""
    received_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    attempts: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture."""
        return self.media_type.startswith(IMAGE)

    @property
    def attachment(self) -> Attachment:
        """What hands a kept file over with a reply."""
        return Attachment(self.name, self.media_type, self.key or "")
