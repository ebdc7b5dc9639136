"""Conditions and amounts as formulas over one applicant's inputs, for benchmarks/openfisca_rules.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from benchmarks.openfisca_inputs import BITS, PENDING, SLOTS, STATED, Inputs
from dialogs.amounts import Amount, Product, Rate, Uncounted
from dialogs.demands import Between, MoreThan, OneOf, YearBefore, YesNo
from dialogs.rules import All, AnyOf, Condition, Discretion, Not, Requires

FALSE, MISSING, AWAITED, TRUE = range(4)
"""A condition's four states; unknown is split by whether the applicant can still tell."""

Read = Callable[[str], Any]
Formula = Callable[[Read], Any]


def condition_formula(known: Inputs, condition: Condition) -> Formula:
    match condition:
        case All(parts):
            return joined([condition_formula(known, part) for part in parts], np.minimum)
        case AnyOf(parts):
            return _any([condition_formula(known, part) for part in parts])
        case Not(part):
            turned, inner = (
                np.array([TRUE, MISSING, AWAITED, FALSE]),
                condition_formula(known, part),
            )
            return lambda read: turned[inner(read)]
        case Discretion():
            return lambda read: np.full(1, AWAITED)
        case Requires():
            return _leaf(known, condition)


def _leaf(known: Inputs, leaf: Requires) -> Formula:
    name, demand = known.names[leaf.fact], leaf.demand
    by_authority = known.vocabulary[leaf.fact].by_authority
    unsaid = TRUE if leaf.presumed else AWAITED if by_authority else MISSING
    match demand:
        case YesNo(wanted):
            states = np.array([unsaid, *((FALSE, TRUE) if wanted else (TRUE, FALSE)), AWAITED])
            return lambda read: states[read(name)]
        case OneOf():
            return _one_of(known, leaf.fact, demand, unsaid)
        case Between(least, most):
            low, high = _number(least, -np.inf), _number(most, np.inf)
            return _numeric(name, unsaid, lambda read, v: (v >= low) & (v <= high))
        case MoreThan(bound):
            above = float(bound)
            return _numeric(name, unsaid, lambda read, v: v > above)
        case YearBefore(other):
            day = f"{known.names[other]}_year"
            return _numeric(name, unsaid, lambda read, v: v == read(day) - 1, day)


def _one_of(known: Inputs, fact: str, demand: OneOf, unsaid: int) -> Formula:
    name, values = known.names[fact], known.choices[fact]
    wanted: dict[str, int] = {f"{name}_0": 0}
    for value in demand.values:
        part, bit = divmod(values.index(value), BITS)
        wanted[f"{name}_{part}"] = wanted.get(f"{name}_{part}", 0) | 1 << (bit + 2)
    part, bit = (
        divmod(values.index((demand.open_to, demand.closed_to)), BITS) if demand.open_to else (0, 0)
    )
    opening, open_bit = f"{name}_{part}", (1 << (bit + 2)) if demand.open_to else 0

    def state(read: Read) -> Any:
        masks = read(f"{name}_0")
        met = sum((read(part) & bits) != 0 for part, bits in wanted.items()) > 0
        other = np.where((read(opening) & open_bit) != 0, AWAITED, FALSE) if open_bit else FALSE
        stated = np.where(met, TRUE, other)
        return np.where(masks & STATED, stated, np.where(masks & PENDING, AWAITED, unsaid))

    return state


def amount_formula(known: Inputs, amount: Amount) -> Formula:
    """Yuan, NaN when an input is not stated (or nothing is counted)."""
    match amount:
        case Product():
            return _product(known, amount)
        case Rate():
            return _rate(known, amount)
        case Uncounted():
            return lambda read: np.full(1, np.nan)


def _product(known: Inputs, amount: Product) -> Formula:
    yuan = float(amount.yuan)
    counts = [
        (known.names[t.fact], _number(t.most, np.inf), _number(t.presumed, np.nan))
        for t in amount.times
    ]
    limit = _rate(known, amount.share_limit) if amount.share_limit else None

    def reckoned(read: Read) -> Any:
        total = np.full(1, yuan)
        for name, most, presumed in counts:
            stated = _settled(read(name))
            total = total * np.minimum(np.where(np.isnan(stated), presumed, stated), most)
        return np.minimum(total, limit(read)) if limit else total

    return reckoned


def _rate(known: Inputs, amount: Rate) -> Formula:
    plus, minus, limits = (
        [known.names[fact] for fact in facts]
        for facts in (amount.plus, amount.minus, amount.limits)
    )
    share, cap = float(amount.share), _number(amount.cap, np.inf)
    drawn = known.names[amount.drawn] if amount.drawn else ""

    def each(read: Read) -> Any:
        known = sum(_settled(read(name)) for name in plus) * 0
        items = (read(f"{name}_{slot}") for name in plus for slot in range(SLOTS))
        return known + sum(np.minimum(np.nan_to_num(item) * share, cap) for item in items)

    def reckoned(read: Read) -> Any:
        base = sum(_settled(read(n)) for n in plus) - sum(_settled(read(n)) for n in minus)
        yuan = np.maximum(base, 0) * share
        for name in limits:
            yuan = np.minimum(yuan, _settled(read(name)))
        left = cap - np.nan_to_num(read(drawn)) if drawn else cap
        return np.minimum(yuan, np.maximum(left, 0))

    return each if amount.each and amount.cap is not None else reckoned


def _number(value: Decimal | date | None, otherwise: float) -> float:
    if isinstance(value, date):
        return float(value.toordinal())
    return otherwise if value is None else float(value)


def _settled(values: Any) -> Any:
    """What is pending is not stated."""
    return np.where(np.isinf(values), np.nan, values)


def _numeric(name: str, unsaid: int, met: Callable[[Read, Any], Any], day: str = "") -> Formula:
    def state(read: Read) -> Any:
        value = read(name)
        found = np.where(met(read, value), TRUE, FALSE)
        if day:
            found = np.where(np.isnan(read(day)), MISSING, found)
        return np.where(np.isnan(value), unsaid, np.where(np.isinf(value), AWAITED, found))

    return state


def joined(parts: Sequence[Formula], fold: Any) -> Formula:
    def state(read: Read) -> Any:
        return fold.reduce([part(read) for part in parts])

    return state


def _any(parts: Sequence[Formula]) -> Formula:
    order = np.array([FALSE, AWAITED, MISSING, TRUE])  # what decides an "or", weakest first
    rank = np.argsort(order)

    def state(read: Read) -> Any:
        return order[np.maximum.reduce([rank[part(read)] for part in parts])]

    return state
