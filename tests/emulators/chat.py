"""A person in a Telegram chat: types and presses, and reads what the bot sent there."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any, Protocol

PATIENCE = 60.0
numbers = itertools.count(1)


class Server(Protocol):
    """What the emulators have in common."""

    token: str
    base_url: str

    def arrives(self, update: dict[str, Any]) -> None: ...

    def calls(self, method: str) -> list[dict[str, Any]]: ...


class Chat:
    """One private chat."""

    def __init__(self, server: Server, id: int, name: str) -> None:
        self.server = server
        self.id = id
        self._person = {"id": id, "is_bot": False, "first_name": name}
        self._place = {"id": id, "type": "private"}
        self._read = 0

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of this person, as Telegram describes it."""
        about = {"message_id": next(numbers), "date": int(time.time())}
        return {**about, "from": self._person, "chat": self._place, **content}

    def says(self, text: str) -> dict[str, Any]:
        """Type something and wait for the reply."""
        return self.sends(text=text)

    def sends(self, **content: Any) -> dict[str, Any]:
        """Send something and wait for the reply."""
        return self.does({"message": self.message(**content)})

    def edits(self, text: str) -> dict[str, Any]:
        """Change what was typed and wait for the reply."""
        return self.does({"edited_message": self.message(text=text, edit_date=int(time.time()))})

    def presses(self, label: str) -> dict[str, Any]:
        """Press the newest button that says this and wait for the reply."""
        shown = [b for sent in self.received() for row in keyboard(sent) for b in row]
        action = next(b["callback_data"] for b in reversed(shown) if b["text"] == label)
        return self.does({"callback_query": self.press(action)})

    def press(self, action: str) -> dict[str, Any]:
        """A press of a button, as Telegram describes it."""
        return {
            "id": str(next(numbers)),
            "from": self._person,
            "chat_instance": "1",
            "message": {"message_id": 1, "date": 1, "chat": self._place, "text": "…"},
            "data": action,
        }

    def does(self, update: dict[str, Any]) -> dict[str, Any]:
        """Do something and wait for the next message of the bot."""
        before = len(self.received())
        self.server.arrives(update)
        wait_until(lambda: len(self.received()) > before)
        return self.received()[before]

    def received(self) -> list[dict[str, Any]]:
        """The messages of the bot in this chat, oldest first."""
        sent = self.server.calls("sendMessage")
        return [call for call in sent if int(call["chat_id"]) == self.id]


def keyboard(sent: dict[str, Any]) -> list[list[dict[str, str]]]:
    """The buttons below a message of the bot."""
    rows: list[list[dict[str, str]]] = sent.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def labels(sent: dict[str, Any]) -> list[str]:
    """What the buttons below a message of the bot say."""
    return [button["text"] for row in keyboard(sent) for button in row]


def wait_until(holds: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until something holds. Fails when it does not within `patience` seconds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
