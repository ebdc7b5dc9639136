"""Follow-ups: a question that names only what changes inherits the rest from what was spoken of last.

How people go on from a question is data: vocabulary/followups.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.places import Gazetteer

SHORT = 14
"""Characters: a longer question stands for itself."""


@dataclass(frozen=True)
class Followups:
    """How people go on from the last question. Questions are given normalised.

    `nods` say that the last answer was heard, and nothing else. `levels` never stand for themselves.
    """

    nods: re.Pattern[str]
    levels: tuple[str, ...]
    leaning: re.Pattern[str]
    filling: re.Pattern[str]
    swaps: tuple[tuple[str, ...], ...]
    places: Gazetteer
    meanings: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], str], ...] = ()

    def meant(self, question: str, last: str) -> str:
        """What a short question means after the last one: the asker's own job, after a child's school; or "".

        A question that tells the whole matter means it by itself.
        """
        bare = question.replace(" ", "")
        for after, asks, whole, means in self.meanings:
            goes_on = self.is_short(question) and after.search(last) and asks.search(bare)
            if goes_on or whole.search(bare):
                return means
        return ""

    def is_short(self, question: str) -> bool:
        """Whether a question is so short that it may lean on the last one."""
        return len(question.replace(" ", "")) <= SHORT

    def leans(self, question: str) -> bool:
        """Whether a short question says by its words that it goes on from the last one."""
        return bool(self.leaning.search(self._rest(question)))

    def leans_twice(self, question: str) -> bool:
        """Whether a short question opens and ends like one that goes on: 那 … 呢."""
        rest = self._rest(question)
        return rest.startswith("那") and rest.endswith("呢")

    def is_bare(self, question: str) -> bool:
        """Whether a question names nothing, or a city and nothing else: 那晋城呢, 那呢."""
        return len(self.filling.sub("", self._rest(question))) <= 1

    def newly(self, question: str) -> str:
        """What a question names that goes on from the last one by its words: 担保, of 担保的呢; else ""."""
        return self.filling.sub("", self._rest(question)) if self.leans(question) else ""

    def is_rival(self, question: str, last: str) -> bool:
        """Whether a question names nothing but a level, or a rival of what the last one named.

        So it is with 省级的, after 国家级.
        """
        named = self.filling.sub("", self._rest(question))
        return named in self.levels or any(
            named in rivals and any(word in last and word != named for word in rivals)
            for rivals in self.swaps
        )

    def inherit(self, question: str, last: str) -> str:
        """The question with the last one before it, less what the new one replaces there."""
        if self.places.look(question).cities:
            last = self.places.look(last).rest
        for rivals in self.swaps:
            if any(word in question for word in rivals):
                for word in rivals:
                    last = last.replace(word, " ")
        return f"{last} {question}"

    def _rest(self, question: str) -> str:
        return self.nods.sub("", self.places.look(question).rest).replace(" ", "")


def read_followups(file: Path, places: Gazetteer) -> Followups:
    """The ways of going on that this file lists."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return Followups(
        re.compile(rf"^(?:\s*{_any(listed['nods'])})+(?=\s+\S|{_any(listed['after_nods'])})"),
        tuple(listed["levels"]),
        re.compile(f"^{_any(listed['opens'])}|{_any(listed['ends'])}$"),
        re.compile(_any(listed["filling"])),
        tuple(tuple(words) for words in listed["swaps"]),
        places,
        tuple(
            (
                re.compile(one["after"]),
                re.compile(one["asks"]),
                re.compile(one["whole"]),
                one["means"],
            )
            for one in listed["meaning"]
        ),
    )


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
