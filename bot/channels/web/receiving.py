"""What a browser sends: checked, then kept in the inbox under a key of the browser's own making.

A browser sends again until it is told that its words were kept; the key makes that harmless.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot import inbox
from bot.channels.web.history import CHANNEL, OPENING
from bot.messages import CHANGES_A_CARD, Incoming, typed_or_pressed

LONGEST = 10_000
"""Most characters accepted at once."""

KEY = re.compile(r"[0-9a-f-]{8,40}")
UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters other than tab and newline, and halves of characters: no database keeps them all."""


@dataclass(frozen=True)
class Sent:
    """Something typed, or a button pressed: then `action` is set and `text` is what the button says."""

    key: str
    text: str
    action: str = ""

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
        """Nothing but white space, and no button."""
        return not self.text.strip() and not self.action


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
    return Sent(key, UNFIT.sub("", text), UNFIT.sub("", action))


def keep(session: Session, address: str, sent: Sent, at: datetime) -> bool:
    """Put what was sent into the inbox; False when it was there already."""
    payload = {"address": address, "text": sent.text, "action": sent.action}
    return inbox.receive(session, CHANNEL, [(f"{address}:{sent.key}", payload)], at) == 1


def keep_opening(session: Session, address: str, at: datetime) -> bool:
    """Have a newcomer welcomed, once; False when that was done already."""
    return keep(session, address, Sent("opening", OPENING), at)


def decode(payload: Mapping[str, object]) -> Incoming:
    """What `keep` kept, as the specialist hears it."""
    return typed_or_pressed(CHANNEL, payload)
