"""Sessions at the desk on the web: a random token, kept as a digest. Several at once, one per browser.

A session ends a fortnight after its last use, after three months, when it is ended, or with the officer's rights.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from bot import audit
from bot.database import UtcDateTime
from bot.officers.signing_in import digest_of, redeem
from bot.officers.tables import Officer

UNUSED = timedelta(days=14)
LONGEST = timedelta(days=90)
RECENTLY = timedelta(days=4)
"""Who has not opened the desk for so long is not reached there: longer than a weekend with a holiday."""

PROLONG_AFTER = timedelta(days=1)
"""A session is prolonged no more often than this, so that a look at a page writes nothing."""

TOKEN_BYTES = 16


class DeskSession(SQLModel, table=True):
    """An officer signed in with one browser. `device` is what the browser says that it is."""

    __tablename__ = "desk_session"
    __table_args__ = (UniqueConstraint("digest"),)

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    digest: str
    device: str = ""
    began_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def begin(session: Session, code: str, device: str, at: datetime) -> str:
    """Redeem a one-time code for a session; returns its token. Raises RefusedCode."""
    officer = redeem(session, code, at)
    token = secrets.token_hex(TOKEN_BYTES)
    row = DeskSession(
        officer_id=officer.id,
        digest=digest_of(token),
        device=device,
        began_at=at,
        expires_at=at + UNUSED,
    )
    session.add(row)
    session.flush()
    return token


def officer_of(session: Session, token: str, at: datetime) -> Officer | None:
    """The officer whose session this is; None once it or the officer's rights have ended."""
    theirs = (
        select(Officer)
        .join(DeskSession, col(DeskSession.officer_id) == col(Officer.id))
        .where(col(DeskSession.digest) == digest_of(token), _is_open(at))
        .where(col(Officer.revoked_at).is_(None))
        .execution_options(populate_existing=True)
    )
    return session.exec(theirs).first()


def is_to_be_prolonged(session: Session, token: str, at: datetime) -> bool:
    """Whether a session in use has not been prolonged today."""
    theirs = select(DeskSession).where(col(DeskSession.digest) == digest_of(token), _is_open(at))
    row = session.exec(theirs).first()
    return row is not None and _end_of(row, at) - row.expires_at >= PROLONG_AFTER


def prolong(session: Session, token: str, at: datetime) -> None:
    """The session is in use."""
    theirs = select(DeskSession).where(col(DeskSession.digest) == digest_of(token), _is_open(at))
    row = session.exec(theirs).first()
    if row is not None:
        row.expires_at = _end_of(row, at)


def _end_of(row: DeskSession, at: datetime) -> datetime:
    return min(at + UNUSED, row.began_at + LONGEST)


def end(session: Session, token: str, at: datetime) -> None:
    """Sign out with this browser; doing so twice changes nothing."""
    officer = officer_of(session, token, at)
    if officer is not None:
        _end(session, officer, col(DeskSession.digest) == digest_of(token), "signed_out", at)


def end_all(session: Session, officer: Officer, at: datetime) -> int:
    """Sign an officer out everywhere; returns how many sessions that ended."""
    theirs = col(DeskSession.officer_id) == officer.id
    return _end(session, officer, theirs, "signed_out_everywhere", at)


def open_of(session: Session, officer: Officer, at: datetime) -> list[DeskSession]:
    """An officer's sessions, the newest first."""
    theirs = select(DeskSession).where(DeskSession.officer_id == officer.id, _is_open(at))
    return list(session.exec(theirs.order_by(col(DeskSession.id).desc())).all())


def is_at_desk(session: Session, officer: Officer, at: datetime) -> bool:
    """Whether an officer has opened the desk in the last days, so that they will see what is shown there."""
    return any(
        row.expires_at - UNUSED >= at - RECENTLY or row.expires_at - row.began_at >= LONGEST
        for row in open_of(session, officer, at)
    )


def _end(
    session: Session, officer: Officer, which: ColumnElement[bool], action: str, at: datetime
) -> int:
    ended = update(DeskSession).where(which, _is_open(at)).values(ended_at=at)
    count: int = session.connection().execute(ended).rowcount
    audit.note(session, action, at, officer.id)
    return count


def _is_open(at: datetime) -> ColumnElement[bool]:
    return col(DeskSession.ended_at).is_(None) & (col(DeskSession.expires_at) > at)
