"""All measures as an OpenFisca tax-benefit system: the same rules, translated one by one, none left out.

One input variable a fact, one variable for each shared condition and for each measure's condition, amount and
outcome. What is not translated: reasons, missing facts by name, and the arithmetic in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.openfisca_formulas import (
    AWAITED,
    FALSE,
    MISSING,
    Formula,
    Read,
    amount_formula,
    condition_formula,
    joined,
)
from benchmarks.openfisca_inputs import Inputs
from dialogs.amounts import Uncounted
from dialogs.facts import Facts
from dialogs.loading import Definitions
from dialogs.measures import Measure, Outcome
from dialogs.rules import Condition

PERIOD = "2026-06"
OUTCOMES = (
    Outcome.NOT_ELIGIBLE,
    Outcome.NEEDS_MORE_FACTS,
    Outcome.NEEDS_REVIEW,
    Outcome.ELIGIBLE,
)


class Rules:
    """The system, and how facts are put into it."""

    def __init__(self, definitions: Definitions) -> None:
        self.measures = tuple(definitions.measures)
        self.inputs = Inputs(definitions.vocabulary, definitions.measures.values())
        self._applicant = build_entity("applicant", "applicants", "applicant", is_person=True)
        self._system = TaxBenefitSystem([self._applicant])
        for fact in definitions.vocabulary:
            for name, (kind, default) in self.inputs.variables(fact).items():
                self._add(name, kind, None, default)
        self._conditions: dict[Condition, str] = {}
        for measure in definitions.measures.values():
            self._add_measure(measure)

    def situation(self, inputs: Mapping[str, Any]) -> Simulation:
        """One applicant, from a situation as OpenFisca's web API takes it."""
        stated = {name: {PERIOD: value} for name, value in inputs.items()}
        situation = {"applicants": {"one": stated}}
        return SimulationBuilder().build_from_entities(self._system, situation)

    def simulation(self, inputs: Mapping[str, Any]) -> Simulation:
        """One applicant with these inputs, the shortest way there is."""
        simulation = SimulationBuilder().build_default_simulation(self._system, count=1)
        for name, value in inputs.items():
            simulation.set_input(name, PERIOD, np.array([value]))
        return simulation

    def verdicts(self, simulation: Simulation) -> list[tuple[int, float]]:
        """For each measure its outcome, as a place in OUTCOMES, and its amount (NaN: not countable)."""
        return [
            (
                int(simulation.calculate(f"{short(name)}_outcome", PERIOD)[0]),
                float(simulation.calculate(f"{short(name)}_paid", PERIOD)[0]),
            )
            for name in self.measures
        ]

    def _add(self, name: str, kind: type, formula: Formula | None, default: Any = 0) -> None:
        parts: dict[str, Any] = {
            "value_type": kind,
            "entity": self._applicant,
            "definition_period": DateUnit.MONTH,
            "label": name,
            "default_value": default,
        }
        if formula is not None:

            def calculated(applicant: Any, period: Any) -> Any:
                return formula(lambda asked: applicant(asked, period))

            parts["formula"] = calculated
        self._system.add_variable(type(name, (Variable,), parts))

    def _add_measure(self, measure: Measure) -> None:
        name = short(measure.id)
        condition = joined([self._shared(part) for part in measure.condition.parts], np.minimum)
        self._add(f"{name}_condition", int, condition)
        self._add(
            f"{name}_amount", float, amount_formula(self.inputs, measure.amount), float("nan")
        )
        doubled = self.inputs.names[measure.no_double.fact] if measure.no_double else ""
        counted = not isinstance(measure.amount, Uncounted)

        def outcome(read: Read) -> Any:
            state, amount = read(f"{name}_condition"), read(f"{name}_amount")
            lacking = np.isnan(amount) if counted else np.zeros_like(state, dtype=bool)
            left = amount - np.nan_to_num(read(doubled)) if doubled else amount
            reduced = left < amount
            granted = np.where(reduced, AWAITED, state)
            granted = np.where(counted & ((amount == 0) | (left <= 0)), FALSE, granted)
            return np.where(
                state == FALSE,
                FALSE,
                np.where(lacking, MISSING, np.where(state == MISSING, MISSING, granted)),
            )

        def paid(read: Read) -> Any:
            amount = read(f"{name}_amount")
            left = amount - np.nan_to_num(read(doubled)) if doubled else amount
            came = read(f"{name}_outcome")
            return np.where(came == FALSE, 0.0, np.where(came == MISSING, np.nan, left))

        self._add(f"{name}_outcome", int, outcome)
        self._add(f"{name}_paid", float, paid, float("nan"))

    def _shared(self, condition: Condition) -> Formula:
        """A condition as a variable of its own, so that measures with the same one compute it once."""
        if condition not in self._conditions:
            name = f"condition_{len(self._conditions)}"
            self._add(name, int, condition_formula(self.inputs, condition))
            self._conditions[condition] = name
        name = self._conditions[condition]
        return lambda read: read(name)


def short(measure: str) -> str:
    """A measure's id as a variable name."""
    return measure.replace("-", "_")


def agreements(
    rules: Rules, judged: Iterator[tuple[Facts, Sequence[tuple[Outcome, Any]]]]
) -> tuple[int, Counter[str]]:
    """How many verdicts are the same, and how many of which outcome there are.

    Amounts are compared within OpenFisca's single precision.
    """
    same, outcomes = 0, Counter[str]()
    for facts, ours in judged:
        theirs = rules.verdicts(rules.simulation(rules.inputs.of(facts)))
        for (outcome, yuan), (code, paid) in zip(ours, theirs, strict=True):
            outcomes[outcome.value] += 1
            same += OUTCOMES[code] is outcome and _alike(yuan, paid)
    return same, outcomes


def _alike(yuan: Any, paid: float) -> bool:
    if yuan is None:
        return bool(np.isnan(paid))
    return bool(np.isclose(float(yuan), paid, rtol=1e-5, atol=0.01))
