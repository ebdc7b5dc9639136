"""Table Review: that somebody has looked at what was not answered well. No row: nobody has."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from bot.database import UtcDateTime


class Mark(StrEnum):
    """Seen, or something was done about it."""

    SEEN = "seen"
    HANDLED = "handled"


class Review(SQLModel, table=True):
    """One message that was reviewed, by whom and when."""

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    mark: str
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcDateTime)
