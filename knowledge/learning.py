"""A small linear ranker, learned from the phrasing bank when knowledge is published.

One linear classifier for each label (a clause, a service, an intent) over hashed features of characters, words
and syllables. Hashing needs no vocabulary: it starts at once, and a feature can be explained by its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.words import Terms

BUCKETS = 1 << 17
FIRMNESS = 1.0
"""LinearSVC's C; chosen by benchmarks/choose_thresholds.py over whole voices left out."""

CHARACTER, PAIR, WORD, SOUND = 1.6, 1.0, 0.5, 0.4
"""How much each kind of feature weighs; chosen like FIRMNESS."""

Vector = NDArray[np.float32]


def features(terms: Terms) -> dict[str, float]:
    """The names of a text's features with their weights: characters, pairs, words, syllables.

    Single characters weigh most: people cut and order their words in many ways, but use the same ones.
    """
    names, text = terms.names, f"^{terms.characters}$"
    found = dict.fromkeys((*names.sound_pairs, *names.sounds), SOUND)
    found |= dict.fromkeys(names.words, WORD)
    found |= dict.fromkeys((f"d{text[:2]}", *names.pairs, f"d{text[-2:]}"), PAIR)
    found |= dict.fromkeys(("c^", *names.characters, "c$"), CHARACTER)
    return found


def buckets(found: Collection[str]) -> NDArray[np.int64]:
    """For each feature the row of the weights that it shares with few others.

    To reckon them anew takes no longer than to look them up.
    """
    hashed = np.fromiter(map(crc32, map(str.encode, found)), np.int64, len(found))
    return hashed & (BUCKETS - 1)


@dataclass(frozen=True)
class Ranker:
    """Learned weights: one column a label. `rarity` is the inverse document frequency of each bucket."""

    labels: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: Vector
    rarity: Vector

    def scores(self, terms: Terms) -> Vector:
        """One decision value a label, about 0 at the border, 1 when it surely fits."""
        rows, strengths = self._weighed(features(terms))
        taken = self.weights.take(rows, axis=0).astype(np.float32, copy=False)
        decided: Vector = strengths @ taken + self.bias
        return decided

    def _weighed(self, found: dict[str, float]) -> tuple[NDArray[np.int64], Vector]:
        """The rows of these features and their strengths, which together have length 1."""
        rows = buckets(found)
        strengths = np.fromiter(found.values(), np.float32, len(found)) * self.rarity[rows]
        return rows, strengths / (float(np.linalg.norm(strengths)) or 1.0)

    def reasons(self, terms: Terms, label: str, most: int = 8) -> list[tuple[str, float]]:
        """The features that spoke most for a label, with their share of its score."""
        column, found = self.labels.index(label), features(terms)
        rows, strengths = self._weighed(found)
        shares = strengths * self.weights[rows, column].astype(np.float32)
        ranked = sorted(zip(found, map(float, shares), strict=True), key=lambda pair: -abs(pair[1]))
        return ranked[:most]

    def save(self, file: Path) -> None:
        """Keep these weights in a file, at once or not at all."""
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.stem}.{id(self)}.part.npz")
        np.savez(part, labels=self.labels, weights=self.weights, bias=self.bias, rarity=self.rarity)
        part.replace(file)

    @classmethod
    def load(cls, file: Path) -> Ranker:
        """The weights that `save` kept. Raises OSError or ValueError when the file cannot be used."""
        with np.load(file) as kept:
            return cls(
                tuple(map(str, kept["labels"])), kept["weights"], kept["bias"], kept["rarity"]
            )


def learn(examples: Iterable[tuple[Terms, Sequence[str]]]) -> Ranker:
    """Learn from (text, labels) pairs; the same examples in the same order give the same ranker.

    Takes seconds. scikit-learn is imported here only, because it is slow to start.
    """
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize
    from sklearn.svm import LinearSVC

    taught = list(examples)
    labels = tuple(sorted({label for _, given in taught for label in given}))
    found = [features(terms) for terms, _ in taught]
    ends = np.cumsum([0, *map(len, found)])
    rows = buckets([name for names in found for name in names])
    weighed = np.fromiter((w for names in found for w in names.values()), dtype=np.float32)
    known_in = np.bincount(rows, minlength=BUCKETS)
    rarity = (np.log((len(found) + 1) / (known_in + 1)) + 1).astype(np.float32)
    shape = (len(found), BUCKETS)
    seen = normalize(csr_matrix((weighed * rarity[rows], rows, ends), shape))
    weights = np.zeros((BUCKETS, len(labels)), np.float16)
    bias = np.zeros(len(labels), np.float32)
    for column, label in enumerate(labels):
        truth = np.fromiter((label in given for _, given in taught), dtype=bool)
        machine = LinearSVC(C=FIRMNESS, random_state=0).fit(seen, truth)
        weights[:, column] = machine.coef_[0]
        bias[column] = machine.intercept_[0]
    return Ranker(labels, weights, bias, rarity)
