"""A small linear ranker, learned from the phrasing bank when knowledge is published.

One linear classifier for each label (a clause, a service, an intent) over hashed features of characters, words
and syllables. Hashing needs no vocabulary: it starts at once, and a feature can be explained by its name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.words import Terms

BUCKETS = 1 << 17
FIRMNESS = 1.0
"""LinearSVC's C; chosen by benchmarks/choose_thresholds.py over whole voices left out."""

Vector = NDArray[np.float32]


def features(terms: Terms) -> list[str]:
    """The names of a text's features: 1-3 characters, words, 2-3 syllables; each once."""
    found: dict[str, None] = {}
    text = f"^{terms.characters}$"
    for size in (1, 2, 3):
        for start in range(len(text) - size + 1):
            found["c" + text[start : start + size]] = None
    for word in terms.words:
        if len(word) > 1:
            found["w" + word] = None
    sounds = terms.syllables
    for size in (2, 3):
        for start in range(len(sounds) - size + 1):
            found["s" + ".".join(sounds[start : start + size])] = None
    return [*found]


def bucket(feature: str) -> int:
    """The row of the weights that a feature shares with few others."""
    return zlib.crc32(feature.encode()) & (BUCKETS - 1)


@dataclass(frozen=True)
class Ranker:
    """Learned weights: one column a label. `rarity` is the inverse document frequency of each bucket."""

    labels: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: Vector
    rarity: Vector

    def scores(self, terms: Terms) -> Vector:
        """One decision value a label, about 0 at the border, 1 when it surely fits."""
        rows = np.fromiter({bucket(name) for name in features(terms)}, dtype=np.int64)
        rare = self.rarity[rows]
        length = float(np.linalg.norm(rare)) or 1.0
        decided: Vector = (rare / length) @ self.weights[rows].astype(np.float32) + self.bias
        return decided

    def reasons(self, terms: Terms, label: str, most: int = 8) -> list[tuple[str, float]]:
        """The features that spoke most for a label, with their share of its score."""
        column = self.labels.index(label)
        names = features(terms)
        rows = [bucket(name) for name in names]
        length = float(np.linalg.norm(self.rarity[rows])) or 1.0
        shares = self.rarity[rows] / length * self.weights[rows, column].astype(np.float32)
        ranked = sorted(zip(names, map(float, shares), strict=True), key=lambda pair: -abs(pair[1]))
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
    rows = [sorted({bucket(name) for name in features(terms)}) for terms, _ in taught]
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter((b for row in rows for b in row), dtype=np.int64)
    present = csr_matrix((np.ones(len(flat), np.float32), flat, ends), (len(rows), BUCKETS))
    known_in = np.bincount(flat, minlength=BUCKETS)
    rarity = (np.log((len(rows) + 1) / (known_in + 1)) + 1).astype(np.float32)
    seen = normalize(present.multiply(rarity).tocsr())
    weights = np.zeros((BUCKETS, len(labels)), np.float16)
    bias = np.zeros(len(labels), np.float32)
    for column, label in enumerate(labels):
        truth = np.fromiter((label in given for _, given in taught), dtype=bool)
        machine = LinearSVC(C=FIRMNESS, random_state=0).fit(seen, truth)
        weights[:, column] = machine.coef_[0]
        bias[column] = machine.intercept_[0]
    return Ranker(labels, weights, bias, rarity)
