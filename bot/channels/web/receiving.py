"""What a browser sends: checked, then kept in the inbox under a key of the browser's own making.

A browser sends again until it is told that its words were kept; the key makes that harmless.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import inbox
from bot.channels.web.history import CHANNEL, OPENING
from bot.messages import CHANGES_A_CARD, Attachment, Incoming, typed_or_pressed

LONGEST = 10_000
"""Most characters accepted at once."""

MOST_FILES = 20
"""More than any message may bring; what is too many is told, but not without end."""

FILE_KEY = re.compile(r"[0-9a-f]{32}")
KEY = re.compile(r"[0-9a-f-]{8,40}")
UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters other than tab and newline, and halves of characters: no database keeps them all."""


@dataclass(frozen=True)
class Sent:
    """Something typed, or a button pressed: then `action` is set and `text` is what the button says.

    `files` are those that the browser says it uploaded; whether that is so is asked when they are heard.
    """

    key: str
    text: str
    action: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def too_long(self) -> bool:
        """More than we accept."""
        return len(self.text) > LONGEST or len(self.action) > LONGEST

    @property
    def changes_a_card(self) -> bool:
        """A tick or its taking back."""
        return self.action.startswith(CHANGES_A_CARD)

    @property
    def empty(self) -> bool:
        """Nothing but white space, no button and no file."""
        return not self.text.strip() and not self.action and not self.files


def read_sent(value: object) -> Sent | None:
    """What a browser sent, or None for what our page never sends."""
    if not isinstance(value, Mapping):
        return None
    key, text, action = value.get("key"), value.get("text"), value.get("action", "")
    if not (isinstance(key, str) and isinstance(text, str) and isinstance(action, str)):
        return None
    if not KEY.fullmatch(key):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Sent(key, UNFIT.sub("", text), UNFIT.sub("", action), _files(value.get("files")))


def _files(value: object) -> tuple[Attachment, ...]:
    """The uploaded files; what is none is left out."""
    found = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    return tuple(
        Attachment(UNFIT.sub("", str(one.get("name"))), str(one.get("type")), str(one.get("key")))
        for one in found[:MOST_FILES]
        if FILE_KEY.fullmatch(str(one.get("key")))
    )


def keep(session: Session, address: str, sent: Sent, at: datetime) -> bool:
    """Put what was sent into the inbox; False when it was there already."""
    payload: dict[str, Any] = {"address": address, "text": sent.text, "action": sent.action}
    if sent.files:
        payload["files"] = [file.key for file in sent.files]
    return inbox.receive(session, CHANNEL, [(f"{address}:{sent.key}", payload)], at) == 1


def keep_opening(session: Session, address: str, at: datetime) -> bool:
    """Have a newcomer welcomed, once; False when that was done already."""
    return keep(session, address, Sent("opening", OPENING), at)


def decode(payload: Mapping[str, object]) -> Incoming:
    """What `keep` kept, as the specialist hears it."""
    return typed_or_pressed(CHANNEL, payload)
