"""Table Erasure: what is still to go from the disk after a visitor was erased. Ends with the row's deletion.

Files go only after the commit, and the text in SQLite's log only when no reader needs it; both are tried until
they are done, so that a crash in between leaves nothing behind.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlmodel import JSON, Column, Field, Session, SQLModel, col, delete, select

from bot import enclosures, files
from bot.database import Database, UtcDateTime


class Erasure(SQLModel, table=True):
    """A visitor was erased; `keys` name the files that are to be deleted."""

    id: int = Field(default=None, primary_key=True)
    keys: list[str] = Field(sa_column=Column(JSON, nullable=False))
    asked_at: datetime = Field(sa_type=UtcDateTime)


def finish(database: Database, folder: Path) -> int:
    """Delete what is left on disk of those who were erased. Returns how many erasures are done with now."""
    with database.reading() as session:
        left = _left(session)
    if not left:
        return 0
    for key in (key for erasure in left for key in erasure.keys):
        files.delete(folder, key)
    enclosures.sweep(database, folder)
    done = [erasure.id for erasure in left]
    if not database.empty_log():
        return 0
    with database.writing() as session:
        session.connection().execute(delete(Erasure).where(col(Erasure.id).in_(done)))
    return len(done)


def _left(session: Session) -> list[Erasure]:
    return list(session.exec(select(Erasure).order_by(col(Erasure.id))).all())
