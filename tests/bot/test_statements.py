"""What a message costs must not grow with all that was ever said: no statement goes through a table that grows."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot import inbox, outbox
from bot.channels.web import history, receiving
from bot.conversation import Specialist
from bot.database import Database, open_database
from bot.delivery import Delivery
from bot.hearing import Hearing
from bot.messages import Reply
from tests.conftest import Clock

GROWING = "arrival|visitor|conversation|message|parcel|case|event|interview|post|enclosure"
THROUGH = re.compile(rf"SCAN (?:{GROWING})\b(?! USING INDEX ix_(?:arrival_waiting|parcel_open))")
"""Through one of these; the two indexes hold only what still waits."""

BY_ARRIVAL = re.compile(r"arrival USING INDEX sqlite_autoindex_arrival_1 \(channel=\?\)")
"""Through all that one channel ever brought, which is all of it."""

FROM_THE_NEWEST = '"case".number LIKE'
"""The last number given: cases are looked at from the newest one on, up to the first of that day."""

SAID = (
    "博士来忻州有租房补贴吗",
    "晋城呢",
    "转人工",
    "我的办件",
    "帮我登记",
    "好的",
    "测一测",
    "/start",
)


@contextmanager
def noted(database: Database) -> Iterator[dict[str, Any]]:
    """The statements that are run meanwhile, each with parameters of one time."""
    statements: dict[str, Any] = {}

    def note(
        _connection: Any, _cursor: Any, sql: str, given: Any, _context: Any, many: bool
    ) -> None:
        statements[sql] = given[0] if many else given

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def plans(database: Database, statements: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """How SQLite carries out what it is asked or told to change, step by step."""
    with database.reading() as session:
        for sql, given in statements.items():
            if sql.split()[0] in {"SELECT", "UPDATE", "DELETE"}:
                asked = f"EXPLAIN QUERY PLAN {sql}"
                for *_, step in session.connection().exec_driver_sql(asked, given):
                    yield sql, step


def everybody_speaks(database: Database, specialist: Specialist, clock: Clock) -> None:
    """Three visitors say everything, several at once; their replies are delivered, and one looks back."""
    hearing = Hearing(database, specialist, {history.CHANNEL: receiving.decode}, clock=clock)
    for text in SAID:
        with database.writing() as session:
            inbox.receive(
                session, history.CHANNEL, [_update(who, text) for who in "甲乙丙"], clock()
            )
        hearing.handle_batch()
        with database.writing() as session:
            inbox.receive(session, history.CHANNEL, [_update("甲", f"那{text}")], clock())
        hearing.handle_batch()
    asyncio.run(_delivered(database, clock))


def _update(who: str, text: str) -> tuple[str, dict[str, Any]]:
    return f"{who}{text}", {"address": who, "text": text, "action": ""}


async def _delivered(database: Database, clock: Clock) -> None:
    async def send(_address: str, _reply: Reply) -> str:
        return "1"

    delivery = Delivery(database, history.CHANNEL, send, clock)
    running = asyncio.create_task(delivery.run())
    async with asyncio.timeout(20):
        while _undelivered(database, clock):
            await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def _undelivered(database: Database, clock: Clock) -> bool:
    with database.reading() as session:
        return bool(outbox.due(session, history.CHANNEL, clock()))


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'specialist.db'}")
    yield database
    database.close()


def test_no_message_goes_through_a_table_that_grows(
    on_sqlite: Database, specialist: Specialist, clock: Clock
) -> None:
    with noted(on_sqlite) as statements:
        everybody_speaks(on_sqlite, specialist, clock)
    assert len(statements) > 30
    through = [
        f"{step}: {' '.join(sql.split())}"
        for sql, step in plans(on_sqlite, statements)
        if (THROUGH.search(step) and FROM_THE_NEWEST not in sql) or BY_ARRIVAL.search(step)
    ]
    assert not through
