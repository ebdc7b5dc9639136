"""Known phrasings, found by likeness: one that a coordinator has just added counts at once, unlearned."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.library import Phrasing
from knowledge.words import normalise

ALIKE = 90.0
"""rapidfuzz's ratio, 0 to 100, from which two utterances count as the same."""

SHORTEST = 4
"""Characters: below that, likeness is chance."""


@dataclass(frozen=True)
class Nearest:
    """All phrasings, normalised and without spaces."""

    utterances: Sequence[str]
    meant: Sequence[tuple[str, ...]]
    exact: Mapping[str, int]

    @classmethod
    def of(cls, phrasings: Sequence[Phrasing]) -> Nearest:
        """The phrasings, ready to be compared."""
        bare = [_bare(normalise(phrasing.utterance)) for phrasing in phrasings]
        return cls(bare, [p.labels for p in phrasings], {u: i for i, u in enumerate(bare)})

    def labels(self, question: str) -> tuple[str, ...]:
        """The labels of the phrasing most alike to a normalised question; none when none is alike enough."""
        asked = _bare(question)
        if asked in self.exact:
            return self.meant[self.exact[asked]]
        if len(asked) < SHORTEST:
            return ()
        found = process.extractOne(asked, self.utterances, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.meant[found[2]] if found else ()


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
