"""Table Deed: the forms that were carried out, by keys of the browser's making; the same key counts once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, delete

from bot.database import UtcDateTime
from bot.officers.tables import Officer

KEPT = timedelta(days=30)


class Deed(SQLModel, table=True):
    """One form that was carried out."""

    officer_id: int = Field(primary_key=True, foreign_key="officer.id")
    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


def is_first(session: Session, officer: Officer, key: str, at: datetime) -> bool:
    """Whether this key is new; it is kept in the caller's transaction, together with what is done."""
    try:
        with session.begin_nested():
            session.add(Deed(officer_id=officer.id, key=key, at=at))
    except IntegrityError:
        return False
    return True


def forget_old(session: Session, at: datetime) -> None:
    """Forget keys that no browser will send again."""
    session.connection().execute(delete(Deed).where(col(Deed.at) < at - KEPT))
