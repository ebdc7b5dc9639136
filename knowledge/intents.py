"""What is meant besides a clause: a person, small talk, something else, or a service. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.decisions import (
    SERVICE,
    SERVICE_CLAUSE,
    SOME_SERVICE,
    Circumstances,
    Scores,
    Status,
)
from knowledge.thresholds import Thresholds

INTENTS: Mapping[str, Status] = {
    "handoff": Status.HANDOFF,
    "smalltalk": Status.SMALLTALK,
    "out": Status.OUT_OF_SCOPE,
    "silent": Status.NOT_IN_POLICY,
}


def intent(scores: Scores, best: float, limits: Thresholds, about: Circumstances) -> Status | None:
    """The intent that leads the best clause's score by enough, if any.

    Who speaks of money makes no small talk; what could mean any clause (能补多少) asks for a person at most.
    """
    leads = {
        "handoff": limits.handoff_lead,
        "smalltalk": limits.smalltalk_lead,
        "out": limits.out_lead,
        "silent": limits.silent_lead,
    }
    if about.is_broad:
        leads = {"handoff": limits.handoff_lead}
    elif about.means_business:
        del leads["smalltalk"]
    over = {name: scores.learned.get(name, -1.0) - best - lead for name, lead in leads.items()}
    name = max(over, key=over.__getitem__)
    return INTENTS[name] if over[name] > 0 else None


def service_of(scores: Scores, clauses: Mapping[str, float], limits: Thresholds) -> str | None:
    """The service that is wished for, if one is."""
    wish = scores.learned.get(SOME_SERVICE, -1.0)
    others = max(scores.learned.get(name, -1.0) for name in INTENTS)
    if wish < limits.service_from or wish < others:
        return None
    asked = max(score for clause, score in clauses.items() if not clause.endswith(SERVICE_CLAUSE))
    if wish < asked - limits.service_behind:
        return None
    name, clear = surest_service(scores)
    return name if clear >= limits.service_clear else None


def surest_service(scores: Scores) -> tuple[str, float]:
    """The service that the words fit best, and how well."""
    services = (label for label in scores.learned if label.startswith(SERVICE))
    best = max(services, key=scores.learned.__getitem__)
    return best.removeprefix(SERVICE), scores.learned[best]
