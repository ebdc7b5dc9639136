"""Marking: seen, handled, or neither again. Coordinators only; every mark leaves an audit line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from bot import audit
from bot.coordinating.rights import coordinator
from bot.officers import Officer
from bot.reviews.tables import Mark, Review
from bot.transcript import Message


def mark(
    session: Session, by: Officer, message_ids: Collection[int], as_: Mark | None, at: datetime
) -> int:
    """Mark these questions; None takes a mark away. Returns how many there are. Raises NotAllowed."""
    officer = coordinator(session, by)
    there = select(Message.id).where(col(Message.id).in_(message_ids))
    known = session.exec(there).all()
    for message_id in known:
        row = session.get(Review, message_id)
        if as_ is None and row is not None:
            session.delete(row)
        elif as_ is not None:
            row = row or Review(message_id=message_id, mark=as_, officer_id=officer.id, at=at)
            row.mark, row.officer_id, row.at = as_, officer.id, at
            session.add(row)
    session.flush()
    audit.note(session, f"reviewed_{as_ or 'again'}", at, officer.id, messages=sorted(known))
    return len(known)
