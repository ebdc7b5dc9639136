"""Which clauses of which city answer: the last check of deciding, when nothing else was meant. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.decisions import Circumstances, Companions, Decision, Status, best_of
from knowledge.thresholds import Thresholds


def cite(
    alone: Mapping[str, float],
    about: Circumstances,
    companions: Companions,
    limits: Thresholds,
    near: tuple[str, ...],
) -> Decision:
    """The clauses that answer, of which cities; or what keeps them from it."""
    clauses = _in_company(alone, companions, limits)
    best = [best_of(clauses, [city]) for city in about.cities]
    found = [clause for clause in best if clause and clauses[clause] >= limits.speaks]
    found.sort(key=lambda clause: -clauses[clause])
    rival = best_of(clauses, [city for city in about.all_cities if city not in about.cities])
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


def _in_company(
    clauses: Mapping[str, float], companions: Companions, limits: Thresholds
) -> dict[str, float]:
    """The scores, each city's clauses raised by how often they go with the best clause of another city."""
    shares = companions.get(max(clauses, key=clauses.__getitem__), {})
    raised = {
        clause: clauses[clause] + limits.companion_share * share
        for clause, share in shares.items()
        if clause in clauses
    }
    return {**clauses, **raised}


def _is_unsure(clauses: Mapping[str, float], near: Sequence[str], limits: Thresholds) -> bool:
    if len(near) < 2:
        return False
    first, second = (clauses[clause] for clause in near[:2])
    return first < limits.unsure and first - second < limits.unsure_within


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
