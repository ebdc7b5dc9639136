"""What deciding works with: Scores, Circumstances and the Decision itself. Values only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from knowledge.levels import OtherLevels
from knowledge.thresholds import Thresholds
from knowledge.unstated import Unstated
from knowledge.words import Terms

SERVICE = "service:"
SERVICE_CLAUSE = "-2"
"""Both policies promise their services in their second clause."""

SOME_SERVICE = "some service"
"""A label of the learned ranker beside clauses and intents: a wish for whatever service."""


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


NO_TERMS = Terms("", (), ())


@dataclass(frozen=True)
class Scores:
    """A question's scores: learned ones for every label, lexical ones for every clause.

    `terms` are the question's, without the cities' names.
    """

    learned: Mapping[str, float]
    lexical: Mapping[str, float]
    terms: Terms = NO_TERMS

    def favouring(self, clauses: Collection[str], gain: float) -> Scores:
        """The same with these clauses' learned scores raised."""
        if not clauses:
            return self
        raised = {name: self.learned.get(name, -1.0) + gain for name in clauses}
        return replace(self, learned={**self.learned, **raised})

    def fused(self, thresholds: Thresholds) -> dict[str, float]:
        """One score a clause."""
        return {
            clause: self.learned.get(clause, -1.0) + thresholds.lexical_share * lexical
            for clause, lexical in self.lexical.items()
        }


@dataclass(frozen=True)
class Circumstances:
    """What else decides: the cities asked about, all cities, and what was noticed in the words.

    `asked_back` tells that the visitor was asked to choose just before: never twice in a row.
    `contradicted` are clauses that speak of the thing at other levels only. `stated` tells that something
    which policies seldom state is asked, and stated. `other_levels` is the clause of these cities that speaks
    of the thing asked at other levels. `is_broad`: the words are so general that many clauses would fit.
    `only_city`: another city is named and nothing else, where no service was offered before.
    `only_level`: nothing is asked but a thing at a level that is nowhere written. `means_business`: money is
    spoken of, or such a thing, so that it is no small talk. `vents`: all that was said is that somebody is angry.
    `introduces`: visitors say what they do, then ask
    in general what there is. `comes`: they say that they plan to come, and ask nothing.
    """

    cities: tuple[str, ...]
    all_cities: tuple[str, ...]
    compares: bool = False
    elsewhere: str = ""
    unstated: Unstated | None = None
    asked_back: bool = False
    contradicted: frozenset[str] = frozenset()
    stated: bool = False
    shrugs: bool = False
    wants_person: bool = False
    vents: bool = False
    complains: bool = False
    is_broad: bool = False
    means_business: bool = False
    introduces: bool = False
    comes: bool = False
    other_levels: OtherLevels | None = None
    only_level: bool = False
    only_city: bool = False


@dataclass(frozen=True)
class Decision:
    """`found` clauses answer; `near` are the best others of these cities; `rival` is the other city's clause.

    `why` names the check that decided.
    """

    status: Status
    found: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    service: str | None = None
    rival: str | None = None
    why: str = ""


Companions = Mapping[str, Mapping[str, float]]
"""For each clause, how often (0 to 1) another city's clause answers the same phrasing."""


@lru_cache(maxsize=4096)  # asked of every clause again and again
def city_of(clause: str) -> str:
    """The city of a clause id."""
    return clause.rpartition("-")[0]


def best_of(clauses: Mapping[str, float], cities: Collection[str]) -> str | None:
    """The clause of these cities with the highest score."""
    theirs = [clause for clause in clauses if city_of(clause) in cities]
    return max(theirs, key=clauses.__getitem__, default=None)
