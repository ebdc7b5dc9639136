"""Table AuditLine: who looked at or changed what, and when. Lines are added, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Column, Field, Session, SQLModel, col, select

from bot.database import UtcDateTime


class AuditLine(SQLModel, table=True):
    """One look or change. `officer_id` is None for what the command line did; `details` hold ids only."""

    __tablename__ = "audit_line"

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    officer_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    action: str
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


def note(
    session: Session,
    action: str,
    at: datetime,
    officer_id: int | None = None,
    case_id: int | None = None,
    **details: Any,
) -> None:
    """Write one line, in the caller's transaction."""
    line = AuditLine(at=at, officer_id=officer_id, action=action, case_id=case_id, details=details)
    session.add(line)


def lines(session: Session, case_id: int) -> list[AuditLine]:
    """Everything that was looked at or changed in a case, oldest first."""
    of_case = select(AuditLine).where(AuditLine.case_id == case_id).order_by(col(AuditLine.id))
    return list(session.exec(of_case).all())
