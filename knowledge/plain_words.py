"""Which gists of a clause answer a question: those whose own words the question uses most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.gists import Gist
from knowledge.index import Index, build
from knowledge.words import Language, Terms, normalise

MOST = 3
"""Sentences at once; more are no longer an answer."""

KEYWORD = 0.12
"""What each character of a gist's own word adds that stands in the question."""

WITHIN = 0.2
"""A gist that scores so little less than the best one answers as well; a level named apart is more."""


@dataclass(frozen=True)
class PlainWords:
    """All gists, indexed. `keywords` are the gists' own words, normalised like a question."""

    gists: tuple[Gist, ...]
    keywords: tuple[tuple[str, ...], ...]
    places: Mapping[str, tuple[int, ...]]
    index: Index

    def choose(self, clause_id: str, terms: Terms) -> tuple[Gist, ...]:
        """The clause's gists that answer best, in the clause's own order; () when it has none."""
        places = self.places.get(clause_id, ())
        if not places:
            return ()
        found = self.index.search(terms)
        scores = {place: float(found[place]) + self._spoken(place, terms) for place in places}
        best = max(scores.values())
        good = sorted((p for p in places if best - scores[p] < WITHIN), key=lambda p: -scores[p])
        return tuple(self.gists[place] for place in sorted(good[:MOST]))

    def _spoken(self, place: int, terms: Terms) -> float:
        text = terms.characters
        return KEYWORD * sum(len(word) for word in self.keywords[place] if word in text)


def index_gists(
    gists: Mapping[str, Sequence[Gist]],
    language: Language,
    synonyms: Mapping[str, tuple[str, ...]],
) -> PlainWords:
    """The gists, ready to be chosen from."""
    every = tuple(gist for theirs in gists.values() for gist in theirs)
    places: dict[str, tuple[int, ...]] = {}
    for place, gist in enumerate(every):
        places[gist.clause] = (*places.get(gist.clause, ()), place)
    texts = [f"{gist.says} {' '.join(gist.words)}" for gist in every]
    keywords = tuple(
        tuple(normalise(word).replace(" ", "") for word in gist.words) for gist in every
    )
    return PlainWords(every, keywords, places, build(texts, language, synonyms))
