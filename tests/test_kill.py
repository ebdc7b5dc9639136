"""kill -9 at random moments: every update is heard once, every reply arrives, in order, none lost."""

from __future__ import annotations

import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.database import Database, open_database
from bot.inbox import Arrival
from bot.outbox import Parcel
from bot.transcript import Message, Speaker
from tests.conftest import bare_environment
from tests.emulators.bot_api import BotApi
from tests.emulators.chat import Chat, wait_until

CHATS = 20
EACH = 16
KILLS = 10
QUESTIONS = ("博士租房补多少", "新认定的高企有奖励吗", "技术合同交易有补贴吗", "孵化器能拿多少钱")


def test_nothing_is_lost_or_heard_twice_however_often_the_process_is_killed(
    published_var: Path, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    with BotApi() as api:
        chats = [Chat(api, 9000 + number, f"访客{number}") for number in range(CHATS)]
        stream = threading.Thread(target=send_everything, args=(api, chats))
        stream.start()
        moments = random.Random()
        for _ in range(KILLS):
            with serving(api, var) as process:
                heard = len(api.journal)
                wait_until(lambda: len(api.journal) > heard + 3, patience=60)  # noqa: B023
                time.sleep(moments.uniform(0.0, 1.2))
                process.send_signal(signal.SIGKILL)
        stream.join()
        database = open_database(f"sqlite:///{var / 'specialist.db'}")
        with serving(api, var):
            wait_until(lambda: all(len(arrived(chat)) == EACH for chat in chats), patience=90)
            wait_until(lambda: unfinished(database) == 0, patience=60)

    assert heard_texts(database) == Counter(said(c, n) for c in range(CHATS) for n in range(EACH))
    for chat in chats:
        assert arrived(chat) == promised(database, chat)
    database.close()


def said(chat: int, number: int) -> str:
    """Each message differs from every other, by who says it and when."""
    return f"{QUESTIONS[number % len(QUESTIONS)]}（{chat}-{number}）"


def send_everything(api: BotApi, chats: list[Chat]) -> None:
    """Two updates every 50 ms, one chat after another."""
    for number in range(EACH):
        for place, chat in enumerate(chats):
            api.arrives({"message": chat.message(text=said(place, number))})
            time.sleep(0.025)


@contextmanager
def serving(api: BotApi, var: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m bot serve`, ended at the latest when the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"VAR_DIR": str(var), "PORT": str(port), "LOG_LEVEL": "WARNING"}
    telegram = {"TELEGRAM_TOKEN": api.token, "TELEGRAM_BASE_URL": api.base_url}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=var,
        env={**bare_environment(), **settings, **telegram},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def arrived(chat: Chat) -> list[dict[str, Any]]:
    """What arrived in a chat, in order. A crash may repeat the last message, and no other."""
    received = [(c["text"], c.get("reply_markup")) for c in chat.received()]
    return [one for place, one in enumerate(received) if place == 0 or received[place - 1] != one]  # type: ignore[misc]


def promised(database: Database, chat: Chat) -> list[Any]:
    """What was promised to a chat, in order, as Telegram is sent it."""
    from bot.channels.telegram.writing import parts

    theirs = select(Parcel).where(Parcel.address == str(chat.id)).order_by(col(Parcel.id))
    with database.reading() as session:
        sent = [part for parcel in session.exec(theirs) for part in parts(parcel.reply)]
    return [(p.html, {"inline_keyboard": p.keyboard} if p.keyboard else None) for p in sent]


def heard_texts(database: Database) -> Counter[str]:
    """How often each message of a visitor was heard."""
    with database.reading() as session:
        visitors = select(Message.text).where(Message.speaker == Speaker.VISITOR)
        return Counter(session.exec(visitors).all())


def unfinished(database: Database) -> int:
    """Arrivals not handled, or given up, and replies not sent."""
    with database.reading() as session:
        arrivals = session.exec(select(Arrival)).all()
        parcels = session.exec(select(Parcel)).all()
    failed = [a for a in arrivals if a.handled_at is None or a.error]
    return len(failed) + sum(parcel.sent_at is None for parcel in parcels)
