"""Several numbers said in one message: 1500平，每平20元，交了一年. Each part goes to the field that it names.

What a part names decides first, then its number on the list, then the order, then its unit; what stays open is
asked again, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dialogs.facts import ImpossibleValue, Kind, WrongKind
from dialogs.numerals import Inexact, plain_text
from dialogs.questions import Question

MARK = re.compile(r"(?:^|(?<=[\s,;。]))([1-9])(?:[、:)]\s*|\.\s+|\.(?=\D))")
PARTS = re.compile(r"[\s;。]+|(?<!\d),|,(?!\d{3}(?!\d))")
LISTED = re.compile(r"[、和]")
LEADING = re.compile(r"^[^-负\d零〇一二两三四五六七八九十百千万半去今前上]+")
"""Words before the number: 合同签了三年."""

UNKNOWN = re.compile(r"不(?:太|是很)?(?:清楚|知道|确定|了解|记得)|说不准|记不清|忘了|没算过")

Read = Callable[[Question, str], Mapping[str, object] | None]
"""Reads one part as the answer to one question; None when it is none."""


@dataclass
class Filling:
    """What is filled so far, and why a part could not be taken."""

    fields: Sequence[Question]
    read: Read
    values: dict[str, object] = field(default_factory=dict)
    problem: ValueError | None = None

    @property
    def open(self) -> list[Question]:
        """The fields that are not filled yet, in order."""
        return [one for one in self.fields if one.id not in self.values]

    def understood(self, one: Question, part: str) -> Mapping[str, object] | None:
        """A part as the answer to one field."""
        if UNKNOWN.search(part):
            return {one.id: None}
        try:
            return self.read(one, part) or self.read(one, LEADING.sub("", part))
        except (Inexact, ImpossibleValue, WrongKind) as problem:
            self.problem = problem
            return None

    def fill(self, one: Question, part: str) -> bool:
        """Take a part for a field, if it can be read as one."""
        values = self.understood(one, part)
        self.values.update(values or {})
        return values is not None


def fields(question: Question, text: str, read: Read) -> Mapping[str, object] | None:
    """The fields that a text fills, key -> value (None for 不清楚); None when it fills none.

    Raises what reading a part raised when nothing could be filled because of it.
    """
    filling = Filling(question.parts, read)
    folded = unicodedata.normalize("NFKC", text).strip()
    marked = MARK.split(folded)
    if len(marked) > 1:
        _numbered(filling, marked[1:])
    else:
        _spoken(filling, _parts(question, folded))
    if not filling.values and filling.problem is not None:
        raise filling.problem
    order = [one.id for one in question.parts]
    return dict(sorted(filling.values.items(), key=lambda said: order.index(said[0]))) or None


def _parts(question: Question, text: str) -> list[str]:
    parts = [plain_text(part) for part in PARTS.split(text) if part and part.strip()]
    holds_lists = any(one.fact and one.fact.kind is Kind.MONEY_LIST for one in question.parts)
    if len(parts) < len(question.parts) and not holds_lists:
        parts = [piece for part in parts for piece in LISTED.split(part) if piece]
    return parts


def _numbered(filling: Filling, marked: Sequence[str]) -> None:
    """1. 三年 2. 八个月: by the numbers of the list."""
    for place, part in zip(marked[::2], marked[1::2], strict=True):
        if int(place) <= len(filling.fields):
            filling.fill(filling.fields[int(place) - 1], part.strip(" ,;。"))


def _spoken(filling: Filling, said: Sequence[str]) -> None:
    left = [part for part in said if not _fill_named(filling, part)]
    if left and len(left) == len(filling.open):
        read = [filling.understood(*pair) for pair in zip(filling.open, left, strict=True)]
        if all(values is not None for values in read):
            for values in read:
                filling.values.update(values or {})
            return
    for part in left:
        fitting = [one for one in filling.open if filling.understood(one, part) is not None]
        if len(fitting) == 1 and not UNKNOWN.search(part):
            filling.fill(fitting[0], part)


def _fill_named(filling: Filling, part: str) -> bool:
    found = [(len(name), one) for one in filling.open for name in one.names if name in part]
    longest = max((length for length, _ in found), default=0)
    best = [one for length, one in found if length == longest]
    return len(best) == 1 and filling.fill(best[0], part)
