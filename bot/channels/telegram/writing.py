"""Replies -> messages of the Bot API: HTML, cut at 4096 UTF-16 units between clauses or sentences.

Each piece of a block is marked up on its own, so a cut never falls inside an entity.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from bot.messages import ACTION_BYTES, Block, BlockKind, Choice, Reply

log = logging.getLogger(__name__)

MOST_UNITS = 4096
"""Longest text of a message, in UTF-16 code units after parsing (Bot API, sendMessage)."""

LABEL_LENGTH = 60
"""Longest label of a button, in characters; clients cut longer ones off."""

BETWEEN = "\n\n"
BORDERS = (("\n\n",), ("\n",), ("。", "！", "？", "!", "?"), ("；", ";"), ("，", "、", ",", " "))
"""Where a text may be cut, best first; a cut comes after the border."""

MARKUP: dict[BlockKind, str] = {"heading": "<b>{}</b>", "quote": "<blockquote>{}</blockquote>"}


@dataclass(frozen=True)
class Part:
    """One message: the same text as HTML and plain, and its inline keyboard."""

    html: str
    plain: str
    keyboard: list[list[dict[str, str]]]


@dataclass(frozen=True)
class Piece:
    """A block, or as much of one as fits into a message."""

    kind: BlockKind
    text: str

    @property
    def html(self) -> str:
        """This piece marked up, with what visitors and documents wrote escaped."""
        return MARKUP.get(self.kind, "{}").format(html.escape(self.text, quote=False))


def parts(reply: Reply, limit: int = MOST_UNITS) -> list[Part]:
    """A reply as one or more messages; the buttons are on the last one."""
    pages = list(_pages(reply.blocks, limit))
    keyboard = _keyboard(reply.choices)
    return [
        Part(
            BETWEEN.join(piece.html for piece in page),
            BETWEEN.join(piece.text for piece in page),
            keyboard if page is pages[-1] else [],
        )
        for page in pages
    ]


def _pages(blocks: tuple[Block, ...], limit: int) -> Iterator[list[Piece]]:
    """Pieces that share a message. A block is cut where it starts only if half a message is left for it."""
    page: list[Piece] = []
    for block in blocks:
        rest = block.plain().strip("\n")
        while rest:
            room = limit - sum(units(piece.text + BETWEEN) for piece in page)
            if units(rest) > room and room < limit // 2:
                headings = [page.pop()] if page[-1].kind == "heading" and len(page) > 1 else []
                yield page
                page = headings
                continue
            fitting = cut(rest, room)
            page.append(Piece(block.kind, fitting.strip("\n")))
            rest = rest[len(fitting) :].lstrip("\n")
    if page:
        yield page


def cut(text: str, limit: int) -> str:
    """The longest beginning of at most `limit` UTF-16 units that ends at the best border there is."""
    if units(text) <= limit:
        return text
    beginning = _first_units(text, limit)
    for borders in BORDERS:
        end = max(beginning.rfind(border) + len(border) for border in borders)
        if end > len(beginning) // 2:
            return beginning[:end]
    return beginning


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _first_units(text: str, limit: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore")


def _keyboard(rows: tuple[tuple[Choice, ...], ...]) -> list[list[dict[str, str]]]:
    buttons = ([_button(choice) for choice in row if _fits(choice)] for row in rows)
    return [row for row in buttons if row]


def _button(choice: Choice) -> dict[str, str]:
    label = choice.label
    short = label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…"
    return {"text": short, "callback_data": choice.action}


def _fits(choice: Choice) -> bool:
    fits = bool(choice.label) and 0 < len(choice.action.encode()) <= ACTION_BYTES
    if not fits:
        log.error("a button was left out: its action must have 1 to %s bytes", ACTION_BYTES)
    return fits
