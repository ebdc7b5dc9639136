"""Which facts can still change which verdict: missing or presumed, not asked yet, not an authority's.

A fact that will follow from another that is asked is left out.
"""

from __future__ import annotations

from dialogs.amounts import inputs_of
from dialogs.given import State, texts
from dialogs.measures import Outcome, Verdict, facts_read_by
from dialogs.questions import ANOTHER, AT, DRAWN, SOURCE, THIS_ONE
from dialogs.rules import facts_of

CLAIMABLE = (Outcome.ELIGIBLE, Outcome.NEEDS_REVIEW)


def pending_keys(state: State) -> dict[str, tuple[str, ...]]:
    """For each measure that is not settled, the keys whose answers can still change its verdict."""
    found = {
        name: keys for name, verdict in state.verdicts.items() if (keys := _pending(state, verdict))
    }
    everything = {key for keys in found.values() for key in keys}
    inferable = {i.target for i in state.guide.inferences if i.source in everything}
    return {
        name: kept
        for name, keys in found.items()
        if (kept := tuple(key for key in keys if key not in inferable))
    }


def _pending(state: State, verdict: Verdict) -> tuple[str, ...]:
    """An amount cannot be known any more once something else about the measure is 不清楚."""
    guide, measure = state.guide, verdict.measure
    names = dict.fromkeys((*verdict.missing, *verdict.presumed))
    asked = [name for name in names if name not in guide.assumed | guide.drawn_facts]
    keys = {name: guide.key(name, measure) for name in asked}
    unclear = any(keys[name] in state.known for name in verdict.missing if name in keys)
    of_amount = set(inputs_of(measure.amount)) - set(facts_of(measure.condition))
    return tuple(
        key
        for name, key in keys.items()
        if key not in state.known
        and not guide.vocabulary[name].by_authority
        and not (unclear and name in of_amount)
    ) + _owed(state, verdict)


def _owed(state: State, verdict: Verdict) -> tuple[str, ...]:
    """What was paid already, for a measure that was ticked as paid for."""
    measure, guide = verdict.measure, state.guide
    if measure.id not in texts(state.known.get(DRAWN)) or verdict.outcome not in CLAIMABLE:
        return ()
    source = f"{SOURCE}{AT}{measure.id}"
    own = [n for n in facts_read_by(measure) if n in guide.once | guide.yearly]
    if own and source not in state.known:
        return (source,)
    if state.known.get(source, ANOTHER if not own else None) == ANOTHER:
        key = guide.key(guide.elsewhere, measure)
    elif state.known.get(source) == THIS_ONE and any(n in guide.yearly for n in own):
        key = guide.key(next(n for n in own if n in guide.yearly), measure)
    else:
        return ()
    return () if key in state.known else (key,)
