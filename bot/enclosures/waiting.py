"""Files that wait for their content: which are due, and how the waiting ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.enclosures.tables import Enclosure, State


def due(
    session: Session, channel: str, at: datetime, busy: Collection[int], limit: int
) -> list[Enclosure]:
    """Files of a channel that may be tried now, oldest first."""
    waiting = (
        select(Enclosure)
        .where(Enclosure.state == State.WAITING, Enclosure.channel == channel)
        .where(col(Enclosure.not_before).is_(None) | (col(Enclosure.not_before) <= at))
        .where(col(Enclosure.id).not_in(busy))
        .order_by(col(Enclosure.id))
        .limit(limit)
    )
    return list(session.exec(waiting).all())


def settle(session: Session, row_id: int, state: State, **values: Any) -> bool:
    """End the waiting; False when it has ended already. What is lost or refused does not expire any more."""
    if state != State.KEPT:
        values["expires_at"] = None
    ours = (
        update(Enclosure)
        .where(col(Enclosure.id) == row_id, col(Enclosure.state) == State.WAITING)
        .values(state=state, not_before=None, **values)
    )
    won = session.connection().execute(ours).rowcount == 1
    session.expire_all()
    return won


def keep_waiting(session: Session, row_id: int, until: datetime, attempts: int) -> None:
    """Try again at this moment."""
    later = (
        update(Enclosure)
        .where(col(Enclosure.id) == row_id, col(Enclosure.state) == State.WAITING)
        .values(not_before=until, attempts=attempts)
    )
    session.connection().execute(later)
