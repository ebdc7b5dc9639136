"""The most decisive question: choices before yes and no, before numbers; within these, the matter last spoken of.

What most open measures wait for comes first; facts of one kind that belong together share a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dialogs import together, wording
from dialogs.given import State, levels_of
from dialogs.measures import Measure, facts_read_by
from dialogs.questions import AT, SOURCE, TICKS, WHERE, WHO, Question
from dialogs.rules import facts_of


def most_decisive(state: State, pending: Mapping[str, Sequence[str]]) -> Question:
    """The question on which most hangs; `pending` are the keys that each open measure still waits for."""
    matter = _matter_spoken_of(state, pending)
    every = [key for keys in pending.values() for key in keys]
    conditions = {key for name in pending for key in _conditions(state, name, pending[name])}
    inferred = {i.source: i.target for i in state.guide.inferences}

    def weight(key: str) -> tuple[int, bool, bool, int]:
        hanging = every.count(key) + _hanging(state, inferred.get(key, ""))
        return -together.rank(state, key), key in matter, key in conditions, hanging

    key = max(dict.fromkeys(every), key=weight)
    keys = together.companions(state, pending, key)
    return together.card(state, keys) if len(keys) > 1 else _asked(state, keys[0])


def _matter_spoken_of(state: State, pending: Mapping[str, Sequence[str]]) -> set[str]:
    """The keys of the clause that the last answer was about; else of the one with most open measures."""
    measures = state.guide.definitions.measures
    last = state.answers[-1].values if state.answers else {}
    clauses = {m.clause for m in state.measures if _reads(state, m, last)}
    clauses &= {measures[name].clause for name in pending}
    if not clauses or state.answers[-1].question in (WHERE, WHO, TICKS):
        listed = [measures[name].clause for name in pending]
        clauses = {max(dict.fromkeys(listed), key=listed.count)}
    return {key for name in pending if measures[name].clause in clauses for key in pending[name]}


def _conditions(state: State, name: str, keys: Sequence[str]) -> list[str]:
    demanded = facts_of(state.guide.definitions.measures[name].condition)
    return [key for key in keys if key.partition(AT)[0] in demanded]


def _hanging(state: State, key: str) -> int:
    """How many measures wait for a fact that will be inferred."""
    return sum(key in v.missing for v in state.verdicts.values()) if key else 0


def _asked(state: State, key: str) -> Question:
    heads, levels = state.guide.heads, levels_of(state.guide, state.known)
    if key in (*heads.keys.values(), heads.total) and len(levels) > 1:
        return wording.heads(state, levels)
    if key.startswith(SOURCE):
        return wording.source(state, key)
    return wording.question(state, key)


def _reads(state: State, measure: Measure, keys: Iterable[str]) -> bool:
    return bool({state.guide.key(n, measure) for n in facts_read_by(measure)} & set(keys))
