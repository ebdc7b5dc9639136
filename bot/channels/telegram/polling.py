"""Long polling: updates are confirmed to Telegram by the next call's offset, after they are committed.

No offset at the start and nothing is ever dropped: what comes again is recognised by its key. One process
polls at a time; a second one waits for its turn.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.reading import UPDATES, Raw
from bot.channels.telegram.requests import READ_SECONDS, BotApi
from bot.channels.telegram.sending import seconds_of
from bot.database import Database
from bot.faults import described

log = logging.getLogger(__name__)

POLL_SECONDS = 50
"""How long Telegram may hold an empty answer back."""

MOST_UPDATES = 100
GATHER_SECONDS = 0.02
"""The least time from one call to the next: under load many updates then share a call and a transaction."""

QUIET_SECONDS = 0.25
"""Pause after an answer with nothing new in it: some servers do not hold theirs back."""

REFUSED_SECONDS = 30.0
LONGEST_PAUSE = 30.0
ADVISORY_LOCK = 7_300_901
"""The advisory lock of PostgreSQL that stands for the right to poll; any constant number does."""


class RightToPoll:
    """Held by one process at a time, and lost with the process however it ends.

    Beside SQLite it is an exclusive transaction on a file of its own, with PostgreSQL an advisory lock.
    """

    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        self._file: sqlite3.Connection | None = None
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether this process may poll now."""
        if self._engine.dialect.name == "postgresql":
            return self._take_lock()
        beside = self._engine.url.database
        return (
            self._file is not None or not beside or beside == ":memory:" or self._take_file(beside)
        )

    def give_back(self) -> None:
        """Let another process poll."""
        if self._file is not None:
            self._file.close()
        if self._connection is not None:
            with suppress(SQLAlchemyError):  # a lost connection has lost the lock already
                self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            self._connection.invalidate()  # in the pool it would keep a lock that is left
            self._connection.close()
        self._file = self._connection = None

    def _take_file(self, beside: str) -> bool:
        file = sqlite3.connect(
            Path(beside).with_suffix(".polling"), 0, isolation_level=None, check_same_thread=False
        )
        try:
            file.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            file.close()
            return False
        self._file = file
        return True

    def _take_lock(self) -> bool:
        """Asked each time: a lost connection has lost the lock; to hold it twice does no harm."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                )
            lock = text("SELECT pg_try_advisory_lock(:lock)")
            return bool(self._connection.execute(lock, {"lock": ADVISORY_LOCK}).scalar())
        except SQLAlchemyError:
            self.give_back()
            return False


class Polling:
    """Fetches updates for as long as it runs, and hands each batch to `keep`, which must commit it."""

    def __init__(
        self, api: BotApi, right: RightToPoll, keep: Callable[[Sequence[Raw]], int]
    ) -> None:
        self._api = api
        self._right = right
        self._keep = keep
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; whatever goes wrong is logged and tried again."""
        pause = 0.0
        while True:
            try:
                await self._wait_for_the_right()
                await self._poll()
                pause = 0.0
            except Exception as error:
                pause = min(max(1.0, pause * 2), LONGEST_PAUSE)
                await asyncio.sleep(_log_fault(error) or pause)

    async def _wait_for_the_right(self) -> None:
        waiting = False
        while not await asyncio.to_thread(self._right.take):
            if not waiting:
                log.warning(
                    "another process polls Telegram for this database; waiting for it to end"
                )
            waiting = True
            await asyncio.sleep(1)

    async def _poll(self) -> None:
        wanted: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": MOST_UPDATES,
            "allowed_updates": [*UPDATES],
        }
        if self._offset is not None:
            wanted["offset"] = self._offset
        began = time.monotonic()
        updates = await self._api.call("getUpdates", wanted, POLL_SECONDS + READ_SECONDS)
        new = await asyncio.to_thread(self._keep, updates) if updates else 0
        if updates:
            self._offset = updates[-1]["update_id"] + 1
        if not new and time.monotonic() - began < POLL_SECONDS / 2:
            await asyncio.sleep(QUIET_SECONDS)
        await asyncio.sleep(began + GATHER_SECONDS - time.monotonic())


def _log_fault(error: Exception) -> float | None:
    """Log what stopped a poll. Returns the seconds to wait, or None for a growing pause."""
    if isinstance(error, RetryAfter):
        return seconds_of(error).total_seconds()
    if isinstance(error, InvalidToken):
        log.error("Telegram refuses the token: check TELEGRAM_TOKEN")
        return REFUSED_SECONDS
    if isinstance(error, Conflict):
        log.warning("Telegram says that another program polls with this token; waiting")
    elif isinstance(error, TelegramError):
        log.warning("polling failed (%s); trying again", type(error).__name__)
    else:
        log.error("polling failed; trying again: %s", described(error))
    return None
