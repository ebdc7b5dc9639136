"""The lexical index: BM25-like sums over words, characters, character pairs and syllables.

At a few thousand texts (clauses, or their sentences) every one is scored exactly. This is the seam
where a larger index would go: `search(terms)` is all that the rest knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.words import Language, Terms

SATURATION = 1.2
"""BM25's k1: how soon more of the same term stops counting."""

LENGTH_SHARE = 0.5
"""BM25's b: how much a long clause is held back."""

SOUND_WEIGHT = 0.5
SYNONYM_WEIGHT = 0.5

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Index:
    """Weights of every term (a row) in every text (a column). `rarity` is inverse document frequency.

    The last row is all zeros: the place of every term that no text holds.
    """

    rows: Mapping[str, int]
    weights: Vector
    rarity: Vector
    synonyms: Mapping[str, tuple[str, ...]]

    def search(self, terms: Terms) -> Vector:
        """One score a text, 0 to about 1: the weight found, as a share of what the question holds."""
        weighed = self.expand(terms)
        known, nowhere = self.rows, len(self.weights) - 1
        rows = np.array([known.get(name, nowhere) for name in weighed], dtype=np.int64)
        strengths = np.array([*weighed.values()], dtype=np.float32)
        asked = float(strengths @ self.rarity[rows])
        found: Vector = strengths @ self.weights[rows] / max(asked, 1.0)
        return found

    def expand(self, terms: Terms) -> dict[str, float]:
        """The question's terms with their weights, its synonyms at half weight among them."""
        weighed = {name: SOUND_WEIGHT if name[0] == "s" else 1.0 for name in _names(terms)}
        for word in terms.words:
            for same in self.synonyms.get(word, ()):
                weighed.setdefault("w" + same, SYNONYM_WEIGHT)
        return weighed


def build(
    texts: Sequence[str], language: Language, synonyms: Mapping[str, tuple[str, ...]]
) -> Index:
    """The index of these texts."""
    counts = [Counter(_names(language.cut(text))) for text in texts]
    lengths = np.array([sum(count.values()) for count in counts], np.float32)
    usual = max(lengths.sum() / max(len(texts), 1), 1.0)
    slowing = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / usual)
    present = Counter(name for count in counts for name in count)
    rows = {name: row for row, name in enumerate(present)}
    rarity = np.ones(len(rows) + 1, np.float32)
    for name, n in present.items():
        rarity[rows[name]] = np.log(1 + (len(texts) - n + 0.5) / (n + 0.5))
    weights = np.zeros((len(rows) + 1, len(texts)), np.float32)
    for place, count in enumerate(counts):
        for name, n in count.items():
            strength = n * (SATURATION + 1) / (n + slowing[place])
            weights[rows[name], place] = rarity[rows[name]] * strength
    return Index(rows, weights, rarity, synonyms)


def read_synonyms(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word -> the other words of its groups; one group a line, # begins a remark."""
    groups = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    same: dict[str, dict[str, None]] = {}
    for group in groups:
        for word in group:
            same.setdefault(word, {}).update(dict.fromkeys(w for w in group if w != word))
    return {word: tuple(others) for word, others in same.items()}


@lru_cache(maxsize=4)  # a question is looked up in several indexes at once
def _names(terms: Terms) -> tuple[str, ...]:
    """Words, characters, pairs, syllables and their pairs, each kind told by its first letter."""
    text, sounds = terms.characters, terms.syllables
    return (
        *["w" + word for word in terms.words if len(word) > 1],
        *["c" + char for char in text],
        *["d" + first + second for first, second in pairwise(text)],
        *["s" + sound for sound in sounds],
        *["s" + first + "." + second for first, second in pairwise(sounds)],
    )
