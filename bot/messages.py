"""What channels and core exchange: Incoming from a visitor, Reply to a visitor, Choice a button.

Replies are made of blocks, so that each channel may show a quote or a table in its own best way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

ACTION_BYTES = 64
"""Longest packed action, in bytes: the limit of Telegram's callback_data (Bot API, InlineKeyboardButton)."""

CHANGES_A_CARD = ("pick:", "unpick:")
"""Beginnings of actions that only change the card they stand on: nothing that the visitor says."""

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What a database refuses in a text: NUL, and halves of surrogate pairs."""

Kind = Literal["text", "choice", "photo", "document", "voice", "other"]
BlockKind = Literal["text", "heading", "quote", "note", "table"]


class UnusableAction(ValueError):
    """An action that cannot be packed into, or read from, a button."""


@dataclass(frozen=True)
class Choice:
    """A button: what it says and what it does, packed by `pack`; ids only, so that it outlives a restart."""

    label: str
    action: str


@dataclass(frozen=True)
class Block:
    """One part of a reply. `rows` is used by tables only: equally long rows, the first is the header."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def plain(self) -> str:
        """This block as plain text; a table becomes one paragraph per row, which fits a phone."""
        if self.kind != "table":
            return self.text
        head, *rows = self.rows
        return "\n".join(_paragraph(head, row) for row in rows)


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a reply; `key` and `name` find it among the kept ones (see bot/files.py)."""

    name: str
    media_type: str
    key: str


@dataclass(frozen=True)
class SentFile:
    """A file that came with a message, as its channel tells of it; `size` is in bytes, 0 when not told.

    `key` names one that was uploaded to us before; `remote` is the channel's own pointer to one to be fetched.
    """

    name: str = ""
    media_type: str = ""
    size: int = 0
    key: str = ""
    remote: str = ""


def _paragraph(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    if len(row) > 2 and row[1] and not any(row[2:]):
        return f"▪ {row[0]}\n  {row[1]}"  # one cell for the whole row
    cells = (f"  {name}：{cell}" for name, cell in zip(head[1:], row[1:], strict=True))
    return "\n".join((f"▪ {row[0]}", *cells))


@dataclass(frozen=True)
class Reply:
    """One message to a visitor: blocks in reading order, rows of buttons below them, and files.

    `replaces` is the channel's own id of an earlier message that this one takes the place of, where it can;
    it is known when the reply is sent, and not kept. `card` names what may change later where it stands.
    """

    blocks: tuple[Block, ...]
    choices: tuple[tuple[Choice, ...], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    replaces: str = ""
    card: str = ""

    @property
    def text(self) -> str:
        """The whole reply as plain text."""
        return "\n\n".join(block.plain() for block in self.blocks)

    @cached_property
    def _json(self) -> dict[str, Any]:
        blocks = [{"kind": b.kind, "text": b.text, "rows": b.rows} for b in self.blocks]
        choices = [[{"label": c.label, "action": c.action} for c in row] for row in self.choices]
        written: dict[str, Any] = {"blocks": blocks, "choices": choices}
        if self.attachments:
            written["attachments"] = [asdict(attachment) for attachment in self.attachments]
        return written

    def to_json(self) -> dict[str, Any]:
        """This reply as JSON values, for the outbox and the transcript; made once, as both keep it."""
        return self._json

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Reply:
        """The reply that `to_json` wrote."""
        blocks = (
            Block(b["kind"], b["text"], tuple(tuple(row) for row in b["rows"]))
            for b in value["blocks"]
        )
        rows = (tuple(Choice(**choice) for choice in row) for row in value["choices"])
        files = (Attachment(**attachment) for attachment in value.get("attachments", ()))
        return cls(tuple(blocks), tuple(rows), tuple(files))


@dataclass(frozen=True)
class Incoming:
    """One thing that a visitor did on a channel.

    `address` tells where replies go (chat id, cookie id, ...). Text of any length arrives as it was typed,
    but for what no database keeps. `edited` marks a message that replaces an earlier one. `person` is who did
    it, where an address is shared by several (a group); `replied_to` is the channel's own id of the message
    that this one answers, `replied_text` what that said if it was ours. `overheard` marks what was said among
    officers and not to us.
    """

    channel: str
    address: str
    kind: Kind
    text: str = ""
    action: str = ""
    name: str = ""
    edited: bool = False
    sent_at: datetime | None = None
    extra: dict[str, str] = field(default_factory=dict)
    files: tuple[SentFile, ...] = ()
    person: str = ""
    replied_to: str = ""
    replied_text: str = ""
    overheard: bool = False

    def __post_init__(self) -> None:
        for name in ("text", "action", "name", "replied_text"):
            object.__setattr__(self, name, UNKEEPABLE.sub("", getattr(self, name)))


def typed_or_pressed(channel: str, payload: Mapping[str, object]) -> Incoming:
    """What a channel of our own kept (address, text, action, keys of files): words, a button, or files."""
    action, keys = str(payload["action"]), payload.get("files")
    files = tuple(SentFile(key=str(key)) for key in keys) if isinstance(keys, list) else ()
    return Incoming(
        channel,
        str(payload["address"]),
        "choice" if action else "document" if files else "text",
        text=str(payload["text"]),
        action=action,
        files=() if action else files,
    )


def say(*texts: str, choices: tuple[tuple[Choice, ...], ...] = ()) -> Reply:
    """A reply of plain paragraphs."""
    return Reply(tuple(Block("text", text) for text in texts), choices)


def pack(verb: str, *arguments: str | int) -> str:
    """A button's action, `verb:argument:...`, of at most 64 bytes; arguments hold no colon."""
    parts = [verb, *map(str, arguments)]
    if not verb or any(":" in part for part in parts):
        raise UnusableAction(f"not a button's action: {parts}")
    action = ":".join(parts)
    if len(action.encode()) > ACTION_BYTES:
        raise UnusableAction(f"longer than {ACTION_BYTES} bytes: {action}")
    return action


def unpack(action: str) -> tuple[str, tuple[str, ...]]:
    """The verb and the arguments of a packed action."""
    if len(action.encode()) > ACTION_BYTES:
        raise UnusableAction("longer than a button can be")
    verb, *arguments = action.split(":")
    if not verb:
        raise UnusableAction("a button without a verb")
    return verb, tuple(arguments)
