"""Who may run the desk, read anew in the transaction of every change: hiding a page protects nothing."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot.cases import NotAllowed
from bot.officers import Officer, Role


def acting(session: Session, who: Officer) -> Officer:
    """This officer as they are now, locked until the transaction ends. Raises NotAllowed when revoked."""
    session.flush()
    found = session.exec(
        select(Officer)
        .where(Officer.id == who.id, col(Officer.revoked_at).is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotAllowed("revoked")
    return found


def coordinator(session: Session, who: Officer) -> Officer:
    """This officer, if they run the desk now. Raises NotAllowed."""
    found = acting(session, who)
    if found.role != Role.COORDINATOR:
        raise NotAllowed("not a coordinator")
    return found
