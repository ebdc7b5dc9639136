"""Tidying: files that nobody took within a day, deleted files still on the disk, and once a day the old ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot import enclosures, files
from bot.database import Database, now
from bot.faults import described

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
DAILY = timedelta(days=1)


def tidy(database: Database, folder: Path, at: datetime) -> int:
    """Delete files whose time is over, and what deleted files left on the disk. Returns how many."""
    with database.reading() as session:
        any_lapsed = enclosures.any_lapsed(session, at)
    if any_lapsed:
        with database.writing() as session:
            enclosures.forget_lapsed(session, at)
    return enclosures.sweep(database, folder)


def delete_old(database: Database, folder: Path, at: datetime) -> int:
    """Delete old files, but for those that people sent: these stay as long as their case. Returns how many."""
    with database.reading() as session:
        spared = enclosures.kept_keys(session)
    return files.delete_old(folder, at, spared=spared)


async def keep_tidy(database: Database, folder: Path, clock: Callable[[], datetime] = now) -> None:
    """Tidy every minute, and once a day thoroughly, until cancelled; a fault is logged and tried again."""
    thoroughly_at = clock()
    while True:
        try:
            await asyncio.to_thread(tidy, database, folder, clock())
            if clock() >= thoroughly_at:
                await asyncio.to_thread(delete_old, database, folder, clock())
                thoroughly_at = clock() + DAILY
        except Exception as error:
            log.error("files could not be tidied: %s", described(error))
        await asyncio.sleep(EVERY_SECONDS)
