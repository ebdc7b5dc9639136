"""Forgetting by age: conversations that have been quiet for so long are erased as if their visitor had asked.

Raw updates and files have shorter terms of their own; all of it is looked after here, in the background.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import case, update
from sqlmodel import Session, col, func, select

from bot import files, inbox
from bot.cases import ENDED, Case
from bot.database import Database, now
from bot.faults import described
from bot.inbox import Arrival
from bot.outbox import Parcel
from bot.privacy import tracing
from bot.privacy.erasing import erase
from bot.privacy.leftovers import finish
from bot.privacy.rules import EMPTY_REPLY
from bot.transcript import Conversation, Message
from bot.visitors import ERASED_ADDRESS, Visitor

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks for what is to be deleted from the disk."""

TIDY_EVERY = timedelta(hours=1)
BY_AGE = "age"


def forget_old(database: Database, at: datetime, days: int, folder: Path) -> int:
    """Erase who has been quiet for `days` and has no open case, each in a transaction of its own.

    With 0 days nothing is forgotten. Returns how many were erased.
    """
    if not days:
        return 0
    before = at - timedelta(days=days)
    with database.reading() as session:
        quiet = _quiet(session, before)
    erased = 0
    for visitor_id in quiet:
        with database.writing() as session:
            if visitor_id in _quiet(session, before, visitor_id):  # they may have come back
                erase(session, session.get_one(Visitor, visitor_id), at, folder, BY_AGE)
                erased += 1
    with database.writing() as session:
        _empty_bodies(session, before)
    return erased


def _quiet(session: Session, before: datetime, only: int | None = None) -> list[int]:
    """Visitors who said and were told nothing since, and have no open case."""
    last = func.coalesce(func.max(Message.said_at), Conversation.created_at)
    waiting = select(Case.conversation_id).where(col(Case.state).not_in(ENDED))
    quiet = (
        select(Visitor.id)
        .join(Conversation, col(Conversation.visitor_id) == col(Visitor.id))
        .join(Message, col(Message.conversation_id) == col(Conversation.id), isouter=True)
        .where(col(Visitor.address).not_like(f"{ERASED_ADDRESS}%"))
        .where(col(Conversation.id).not_in(waiting))
        .group_by(col(Visitor.id), col(Conversation.created_at))
        .having(last < before)
        .order_by(col(Visitor.id))
    )
    if only is not None:
        quiet = quiet.where(Visitor.id == only)
    return list(session.exec(quiet).all())


def _empty_bodies(session: Session, before: datetime) -> None:
    """Empty what was delivered, given up or handled so long ago, also of officers and groups."""
    ended = func.coalesce(col(Parcel.sent_at), col(Parcel.given_up_at)) < before
    session.connection().execute(update(Parcel).where(ended).values(body=dict(EMPTY_REPLY)))
    handled = update(Arrival).where(col(Arrival.handled_at) < before)
    failed = case((col(Arrival.error) != "", tracing.ENDED), else_="")
    session.connection().execute(handled.values(payload={}, error=failed))


def tidy(database: Database, at: datetime, days: int, folder: Path) -> None:
    """Everything whose time is over: raw updates, files with a term of their own, conversations."""
    with database.writing() as session:
        inbox.forget_handled(session, at)
    files.delete_lapsed(folder, at)
    if erased := forget_old(database, at, days, folder):
        log.info("%s visitors erased who were quiet for %s days", erased, days)


async def keep_forgetting(
    database: Database,
    folder: Path,
    days: int,
    clock: Callable[[], datetime] = now,
    every: float = LOOK_EVERY,
) -> None:
    """Finish erasures within seconds and tidy every hour until cancelled; a fault is logged and tried again."""
    tidied: datetime | None = None
    while True:
        try:
            at = clock()
            if tidied is None or at - tidied >= TIDY_EVERY:
                await asyncio.to_thread(tidy, database, at, days, folder)
                tidied = at
            await asyncio.to_thread(finish, database, folder)
        except Exception as error:
            log.error("what is to be forgotten could not be deleted: %s", described(error))
        await asyncio.sleep(every)
