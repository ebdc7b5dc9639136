"""One-time codes: 128 random bits, kept as a digest, good for 15 minutes and for one use."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.messages import say
from bot.officers.tables import Officer, SignInCode

TELEGRAM = "telegram"
OFFICERS, VISITORS = "officers", "visitors"
GOOD_FOR = timedelta(minutes=15)
CODE_BYTES = 16


class RefusedCode(Exception):
    """A sign-in code that is unknown, used, too old, or of a revoked officer: ask for a new one."""


def issue(session: Session, officer: Officer, at: datetime) -> str:
    """A new code for this officer; this is the only time that it can be read. Raises RefusedCode if revoked."""
    if officer.revoked_at is not None:
        raise RefusedCode
    code = secrets.token_urlsafe(CODE_BYTES)
    row = SignInCode(officer_id=officer.id, digest=digest_of(code), expires_at=at + GOOD_FOR)
    session.add(row)
    audit.note(session, "code_issued", at, officer.id)
    session.flush()
    return code


def redeem(session: Session, code: str, at: datetime) -> Officer:
    """The officer whose code this is; it is used up, atomically. Raises RefusedCode."""
    usable = _usable(code, at)
    used = update(SignInCode).where(usable).values(used_at=at).returning(col(SignInCode.officer_id))
    officer_id = session.connection().execute(used).scalar()
    officer = session.get(Officer, officer_id) if officer_id is not None else None
    if officer is None or officer.revoked_at is not None:
        raise RefusedCode
    audit.note(session, "signed_in", at, officer.id)
    return officer


def sign_in_at_telegram(session: Session, code: str, address: str, at: datetime) -> Officer:
    """Redeem a code from a chat: from now on the chat is this officer's. Raises RefusedCode."""
    officer = redeem(session, code, at)
    for other in session.exec(select(Officer).where(Officer.telegram == address)).all():
        if other.id != officer.id:
            sign_out_at_telegram(session, other, at)
    if officer.telegram and officer.telegram != address:
        sign_out_at_telegram(session, officer, at)
    session.flush()
    officer.telegram = address
    session.add(officer)
    session.flush()
    show_menu(session, address, OFFICERS, at)
    return officer


def sign_out_at_telegram(session: Session, officer: Officer, at: datetime) -> None:
    """The chat is nobody's any more, and gets nothing more about cases."""
    if officer.telegram:
        outbox.take_back(session, TELEGRAM, officer.telegram)
        show_menu(session, officer.telegram, VISITORS, at)
    officer.telegram = None
    session.add(officer)
    audit.note(session, "signed_out", at, officer.id)
    session.flush()


def show_menu(session: Session, address: str, whose: str, at: datetime) -> None:
    """From now on this chat's menu of commands is the officers' or the visitors'."""
    outbox.promise(session, TELEGRAM, f"{outbox.MENU}{address}", say(whose), at)


def void(session: Session, code: str, at: datetime) -> None:
    """Nobody can use this code any more: it was shown where others read it."""
    session.connection().execute(update(SignInCode).where(_usable(code, at)).values(used_at=at))


def is_good(session: Session, code: str, at: datetime) -> bool:
    """Whether a code could be redeemed now; looking does not use it up."""
    officer_id = session.exec(select(SignInCode.officer_id).where(_usable(code, at))).first()
    officer = session.get(Officer, officer_id) if officer_id is not None else None
    return officer is not None and officer.revoked_at is None


def _usable(code: str, at: datetime) -> ColumnElement[bool]:
    return (
        (col(SignInCode.digest) == digest_of(code))
        & col(SignInCode.used_at).is_(None)
        & (col(SignInCode.expires_at) > at)
    )


def digest_of(code: str) -> str:
    """What is kept of a code or token: nobody who reads the database can use it."""
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
