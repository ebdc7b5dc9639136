"""Tables Unit, Officer, Absence, SignInCode and StaffGroup."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import JSON, Column, Field, SQLModel, UniqueConstraint

from bot.database import UtcDateTime
from bot.deadlines import DEFAULT_HOURS, Hours, read_hours


class Role(StrEnum):
    """What an officer is there for: one unit, or the whole desk."""

    OFFICER = "officer"
    COORDINATOR = "coordinator"


class Unit(SQLModel, table=True):
    """A responsible department (责任单位) of a city. `aliases` are other ways to write its name, folded."""

    __table_args__ = (UniqueConstraint("city", "name"),)

    id: int = Field(default=None, primary_key=True)
    city: str = ""
    name: str
    aliases: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    duty: str = DEFAULT_HOURS

    @property
    def hours(self) -> Hours:
        """When this unit is on duty."""
        return read_hours(self.duty)


class Officer(SQLModel, table=True):
    """One officer. `telegram` is the chat id, `web` the desk's identity; `revoked_at` ends all rights."""

    __table_args__ = (UniqueConstraint("telegram"), UniqueConstraint("web"))

    id: int = Field(default=None, primary_key=True)
    name: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: str = Role.OFFICER
    leads: bool = False
    telegram: str | None = None
    web: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Absence(SQLModel, table=True):
    """An officer is away from the first to the last day, both included."""

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    first: date
    last: date


class SignInCode(SQLModel, table=True):
    """A one-time code, kept as its SHA-256 only."""

    __tablename__ = "sign_in_code"
    __table_args__ = (UniqueConstraint("digest"),)

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    digest: str
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffGroup(SQLModel, table=True):
    """Where new cases are announced, as the settings say; at most one row.

    A forum has a topic for each case; the channel finds out whether it is one.
    """

    __tablename__ = "staff_group"

    id: int = Field(default=1, primary_key=True)
    channel: str
    address: str
    is_forum: bool = False
