"""From scores to a decision: what kind of turn it is, and which clauses of which city answer it. Pure.

Every threshold stands in knowledge/thresholds.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from knowledge.thresholds import DEFAULTS, Thresholds
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


CONTRADICTION = 2.0
"""What a clause loses that speaks of the thing asked at other levels only."""

INTENTS: Mapping[str, Status] = {
    "handoff": Status.HANDOFF,
    "smalltalk": Status.SMALLTALK,
    "out": Status.OUT_OF_SCOPE,
    "silent": Status.NOT_IN_POLICY,
}


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
    which policies seldom state is asked, and stated.
    """

    cities: tuple[str, ...]
    all_cities: tuple[str, ...]
    compares: bool = False
    elsewhere: str = ""
    unstated: Unstated | None = None
    asked_back: bool = False
    contradicted: frozenset[str] = frozenset()
    stated: bool = False


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


def decide(
    scores: Scores,
    about: Circumstances,
    companions: Companions,
    limits: Thresholds = DEFAULTS,
    nearest: int = 3,
) -> Decision:
    """Decide one question."""
    clauses = {
        clause: score - (CONTRADICTION if clause in about.contradicted else 0.0)
        for clause, score in scores.fused(limits).items()
    }
    ranked = sorted(clauses, key=lambda clause: -clauses[clause])
    near = tuple(c for c in ranked if city_of(c) in about.cities)[:nearest]
    intended = _intent(scores, clauses[ranked[0]], limits)
    service = _service(scores, clauses, limits)
    if intended in {Status.HANDOFF, Status.SMALLTALK} and service is None:
        return Decision(intended, why="intent")
    if about.elsewhere:
        return Decision(Status.OUT_OF_SCOPE, why="elsewhere")
    if service is not None:
        return Decision(Status.SERVICE, near=near, service=service, why="service")
    if about.unstated and not about.unstated.beside:
        return Decision(Status.NOT_IN_POLICY, near=near, why="unstated")
    if intended is not None and not (about.stated and intended is Status.NOT_IN_POLICY):
        return Decision(intended, near=near, why="intent")
    return _cite(clauses, about, companions, limits, near)


def _in_company(
    clauses: Mapping[str, float], about: Circumstances, companions: Companions, limits: Thresholds
) -> dict[str, float]:
    """The scores, each city's clauses raised by how often they go with the best clause of another city."""
    bests = [best for city in about.all_cities if (best := _best(clauses, [city]))]
    top = max(bests, key=lambda clause: clauses[clause])
    return {
        clause: score + limits.companion_share * companions.get(top, {}).get(clause, 0.0)
        for clause, score in clauses.items()
    }


@cache
def city_of(clause: str) -> str:
    """The city of a clause id."""
    return clause.rpartition("-")[0]


def _intent(scores: Scores, best: float, limits: Thresholds) -> Status | None:
    """The intent that leads the best clause's score by enough, if any."""
    leads = {
        "handoff": limits.handoff_lead,
        "smalltalk": limits.smalltalk_lead,
        "out": limits.out_lead,
        "silent": limits.silent_lead,
    }
    over = {name: scores.learned.get(name, -1.0) - best - lead for name, lead in leads.items()}
    name = max(over, key=lambda intent: over[intent])
    return INTENTS[name] if over[name] > 0 else None


def _service(scores: Scores, clauses: Mapping[str, float], limits: Thresholds) -> str | None:
    """The service that is wished for, if one is."""
    wish = scores.learned.get(SOME_SERVICE, -1.0)
    others = max(scores.learned.get(name, -1.0) for name in INTENTS)
    asked = max(score for clause, score in clauses.items() if not clause.endswith(SERVICE_CLAUSE))
    if wish < limits.service_from or wish < others or wish < asked - limits.service_behind:
        return None
    services = (label for label in scores.learned if label.startswith(SERVICE))
    return max(services, key=lambda label: scores.learned[label]).removeprefix(SERVICE)


def _cite(
    alone: Mapping[str, float],
    about: Circumstances,
    companions: Companions,
    limits: Thresholds,
    near: tuple[str, ...],
) -> Decision:
    clauses = _in_company(alone, about, companions, limits)
    best = [_best(clauses, [city]) for city in about.cities]
    found = [clause for clause in best if clause and clauses[clause] >= limits.speaks]
    found.sort(key=lambda clause: -clauses[clause])
    rival = _best(clauses, [city for city in about.all_cities if city not in about.cities])
    if rival and _silent_here(clauses, found, rival, companions, about, limits):
        return Decision(Status.NOT_IN_POLICY, near=near, rival=rival, why="other city")
    if not found:
        return Decision(Status.NOT_IN_POLICY, near=near, why="nothing near")
    if len(about.cities) == 1 and not about.asked_back and _is_unsure(clauses, near, limits):
        return Decision(Status.CLARIFY, near=near, why="unsure")
    if not about.compares:
        lead = clauses[found[0]]
        found = [clause for clause in found if lead - clauses[clause] <= limits.both_within]
    status = Status.COMPARE if len(found) > 1 else Status.ANSWERED
    rest = tuple(clause for clause in near if clause not in found)
    return Decision(status, tuple(found), rest, why="compared" if about.compares else "best")


def _is_unsure(clauses: Mapping[str, float], near: Sequence[str], limits: Thresholds) -> bool:
    if len(near) < 2:
        return False
    first, second = (clauses[clause] for clause in near[:2])
    return first < limits.unsure and first - second < limits.unsure_within


def _best(clauses: Mapping[str, float], cities: Sequence[str]) -> str | None:
    theirs = [clause for clause in clauses if city_of(clause) in cities]
    return max(theirs, key=lambda clause: clauses[clause], default=None)


def _silent_here(
    clauses: Mapping[str, float],
    found: Sequence[str],
    rival: str,
    companions: Companions,
    about: Circumstances,
    limits: Thresholds,
) -> bool:
    """Whether the other city's text speaks of the question and this city's does not."""
    if clauses[rival] < limits.speaks:
        return False
    if not found:
        return True
    own = found[0]
    if companions.get(rival, {}).get(own, 0.0) >= limits.companion_enough:
        return own in about.contradicted
    lead = clauses[rival] - clauses[own]
    return clauses[own] < limits.own_city_enough and lead > limits.other_city_lead
