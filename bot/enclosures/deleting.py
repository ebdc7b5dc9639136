"""Deleting: first the row says so, in a transaction; then the disk follows; then the row forgets the key.

A crash between the two leaves a row that still says what is to go, so `sweep` ends it after the next start.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from bot import files
from bot.database import Database
from bot.enclosures.tables import Enclosure, State


def forget(rows: Iterable[Enclosure]) -> int:
    """Delete these files, in the caller's transaction; `sweep` takes them off the disk. Returns how many."""
    gone = [row for row in rows if row.state != State.DELETED]
    for row in gone:
        row.state = State.DELETED
        row.name = row.media_type = row.remote = row.reason = row.sha256 = ""
        row.size, row.expires_at, row.not_before = 0, None, None
    return len(gone)


def forget_case(session: Session, case_id: int) -> int:
    """Delete every file of a case; call `sweep` after the commit. Returns how many."""
    return forget(session.exec(select(Enclosure).where(Enclosure.case_id == case_id)).all())


def forget_all_of(session: Session, conversation_id: int) -> int:
    """Delete every file of a visitor's conversation, also officers' to them; call `sweep` after the commit."""
    theirs = select(Enclosure).where(Enclosure.conversation_id == conversation_id)
    return forget(session.exec(theirs).all())


def forget_lapsed(session: Session, at: datetime) -> int:
    """Delete what nobody took in time. Returns how many."""
    return forget(session.exec(select(Enclosure).where(col(Enclosure.expires_at) <= at)).all())


def any_lapsed(session: Session, at: datetime) -> bool:
    """Whether there is something that nobody took in time."""
    lapsed = select(Enclosure.id).where(col(Enclosure.expires_at) <= at).limit(1)
    return session.exec(lapsed).first() is not None


def kept_keys(session: Session) -> set[str]:
    """The keys of all files that are kept."""
    kept = select(Enclosure.key).where(Enclosure.state == State.KEPT)
    return {key for key in session.exec(kept).all() if key}


def sweep(database: Database, folder: Path) -> int:
    """Take deleted files off the disk. Returns how many; safe to call at any time and again."""
    doomed = select(Enclosure.id, Enclosure.key).where(
        Enclosure.state == State.DELETED, col(Enclosure.key).is_not(None)
    )
    with database.reading() as session:
        found = list(session.exec(doomed).all())
    if not found:
        return 0
    for _, key in found:
        files.delete(folder, str(key))
    with database.writing() as session:
        for row_id, _ in found:
            session.get_one(Enclosure, row_id).key = None
    return len(found)
