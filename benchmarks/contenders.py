"""What a user would take instead, each at its fair best: a search over texts, and the same small wrapper for all.

Each is given the clauses alone, or the clauses and the whole phrasing bank; with the bank it can know intents
and services too. A refusal threshold is chosen on the bank, on voices left out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from benchmarks.searches import (
    Labelled,
    Search,
    all_labels,
    bm25s,
    chatterbot,
    fts5_trigram,
    fts5_words,
    partial_ratio,
    rank_bm25,
    tfidf,
    tfidf_svm,
    token_set_ratio,
)
from benchmarks.simulated import INTENTS, Ending

CITY_NAMES = {"xinzhou": "忻州", "jincheng": "晋城"}
STATUS_OF = {"silent": "not_in_policy", "out": "out_of_scope"}


@dataclass(frozen=True)
class Contender:
    """A way to search. `modules` must be installed; `by_label` scores labels, others score texts."""

    name: str
    build: Callable[[Labelled], Search]
    modules: tuple[str, ...]
    clauses_alone: bool = True
    by_label: bool = False
    slow: bool = False


CONTENDERS: Mapping[str, Contender] = {
    one.name: one
    for one in (
        Contender("rapidfuzz token_set_ratio", token_set_ratio, ("rapidfuzz", "jieba")),
        Contender("rapidfuzz partial_ratio", partial_ratio, ("rapidfuzz",)),
        Contender("jieba + rank-bm25", rank_bm25, ("rank_bm25", "jieba")),
        Contender("jieba + bm25s", bm25s, ("bm25s", "jieba")),
        Contender("SQLite FTS5, jieba words", fts5_words, ("jieba",)),
        Contender("SQLite FTS5, trigrams", fts5_trigram, ()),
        Contender("character 1-2 TF-IDF", tfidf, ("sklearn",)),
        Contender("TF-IDF + LinearSVC", tfidf_svm, ("sklearn",), False, True),
        Contender("ChatterBot", chatterbot, ("chatterbot",), True, False, True),
    )
}


class Peer:
    """A contender behind the wrapper: the set or named city's best clause, or both cities' best ones."""

    def __init__(
        self, contender: Contender, texts: Labelled, threshold: tuple[float, bool]
    ) -> None:
        self._search = contender.build(texts)
        self._labels = all_labels(texts)
        self._threshold, self._per_character = threshold
        places = [
            [place for place, (_, given) in enumerate(texts) if label in given]
            for label in self._labels
        ]
        self._by_label = contender.by_label
        self._order = np.fromiter(chain.from_iterable(places), dtype=np.int64)
        self._starts = np.cumsum([0, *map(len, places[:-1])])

    def strength(self, question: str) -> dict[str, float]:
        """One score a label: that of its best text."""
        scores = self._search(question)
        if not self._by_label:
            scores = np.maximum.reduceat(scores[self._order], self._starts)
        return dict(zip(self._labels, scores.tolist(), strict=True))

    def answer(self, question: str, cities: Sequence[str]) -> Ending:
        """How a question about these cities ends."""
        strength = self.strength(question)
        return decided(strength, cities, self._threshold, len(question), self._per_character)


def decided(
    strength: Mapping[str, float],
    cities: Sequence[str],
    threshold: float,
    length: int,
    per_character: bool,
) -> Ending:
    """Refuse below the threshold; an intent that is best wins; else the best clause of each city."""
    ranked = sorted(strength, key=lambda label: -strength[label])
    best = ranked[0]
    if strength[best] / (length if per_character else 1) < threshold:
        return Ending("not_in_policy")
    if best in INTENTS:
        return Ending(STATUS_OF.get(best, best))
    if best.startswith("service:"):
        return Ending("service", service=best.removeprefix("service:"))
    clauses = [label for label in ranked if label.rpartition("-")[0] in cities and strength[label]]
    first = {city: next((c for c in clauses if c.startswith(city)), "") for city in cities}
    shown = [clause for clause in clauses if clause in first.values()]
    if not shown:
        return Ending("not_in_policy")
    rest = [clause for clause in clauses if clause not in shown]
    return Ending("compare" if len(shown) > 1 else "answered", (*shown, *rest[:2]))


def cities_asked(question: str, city: str | None) -> tuple[str, ...]:
    """The cities named in the question, else the set one, else all: what everybody would write."""
    named = tuple(name for name, chinese in CITY_NAMES.items() if chinese in question)
    return named or ((city,) if city else tuple(CITY_NAMES))


def texts_of(known: Mapping[str, Any], with_bank: bool, without: set[str]) -> Labelled:
    """The clauses, and with the bank all phrasings but those of the voices left out."""
    texts = [(clause["text"], (clause["id"],)) for clause in known["clauses"]]
    if with_bank:
        texts += [
            (utterance, tuple(labels[:1] if labels[0] == "silent" else labels))
            for utterance, labels, voice in known["phrasings"]
            if voice not in without
        ]
    return texts
