"""Delivery ends when it is told to, also when it is woken at that very moment."""

from __future__ import annotations

import asyncio

import pytest

from bot.database import Database
from bot.delivery import Delivery
from bot.messages import Reply


async def send(address: str, reply: Reply) -> str:
    return ""


@pytest.mark.parametrize("ticks", range(4))
def test_cancelling_while_it_wakes_up_ends_it(database: Database, ticks: int) -> None:
    async def run() -> bool:
        delivery = Delivery(database, "web", send)
        running = asyncio.create_task(delivery.run())
        await asyncio.sleep(0.3)
        delivery.wake()
        for _ in range(ticks):
            await asyncio.sleep(0)
        running.cancel()
        done, _ = await asyncio.wait([running], timeout=3)
        running.cancel()
        return bool(done)

    assert asyncio.run(run())
