"""From scores to a decision: what kind of turn it is, and which clauses of which city answer it. Pure.

CHECKS is the whole order; every threshold stands in knowledge/thresholds.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge.citing import cite
from knowledge.decisions import (
    SERVICE,
    SERVICE_CLAUSE,
    SOME_SERVICE,
    Circumstances,
    Companions,
    Decision,
    Scores,
    Status,
    city_of,
)
from knowledge.intents import intent, service_of, surest_service
from knowledge.thresholds import DEFAULTS, Thresholds

__all__ = [
    "SERVICE",
    "SERVICE_CLAUSE",
    "SOME_SERVICE",
    "Circumstances",
    "Companions",
    "Decision",
    "Scores",
    "Status",
    "city_of",
    "decide",
]

CONTRADICTION = 2.0
"""What a clause loses that speaks of the thing asked at other levels only."""

FINAL_CLAUSE = "-0"
"""附则: no words so general ask for it."""


@dataclass(frozen=True)
class Asked:
    """One question with everything that decides it. `near` are the best clauses of the cities asked about."""

    scores: Scores
    about: Circumstances
    companions: Companions
    limits: Thresholds
    clauses: Mapping[str, float]
    near: tuple[str, ...]
    intended: Status | None
    service: str | None


def decide(
    scores: Scores,
    about: Circumstances,
    companions: Companions,
    limits: Thresholds = DEFAULTS,
    nearest: int = 3,
) -> Decision:
    """Decide one question: the first of CHECKS that applies, else the best clauses are cited."""
    clauses = scores.fused(limits)
    clauses |= {c: clauses[c] - CONTRADICTION for c in about.contradicted if c in clauses}
    near = _near(clauses, about, nearest)
    intended = intent(scores, max(clauses.values()), limits, about)
    service = service_of(scores, clauses, limits)
    asked = Asked(scores, about, companions, limits, clauses, near, intended, service)
    decided = next((found for check in CHECKS if (found := check(asked))), None)
    return decided or cite(clauses, about, companions, limits, near)


def _near(clauses: Mapping[str, float], about: Circumstances, most: int) -> tuple[str, ...]:
    """The best clauses of these cities; the one that knows the thing asked at other levels comes first."""
    first = about.other_levels.clause if about.other_levels else ""
    theirs = [clause for clause in clauses if city_of(clause) in about.cities]
    ranked = sorted(theirs, key=clauses.__getitem__, reverse=True)
    return (
        (first, *(c for c in ranked if c != first))[:most] if first in theirs else (*ranked[:most],)
    )


def _shrug(asked: Asked) -> Decision | None:
    return Decision(Status.SMALLTALK, why="shrug") if asked.about.shrugs else None


def _vents(asked: Asked) -> Decision | None:
    """Who is only angry is asked whether they want a person."""
    return Decision(Status.HANDOFF, why="vents") if asked.about.vents else None


def _wish_for_officer(asked: Asked) -> Decision | None:
    if asked.about.wants_person:
        return Decision(Status.HANDOFF, why="person")
    if asked.about.unstated and not asked.about.unstated.beside:
        return None  # who asks for a telephone number wants the number: _unstated
    meant = asked.intended is Status.HANDOFF and asked.service is None
    return Decision(Status.HANDOFF, why="intent") if meant else None


def _coming(asked: Asked) -> Decision | None:
    """Who says that they plan to come, and asks nothing, is no matter of somebody else's and no small talk."""
    meant = asked.intended in {Status.OUT_OF_SCOPE, Status.SMALLTALK, Status.HANDOFF}
    wish = asked.scores.learned.get("handoff", -1.0)
    wants_person = asked.about.wants_person or wish >= asked.limits.handoff_clear
    if not asked.about.comes or not meant or wants_person or asked.service:
        return None
    return Decision(Status.CLARIFY, near=asked.near, why="introduced")


def _elsewhere(asked: Asked) -> Decision | None:
    return Decision(Status.OUT_OF_SCOPE, why="elsewhere") if asked.about.elsewhere else None


def _complaint(asked: Asked) -> Decision | None:
    """The clause of the money that somebody waits for, when it is clear which; else a person is needed."""
    if not asked.about.complains or asked.service is not None:
        return None
    first, second = (asked.clauses[clause] for clause in asked.near[:2])
    if first < asked.limits.clear_from or first - second < asked.limits.clear_lead:
        return Decision(Status.HANDOFF, near=asked.near, why="complaint")
    return Decision(Status.ANSWERED, asked.near[:1], asked.near[1:], why="complaint")


def _small_talk(asked: Asked) -> Decision | None:
    meant = asked.intended is Status.SMALLTALK and asked.service is None
    return Decision(Status.SMALLTALK, why="intent") if meant else None


def _wish_for_service(asked: Asked) -> Decision | None:
    if asked.service is None or asked.about.compares or asked.about.only_city:
        return None
    return Decision(Status.SERVICE, near=asked.near, service=asked.service, why="service")


def _unstated(asked: Asked) -> Decision | None:
    unstated = asked.about.unstated
    if not unstated or unstated.beside or (not unstated.plain and _is_false_alarm(asked)):
        return None
    return Decision(Status.NOT_IN_POLICY, near=_serving_first(asked), why="unstated")


def _is_false_alarm(asked: Asked) -> bool:
    """Whether it only sounds so (国内再没第二家): nothing that people ask in vain is near, a clause is."""
    silent, best = asked.scores.learned.get("silent", 0.0), asked.clauses[asked.near[0]]
    return silent < asked.limits.silent_never and best - silent > asked.limits.silent_behind


def _serving_first(asked: Asked) -> tuple[str, ...]:
    """Who asks what to bring for a service is sent to those who give it, not to a clause that mentions it."""
    _, service = surest_service(asked.scores)
    if service < asked.clauses[asked.near[0]] + asked.limits.service_over:
        return asked.near
    serving = tuple(f"{city}{SERVICE_CLAUSE}" for city in asked.about.cities)
    return (*serving, *(clause for clause in asked.near if clause not in serving))[
        : len(asked.near)
    ]


def _unwritten_level(asked: Asked) -> Decision | None:
    """A thing at a level that no city's text knows, and nothing else, is asked."""
    if not asked.about.only_level or asked.about.compares:
        return None
    return Decision(Status.NOT_IN_POLICY, near=asked.near, why="level")


def _other_intent(asked: Asked) -> Decision | None:
    beside = asked.about.unstated is not None and asked.about.unstated.beside
    answerable = asked.about.stated or beside
    if asked.intended is None or (answerable and asked.intended is Status.NOT_IN_POLICY):
        return None
    return Decision(asked.intended, near=asked.near, why="intent")


def _introduced(asked: Asked) -> Decision | None:
    """Who tells what they do and asks what there is: only the assessment can say, unless a clause stands out."""
    best = max(asked.clauses[clause] for clause in asked.near)
    if not asked.about.introduces or asked.about.asked_back or best >= asked.limits.stands_out:
        return None
    return Decision(Status.CLARIFY, near=asked.near, why="introduced")


def _broad(asked: Asked) -> Decision | None:
    """Many clauses would fit: the visitor chooses, rather than we guess."""
    if not asked.about.is_broad or asked.about.asked_back:
        return None
    others = {c: score for c, score in asked.clauses.items() if not c.endswith(FINAL_CLAUSE)}
    return Decision(Status.CLARIFY, near=_near(others, asked.about, len(asked.near)), why="broad")


CHECKS: tuple[Callable[[Asked], Decision | None], ...] = (
    _shrug,
    _vents,
    _coming,
    _wish_for_officer,
    _elsewhere,
    _complaint,
    _small_talk,
    _wish_for_service,
    _unstated,
    _unwritten_level,
    _introduced,
    _other_intent,
    _broad,
)
"""The checks in their order; the first that applies decides."""
