"""Chinese text broken into lines of a width: numbers stay whole, no line begins with 。 or ends with （."""

from __future__ import annotations

import re
from collections.abc import Callable

Width = Callable[[str], float]

PIECE = re.compile(r"[A-Za-z0-9.,%_/:-]+|.", re.DOTALL)
NOT_FIRST = "。，、；：！？）》」』】〕”’％%…·!),.:;?]}"
NOT_LAST = "（《「『【〔“‘([{"


def lines(text: str, width: float, width_of: Width) -> list[str]:
    """The lines of a text; `width_of` measures in the same unit. What is wider than a line is cut anywhere."""
    return [line for one in text.split("\n") for line in _lines(one, width, width_of)]


def _lines(text: str, width: float, width_of: Width) -> list[str]:
    done: list[str] = []
    line = ""
    for part in _unbreakable(text):
        if line and width_of(line + part) > width:
            done.append(line.rstrip())
            line = ""
        line += part
        while width_of(line) > width and len(line) > 1:
            fitting = _fitting(line, width, width_of)
            done.append(line[:fitting])
            line = line[fitting:]
    return [*done, line.rstrip()]


def _unbreakable(text: str) -> list[str]:
    """Parts between which a line may end."""
    parts: list[str] = []
    for piece in PIECE.findall(text):
        if parts and (piece[0] in NOT_FIRST or parts[-1][-1] in NOT_LAST):
            parts[-1] += piece
        else:
            parts.append(piece)
    return parts


def _fitting(text: str, width: float, width_of: Width) -> int:
    """How many characters fit; at least one."""
    count = 1
    while count < len(text) and width_of(text[: count + 1]) <= width:
        count += 1
    return count
