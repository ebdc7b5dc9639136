"""Known phrasings: one that a coordinator has just added counts at once, before it is learned.

Those that the program ships are learned already, so they are only looked up, not compared one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.library import SHIPPED, Phrasing
from knowledge.words import Language

ALIKE = 90.0
"""rapidfuzz's ratio, 0 to 100, from which two utterances count as the same."""

SHORTEST = 4
"""Characters: below that, likeness is chance."""

TELLING = frozenset(
    "0123456789一二三四五六七八九十百千万亿国省市县硕博本专学院甲乙不没无非未首初再续男女租买卖全柔企厂个"
)
"""Characters that make another question of one that is otherwise alike: 一等奖 and 二等奖, 国家 and 省."""

SAME = str.maketrans("购两", "买二")

CLOSEST = 5
"""So many of the most alike are looked at; the first that differs in nothing telling counts."""


@dataclass(frozen=True)
class Nearest:
    """All phrasings, normalised and without spaces; `added` are those that the program does not ship."""

    meant: Mapping[str, tuple[str, ...]]
    added: Sequence[str]

    @classmethod
    def of(cls, phrasings: Sequence[Phrasing], language: Language) -> Nearest:
        """The phrasings, ready to be compared."""
        bare = [_bare(language.plain(phrasing.utterance)) for phrasing in phrasings]
        meant = {text: phrasing.labels for text, phrasing in zip(bare, phrasings, strict=True)}
        pairs = zip(bare, phrasings, strict=True)
        return cls(meant, [text for text, phrasing in pairs if phrasing.origin != SHIPPED])

    def labels(self, question: str) -> tuple[str, ...]:
        """The labels of the phrasing most alike to a normalised question; none when none is alike enough."""
        asked = _bare(question)
        if asked in self.meant:
            return self.meant[asked]
        if len(asked) < SHORTEST:
            return ()
        found = most_alike(asked, self.added)
        return self.meant[found[0]] if found else ()


def most_alike(asked: str, known: Collection[str]) -> list[str]:
    """The known utterances that say the same, the most alike first; all are normalised, without spaces."""
    near = process.extract(asked, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=CLOSEST)
    return [text for text, _, _ in near if _telling(text) == _telling(asked)]


def _telling(text: str) -> list[str]:
    return [char for char in text.translate(SAME) if char in TELLING]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
