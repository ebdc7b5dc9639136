"""Which gists of a clause answer a question: those whose own words the question uses most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.gists import Gist, Kind
from knowledge.index import Index, Vocabulary, build
from knowledge.passages import ASKS_AMOUNT
from knowledge.words import Language, Terms, normalise

MOST, MOST_LISTED = 3, 6
"""Sentences at once; more are no longer an answer, but where all are asked for."""

LISTS = re.compile(
    "都有(?:哪些|什么|啥)|有(?:哪些|哪几|几种|几类)|(?:各|分别)(?:是|给|奖|补|有|能)?多少|哪几[种类项]"
)
"""How all of a kind is asked for."""

KEYWORD = 0.12
"""What each character of a gist's own word adds that stands in the question."""

AMOUNT = 0.25
"""What an amount adds to a gist when the question asks for one."""

LEVELS = ("国家级", "省级", "市级")
GAP = "没有写"
"""How a gist says that its clause leaves something open."""

WITHIN = 0.2
"""A gist that scores so little less than the best one answers as well; a level named apart is more."""


@dataclass(frozen=True)
class PlainWords:
    """All gists, indexed. `keywords` are the gists' own words, normalised like a question."""

    gists: tuple[Gist, ...]
    keywords: tuple[tuple[str, ...], ...]
    places: Mapping[str, range]
    index: Index

    def of(self, clause_id: str) -> tuple[Gist, ...]:
        """All gists of a clause, in its own order."""
        return tuple(self.gists[place] for place in self.places.get(clause_id, range(0)))

    def choose(
        self, clause_id: str, terms: Terms, newly: str = "", compared: bool = False
    ) -> tuple[Gist, ...]:
        """The clause's gists that answer best, in the clause's own order; () when it has none.

        `newly` is what a question that goes on from another says itself: 院士站呢 is not about 院士 any more.
        Where cities are `compared`, amounts are wanted unasked.
        """
        all_places = self.places.get(clause_id)
        if not all_places:
            return ()
        first = all_places.start
        found = self.index.search(terms, slice(first, all_places.stop)).tolist()
        places = self._at_levels(all_places, terms) or all_places
        places = self._named(places, newly) or places
        amount = AMOUNT if compared or ASKS_AMOUNT.search(terms.text) else 0.0
        scores = {
            place: found[place - first]
            + self._spoken(place, terms)
            + (amount if self.gists[place].amount else 0.0)
            for place in places
        }
        best = max(scores.values())
        told = [place for place in places if self._tells_of_a_gap(place, places, terms)]
        near = [place for place in places if best - scores[place] < WITHIN]
        good = dict.fromkeys((*told, *sorted(near, key=lambda place: -scores[place])))
        if not LISTS.search(terms.characters):
            return tuple(self.gists[place] for place in sorted([*good][:MOST]))
        every = dict.fromkeys((*good, *(p for p in places if self.gists[p].amount)))
        return tuple(self.gists[place] for place in sorted([*every][:MOST_LISTED]))

    def knows(self, clause_id: str, name: str) -> bool:
        """Whether the clause has a gist for what is called so: its own words hold the name."""
        places = self.places.get(clause_id, range(0))
        return len(name) > 1 and any(name in word for p in places for word in self.keywords[p])

    def _named(self, places: Sequence[int], question: str) -> tuple[int, ...]:
        """The gists whose own words have most in common with the question; none when they have nothing."""
        parts = {question[at : at + 2] for at in range(len(question) - 1)}
        common = {
            p: sum(any(part in w for w in self.keywords[p]) for part in parts) for p in places
        }
        most = max(common.values(), default=0)
        return tuple(p for p in places if common[p] == most) if most else ()

    def _at_levels(self, places: Sequence[int], terms: Terms) -> tuple[int, ...]:
        """The gists on the level (国家级, 省级, 市级) that the question names, and those on none."""
        others = {level for level in LEVELS if level not in terms.characters}
        if len(others) == len(LEVELS):
            return tuple(places)
        return tuple(p for p in places if not others & set(self.keywords[p]))

    def _tells_of_a_gap(self, place: int, places: Sequence[int], terms: Terms) -> bool:
        """Whether a gist says that something is not written which the question names by a word of its own."""
        gist, others = self.gists[place], [p for p in places if p != place]
        if gist.kind is not Kind.RULE or GAP not in gist.says:
            return False
        known = {word for other in others for word in self.keywords[other]}
        return any(
            len(word) > 1 and word not in known and word in terms.characters
            for word in self.keywords[place]
        )

    def _spoken(self, place: int, terms: Terms) -> float:
        text = terms.characters
        return KEYWORD * sum(len(word) for word in self.keywords[place] if word in text)


def index_gists(
    gists: Mapping[str, Sequence[Gist]], language: Language, vocabulary: Vocabulary
) -> PlainWords:
    """The gists, ready to be chosen from."""
    every = tuple(gist for theirs in gists.values() for gist in theirs)
    places: dict[str, range] = {}
    for clause, theirs in gists.items():
        begun = sum(map(len, places.values()))
        places[clause] = range(begun, begun + len(theirs))
    texts = [f"{gist.says} {' '.join(gist.words)}" for gist in every]
    keywords = tuple(
        tuple(normalise(word).replace(" ", "") for word in gist.words) for gist in every
    )
    return PlainWords(every, keywords, places, build(texts, language, vocabulary))
