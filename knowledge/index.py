"""The lexical index: BM25-like sums over words, characters, character pairs and syllables.

At a few thousand texts (clauses, or their sentences) every one is scored exactly. This is the seam
where a larger index would go: `search(terms)` is all that the rest knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from knowledge.words import REMEMBERED, Language, Terms

SATURATION = 1.2
"""BM25's k1: how soon more of the same term stops counting."""

LENGTH_SHARE = 0.5
"""BM25's b: how much a long clause is held back."""

SOUND_WEIGHT = 0.5
SYNONYM_WEIGHT = 0.5

EVERYWHERE = slice(None)
NOWHERE = 1 << 40
"""The number of a term that no text holds; it stands for the last row of every index."""

Vector = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The number of every term that some text holds; it grows while indexes are built, which share it."""

    synonyms: Mapping[str, tuple[str, ...]]
    rows: dict[str, int] = field(default_factory=dict)

    def enter(self, names: Iterable[str]) -> None:
        """Give numbers to terms that have none."""
        for name in names:
            self.rows.setdefault(name, len(self.rows))

    def expand(self, terms: Terms) -> dict[str, float]:
        """The question's terms with their weights, its synonyms at half weight among them."""
        names = terms.names
        weighed = dict.fromkeys((*names.words, *names.characters, *names.pairs), 1.0)
        weighed |= dict.fromkeys((*names.sounds, *names.sound_pairs), SOUND_WEIGHT)
        for word in terms.words:
            for same in self.synonyms.get(word, ()):
                weighed.setdefault("w" + same, SYNONYM_WEIGHT)
        return weighed


@lru_cache(maxsize=REMEMBERED)
def _looked_up(vocabulary: Vocabulary, terms: Terms) -> tuple[NDArray[np.int64], Vector]:
    """The numbers of the question's terms, NOWHERE for those that no text holds, and their weights."""
    weighed, known = vocabulary.expand(terms), vocabulary.rows
    rows = np.fromiter(map(known.get, weighed, repeat(NOWHERE)), np.int64, len(weighed))
    return rows, np.fromiter(weighed.values(), np.float32, len(weighed))


@dataclass(frozen=True)
class Index:
    """Weights of every term (a row) in every text (a column). `rarity` is inverse document frequency.

    The last row is all zeros: the place of every term that no text holds.
    """

    vocabulary: Vocabulary
    weights: Vector
    rarity: Vector

    def search(self, terms: Terms, within: slice = EVERYWHERE) -> Vector:
        """One score a text, 0 to about 1: the weight found, as a share of what the question holds.

        `within` names the texts that are looked at, all by default.
        """
        looked_up, strengths = _looked_up(self.vocabulary, terms)
        rows = np.minimum(looked_up, len(self.weights) - 1)
        asked = float(strengths @ self.rarity[rows])
        found: Vector = strengths @ self.weights[rows, within] / max(asked, 1.0)
        return found


def build(texts: Sequence[str], language: Language, vocabulary: Vocabulary) -> Index:
    """The index of these texts; the vocabulary takes in their terms."""
    counts = [Counter(chain(*language.cut(text).names)) for text in texts]
    lengths = np.array([sum(count.values()) for count in counts], np.float32)
    usual = max(lengths.sum() / max(len(texts), 1), 1.0)
    slowing = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / usual)
    present = Counter(name for count in counts for name in count)
    vocabulary.enter(present)
    rows = vocabulary.rows
    rarity = np.ones(len(rows) + 1, np.float32)
    for name, n in present.items():
        rarity[rows[name]] = np.log(1 + (len(texts) - n + 0.5) / (n + 0.5))
    weights = np.zeros((len(rows) + 1, len(texts)), np.float32)
    for place, count in enumerate(counts):
        for name, n in count.items():
            strength = n * (SATURATION + 1) / (n + slowing[place])
            weights[rows[name], place] = rarity[rows[name]] * strength
    return Index(vocabulary, weights, rarity)


def read_synonyms(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each word -> the other words of its groups; one group a line, # begins a remark."""
    groups = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    same: dict[str, dict[str, None]] = {}
    for group in groups:
        for word in group:
            same.setdefault(word, {}).update(dict.fromkeys(w for w in group if w != word))
    return {word: tuple(others) for word, others in same.items()}
