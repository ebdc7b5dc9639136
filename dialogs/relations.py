"""Verdicts side by side: choose-one groups and shared caps settled, totals that promise nothing.

Certain grants, ceilings and loans are three sums and never become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dialogs.amounts import is_loan
from dialogs.facts import Facts
from dialogs.measures import Outcome, Verdict
from dialogs.money import in_words
from dialogs.rules import Ground

ZERO = Decimal(0)
CLAIMABLE = (Outcome.ELIGIBLE, Outcome.NEEDS_REVIEW)


@dataclass(frozen=True)
class ChooseOne:
    """Of these measures only one is paid."""

    ids: frozenset[str]
    ground: Ground


@dataclass(frozen=True)
class SharedCap:
    """These measures together are paid at most `cap` yuan, less what the fact `drawn` says was paid."""

    ids: frozenset[str]
    cap: Decimal
    drawn: str
    ground: Ground


@dataclass(frozen=True)
class Remark:
    """One sentence on how measures that belong together were settled."""

    ids: frozenset[str]
    words: str
    ground: Ground


@dataclass(frozen=True)
class Settlement:
    """Sums in yuan: `certain` is exact and eligible; `ceilings` are 最高 or for review; `loans` are quotas.

    `counted` is what each measure adds to its sum, by id, after choosing and capping.
    """

    certain: Decimal
    ceilings: Decimal
    loans: Decimal
    counted: dict[str, Decimal]
    remarks: tuple[Remark, ...]


def settle(
    verdicts: Sequence[Verdict],
    facts: Facts,
    choices: Sequence[ChooseOne],
    caps: Sequence[SharedCap],
) -> Settlement:
    """Add up what can be claimed, each group by its own rule; the better one of a group is kept.

    `facts` are those of the verdicts: what was already drawn counts once for a shared cap.
    """
    claimable = {v.measure.id: v for v in verdicts if v.outcome in CLAIMABLE}
    counted = {name: v.amount_yuan for name, v in claimable.items() if v.amount_yuan is not None}
    remarks = [
        remark
        for remark in (
            *(_choose(choice, claimable, counted) for choice in choices),
            *(_cap(cap, claimable, counted, facts) for cap in caps),
        )
        if remark is not None
    ]
    kinds = {name: _kind(claimable[name]) for name in counted}
    sums = {
        kind: sum((yuan for name, yuan in counted.items() if kinds[name] == kind), ZERO)
        for kind in ("certain", "ceiling", "loan")
    }
    return Settlement(sums["certain"], sums["ceiling"], sums["loan"], counted, tuple(remarks))


def _kind(verdict: Verdict) -> str:
    if is_loan(verdict.measure.amount):
        return "loan"
    return "ceiling" if verdict.amount_is_upper_bound else "certain"


def _choose(
    choice: ChooseOne, claimable: dict[str, Verdict], counted: dict[str, Decimal]
) -> Remark | None:
    """Keep what is certain before what is only a ceiling, then the larger sum."""
    rivals = [claimable[name] for name in sorted(choice.ids & counted.keys())]
    if len(rivals) < 2:
        return None
    kept = max(rivals, key=lambda v: (v.outcome is Outcome.ELIGIBLE, counted[v.measure.id]))
    for rival in rivals:
        if rival is not kept:
            counted[rival.measure.id] = ZERO
    titles = "、".join(rival.measure.title for rival in rivals)
    words = f"{titles}只能选一项，合计里按“{kept.measure.title}”算。"
    return Remark(choice.ids, words, choice.ground)


def _cap(
    cap: SharedCap, claimable: dict[str, Verdict], counted: dict[str, Decimal], facts: Facts
) -> Remark | None:
    names = sorted(cap.ids & counted.keys())
    total = sum((counted[name] for name in names), ZERO)
    stated = facts.get(cap.drawn)
    drawn = sum(stated, ZERO) if isinstance(stated, tuple) else ZERO
    room = left = max(cap.cap - drawn, ZERO)
    if total <= room:
        return None
    for name in names:
        counted[name] = min(counted[name], left)
        left -= counted[name]
    titles = "、".join(claimable[name].measure.title for name in names)
    rest = f"（已领{in_words(drawn)}，还剩{in_words(room)}）" if drawn else ""
    words = f"{titles}合起来最多{in_words(cap.cap)}{rest}，加起来{in_words(total)}，只能算{in_words(room)}。"
    return Remark(cap.ids, words, cap.ground)
