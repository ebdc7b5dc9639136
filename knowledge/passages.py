"""The deciding passage of a clause: its sentences that say what was asked, as verbatim slices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.index import Index, Vocabulary, build
from knowledge.parsing import NUMBERED, RESPONSIBLE, TITLED
from knowledge.policy import Clause, Quote
from knowledge.words import Language, Terms

SENTENCE = re.compile(r"[^。；;]+[。；;]?[”」]?")
SHOWN_WHOLE = 165
"""Characters: a clause up to this length is quoted whole, as it fits a phone."""

LONGEST_PASSAGE = 200
"""Characters of a longer clause that are shown at once; the rest is one tap away."""

MORE_FOR_A_BASIS = 80
"""Characters that may be shown beyond that for a sentence on which a plain one rests."""

NEARLY_AS_GOOD = 0.5
"""A sentence with this share of the best one's score is shown too, while there is room."""

ASKS_AMOUNT = re.compile(
    r"多少|几[万个成块钱点百]|多钱|金额|上限|封顶|最高|最多|比例|额度|标准|补[贴助]?给?不|奖|给钱|钱"
)
HAS_AMOUNT = re.compile(r"\d")
AMOUNT_BONUS = 0.08


@dataclass(frozen=True)
class Passages:
    """All sentences of all clauses, indexed."""

    index: Index
    places: Mapping[str, range]
    quotes: tuple[Quote, ...]

    def decide(self, clause: Clause, terms: Terms, told: Sequence[str] = ()) -> tuple[Quote, ...]:
        """The clause's sentences that answer best, in reading order; at least one.

        What is `told` in plain words is shown in the clause's own as well, while there is some room.
        """
        start, end = body(clause)
        if end - start <= SHOWN_WHOLE:
            return (Quote(clause, start, end),)
        places = self.places[clause.id]
        scores = self.index.search(terms, slice(places.start, places.stop)).tolist()
        amount = AMOUNT_BONUS if ASKS_AMOUNT.search(terms.text) else 0.0
        scored = {
            place: score + (amount if HAS_AMOUNT.search(self.quotes[place].text) else 0.0)
            for place, score in zip(places, scores, strict=True)
        }
        ranked = sorted(scored, key=lambda place: -scored[place])
        bases = {self._basis(places, sentence) for sentence in told}
        chosen: list[int] = []
        room = LONGEST_PASSAGE
        for place in ranked:
            length = len(self.quotes[place].text)
            good = scored[place] >= NEARLY_AS_GOOD * scored[ranked[0]]
            fits = good and length <= room
            if not chosen or fits or (place in bases and length <= room + MORE_FOR_A_BASIS):
                chosen.append(place)
                room -= length
        return _joined([self.quotes[place] for place in sorted(chosen)])

    def _basis(self, places: Sequence[int], told: str) -> int:
        """The sentence that has most in common with a plain one."""
        parts = {told[at : at + 2] for at in range(len(told) - 1)}
        return max(places, key=lambda p: sum(map(self.quotes[p].text.__contains__, parts)))


def index_passages(
    clauses: Sequence[Clause], language: Language, vocabulary: Vocabulary
) -> Passages:
    """The sentences of these clauses, without title and list of units."""
    quotes: list[Quote] = []
    places: dict[str, range] = {}
    for clause in clauses:
        begun = len(quotes)
        quotes += sentences(clause)
        places[clause.id] = range(begun, len(quotes))
    index = build([quote.text for quote in quotes], language, vocabulary)
    return Passages(index, places, tuple(quotes))


def sentences(clause: Clause) -> list[Quote]:
    """A clause's sentences, without its title and its responsible units; at least one."""
    start, end = body(clause)
    found = [
        Quote(clause, start + match.start(), start + match.end())
        for match in SENTENCE.finditer(clause.text[start:end])
        if match[0].strip()
    ]
    return found or [Quote(clause, 0, len(clause.text))]


def body(clause: Clause) -> tuple[int, int]:
    """Where a clause's own words begin and end: after its title, before its responsible units."""
    opening = NUMBERED.match(clause.text) or (TITLED.match(clause.text) if clause.units else None)
    closing = RESPONSIBLE.search(clause.text)
    return opening.end() if opening else 0, closing.start() if closing else len(clause.text)


def _joined(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Neighbouring sentences as one quote."""
    joined: list[Quote] = []
    for quote in quotes:
        if joined and joined[-1].end == quote.start:
            joined[-1] = Quote(quote.clause, joined[-1].start, quote.end)
        else:
            joined.append(quote)
    return tuple(joined)
