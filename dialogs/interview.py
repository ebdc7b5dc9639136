"""A guided assessment as pure functions of the answers: asks only what can still change a verdict.

Where and who come first, then (for "everything") one tick list, then the most decisive fact, with what belongs
to it on one card; what was already paid is asked once, at the end. What an authority decides is never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dialogs import together, wording
from dialogs.deciding import most_decisive
from dialogs.given import OFFERED, Given, State, levels_of, texts
from dialogs.measures import Measure, Outcome, Verdict
from dialogs.pending import CLAIMABLE, pending_keys
from dialogs.questions import (
    CONDITIONS,
    DRAWN,
    FIGURES,
    HEADS,
    SINGLY,
    SOURCE,
    TICKS,
    UNDECIDED,
    WHERE,
    WHO,
    Form,
    Guide,
    Question,
)

BEFORE_TICKS = 5
"""About how many questions follow the tick list, said before it is known what was ticked."""


@dataclass(frozen=True)
class Changed:
    """A verdict that came out otherwise after an answer was changed; None where the measure was out of scope."""

    measure: Measure
    before: Verdict | None
    after: Verdict | None


def begin(guide: Guide, scope: Iterable[str], today: date) -> State:
    """A new interview over these measures; over everything when none is named."""
    return State(guide, frozenset(scope), today)


def next_question(state: State) -> Question | None:
    """The question whose answer can still change a verdict, or None when the verdicts are final."""
    pending = pending_keys(state)
    open_keys = {key for keys in pending.values() for key in keys}
    for first in (WHERE, WHO):
        if first in open_keys:
            return wording.question(state, first)
    if state.everything and TICKS not in state.known and (ticks := wording.ticks(state)):
        return ticks
    if pending:
        return most_decisive(state, pending)
    return _about_payments(state)


def accept(state: State, given: Given, place: int | None = None) -> State:
    """The state with one more answer, or with the answer at `place` replaced and the rest kept."""
    if place is None:
        return replace(state, answers=(*state.answers, given))
    before, after = state.answers[:place], state.answers[place + 1 :]
    return replace(state, answers=(*before, given, *after))


def back(state: State) -> State:
    """The state before the last answer."""
    return replace(state, answers=state.answers[:-1])


def change(state: State, place: int, given: Given) -> tuple[State, tuple[Changed, ...]]:
    """Another answer at `place`; the rest is kept. Also which verdicts came out otherwise."""
    changed = accept(state, given, place)
    return changed, differences(state, changed)


def differences(before: State, after: State) -> tuple[Changed, ...]:
    """The verdicts that differ in outcome or amount, in reading order."""
    names = dict.fromkeys((*before.verdicts, *after.verdicts))
    pairs = ((name, before.verdicts.get(name), after.verdicts.get(name)) for name in names)
    measures = after.guide.definitions.measures
    return tuple(
        Changed(measures[name], old, new) for name, old, new in pairs if _said(old) != _said(new)
    )


def settled_differences(before: State, after: State) -> tuple[Changed, ...]:
    """The differences that are worth telling: without what is still open after the change."""
    return tuple(
        one
        for one in differences(before, after)
        if one.after is None or one.after.outcome is not Outcome.NEEDS_MORE_FACTS
    )


def verdicts(state: State) -> tuple[Verdict, ...]:
    """How every measure in scope stands, in reading order."""
    return tuple(state.verdicts.values())


def remaining(state: State) -> int:
    """About how many questions are left, this one included; 0 when the verdicts are final."""
    if next_question(state) is None:
        return 0
    pending = pending_keys(state)
    if state.everything and TICKS not in state.known:
        first = [key for key in (WHERE, WHO) if key not in state.known]
        return len(first) + 1 + BEFORE_TICKS
    by_clause: dict[str, tuple[str, ...]] = {}
    for name, keys in pending.items():
        clause = state.guide.definitions.measures[name].clause
        by_clause[clause] = max(by_clause.get(clause, ()), keys, key=len)
    return max(together.cards(state, by_clause) + (DRAWN not in state.known), 1)


def question_of(state: State, place: int) -> Question | None:
    """The question that was answered at `place`, to be asked again; None when it is no question any more."""
    earlier = replace(state, answers=state.answers[:place])
    return question_by_id(earlier, state.answers[place].question)


def question_by_id(state: State, name: str) -> Question | None:
    """The question of this id as it is asked in this state, or None when nothing is left to choose."""
    if name == TICKS:
        return wording.ticks(state)
    if name == DRAWN:
        return wording.drawn(state, _with_payments(state))
    if name == HEADS:
        return wording.heads(state, levels_of(state.guide, state.known))
    if name.startswith(SOURCE):
        return wording.source(state, name)
    if name.startswith((CONDITIONS, FIGURES)):
        return together.card_by_id(state, name)
    return wording.question(state, name) if name != SINGLY else None


def unsure(question: Question) -> Mapping[str, object]:
    """What 不清楚 means: the fact stays unknown; not to know the city is to look at both."""
    if question.id == WHERE:
        return {WHERE: UNDECIDED}
    if question.id == TICKS:
        return {TICKS: []}
    if question.id == DRAWN:
        return {DRAWN: [], OFFERED: [option.value for option in question.options]}
    if question.id == HEADS or question.id.startswith(CONDITIONS):
        return dict.fromkeys(str(option.value) for option in question.options)
    if question.form is Form.FIELDS:
        return dict.fromkeys(part.id for part in question.parts)
    return {question.id: None}


def _about_payments(state: State) -> Question | None:
    presuming = _with_payments(state)
    return wording.drawn(state, presuming) if presuming else None


def _with_payments(state: State) -> list[Verdict]:
    """What can be claimed as long as nothing was paid for it before, and was not asked about yet."""
    offered = texts(state.known.get(OFFERED))
    return [
        verdict
        for verdict in state.verdicts.values()
        if verdict.outcome in CLAIMABLE
        and verdict.measure.id not in offered
        and state.guide.drawn_facts & set(verdict.presumed)
    ]


def _said(verdict: Verdict | None) -> tuple[object, ...] | None:
    if verdict is None:
        return None
    return verdict.outcome, verdict.amount_yuan, verdict.amount_is_upper_bound
