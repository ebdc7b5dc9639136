"""The state of an interview, and the facts that it comes to for each measure.

An answer is kept as typed and as understood: key -> value, None for 不清楚. What is shared by several measures
is answered once; what belongs to one measure has a key of its own (see questions.Guide.key).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from dialogs.facts import Facts, read_facts
from dialogs.measures import Measure, Verdict, facts_read_by, verdict
from dialogs.questions import (
    DRAWN,
    SOURCE,
    THIS_ONE,
    TICKS,
    UNDECIDED,
    WHERE,
    Guide,
    Inference,
)

OFFERED = "问过领没领的"
APPLIED_ON, IN_FORCE = "申请日期", "申请时措施有效"


@dataclass(frozen=True)
class Given:
    """One answer: to which question, as typed, and as understood."""

    question: str
    typed: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """An interview so far. `scope` are measure ids; empty means everything that the ticks open.

    `asides` are the questions that the visitor asked in between.
    """

    guide: Guide
    scope: frozenset[str]
    today: date
    answers: tuple[Given, ...] = ()
    asides: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether it began with "what can I get" rather than with one clause."""
        return not self.scope

    @cached_property
    def known(self) -> Mapping[str, object]:
        """Every key that was answered, ticked or inferred; None where the answer was 不清楚."""
        return _known(self)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in scope, in reading order."""
        every = self.guide.definitions.measures.values()
        ticked = _ticked(self)
        return tuple(measure for measure in every if _in_scope(self, measure, ticked))

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """How each measure in scope stands now."""
        return {m.id: verdict(m, facts_for(self, m)) for m in self.measures}


def facts_for(state: State, measure: Measure) -> Facts:
    """What was stated as far as this measure reads it; facts of its own under their plain names."""
    known = state.known
    raw: dict[str, object] = {}
    for name in facts_read_by(measure):
        value = known.get(state.guide.key(name, measure))
        if value is None:
            value = _assumed(state, name) if name in state.guide.assumed else None
        if value is None and name in state.guide.drawn_facts:
            value = _drawn(state, name, measure)
        if name == WHERE and value == UNDECIDED:
            value = state.guide.parks[measure.id]
        if value is not None:
            raw[name] = value
    return read_facts(raw, state.guide.vocabulary)


def texts(value: object) -> tuple[str, ...]:
    """A choice or several as texts."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _assumed(state: State, name: str) -> object:
    return {APPLIED_ON: state.today, IN_FORCE: True}.get(name)


def _drawn(state: State, name: str, measure: Measure) -> object:
    """What the question on former payments says for this measure; None while it was not asked."""
    if measure.id not in texts(state.known.get(OFFERED)):
        return None
    once = name in state.guide.once
    if measure.id not in texts(state.known.get(DRAWN)):
        return False if once else Decimal(0)
    paid_for_this = state.known.get(f"{SOURCE}@{measure.id}", THIS_ONE) == THIS_ONE
    return paid_for_this if once else None


def _in_scope(state: State, measure: Measure, ticked: frozenset[str]) -> bool:
    if not state.everything:
        return measure.id in state.scope
    where, park = state.known.get(WHERE), state.guide.parks[measure.id]
    settled = where is not None and where in state.guide.parks.values()
    settled_elsewhere = settled and park not in (None, where)
    return not settled_elsewhere and measure.id in ticked


def _ticked(state: State) -> frozenset[str]:
    if TICKS not in state.known:
        return frozenset(state.guide.definitions.measures)
    chosen = [state.guide.occasions[name] for name in texts(state.known[TICKS])]
    return state.guide.always.union(*(occasion.measures for occasion in chosen))


def _known(state: State) -> dict[str, object]:
    said: dict[str, object] = {}
    for given in state.answers:
        for key, value in given.values.items():
            adds_up = key in (DRAWN, OFFERED)
            said[key] = [*texts(said.get(key)), *texts(value)] if adds_up else value
    ticked = [state.guide.occasions[name] for name in texts(said.get(TICKS))]
    known = {key: value for occasion in ticked for key, value in occasion.stated.items()} | said
    for inference in state.guide.inferences:
        if inference.target not in known and known.get(inference.source) is not None:
            value = _inferred(state.guide, inference, known[inference.source])
            if value is not None:
                known[inference.target] = value
    return _with_heads(state.guide, known)


def _inferred(guide: Guide, inference: Inference, value: object) -> object:
    if inference.above is not None:
        return isinstance(value, int | Decimal) and value > inference.above
    implies = guide.fact_of(inference.source).implies
    kin = dict.fromkeys(also for one in texts(value) for also in (one, *implies.get(one, ())))
    return [inference.table[one] for one in kin if one in inference.table] or None


def _with_heads(guide: Guide, known: dict[str, object]) -> dict[str, object]:
    """One number of people follows from the others when all levels, or the only level, are counted."""
    heads, levels = guide.heads, levels_of(guide, known)
    keys = [heads.keys.get(level, "") for level in levels]
    if len(levels) == 1 and known.get(heads.total) is not None and keys[0]:
        known.setdefault(keys[0], known[heads.total])
    counts = [known.get(key) for key in keys]
    if counts and all(isinstance(count, int | Decimal) for count in counts):
        known.setdefault(heads.total, sum(Decimal(str(count)) for count in counts))
    return known


def levels_of(guide: Guide, known: Mapping[str, object]) -> tuple[str, ...]:
    """博士, 硕士, … as far as it was said who came."""
    for name in guide.heads.levels:
        if texts(known.get(name)):
            return tuple(level.removesuffix("研究生") for level in texts(known[name]))
    return ()
