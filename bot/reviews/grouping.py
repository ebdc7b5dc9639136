"""Questions that are alike, together: a coordinator answers ten of a kind at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.reviews.gathering import Item

ALIKE = 75.0
"""rapidfuzz's ratio, 0 to 100, from which two questions are shown together."""

MOST_GROUPS = 400
"""Groups that a question is compared with; the rest stay alone."""


@dataclass(frozen=True)
class Group:
    """Questions alike, the newest first; they are called by the newest."""

    items: tuple[Item, ...]

    @property
    def newest(self) -> Item:
        """The newest question."""
        return self.items[0]

    @property
    def message_ids(self) -> tuple[int, ...]:
        """Every question's message."""
        return tuple(item.message_id for item in self.items)


def group(items: Sequence[Item]) -> list[Group]:
    """The same questions in groups; items and groups are ordered the newest first."""
    heads: list[str] = []
    members: list[list[Item]] = []
    for item in items:
        known = process.extractOne(
            item.question, heads[:MOST_GROUPS], scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        if known is None:
            heads.append(item.question)
            members.append([item])
        else:
            members[known[2]].append(item)
    return [Group(tuple(alike)) for alike in members]
