"""The story of a case: events are added, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.cases.permission import Who
from bot.cases.tables import Case, Event, Happened
from bot.entering import entered, new_row
from bot.officers import Officer

SYSTEM = "system"


def note_event(
    session: Session,
    case: Case,
    kind: Happened,
    by: Who | None,
    at: datetime,
    text: str = "",
    message_id: int | None = None,
    **details: Any,
) -> Event:
    """Add what happened; `by` is None for what the program did by itself."""
    officer = by if isinstance(by, Officer) else None
    event = new_row(
        Event,
        case_id=case.id,
        kind=kind,
        at=at,
        by="officer" if officer else "visitor" if by else SYSTEM,
        officer_id=officer.id if officer else None,
        text=text,
        message_id=message_id,
        details=details,
    )
    session.flush()  # what the event points to may still wait to be written
    return entered(session, event)


def timeline(session: Session, case_id: int) -> list[Event]:
    """Everything that happened to a case, in order."""
    of_case = select(Event).where(Event.case_id == case_id).order_by(col(Event.id))
    return list(session.exec(of_case).all())
