"""Examples inside the measure files: a typical case and its variations, each with what comes out.

They read aloud (「若劳动合同年限 2：不能申领」) and run as tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dialogs.facts import Vocabulary
from dialogs.grammar import stated_facts
from dialogs.marked import Marked
from dialogs.measures import Measure, Outcome, Verdict
from dialogs.money import yuan_of

ELIGIBLE = re.compile(
    r"^可以申领(?:，(?P<most>最高)?(?P<money>[\d.]+[万亿]?元)|，不涉及金额|，金额未定)$"
)
REVIEW = re.compile(r"^待认定，(?:最高(?P<money>[\d.]+[万亿]?元)|金额未定)$")
MISSING = re.compile(r"^还缺(?P<names>.+)$")
NO = "不能申领"


@dataclass(frozen=True)
class Expected:
    """What an example says comes out."""

    outcome: Outcome
    amount_yuan: Decimal | None = None
    is_upper_bound: bool = False
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Example:
    """Facts for one measure and what comes out; `place` is file and line."""

    measure: str
    facts: Mapping[str, object]
    expected: Expected
    place: str


def examples_of(
    measure: Measure, here: Marked, usual: Mapping[str, object], vocabulary: Vocabulary
) -> list[Example]:
    """The examples of one measure. Raises RefusedDefinition when there are fewer than two."""
    typical = {**usual, **stated_facts(here.find("典型"), vocabulary)}
    listed = here.need("例子").items()
    if len(listed) < 2:
        raise here.refuse(f"{measure.id} 至少要有两个例子")
    return [_example(measure, one, typical, vocabulary) for one in listed]


def observed(verdict: Verdict) -> Expected:
    """A verdict in the form of what an example expects."""
    return Expected(
        verdict.outcome,
        verdict.amount_yuan,
        verdict.amount_is_upper_bound,
        frozenset(verdict.missing),
    )


def _example(
    measure: Measure, here: Marked, typical: Mapping[str, object], vocabulary: Vocabulary
) -> Example:
    entries = here.entries("若", "没说", "结果")
    facts = {**typical, **stated_facts(entries.get("若"), vocabulary)}
    left_out = entries["没说"].texts() if "没说" in entries else ()
    for name in left_out:
        if facts.pop(name, None) is None:
            raise entries["没说"].refuse(f"典型情况里本来就没有“{name}”")
    return Example(measure.id, facts, _expected(here.need("结果")), f"{here.file}:{here.line}")


def _expected(here: Marked) -> Expected:
    text = here.text()
    if text == NO:
        return Expected(Outcome.NOT_ELIGIBLE, Decimal(0))
    if match := ELIGIBLE.match(text):
        money = yuan_of(match["money"]) if match["money"] else None
        return Expected(Outcome.ELIGIBLE, money, bool(match["most"]))
    if match := REVIEW.match(text):
        money = yuan_of(match["money"]) if match["money"] else None
        return Expected(Outcome.NEEDS_REVIEW, money, money is not None)
    if match := MISSING.match(text):
        return Expected(Outcome.NEEDS_MORE_FACTS, missing=frozenset(match["names"].split("、")))
    raise here.refuse(f"看不懂结果“{text}”")
