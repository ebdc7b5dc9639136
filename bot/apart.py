"""Hearing in a process of its own: pages and deliveries stay swift while answers are worked out.

And an arrival that kills the process which hears it takes no visitor's page with it. The database is the only
state; over the link between the two go mere nudges, and its end says that nobody needs answers any more.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

from bot.application import assemble
from bot.channels.telegram import reading
from bot.channels.web import receiving
from bot.channels.web.history import CHANNEL as WEB
from bot.hearing import Decoder, Hearing
from bot.settings import Settings

log = logging.getLogger(__name__)

NUDGE = b"."
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a hearing process that ended is replaced: more each time, until one has begun to hear."""

DECODERS: Mapping[str, Decoder] = {WEB: receiving.decode, reading.NAME: reading.decode}

PATIENCE = 10.0
"""Seconds that the hearing process has for the batch at hand when everything ends."""


class CannotHear(RuntimeError):
    """The hearing process ended before it could hear anything; its own words are in the log above."""


class Apart:
    """The hearing process as the others see it."""

    def __init__(self, promised: Callable[[], None]) -> None:
        self._promised = promised
        self._link: socket.socket | None = None
        self._has_heard = False

    def wake(self) -> None:
        """Something arrived; safe to call from any thread."""
        link = self._link
        if link is not None:
            _nudge(link)

    async def run(self) -> None:
        """Keep one hearing process alive until cancelled. Raises CannotHear if the first cannot begin."""
        pause = FIRST_PAUSE
        while True:
            began = await self._run_one()
            if not self._has_heard:
                raise CannotHear
            pause = FIRST_PAUSE if began else min(pause * 2, LONGEST_PAUSE)
            log.error("the hearing process ended; another one starts in %g s", pause)
            await asyncio.sleep(pause)

    async def _run_one(self) -> bool:
        """Run one process to its end. Returns whether it began to hear."""
        self._link, its_end = socket.socketpair()
        self._link.setblocking(False)
        command = (sys.executable, "-m", "bot", "hear")
        process = await asyncio.create_subprocess_exec(*command, stdin=its_end.fileno())
        its_end.close()
        try:
            return await self._listen(self._link)
        finally:
            self._link.close()
            await _end(process)

    async def _listen(self, link: socket.socket) -> bool:
        began = False
        with suppress(ConnectionError):
            while await asyncio.get_running_loop().sock_recv(link, 1 << 12):
                began = self._has_heard = True
                self._promised()
        return began


async def _end(process: asyncio.subprocess.Process) -> None:
    """It has noticed that the link is closed: let it finish its batch."""
    try:
        await asyncio.wait_for(process.wait(), PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()


def hear(settings: Settings) -> int:
    """Be the hearing process; its standard input is the link. Returns the exit code."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the link tells us
    link = socket.socket(fileno=0)
    application = assemble(settings)
    hearing = Hearing(application.database, application.specialist, DECODERS, lambda: _nudge(link))
    signal.signal(signal.SIGTERM, lambda *_: hearing.stop())
    threading.Thread(target=_follow, args=(link, hearing), daemon=True).start()
    application.knowledge.warm()  # before anything waits for it
    _nudge(link)
    hearing.run()
    application.database.close()
    return 0


def _follow(link: socket.socket, hearing: Hearing) -> None:
    with suppress(OSError):
        while link.recv(1 << 12):
            hearing.wake()
    hearing.stop()


def _nudge(link: socket.socket) -> None:
    with suppress(
        OSError
    ):  # full of nudges, or nobody is there any more: both need no more of them
        link.send(NUDGE, socket.MSG_DONTWAIT)
