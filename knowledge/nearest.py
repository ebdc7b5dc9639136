"""Known phrasings: one that a coordinator has just added counts at once, before it is learned.

Those that the program ships are learned already, so they are only looked up, not compared one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.library import SHIPPED, Phrasing
from knowledge.words import Language

ALIKE = 90.0
"""rapidfuzz's ratio, 0 to 100, from which two utterances count as the same."""

SHORTEST = 4
"""Characters: below that, likeness is chance."""


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
        found = process.extractOne(asked, self.added, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.meant[found[0]] if found else ()


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
