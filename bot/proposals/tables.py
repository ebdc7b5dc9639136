"""Table Proposal: what somebody wants the specialist to know, and what a second person decided."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel

from bot.database import UtcDateTime


class Kind(StrEnum):
    """Another way to ask for a clause, or an answer of our own beside a clause."""

    PHRASING = "phrasing"
    FAQ = "faq"


class Decision(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Proposal(SQLModel, table=True):
    """One proposal. `clauses` are ids with spaces between; an FAQ has one, an `answer`, maybe `valid_until`.

    `word` is what whoever decided or withdrew said. `replaced` is the phrasing that gave way to this one.
    """

    id: int = Field(default=None, primary_key=True)
    kind: str
    question: str
    clauses: str
    answer: str = ""
    valid_until: date | None = None
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    proposer_id: int = Field(foreign_key="officer.id", index=True)
    proposed_at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default=Decision.PROPOSED, index=True)
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    word: str = ""
    faq_id: int | None = Field(default=None, foreign_key="faq.id")
    replaced: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
