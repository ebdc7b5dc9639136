"""Delivery: hands promised replies to a channel, in order per address, several addresses side by side.

A parcel is noted as sent only after the channel took it: a crash in between repeats it, never loses it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot import outbox, visitors
from bot.database import Database, now
from bot.messages import Reply
from bot.outbox import Parcel

log = logging.getLogger(__name__)

Send = Callable[[str, Reply], Awaitable[str]]
"""Sends a reply to an address; returns the channel's own id of it ("" when it has none)."""

IDLE_SECONDS = 1.0
MOST_AT_ONCE = 32


class Wait(Exception):
    """The channel asks to wait before sending to this address again."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"wait {pause.total_seconds():g} s")
        self.pause = pause


class Undeliverable(Exception):
    """This reply can never arrive. `blocked` tells that the visitor cannot be reached at all."""

    def __init__(self, reason: str, blocked: bool = False) -> None:
        super().__init__(reason)
        self.blocked = blocked


class Delivery:
    """Delivers the parcels of one channel."""

    def __init__(
        self, database: Database, channel: str, send: Send, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._channel = channel
        self._send = send
        self._clock = clock
        self._busy: set[str] = set()
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something was promised; call it on the event loop's thread."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._wake.clear()
                for parcel in await asyncio.to_thread(self._due):
                    self._busy.add(parcel.address)
                    tasks.create_task(self._deliver(parcel))
                await self._pause()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), IDLE_SECONDS)
        except TimeoutError:
            return

    def _due(self) -> list[Parcel]:
        try:
            with self._database.reading() as session:
                room = MOST_AT_ONCE - len(self._busy)
                return outbox.due(session, self._channel, self._clock(), self._busy, max(room, 0))
        except Exception:
            log.exception("the outbox of %s cannot be read; trying again", self._channel)
            return []

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            remote_id = await self._send(parcel.address, parcel.reply)
        except Undeliverable as error:
            await self._note(partial(self._give_up, parcel, error))
        except Wait as error:
            await self._note(partial(self._put_off, parcel, error, error.pause))
        except Exception as error:
            log.warning("parcel %s of %s: %s", parcel.id, self._channel, type(error).__name__)
            await self._note(partial(self._put_off, parcel, error, None))
        else:
            await self._note(partial(self._mark_sent, parcel, remote_id))
        self._busy.discard(parcel.address)
        self._wake.set()

    async def _note(self, verb: Callable[[], None]) -> None:
        """Write down how it ended. Until that succeeds the address stays busy, so order is kept."""
        pause = 0.1
        while True:
            try:
                await asyncio.to_thread(verb)
                break
            except Exception:
                log.exception("the outbox of %s cannot be written; trying again", self._channel)
                await asyncio.sleep(pause := min(pause * 2, 10))

    def _mark_sent(self, parcel: Parcel, remote_id: str) -> None:
        with self._database.writing() as session:
            outbox.mark_sent(session, _id(parcel), self._clock(), remote_id)

    def _put_off(self, parcel: Parcel, error: Exception, pause: timedelta | None) -> None:
        with self._database.writing() as session:
            outbox.put_off(session, _id(parcel), self._clock(), type(error).__name__, pause)

    def _give_up(self, parcel: Parcel, error: Undeliverable) -> None:
        with self._database.writing() as session:
            outbox.give_up(session, _id(parcel), self._clock(), str(error))
            if error.blocked:
                visitors.mark_unreachable(session, self._channel, parcel.address)


def _id(parcel: Parcel) -> int:
    assert parcel.id is not None
    return parcel.id
