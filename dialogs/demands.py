"""What a clause demands of one fact, and whether a stated value meets it: yes, no, or only through 等."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from dialogs.facts import Facts, Value


class Truth(Enum):
    """Kleene's three values."""

    TRUE = 1
    FALSE = 0
    UNKNOWN = -1


@dataclass(frozen=True)
class YesNo:
    """The fact is stated as yes (or as no)."""

    wanted: bool


@dataclass(frozen=True)
class OneOf:
    """One of the named values; `open_to` are the beginnings of other values that 等 may cover.

    An empty text in `open_to` opens the list to every other value, except those in `closed_to`.
    """

    values: frozenset[str]
    open_to: tuple[str, ...] = ()
    closed_to: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Between:
    """A number or a date, both ends included (以上 includes the number itself, R36)."""

    least: Decimal | date | None = None
    most: Decimal | date | None = None


@dataclass(frozen=True)
class MoreThan:
    """A number, or a sum of amounts, above the bound."""

    bound: Decimal


@dataclass(frozen=True)
class YearBefore:
    """A year that is the calendar year before the year of another fact, a date (R18)."""

    date_fact: str


Demand = YesNo | OneOf | Between | MoreThan | YearBefore


def passes(demand: Demand, value: Value, facts: Facts) -> Truth:
    """Whether a stated value meets a demand; UNKNOWN when only 等 could cover it."""
    match demand:
        case YesNo(wanted):
            return _two_valued(value is wanted)
        case OneOf():
            return _among(demand, value)
        case Between(least, most):
            return _two_valued(_at_least(value, least) and _at_most(value, most))
        case MoreThan(bound):
            total = sum(value, Decimal(0)) if isinstance(value, tuple) else value
            return _two_valued(isinstance(total, Decimal) and total > bound)
        case YearBefore(date_fact):
            day = facts.get(date_fact)
            if not isinstance(day, date):
                return Truth.UNKNOWN
            return _two_valued(value == day.year - 1)


def _among(demand: OneOf, value: Value) -> Truth:
    stated = value if isinstance(value, frozenset) else frozenset()
    if stated & demand.values:
        return Truth.TRUE
    reachable = stated - demand.closed_to
    if any(one.startswith(demand.open_to) for one in reachable):
        return Truth.UNKNOWN
    return Truth.FALSE


def _two_valued(holds: bool) -> Truth:
    return Truth.TRUE if holds else Truth.FALSE


def _at_least(value: Value, least: Decimal | date | None) -> bool:
    return least is None or value >= least  # type: ignore[operator]


def _at_most(value: Value, most: Decimal | date | None) -> bool:
    return most is None or value <= most  # type: ignore[operator]
