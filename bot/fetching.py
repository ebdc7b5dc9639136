"""Fetching: brings files here that a channel still holds, after what was said with them is committed.

What waits stands in the table, so a crash only means that it is fetched again; the key on the disk follows from
the row, so it is kept once. What cannot be had is given up after about half an hour, and its sender is told.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bot import cases, enclosures, files
from bot.database import Database, now
from bot.delivery import Wait
from bot.enclosures import MOST_A_DAY, MOST_PER_MESSAGE, Enclosure, Reason, Refused, State, Terms
from bot.enclosures.checking import checked
from bot.enclosures.waiting import due, keep_waiting, settle
from bot.faults import described
from bot.wording import file_phrases

log = logging.getLogger(__name__)

Fetch = Callable[[str, int], Awaitable[bytes]]
"""The content behind a channel's pointer; raises TooBig beyond so many bytes, Wait, or what is tried again."""

IDLE_SECONDS = 1.0
MOST_AT_ONCE = 4
MOST_ATTEMPTS = 12
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=10)


class TooBig(Exception):
    """The file is larger than what is taken."""


class Fetching:
    """Fetches the waiting files of one channel into `folder`."""

    def __init__(
        self,
        database: Database,
        channel: str,
        fetch: Fetch,
        folder: Path,
        terms: Terms,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._channel = channel
        self._fetch = fetch
        self._folder = folder
        self._terms = terms
        self._clock = clock
        self._busy: set[int] = set()

    async def run(self) -> None:
        """Fetch until cancelled; whatever goes wrong is logged and tried again."""
        async with asyncio.TaskGroup() as fetchings:
            while True:
                try:
                    for row in await asyncio.to_thread(self._due):
                        self._busy.add(row.id)
                        fetchings.create_task(self._bring(row))
                except Exception as error:
                    log.error("files that wait are out of reach: %s", described(error))
                await asyncio.sleep(IDLE_SECONDS)

    def _due(self) -> list[Enclosure]:
        room = MOST_AT_ONCE - len(self._busy)
        with self._database.reading() as session:
            return due(session, self._channel, self._clock(), self._busy, room) if room else []

    async def _bring(self, row: Enclosure) -> None:
        try:
            await self._try(row)
        except Exception as error:
            log.error("file %s could not be taken in: %s", row.id, described(error))
        finally:
            self._busy.discard(row.id)

    async def _try(self, row: Enclosure) -> None:
        try:
            content = await self._fetch(row.remote, self._terms.most_bytes)
        except TooBig:
            await asyncio.to_thread(self._give_up, row, State.REFUSED, Reason.TOO_BIG)
        except Wait as error:
            await asyncio.to_thread(self._put_off, row, error.pause)
        except Exception as error:
            log.warning("file %s of %s: %s", row.id, self._channel, type(error).__name__)
            await asyncio.to_thread(self._put_off_or_give_up, row, Reason.OUT_OF_REACH)
        else:
            await asyncio.to_thread(self._take_in, row, content)

    def _take_in(self, row: Enclosure, content: bytes) -> None:
        try:
            name, media_type = checked(row.name, content, self._terms)
        except Refused as refused:
            self._give_up(row, State.REFUSED, refused.reason)
            return
        key = hashlib.sha256(f"{row.id}\0{row.remote}".encode()).hexdigest()[:32]
        try:
            self._write(row, name, media_type, content, key)
        except OSError as error:
            log.error("file %s cannot be written (%s): is the disk full?", row.id, error.strerror)
            self._put_off_or_give_up(row, Reason.NO_ROOM)
            return
        with self._database.writing() as session:
            kept = {"name": name, "media_type": media_type, "size": len(content), "key": key}
            digest = hashlib.sha256(content).hexdigest()
            is_ours = settle(session, row.id, State.KEPT, sha256=digest, **kept)
            if is_ours:
                cases.file_arrived(session, session.get_one(Enclosure, row.id), self._clock())
            is_wanted = is_ours or session.get_one(Enclosure, row.id).state == State.KEPT
        if not is_wanted:
            files.delete(self._folder, key)  # deleted while it was fetched

    def _write(self, row: Enclosure, name: str, media_type: str, content: bytes, key: str) -> None:
        if not files.has_room(self._folder, len(content)):
            raise OSError(0, "no room left")
        with self._database.reading() as session:
            owner = enclosures.owner_of(session, row)
            channel, address = owner.channel, owner.address
        files.keep(self._folder, name, media_type, content, channel, address, key)

    def _put_off(self, row: Enclosure, pause: timedelta) -> None:
        with self._database.writing() as session:
            keep_waiting(session, row.id, self._clock() + pause, row.attempts)

    def _put_off_or_give_up(self, row: Enclosure, reason: Reason) -> None:
        attempts = row.attempts + 1
        if attempts >= MOST_ATTEMPTS:
            self._give_up(row, State.LOST, reason)
            return
        pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        with self._database.writing() as session:
            keep_waiting(session, row.id, self._clock() + pause, attempts)

    def _give_up(self, row: Enclosure, state: State, reason: Reason) -> None:
        with self._database.writing() as session:
            if settle(session, row.id, state, reason=reason):
                self._tell(session, session.get_one(Enclosure, row.id))

    def _tell(self, session: Session, row: Enclosure) -> None:
        megabytes = self._terms.megabytes
        words = file_phrases.refusal(row.name, row.reason, megabytes, MOST_PER_MESSAGE, MOST_A_DAY)
        cases.file_failed(session, row, words, self._clock())
