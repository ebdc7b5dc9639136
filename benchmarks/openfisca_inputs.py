"""The input variables of the OpenFisca system: what a stated fact becomes. Choices are packed into bits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dialogs.amounts import ZERO, Rate
from dialogs.demands import OneOf
from dialogs.facts import Facts, Kind, Pending, Vocabulary
from dialogs.measures import Measure
from dialogs.rules import Requires, leaves

SLOTS = 8
"""How many items a list has whose cap counts for each item."""

BITS = 29
STATED, PENDING = 1, 2
UNSTATED, NO, YES, UNDECIDED = range(4)


class Inputs:
    """The input variables: their names, and how stated facts are put into them."""

    def __init__(self, vocabulary: Vocabulary, measures: Iterable[Measure]) -> None:
        asked = list(measures)
        self.vocabulary = vocabulary
        self.names = {fact: f"fact_{number}" for number, fact in enumerate(vocabulary)}
        self.choices = _chosen_values(asked)
        self.itemised = {
            fact
            for amount in (measure.amount for measure in asked)
            if isinstance(amount, Rate) and amount.each
            for fact in amount.plus
        }

    def variables(self, fact: str) -> dict[str, tuple[type, Any]]:
        """The variables of a fact with their kinds and defaults."""
        name, kind = self.names[fact], self.vocabulary[fact].kind
        if kind is Kind.YES_NO:
            return {name: (int, UNSTATED)}
        if kind in (Kind.CHOICE, Kind.SEVERAL):
            parts = range(len(self.choices.get(fact, ())) // BITS + 1)
            return {f"{name}_{part}": (int, 0) for part in parts}
        slots = [f"{name}_{slot}" for slot in range(SLOTS)] if fact in self.itemised else []
        return dict.fromkeys((name, f"{name}_year", *slots), (float, float("nan")))

    def of(self, facts: Facts) -> dict[str, Any]:
        """What was stated, as input variables."""
        found: dict[str, Any] = {}
        for fact, value in facts.stated.items():
            name, kind = self.names[fact], self.vocabulary[fact].kind
            if kind is Kind.YES_NO:
                pending = isinstance(value, Pending)
                found[name] = UNDECIDED if pending else YES if value is True else NO
            elif kind in (Kind.CHOICE, Kind.SEVERAL):
                found |= self._masks(fact, value)
            elif isinstance(value, Pending):
                found[name] = float("inf")
            elif isinstance(value, tuple):
                found[name] = float(sum(value, ZERO))
                if fact in self.itemised:
                    items = enumerate(value[:SLOTS])
                    found |= {f"{name}_{slot}": float(item) for slot, item in items}
            elif isinstance(value, date):
                found |= {name: float(value.toordinal()), f"{name}_year": float(value.year)}
            else:
                found[name] = float(value)  # type: ignore[arg-type]
        return found

    def _masks(self, fact: str, value: Any) -> dict[str, int]:
        """The choices as bits, 29 to a variable; the first two bits say stated, pending."""
        name, values = self.names[fact], self.choices.get(fact, [])
        if isinstance(value, Pending):
            return {f"{name}_{part}": PENDING for part in range(len(values) // BITS + 1)}
        masks = {f"{name}_{part}": STATED for part in range(len(values) // BITS + 1)}
        for place, asked in enumerate(values):
            holds = asked in value if isinstance(asked, str) else _opens(asked, value)
            masks[f"{name}_{place // BITS}"] |= holds << (place % BITS + 2)
        return masks


def _chosen_values(measures: Iterable[Measure]) -> dict[str, list[Any]]:
    """Fact -> what the rules ask of it: a value, or (openings, excluded) for an open list."""
    asked: dict[str, dict[Any, None]] = {}
    for leaf in (leaf for measure in measures for leaf in leaves(measure.condition)):
        if isinstance(leaf, Requires) and isinstance(leaf.demand, OneOf):
            mine = asked.setdefault(leaf.fact, {})
            mine.update(dict.fromkeys(sorted(leaf.demand.values)))
            if leaf.demand.open_to:
                mine[(leaf.demand.open_to, leaf.demand.closed_to)] = None
    return {fact: list(values) for fact, values in asked.items()}


def _opens(asked: tuple[tuple[str, ...], frozenset[str]], value: frozenset[str]) -> bool:
    openings, closed = asked
    return any(one.startswith(openings) for one in value - closed)
