"""Questions that want a yes or a no (签两年合同行不行): found by their words, settled by the clause's gists.

How people ask so is data: vocabulary/outright.toml. What the gists do not settle is not answered outright.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.gists import Gist
from knowledge.settling import SETTLING, Asked, Matter, Sides, Verdict

SPLIT = re.compile(r"\d \d")
"""A range or a decimal, whose sign normalising has taken away: 5-35万, 1.5万."""


@dataclass(frozen=True)
class Outright:
    """What is said first of a clause: the verdict on a matter, with the clause's own words (`stated`) for it."""

    matter: Matter
    verdict: Verdict
    stated: str
    clause: str


@dataclass(frozen=True, eq=False)
class YesOrNo:
    """How people ask so. Questions are given normalised."""

    asks: Mapping[Matter, tuple[re.Pattern[str], ...]]
    rest: re.Pattern[str]
    capped: re.Pattern[str]
    tags: re.Pattern[str]
    sides: Sides

    def asks_nothing_else(self, question: str) -> bool:
        """Whether a question is nothing but this, so that its subject was named before: 是50万对吧."""
        bare = question.replace(" ", "")
        return any(
            self.rest.fullmatch(_less(bare, found)) is not None for _, found in _asked(self, bare)
        )

    def wanted(self, question: str) -> bool:
        """Whether a question asks for a yes or a no, in whatever words."""
        bare = question.replace(" ", "")
        return bool(self.tags.search(bare) or _asked(self, bare))

    def without(self, question: str) -> str:
        """The question less what it wants a yes or a no to: 省级的, of 省级的是15万吧."""
        bare = question.replace(" ", "")
        first = next((found for _, found in _asked(self, bare)), None)
        return question if first is None else _less(bare, first)

    def settle(
        self, question: str, whole: str, chosen: Sequence[Gist], every: Sequence[Gist]
    ) -> Outright | None:
        """What is said outright to a question on one clause; None when its gists do not settle it.

        `whole` is the question with what it goes on from.
        """
        if SPLIT.search(question):
            return None
        bare, whole = question.replace(" ", ""), whole.replace(" ", "")
        is_capped = self.capped.search(bare) is not None
        for matter, found in _asked(self, bare):
            if said := SETTLING[matter](Asked(found, whole, chosen, every, self.sides, is_capped)):
                return Outright(matter, *said, every[0].clause)
        return None


def _less(bare: str, found: re.Match[str]) -> str:
    return f"{bare[: found.start()]}{bare[found.end() :]}"


@lru_cache(maxsize=4)  # a question is looked at several times in a turn
def _asked(ways: YesOrNo, bare: str) -> tuple[tuple[Matter, re.Match[str]], ...]:
    found = (
        (matter, next((f for pattern in patterns if (f := pattern.search(bare))), None))
        for matter, patterns in ways.asks.items()
    )
    return tuple((matter, at) for matter, at in found if at)


def read_outright(file: Path) -> YesOrNo:
    """The ways of asking that this file lists."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    enough = listed["enough"]
    asks = {
        matter: tuple(re.compile(p.replace("{enough}", enough)) for p in listed["asks"][matter])
        for matter in Matter
    }
    sides = Sides(*(re.compile(listed["sides"][side]) for side in ("person", "firm", "unit")))
    rest, capped, tags = (re.compile(listed[name]) for name in ("rest", "capped", "tags"))
    return YesOrNo(asks, rest, capped, tags, sides)
