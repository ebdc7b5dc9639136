"""A town at Telegram: the real `serve` process, its visitors, officers and their group.

Nobody waits for "the next message", as a crash may repeat one: each waits for the words that must come.
"""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import officers
from bot.database import Database, now
from bot.officers import Role, units
from tests.conftest import bare_environment
from tests.emulators.bot_api import BOT, BotApi, Call
from tests.emulators.chat import wait_until

GROUP = -100500
numbers = itertools.count(50_000)


@dataclass
class Town:
    """The Bot API, the folder of the program, and how long to be patient."""

    api: BotApi
    var: Path
    patience: float = 60.0
    settings: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        """`python -m bot serve`, ended at the latest when the block ends."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        telegram = {"TELEGRAM_TOKEN": self.api.token, "TELEGRAM_BASE_URL": self.api.base_url}
        ours = {"VAR_DIR": str(self.var), "PORT": str(port), "LOG_LEVEL": "WARNING"}
        group = {"TELEGRAM_STAFF_GROUP": str(GROUP), **self.settings}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            cwd=self.var,
            env={**bare_environment(), **ours, **telegram, **group},
            stdout=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(10)

    def in_group(self) -> list[str]:
        """What the group reads: its messages, and what was put in their place."""
        shown = [*self.api.calls("sendMessage"), *self.api.calls("editMessageText")]
        return [call["text"] for call in shown if int(call["chat_id"]) == GROUP]


@dataclass
class Person:
    """Somebody with a telephone."""

    town: Town
    id: int
    name: str

    def says(self, text: str, answering: str = "", place: dict[str, Any] | None = None) -> int:
        """Type something; `answering` is a part of the bot's message that it answers. Its id."""
        number = next(numbers)
        message: dict[str, Any] = {
            "message_id": number,
            "date": int(time.time()),
            "from": {"id": self.id, "is_bot": False, "first_name": self.name},
            "chat": {"id": self.id, "type": "private"},
            "text": text,
            **(place or {}),
        }
        if answering:
            answered = self.hears(answering)
            words = answered.parameters["text"]
            message["reply_to_message"] = {
                "message_id": answered.message_id, "from": BOT, "text": words
            }  # fmt: skip
        self.town.api.arrives({"message": message})
        return number

    def presses(self, label: str, within: str = "") -> None:
        """Press the newest button that says this, below a message with these words."""
        wait_until(lambda: self._button(label, within), self.town.patience)
        self.presses_action(self._button(label, within))

    def presses_action(self, action: str, chat: int = 0) -> str:
        """Press a button, in private or in a group; the id of the press."""
        place = {"id": chat, "type": "supergroup", "title": "工作群"} if chat else {}
        press = {
            "id": str(next(numbers)),
            "from": {"id": self.id, "is_bot": False, "first_name": self.name},
            "chat_instance": "1",
            "message": {
                "message_id": 1, "date": 1, "text": "…",
                "chat": place or {"id": self.id, "type": "private"},
            },
            "data": action,
        }  # fmt: skip
        self.town.api.arrives({"callback_query": press})
        return str(press["id"])

    def hears(self, words: str) -> Call:
        """Wait until a message with these words is there; the newest."""
        wait_until(lambda: self.has_heard(words), self.town.patience)
        return next(c for c in reversed(self._sent()) if words in c.parameters["text"])

    def has_heard(self, words: str) -> bool:
        return any(words in call.parameters["text"] for call in self._sent())

    def texts(self) -> list[str]:
        return [call.parameters["text"] for call in self._sent()]

    def _sent(self) -> list[Call]:
        return self.town.api.sent(self.id)

    def _button(self, label: str, within: str) -> str:
        for call in reversed(self._sent()):
            rows = call.parameters.get("reply_markup", {}).get("inline_keyboard", [])
            for button in (b for row in rows for b in row):
                if button["text"] == label and within in call.parameters["text"]:
                    return str(button["callback_data"])
        return ""


def employ(database: Database, name: str, unit: str, role: Role = Role.OFFICER) -> str:
    """A new officer of 忻州 with a one-time code."""
    with database.writing() as session:
        office = units.find(session, unit, "xinzhou", "忻州")
        officer = officers.add(session, name, office, now(), role)
        return officers.issue(session, officer, now())


def employ_at(database: Database, name: str, unit: str, telegram: int) -> None:
    """A new officer of 忻州 who has signed in already."""
    with database.writing() as session:
        office = units.find(session, unit, "xinzhou", "忻州")
        officers.add(session, name, office, now()).telegram = str(telegram)
