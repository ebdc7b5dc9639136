"""Conditions as values, judged in three ways: true, false, or unknown.

Unknown says whose turn it is: `missing` is what the applicant can still tell, `awaited` is what an authority
decides. A condition may be presumed when nothing was said; then it is true, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.demands import Demand, Truth, YearBefore, passes
from dialogs.facts import Facts, Pending


@dataclass(frozen=True)
class Ground:
    """The words of a clause on which something rests."""

    clause: str
    words: str


@dataclass(frozen=True)
class Requires:
    """One fact meets one demand, as the clause's words demand."""

    ground: Ground
    fact: str
    demand: Demand
    presumed: bool = False


@dataclass(frozen=True)
class Discretion:
    """Only the authority can say, case by case (一事一议); no statement of the applicant settles it."""

    ground: Ground
    matter: str


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Requires | Discretion | All | AnyOf | Not


@dataclass(frozen=True)
class Finding:
    """How a condition stands: what decided it, and what would settle it when it is unknown."""

    truth: Truth
    deciding: tuple[Requires | Discretion, ...] = ()
    missing: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()


def evaluate(condition: Condition, facts: Facts) -> Finding:
    """Judge a condition by what was stated. Pure; the order of the facts does not matter."""
    match condition:
        case Requires():
            return _leaf(condition, facts)
        case Discretion():
            return Finding(Truth.UNKNOWN, (condition,), awaited=(condition.matter,))
        case All(parts):
            return _joined([evaluate(part, facts) for part in parts], Truth.FALSE, Truth.TRUE)
        case AnyOf(parts):
            return _joined([evaluate(part, facts) for part in parts], Truth.TRUE, Truth.FALSE)
        case Not(part):
            return _opposite(evaluate(part, facts))


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition speaks of, in reading order, each once."""
    return tuple(dict.fromkeys(_fact_names(condition)))


def leaves(condition: Condition) -> tuple[Requires | Discretion, ...]:
    """The single conditions inside a condition, in reading order."""
    match condition:
        case All(parts) | AnyOf(parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part):
            return leaves(part)
        case _:
            return (condition,)


def _leaf(leaf: Requires, facts: Facts) -> Finding:
    value = facts.get(leaf.fact)
    if isinstance(value, Pending):
        return Finding(Truth.UNKNOWN, (leaf,), awaited=(leaf.fact,))
    if value is None:
        return _unstated(leaf, facts)
    truth = passes(leaf.demand, value, facts)
    if truth is not Truth.UNKNOWN:
        return Finding(truth, (leaf,))
    if isinstance(leaf.demand, YearBefore):
        return Finding(truth, (leaf,), missing=(leaf.demand.date_fact,))
    return Finding(truth, (leaf,), awaited=(leaf.fact,))


def _unstated(leaf: Requires, facts: Facts) -> Finding:
    if leaf.presumed:
        return Finding(Truth.TRUE, (leaf,), presumed=(leaf.fact,))
    if facts.vocabulary[leaf.fact].by_authority:
        return Finding(Truth.UNKNOWN, (leaf,), awaited=(leaf.fact,))
    return Finding(Truth.UNKNOWN, (leaf,), missing=(leaf.fact,))


def _joined(findings: list[Finding], decisive: Truth, otherwise: Truth) -> Finding:
    """Kleene's and (decisive FALSE) and or (decisive TRUE)."""
    for truth in (decisive, Truth.UNKNOWN, otherwise):
        chosen = [finding for finding in findings if finding.truth is truth]
        if chosen or truth is otherwise:
            break
    # Presumptions of the parts that hold matter too while others are open.
    presuming = chosen if truth is decisive else findings
    return Finding(
        truth,
        tuple(leaf for finding in chosen for leaf in finding.deciding),
        _each_once(name for finding in chosen for name in finding.missing),
        _each_once(name for finding in chosen for name in finding.awaited),
        _each_once(name for finding in presuming for name in finding.presumed),
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _opposite(finding: Finding) -> Finding:
    turned = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}
    return Finding(
        turned[finding.truth], finding.deciding, finding.missing, finding.awaited, finding.presumed
    )


def _fact_names(condition: Condition) -> list[str]:
    names = []
    for leaf in leaves(condition):
        if isinstance(leaf, Requires):
            names.append(leaf.fact)
            if isinstance(leaf.demand, YearBefore):
                names.append(leaf.demand.date_fact)
    return names
