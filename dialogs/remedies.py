"""Why a measure was refused, and what would change that, in words that an officer would use on the phone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dialogs.demands import Between, MoreThan, OneOf, YearBefore, YesNo
from dialogs.facts import Fact, Facts, Value
from dialogs.given import APPLIED_ON, State, facts_for
from dialogs.measures import Verdict
from dialogs.money import in_words, plain
from dialogs.questions import WHERE, Guide
from dialogs.rules import Discretion, Requires

NOTHING_LEFT = "按您说的数算下来是0元"
HELPED = "这一点做到以后可以再测一次"
NONE_OF_THESE = "都不是"
ONCE_ONLY = "这笔钱只给一次，领过就不再给"


def why_not(state: State, verdict: Verdict) -> str:
    """What was said, and what it would have to be; for a sum of nothing, how that came about."""
    facts = facts_for(state, verdict.measure)
    said = [
        _condition(state.guide, leaf, facts)
        for leaf in verdict.deciding
        if not isinstance(leaf, Discretion)
    ]
    if not said:
        return f"{NOTHING_LEFT}（{verdict.arithmetic}）" if verdict.arithmetic else NOTHING_LEFT
    return "；".join(dict.fromkeys(said))


def said_in_words(fact: Fact, value: Value | None) -> str:
    """A stated value as it is said: 是, 3年, 80万元＋120万元, 博士、硕士."""
    match value:
        case bool():
            return "是" if value else "不是"
        case Decimal():
            return f"{plain(value)}{fact.unit}"
        case tuple():
            return "、".join(in_words(one) for one in value)
        case frozenset():
            kin = {also for one in value for also in fact.implies.get(one, ())}
            said = sorted(value - kin) or sorted(value)
            return NONE_OF_THESE if said == ["其他"] else "、".join(said)
        case date():
            return value.isoformat()
        case _:
            return "不清楚"


def _condition(guide: Guide, leaf: Requires, facts: Facts) -> str:
    fact, value = guide.vocabulary[leaf.fact], facts.get(leaf.fact)
    if leaf.fact in guide.once:
        return ONCE_ONLY
    if leaf.fact == APPLIED_ON:
        return f"{said_in_words(fact, value)}不在有效期内"
    if leaf.fact == WHERE and isinstance(leaf.demand, OneOf):
        return f"要落在{'、'.join(sorted(leaf.demand.values))}才行"
    said, needed = said_in_words(fact, value), _year(leaf, facts) or _needed(fact, leaf)
    return needed if said == NONE_OF_THESE else f"您说的是“{said}”，{needed}"


def _year(leaf: Requires, facts: Facts) -> str | None:
    applied = facts.get(leaf.demand.date_fact) if isinstance(leaf.demand, YearBefore) else None
    return f"要是申请的上一年（{applied.year - 1}年）才行" if isinstance(applied, date) else None


def _needed(fact: Fact, leaf: Requires) -> str:
    match leaf.demand:
        case OneOf(values):
            listed = [value for value in fact.values if value in values] or sorted(values)
            return f"要是{'、'.join(listed)}才行"
        case Between(least, None) if isinstance(least, Decimal):
            return f"满{plain(least)}{fact.unit}就行"
        case Between(None, most) if isinstance(most, Decimal):
            return f"不超过{plain(most)}{fact.unit}才行"
        case MoreThan(bound):
            return f"要多于{plain(bound)}{fact.unit}才行"
        case YesNo(True):
            return HELPED
        case _:
            return "和文件的要求不一致"
