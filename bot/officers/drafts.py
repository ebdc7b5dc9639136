"""Table Draft: what an officer has begun and not finished, and what the words are for that come next.

At most one draft of an officer waits for words, and only for a while: words that come much later, or in answer
to something else, are not taken for a reason or a farewell.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, update
from sqlmodel import Field, Session, SQLModel, col, select

from bot.database import UtcDateTime
from bot.officers.tables import Officer

WAITS = timedelta(minutes=30)
"""So long a draft waits for its words."""

KEPT = timedelta(days=2)
"""So long words whose case was not chosen are kept."""

LARGEST_ID = 2**31 - 1


class Purpose(StrEnum):
    """What a draft becomes."""

    SAY = "say"
    NOTE = "note"
    TRANSFER = "transfer"
    RETURN = "return"
    CLOSE = "close"
    SEARCH = "search"


class Draft(SQLModel, table=True):
    """Something begun. Without `case_id` it is words whose case is still to be chosen; `message` is their id.

    `unit_id` is where a case is to go, `outcome` how it is to end; `done_at` ends the draft.
    """

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    purpose: str
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True, ondelete="CASCADE")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    outcome: str | None = None
    text: str = ""
    message: str = ""
    waits: bool = False
    begun_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DraftOver(LookupError):
    """A draft that is another officer's, or finished: nothing is done twice."""


def await_words(
    session: Session,
    officer: Officer,
    purpose: Purpose,
    case_id: int,
    at: datetime,
    unit_id: int | None = None,
    outcome: str | None = None,
) -> Draft:
    """The officer's next words are for this; whatever they were for before is dropped."""
    drop_waiting(session, officer, at)
    draft = Draft(officer_id=officer.id, purpose=purpose, case_id=case_id, begun_at=at, waits=True)
    draft.unit_id, draft.outcome = unit_id, outcome
    return _kept(session, draft)


def keep_words(
    session: Session,
    officer: Officer,
    text: str,
    at: datetime,
    case_id: int | None = None,
    message: str = "",
) -> Draft:
    """Words to be said once they are confirmed, or once it is known in which case."""
    draft = Draft(officer_id=officer.id, purpose=Purpose.SAY, case_id=case_id, begun_at=at)
    draft.text, draft.message = text, message
    return _kept(session, draft)


def _kept(session: Session, draft: Draft) -> Draft:
    of_old = delete(Draft).where(
        col(Draft.officer_id) == draft.officer_id, col(Draft.begun_at) < draft.begun_at - KEPT
    )
    session.connection().execute(of_old)
    session.add(draft)
    session.flush()
    return draft


def waiting(session: Session, officer: Officer, at: datetime) -> Draft | None:
    """What the officer's next words are for, if for anything."""
    begun = [d for d in _waiting(session, officer) if d.begun_at > at - WAITS]
    return begun[-1] if begun else None


def drop_waiting(session: Session, officer: Officer, at: datetime) -> None:
    """The officer's next words are for nothing in particular."""
    for draft in _waiting(session, officer):
        draft.done_at = at
    session.flush()


def _waiting(session: Session, officer: Officer) -> list[Draft]:
    unfinished = select(Draft).where(
        Draft.officer_id == officer.id, col(Draft.waits), col(Draft.done_at).is_(None)
    )
    return list(session.exec(unfinished.order_by(col(Draft.id))).all())


def find(session: Session, draft_id: int, officer: Officer) -> Draft:
    """An officer's own draft that is not finished. Raises DraftOver."""
    draft = session.get(Draft, draft_id) if 0 < draft_id <= LARGEST_ID else None
    if draft is None or draft.officer_id != officer.id or draft.done_at is not None:
        raise DraftOver(str(draft_id))
    return draft


def unplaced(session: Session, officer: Officer, message: str) -> Draft | None:
    """The kept words of this message, while their case is not chosen."""
    kept = select(Draft).where(
        Draft.officer_id == officer.id, Draft.message == message, col(Draft.done_at).is_(None)
    )
    return session.exec(kept).first() if message else None


def finish(session: Session, draft: Draft, at: datetime) -> None:
    """It is done, once: a press that comes twice finds it done. Raises DraftOver."""
    ours = (
        update(Draft)
        .where(col(Draft.id) == draft.id, col(Draft.done_at).is_(None))
        .values(done_at=at, text="", waits=False)
    )
    if session.connection().execute(ours).rowcount != 1:
        raise DraftOver(str(draft.id))
    session.refresh(draft)
