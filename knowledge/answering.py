"""A question -> an Answer: what kind of turn it is, which clauses speak, and their deciding words. No wording.

The learned ranker and the lexical index are added up; then the city decides. Every threshold is named here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from knowledge.followups import resolve
from knowledge.index import Index
from knowledge.learning import Ranker
from knowledge.passages import Passages
from knowledge.places import Gazetteer, Named
from knowledge.policy import Clause, Policy, Quote
from knowledge.words import Language, Terms

LEXICAL_SHARE = 1.5
"""How much a lexical score (0 to 1) adds to a learned one (about -1.5 to 1)."""

SPEAKS = -0.35
"""A clause with at least this score speaks of the question."""

OTHER_CITY_LEAD = 0.35
"""When the other city's clause leads by more, this city's text is taken to be silent."""

BOTH_WITHIN = 0.55
"""With no city set, both cities are answered when their best clauses are this near."""

NEAREST = 3
LONGEST_QUESTION = 500
"""Characters of a message that are looked at; a longer one is cut for searching, not for keeping."""

INTENTS = ("handoff", "smalltalk", "out", "silent")
SERVICE = "service:"


class Status(StrEnum):
    """How a question ends."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NOT_IN_POLICY = "not_in_policy"
    OUT_OF_SCOPE = "out_of_scope"
    SERVICE = "service"
    HANDOFF = "handoff"
    SMALLTALK = "smalltalk"
    COMPARE = "compare"


class UncitedAnswer(ValueError):
    """An answer was built that cites no clause."""


@dataclass(frozen=True)
class Explanation:
    """How an answer came about, for `ask --explain` and the officer's card."""

    question: str
    words: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float, float], ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the policies say. `ranked` are clause ids, best first; `elsewhere` are clauses of the other city."""

    status: Status
    quotes: tuple[Quote, ...] = ()
    ranked: tuple[str, ...] = ()
    service: str | None = None
    cities: tuple[str, ...] = ()
    elsewhere: tuple[Quote, ...] = ()
    place: str = ""
    explanation: Explanation = field(default_factory=lambda: Explanation(""))

    def __post_init__(self) -> None:
        if self.status in {Status.ANSWERED, Status.COMPARE} and not self.quotes:
            raise UncitedAnswer(self.explanation.question)

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the quoted clauses, in the order of quoting."""
        return tuple(dict.fromkeys(quote.clause.id for quote in self.quotes))


@dataclass(frozen=True)
class _Weighed:
    """A question's scores: for each clause (learned plus lexical) and for each intent."""

    clauses: Mapping[str, float]
    intents: Mapping[str, float]

    def best(self, cities: Sequence[str]) -> str | None:
        """The best clause of these cities."""
        theirs = [c for c in self.clauses if c.rpartition("-")[0] in cities]
        return max(theirs, key=lambda c: self.clauses[c], default=None)


@dataclass(frozen=True)
class Knowledge:
    """Everything published, ready to answer."""

    digest: str
    policies: tuple[Policy, ...]
    language: Language
    index: Index
    passages: Passages
    ranker: Ranker
    gazetteer: Gazetteer

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all policies, in the index's order."""
        return tuple(clause for policy in self.policies for clause in policy.clauses)

    def policy(self, city: str) -> Policy:
        """The policy of this city. Raises KeyError when there is none."""
        for policy in self.policies:
            if policy.id == city:
                return policy
        raise KeyError(city)

    def clause(self, clause_id: str) -> Clause:
        """The clause of this id. Raises KeyError when there is none."""
        return self.policy(clause_id.rpartition("-")[0]).clause(clause_id)

    def answer(self, question: str, city: str | None, subject: Mapping[str, Any]) -> Answer:
        """Answer a question asked in a conversation with this city set and this subject spoken of."""
        asked = resolve(
            self.language.cut(question[:LONGEST_QUESTION]).text, subject, self.gazetteer
        )
        terms = self.language.cut(asked.text)
        named = self.gazetteer.look(asked.text)
        cities = named.cities or ((city,) if city else ()) or tuple(p.id for p in self.policies)
        weighed = self._weigh(self.language.cut(named.rest))
        return self._decide(terms, named, cities, weighed)

    def _weigh(self, terms: Terms) -> _Weighed:
        learned = dict(zip(self.ranker.labels, map(float, self.ranker.scores(terms)), strict=True))
        lexical = self.index.search(terms)
        clauses = {
            clause.id: learned.get(clause.id, -1.0) + LEXICAL_SHARE * float(score)
            for clause, score in zip(self.clauses, lexical, strict=True)
        }
        intents = {
            label: score
            for label, score in learned.items()
            if label in INTENTS or label.startswith(SERVICE)
        }
        return _Weighed(clauses, intents)

    def _decide(
        self, terms: Terms, named: Named, cities: tuple[str, ...], weighed: _Weighed
    ) -> Answer:
        intent = max(weighed.intents, key=lambda label: weighed.intents[label])
        ranked = sorted(weighed.clauses, key=lambda c: -weighed.clauses[c])
        top = weighed.clauses[ranked[0]]
        why = self._explain(terms, cities, weighed, ranked)
        nearest = tuple(c for c in ranked if c.rpartition("-")[0] in cities)[:NEAREST]
        if named.elsewhere:
            return Answer(Status.OUT_OF_SCOPE, place=named.elsewhere, explanation=why)
        if weighed.intents[intent] > top:
            return self._intended(intent, nearest, cities, why)
        return self._cite(terms, named, cities, weighed, nearest, why)

    def _intended(
        self, intent: str, nearest: tuple[str, ...], cities: tuple[str, ...], why: Explanation
    ) -> Answer:
        if intent.startswith(SERVICE):
            name = intent.removeprefix(SERVICE)
            return Answer(Status.SERVICE, (), nearest, name, cities, explanation=why)
        status = {
            "handoff": Status.HANDOFF,
            "smalltalk": Status.SMALLTALK,
            "out": Status.OUT_OF_SCOPE,
            "silent": Status.NOT_IN_POLICY,
        }[intent]
        ranked = nearest if status is Status.NOT_IN_POLICY else ()
        return Answer(status, (), ranked, cities=cities, explanation=why)

    def _cite(
        self,
        terms: Terms,
        named: Named,
        cities: tuple[str, ...],
        weighed: _Weighed,
        nearest: tuple[str, ...],
        why: Explanation,
    ) -> Answer:
        best = {city: weighed.best([city]) for city in cities}
        found = [c for c in best.values() if c and weighed.clauses[c] >= SPEAKS]
        others = [p.id for p in self.policies if p.id not in cities]
        rival = weighed.best(others)
        if rival and (
            not found or weighed.clauses[rival] - weighed.clauses[found[0]] > OTHER_CITY_LEAD
        ):
            quotes = self.passages.decide(self.clause(rival), terms)
            return Answer(Status.NOT_IN_POLICY, (), nearest, None, cities, quotes, explanation=why)
        if not found:
            return Answer(Status.NOT_IN_POLICY, (), nearest, cities=cities, explanation=why)
        found.sort(key=lambda c: -weighed.clauses[c])
        if not named.compares:
            found = [
                c for c in found if weighed.clauses[found[0]] - weighed.clauses[c] <= BOTH_WITHIN
            ]
        quotes = tuple(q for c in found for q in self.passages.decide(self.clause(c), terms))
        status = Status.COMPARE if len(found) > 1 else Status.ANSWERED
        rest = tuple(c for c in nearest if c not in found)
        return Answer(status, quotes, (*found, *rest), None, cities, explanation=why)

    def _explain(
        self, terms: Terms, cities: tuple[str, ...], weighed: _Weighed, ranked: Sequence[str]
    ) -> Explanation:
        scored = {**weighed.clauses, **weighed.intents}
        top = sorted(scored, key=lambda label: -scored[label])[:6]
        return Explanation(
            terms.text, terms.words, cities, tuple((label, scored[label], 0.0) for label in top)
        )
