"""The Telegram channel as `serve` runs it, without the web part, on threads of the test's process."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from fastapi import FastAPI

from bot.application import Application, assemble
from bot.channels.telegram.channel import TelegramChannel
from bot.hearing import Hearing
from bot.settings import Settings


class RunningTelegram:
    """Channel and hearing, running between `with` and its end."""

    def __init__(self, settings: Settings, per_second: float = 1000) -> None:
        paced = settings.model_copy(update={"telegram_per_second": per_second})
        self.application: Application = assemble(paced)
        self.app = FastAPI()
        self._ready = threading.Event()

    def __enter__(self) -> RunningTelegram:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._running.cancel)
        self._thread.join(20)
        assert not self._thread.is_alive()
        self.application.database.close()

    async def _run(self) -> None:
        self.loop = asyncio.get_running_loop()
        channel = TelegramChannel(self.application)
        decoders: Any = {channel.name: channel.decode}

        def promised() -> None:
            self.loop.call_soon_threadsafe(channel.delivery.wake)

        hearing = Hearing(
            self.application.database, self.application.specialist, decoders, promised
        )
        channel.arrived = hearing.wake
        channel.add_routes(self.app)
        thread = threading.Thread(target=hearing.run, daemon=True)
        thread.start()
        self._running = asyncio.ensure_future(channel.run())
        self._ready.set()
        try:
            await self._running
        except asyncio.CancelledError:
            pass
        finally:
            hearing.stop()
            await asyncio.to_thread(thread.join, 10)
