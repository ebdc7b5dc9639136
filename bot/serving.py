"""serve: everything in one process. One event loop for the edges, one thread for hearing.

The web part brings the server; Telegram joins in when a token is set.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Protocol

from bot import files
from bot.application import Application, assemble
from bot.channels.telegram import TelegramChannel
from bot.channels.web.pages import WebChannel
from bot.database import now
from bot.delivery import Delivery
from bot.hearing import Decoder, Hearing
from bot.messages import Incoming
from bot.reminders import keep_reminding
from bot.settings import Settings

log = logging.getLogger(__name__)


class Channel(Protocol):
    """What every channel has."""

    name: str
    delivery: Delivery
    arrived: Callable[[], None]

    def decode(self, payload: dict[str, object]) -> Incoming | None:
        """What an arrival of this channel says, or None when nobody needs to hear it."""

    async def run(self) -> None:
        """Receive and deliver until cancelled."""


def serve(settings: Settings) -> int:
    """Run until interrupted. Returns the exit code."""
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines hold the token
    application = assemble(settings)
    application.knowledge()  # learned and loaded before the first visitor asks
    files.delete_old(files.folder_of(settings), now())
    asyncio.run(_serve(application))
    return 0


async def _serve(application: Application) -> None:
    loop = asyncio.get_running_loop()
    web = WebChannel(application)
    telegram = TelegramChannel(application) if application.settings.telegram_token else None
    channels: list[Channel] = [web, *([telegram] if telegram else [])]
    decoders: Mapping[str, Decoder] = {c.name: c.decode for c in channels}

    def promised() -> None:
        for channel in channels:
            loop.call_soon_threadsafe(channel.delivery.wake)
        loop.call_soon_threadsafe(web.heard)

    web.promised = promised
    hearing = Hearing(application.database, application.specialist, decoders, promised)
    thread = threading.Thread(target=hearing.run, name="hearing", daemon=True)
    for channel in channels:
        channel.arrived = hearing.wake
    if telegram is not None:
        telegram.add_routes(web.app)
    thread.start()
    try:
        reminding = keep_reminding(application.database, promised)
        await _run_together([reminding, *(channel.run() for channel in channels)])
    finally:
        hearing.stop()
        await asyncio.to_thread(thread.join, 10)
        application.database.close()


async def _run_together(parts: Sequence[Coroutine[None, None, None]]) -> None:
    """Run reminders and all channels; when one ends, by Ctrl-C or by a fault, all end."""
    running = [asyncio.ensure_future(part) for part in parts]
    done, rest = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    for task in done:
        task.result()
