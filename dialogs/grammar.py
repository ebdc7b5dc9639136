"""How conditions are written in a measure file, and what they become.

Words must stand in the clause that they cite (spaces and full- or half-width do not matter).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from dialogs.demands import Between, Demand, MoreThan, OneOf, YearBefore, YesNo
from dialogs.facts import Fact, Kind, Vocabulary, canonical, read_facts
from dialogs.marked import Marked
from dialogs.money import yuan_of
from dialogs.rules import All, AnyOf, Condition, Discretion, Ground, Not, Requires

T = TypeVar("T")
BOUND = re.compile(r"^(?P<how>至少|至多|多于) ?(?P<number>\d+(?:\.\d+)?)%?$")
SPAN = re.compile(r"^(?P<first>\d{4}-\d\d-\d\d) 至 (?P<last>\d{4}-\d\d-\d\d)$")
YEAR_BEFORE = re.compile(r"^(?P<fact>\S+)的上一年$")


@dataclass(frozen=True)
class Scope:
    """What a clause file is read against. `texts` maps clause ids to texts; None leaves quotes unchecked."""

    vocabulary: Vocabulary
    clause: str
    texts: Mapping[str, str] | None


def condition_of(here: Marked, scope: Scope) -> Condition:
    """{原文, 要求 | 任一 | 非 | 由主管部门决定, 未说明?} -> a condition."""
    entries = here.entries("原文", "要求", "任一", "非", "由主管部门决定", "未说明", "条款")
    ground = ground_of(here, scope)
    if matter := entries.get("由主管部门决定"):
        return Discretion(ground, matter.text())
    if parts := entries.get("任一"):
        return AnyOf(tuple(_demands(part, ground, scope, False) for part in parts.items()))
    if part := entries.get("非"):
        return Not(_demands(part, ground, scope, False))
    unsaid = entries.get("未说明")
    if unsaid is not None and unsaid.text() != "按符合":
        raise unsaid.refuse("“未说明”后面只能写“按符合”")
    return _demands(here.need("要求"), ground, scope, unsaid is not None)


def ground_of(here: Marked, scope: Scope) -> Ground:
    """The words (原文) of a clause, checked against its text."""
    words, cited = here.need("原文"), here.find("条款")
    clause = cited.text() if cited else scope.clause
    if scope.texts is not None:
        if clause not in scope.texts:
            raise here.refuse(f"没有 {clause} 这一条")
        if bare(words.text()) not in bare(scope.texts[clause]):
            raise words.refuse(f"“{words.text()}”不是 {clause} 的原文")
    return Ground(clause, words.text())


def bare(text: str) -> str:
    """A text without its spaces, full and half width made one: the form in which quotes are compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def stated_facts(here: Marked | None, vocabulary: Vocabulary) -> dict[str, object]:
    """Facts as an example states them, in the form that read_facts takes. Refuses what it would refuse."""
    if here is None:
        return {}
    raw = {
        name: _stated(fact_of(name, value, vocabulary), value)
        for name, value in here.entries().items()
    }
    _or_refuse(here, lambda: read_facts(raw, vocabulary))
    return raw


def fact_of(name: str, here: Marked, vocabulary: Vocabulary) -> Fact:
    """The fact of this name; the refusal offers the nearest names."""
    if name not in vocabulary:
        _or_refuse(here, lambda: read_facts({name: None}, vocabulary))
    return vocabulary[name]


def money_of(here: Marked) -> Decimal:
    """20万元 -> yuan."""
    return _or_refuse(here, lambda: yuan_of(here.text()))


def number_of(here: Marked, text: str) -> Decimal:
    """A plain number. Raises RefusedDefinition for anything else."""
    try:
        return Decimal(text)
    except ArithmeticError:
        raise here.refuse(f"这里要写数字，现在是“{text}”") from None


def _or_refuse(here: Marked, read: Callable[[], T]) -> T:
    try:
        return read()
    except ValueError as problem:
        raise here.refuse(str(problem)) from None


def _stated(fact: Fact, here: Marked) -> object:
    """An example's text as JSON would have it: numbers as Decimal, several values as a list."""
    if isinstance(here.value, tuple):
        return [_stated(fact, item) for item in here.items()]
    text = here.text()
    if fact.kind in (Kind.MONEY, Kind.MONEY_LIST) and text.endswith("元"):
        return money_of(here)
    if fact.kind in (Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL, Kind.DATE):
        return text
    return number_of(here, text.removesuffix("%"))


def _demands(here: Marked, ground: Ground, scope: Scope, presumed: bool) -> Condition:
    demands = tuple(
        Requires(
            ground,
            name,
            demand_of(fact_of(name, wanted, scope.vocabulary), wanted, scope),
            presumed,
        )
        for name, wanted in here.entries().items()
    )
    return demands[0] if len(demands) == 1 else All(demands)


def demand_of(fact: Fact, here: Marked, scope: Scope) -> Demand:
    """What a fact has to be: 是, 否, a choice or a list of choices, 至少 3, or two dates."""
    if fact.kind is Kind.YES_NO:
        if here.text() not in ("是", "否"):
            raise here.refuse(f"“{fact.name}”只能要求“是”或“否”")
        return YesNo(here.text() == "是")
    if fact.kind in (Kind.CHOICE, Kind.SEVERAL):
        return _choices(fact, here)
    text = here.text()
    if fact.kind is Kind.DATE and (span := SPAN.match(text)):
        return Between(*(date.fromisoformat(day) for day in span.groups()))
    if before := YEAR_BEFORE.match(text):
        return YearBefore(fact_of(before["fact"], here, scope.vocabulary).name)
    if bound := BOUND.match(text):
        number = Decimal(bound["number"])
        demands: dict[str, Demand] = {
            "至少": Between(least=number),
            "至多": Between(most=number),
            "多于": MoreThan(number),
        }
        return demands[bound["how"]]
    raise here.refuse(f"看不懂对“{fact.name}”的要求“{text}”，可以写“至少 3”“至多 80%”")


def _choices(fact: Fact, here: Marked) -> OneOf:
    if not isinstance(here.value, Mapping):
        return OneOf(_spelled(fact, here))
    entries = here.entries("可以是", "等", "除外")
    beginnings = entries["等"].texts() if "等" in entries else ()
    return OneOf(
        _spelled(fact, here.need("可以是")),
        ("",) if beginnings == ("其他",) else beginnings,
        _spelled(fact, entries["除外"]) if "除外" in entries else frozenset(),
    )


def _spelled(fact: Fact, here: Marked) -> frozenset[str]:
    return frozenset(canonical(fact, text) for text in here.texts())
