"""Table Case: one request or question in the hands of the park's desk, with a number for people."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import JSON, Column, Field, Session, SQLModel, UniqueConstraint, col, select

from bot.database import UtcDateTime

LOCAL = ZoneInfo("Asia/Shanghai")
NO_CITY = "SX"
"""The number's first letters when the visitor has not settled on a city (Shanxi)."""


class Case(SQLModel, table=True):
    """One case. `kind` is consultation or service; `units` are the suggested responsible units."""

    __table_args__ = (UniqueConstraint("number"),)

    id: int = Field(default=None, primary_key=True)
    number: str
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    kind: str
    service: str | None = None
    question: str
    units: list[str] = Field(sa_column=Column(JSON, nullable=False))
    state: str = "open"
    created_at: datetime = Field(sa_type=UtcDateTime)


def open_case(
    session: Session,
    conversation_id: int,
    code: str,
    question: str,
    units: list[str],
    at: datetime,
    service: str | None = None,
) -> Case:
    """A new case, numbered by city, local day and a count within the day (XZ-20261121-0007).

    The same open request is not opened twice: a second press gets the same case.
    """
    same = select(Case).where(
        Case.conversation_id == conversation_id, Case.state == "open", Case.question == question
    )
    known = session.exec(
        same.where(col(Case.service).is_(None) if service is None else Case.service == service)
    ).first()
    if known is not None:
        return known
    case = Case(
        number=_number(session, code, at),
        conversation_id=conversation_id,
        kind="service" if service else "consultation",
        service=service,
        question=question,
        units=units,
        created_at=at,
    )
    session.add(case)
    session.flush()
    return case


def _number(session: Session, code: str, at: datetime) -> str:
    prefix = f"{code}-{at.astimezone(LOCAL):%Y%m%d}-"
    newest = (
        select(Case.number).where(col(Case.number).startswith(prefix)).order_by(col(Case.id).desc())
    )
    last = session.exec(newest.limit(1)).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"
