"""serve: the edges on one event loop in this process, hearing in a process beside it (see bot/apart.py).

The web part brings the server; Telegram joins in when a token is set.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Protocol

from bot.apart import Apart, CannotHear
from bot.application import Application, assemble
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.pages import WebChannel
from bot.delivery import Delivery
from bot.files import folder_of
from bot.logs import log_as
from bot.privacy import keep_forgetting
from bot.reminders import keep_reminding
from bot.settings import Settings
from bot.tidying import keep_tidy

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.0005
"""A thread that holds the turn at writing must not wait for the busy event loop at every statement."""


class Channel(Protocol):
    """What every channel has."""

    name: str
    delivery: Delivery
    arrived: Callable[[], None]

    async def run(self) -> None:
        """Receive and deliver until cancelled."""


def serve(settings: Settings) -> int:
    """Run until interrupted. Returns the exit code."""
    log_as(settings)
    sys.setswitchinterval(SWITCH_SECONDS)
    application = assemble(settings)
    try:
        with asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(_serve(application))
    except CannotHear:
        log.error("the hearing process cannot start, so nothing could be answered")
        return 1
    return 0


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Uvloop where it is (it comes with the web server), else the usual loop."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(application: Application) -> None:
    loop = asyncio.get_running_loop()
    web = WebChannel(application)
    telegram = TelegramChannel(application) if application.settings.telegram_token else None
    channels: list[Channel] = [web, *([telegram] if telegram else [])]

    def promised() -> None:
        for channel in channels:
            loop.call_soon_threadsafe(channel.delivery.wake)
        loop.call_soon_threadsafe(web.heard)

    web.promised = promised
    hearing = Apart(promised)
    for channel in channels:
        channel.arrived = hearing.wake
    if telegram is not None:
        telegram.add_routes(web.app)
    gc.freeze()  # all this stays: who collects what is over need not go through it each time
    try:
        reminding = keep_reminding(application.database, promised)
        folder = folder_of(application.settings)
        days = application.settings.retention_days
        parts = [
            hearing.run(),
            reminding,
            keep_tidy(application.database, folder),
            keep_forgetting(application.database, folder, days),
            *(channel.run() for channel in channels),
        ]
        await _run_together(parts)
    finally:
        application.database.close()


async def _run_together(parts: Sequence[Coroutine[None, None, None]]) -> None:
    """Run hearing, reminders and all channels; when one ends, by Ctrl-C or by a fault, all end."""
    running = [asyncio.ensure_future(part) for part in parts]
    done, rest = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    for task in done:
        task.result()
