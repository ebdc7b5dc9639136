"""Delivery: hands promised replies to a channel, in order per address, several addresses side by side.

A parcel is noted as sent only after the channel took it: a crash in between repeats it, never loses it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from bot import cases, outbox, posts, visitors
from bot.database import Database, now
from bot.faults import described
from bot.messages import Reply
from bot.outbox import Parcel

log = logging.getLogger(__name__)

Send = Callable[[str, Reply], Awaitable[str]]
"""Sends a reply to an address; returns the channel's own id of it ("" when it has none).

Several ids have a space between them."""

IDLE_SECONDS = 1.0
GATHER_SECONDS = 0.005
"""What ends or is promised so soon after a transaction shares the next one; whoever writes alone never waits."""

MOST_AT_ONCE = 100
"""As many as one call for updates brings: no reply waits for those to others."""


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


Note = Callable[[Session], None]
"""Writes down how a sending ended that did not succeed."""


@dataclass(frozen=True)
class Delivered:
    """A parcel that the channel took at this moment, and the channel's own id of it."""

    parcel: Parcel
    at: datetime
    remote_id: str


class Delivery:
    """Delivers the parcels of one channel.

    To take what is due needs no turn at writing, so nobody who writes keeps a reply waiting. How the sendings
    ended is noted beside; until that has succeeded an address stays busy, which keeps its order.
    """

    def __init__(
        self, database: Database, channel: str, send: Send, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._channel = channel
        self._send = send
        self._clock = clock
        self._busy: set[str] = set()
        self._ended: dict[str, Delivered | Note] = {}
        self._due = asyncio.Event()
        self._to_note = asyncio.Event()

    def wake(self) -> None:
        """Something was promised; call it on the event loop's thread."""
        self._due.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_again_and_again(self._note_ended, self._to_note))
                await _again_and_again(partial(self._send_due, tasks), self._due)
        finally:
            await asyncio.to_thread(self._note, self._ended)

    async def _send_due(self, tasks: asyncio.TaskGroup) -> None:
        try:
            due = await asyncio.to_thread(self._take, frozenset(self._busy))
        except Exception as error:
            return await self._wait_for_the_outbox(error)
        for parcel, reply in due:
            self._busy.add(parcel.address)
            tasks.create_task(self._deliver(parcel, reply))

    async def _note_ended(self) -> None:
        ended = dict(self._ended)
        if not ended:
            return
        try:
            await asyncio.to_thread(self._note, ended)
        except Exception as error:
            return await self._wait_for_the_outbox(error)
        for address in ended:
            del self._ended[address]
        self._busy -= ended.keys()
        self._due.set()  # more may wait for the same addresses

    async def _wait_for_the_outbox(self, error: Exception) -> None:
        log.error("the outbox of %s is out of reach: %s", self._channel, described(error))
        await asyncio.sleep(IDLE_SECONDS)

    def _take(self, busy: Collection[str]) -> list[tuple[Parcel, Reply]]:
        room = max(MOST_AT_ONCE - len(busy), 0)
        with self._database.reading() as session:
            due = outbox.due(session, self._channel, self._clock(), busy, room)
            return [(parcel, outbox.as_it_is_sent(session, parcel)) for parcel in due]

    def _note(self, ended: Mapping[str, Delivered | Note]) -> None:
        if not ended:
            return
        with self._database.writing() as session:
            _note_delivered(session, [one for one in ended.values() if isinstance(one, Delivered)])
            for note in ended.values():
                if not isinstance(note, Delivered):
                    note(session)

    async def _deliver(self, parcel: Parcel, reply: Reply) -> None:
        self._ended[parcel.address] = await self._sent(parcel, reply)
        self._to_note.set()

    async def _sent(self, parcel: Parcel, reply: Reply) -> Delivered | Note:
        """Send a parcel; what is to be noted of it."""
        try:
            remote_id = await self._send(parcel.address, reply)
        except Undeliverable as error:
            return partial(self._give_up, parcel, str(error), error.blocked)
        except Wait as error:
            return partial(self._put_off, parcel, "Wait", error.pause)
        except Exception as error:
            log.warning("parcel %s of %s: %s", parcel.id, self._channel, type(error).__name__)
            return partial(self._put_off, parcel, type(error).__name__, None)
        return Delivered(parcel, self._clock(), remote_id)

    def _put_off(
        self, parcel: Parcel, error: str, pause: timedelta | None, session: Session
    ) -> None:
        outbox.put_off(session, parcel.id, self._clock(), error, pause)

    def _give_up(self, parcel: Parcel, reason: str, blocked: bool, session: Session) -> None:
        outbox.give_up(session, parcel.id, self._clock(), reason)
        cases.note_undelivered(session, parcel.message_id, reason, self._clock())
        if blocked:
            visitors.mark_unreachable(session, self._channel, parcel.address)


async def _again_and_again(work: Callable[[], Awaitable[None]], wake: asyncio.Event) -> None:
    """Work whenever woken, and now and then without; what comes within moments is one piece of work."""
    while True:
        wake.clear()
        gathered = asyncio.get_running_loop().time() + GATHER_SECONDS
        await work()
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):  # wait_for may swallow a cancellation
                await wake.wait()
        await asyncio.sleep(gathered - asyncio.get_running_loop().time())


def _note_delivered(session: Session, delivered: Sequence[Delivered]) -> None:
    outbox.mark_all_sent(session, [(one.parcel.id, one.at, one.remote_id) for one in delivered])
    for one in delivered:
        posts.note_sent(session, one.parcel, one.remote_id)
