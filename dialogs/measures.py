"""A measure and its verdict: the order in which an outcome is decided stands here and nowhere else.

Contradicted -> not eligible; something missing -> needs more facts; nothing to pay -> not eligible; an
authority still decides -> needs review with a ceiling; else eligible (readings.md, R1-R36).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dialogs.amounts import Amount, AmountKind, Reckoning, inputs_of, reckon
from dialogs.demands import Truth
from dialogs.facts import Facts
from dialogs.money import in_words
from dialogs.rules import (
    All,
    Discretion,
    Finding,
    Ground,
    Requires,
    evaluate,
    facts_of,
)


class Outcome(StrEnum):
    """The four answers; the values are those of `assess --json`."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_REVIEW = "needs_review"
    NEEDS_MORE_FACTS = "needs_more_facts"


@dataclass(frozen=True)
class NoDouble:
    """就高不重复: what other policies of the same city already paid for the same matter counts (R22)."""

    ground: Ground
    fact: str


@dataclass(frozen=True)
class Measure:
    """The smallest thing that can be claimed under a clause.

    `conditions` holds the closing clause's scope and validity too; `no_double` is None for what is not a grant.
    """

    id: str
    clause: str
    title: str
    beneficiary: str
    condition: All
    amount: Amount
    no_double: NoDouble | None = None

    @property
    def city(self) -> str:
        """The id of the city whose policy grants it."""
        return self.clause.rpartition("-")[0]

    @property
    def countable(self) -> bool:
        """Whether the text speaks of money at all."""
        return self.amount.kind is not AmountKind.NONE


@dataclass(frozen=True)
class Verdict:
    """What one measure comes to. `amount_yuan` is 0 when not eligible and None when not countable yet.

    `deciding` are the conditions that settled it (or leave it open); `missing` is what the applicant can
    still tell, `awaited` what an authority decides, `presumed` what was taken as usual because unsaid.
    """

    measure: Measure
    outcome: Outcome
    amount_yuan: Decimal | None
    amount_is_upper_bound: bool
    because: tuple[Ground, ...]
    arithmetic: str = ""
    missing: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()
    deciding: tuple[Requires | Discretion, ...] = ()


def verdict(measure: Measure, facts: Facts) -> Verdict:
    """Judge one measure. Pure; the same facts in any order give the same verdict."""
    finding = evaluate(measure.condition, facts)
    if finding.truth is Truth.FALSE:
        return _refused(measure, _grounds(finding), deciding=finding.deciding)
    reckoning = reckon(measure.amount, facts)
    missing = tuple(dict.fromkeys(finding.missing + reckoning.missing))
    if missing:
        return _open(measure, finding, reckoning, missing)
    if reckoning.yuan == 0:
        return _refused(measure, _amount_ground(measure), reckoning.arithmetic)
    granted = _granted(measure, finding, reckoning)
    return _without_doubling(granted, facts)


def facts_read_by(measure: Measure) -> tuple[str, ...]:
    """Every fact that can matter to this measure, each once: conditions first, then amounts."""
    no_double = (measure.no_double.fact,) if measure.no_double else ()
    names = facts_of(measure.condition) + inputs_of(measure.amount) + no_double
    return tuple(dict.fromkeys(names))


def _refused(
    measure: Measure,
    because: tuple[Ground, ...],
    arithmetic: str = "",
    deciding: tuple[Requires | Discretion, ...] = (),
) -> Verdict:
    return Verdict(
        measure, Outcome.NOT_ELIGIBLE, Decimal(0), False, because, arithmetic, deciding=deciding
    )


def _open(
    measure: Measure, finding: Finding, reckoning: Reckoning, missing: tuple[str, ...]
) -> Verdict:
    open_conditions = _grounds(finding) if finding.missing else ()
    open_amount = _amount_ground(measure) if reckoning.missing else ()
    return Verdict(
        measure,
        Outcome.NEEDS_MORE_FACTS,
        None,
        False,
        _each_once(open_conditions + open_amount),
        missing=missing,
        awaited=finding.awaited,
        presumed=finding.presumed + reckoning.presumed,
        deciding=finding.deciding if finding.missing else (),
    )


def _granted(measure: Measure, finding: Finding, reckoning: Reckoning) -> Verdict:
    """Eligible, or for an authority to decide; then every amount is a ceiling."""
    for_review = finding.truth is Truth.UNKNOWN
    counted = reckoning.yuan is not None
    return Verdict(
        measure,
        Outcome.NEEDS_REVIEW if for_review else Outcome.ELIGIBLE,
        reckoning.yuan,
        counted and (for_review or reckoning.is_upper_bound),
        _each_once(_grounds(finding) + _amount_ground(measure)),
        reckoning.arithmetic,
        awaited=finding.awaited,
        presumed=finding.presumed + reckoning.presumed,
        deciding=finding.deciding,
    )


def _without_doubling(granted: Verdict, facts: Facts) -> Verdict:
    """就高不重复: the same or more already paid leaves nothing, less leaves a difference to review."""
    rule, yuan = granted.measure.no_double, granted.amount_yuan
    if rule is None or yuan is None:
        return granted
    stated = facts.get(rule.fact)
    paid = sum(stated, Decimal(0)) if isinstance(stated, tuple) else Decimal(0)
    if not paid:
        return granted if stated is not None else _presuming(granted, rule.fact)
    left = yuan - paid
    words = f"{granted.arithmetic}；本市同类政策已给{in_words(paid)}，就高不重复"
    if left <= 0:
        return _refused(granted.measure, (rule.ground,), f"{words}，不再给")
    return replace(
        granted,
        outcome=Outcome.NEEDS_REVIEW,
        amount_yuan=left,
        amount_is_upper_bound=True,
        because=_each_once((rule.ground, *granted.because)),
        arithmetic=f"{words}，差额最多{in_words(left)}",
    )


def _presuming(granted: Verdict, fact: str) -> Verdict:
    return replace(granted, presumed=(*granted.presumed, fact))


def _grounds(finding: Finding) -> tuple[Ground, ...]:
    return _each_once(tuple(leaf.ground for leaf in finding.deciding))


def _amount_ground(measure: Measure) -> tuple[Ground, ...]:
    ground = measure.amount.ground
    return (ground,) if ground else ()


def _each_once(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(grounds))
