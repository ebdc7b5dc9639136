"""Questions with known answers, made from the phrasing bank: each phrasing asked in every circumstance.

A phrasing on one city's clause is asked with that city set, with the other one set, and with none; what is
right follows from its labels. WEIGHTS say how much each kind counts, about as often as people ask so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

WEIGHTS: Mapping[str, float] = {
    "own city": 0.30,
    "no city set, one speaks": 0.14,
    "no city set, both speak": 0.14,
    "other city": 0.06,
    "out": 0.05,
    "silent": 0.03,
    "service": 0.08,
    "handoff": 0.04,
    "smalltalk": 0.04,
}
INTENTS = ("out", "silent", "handoff", "smalltalk")
REFUSALS = {"not_in_policy", "out_of_scope", "handoff"}


@dataclass(frozen=True)
class Case:
    """One phrasing, asked with `city` set. `cities` are those asked about: named, else set, else all."""

    kind: str
    utterance: str
    labels: tuple[str, ...]
    voice: str
    city: str | None
    cities: tuple[str, ...]


@dataclass(frozen=True)
class Ending:
    """How a question ended: a status, the clauses that answer (best first), the service."""

    status: str
    clauses: tuple[str, ...] = ()
    service: str | None = None


CitiesAsked = Callable[[str, str | None], tuple[str, ...]]


def cases(
    phrasings: Iterable[tuple[str, tuple[str, ...], str]],
    every: Sequence[str],
    cities_asked: CitiesAsked,
) -> Iterator[Case]:
    """Every phrasing (utterance, labels, voice) in every circumstance that makes a difference."""
    for utterance, labels, voice in phrasings:
        seen = set()
        for city in (*every, None):
            cities = cities_asked(utterance, city)
            if cities not in seen:
                seen.add(cities)
                kind = _kind(labels, cities)
                yield Case(kind, utterance, labels, voice, city, cities)


def _kind(labels: tuple[str, ...], cities: tuple[str, ...]) -> str:
    first = labels[0].partition(":")[0]
    if first in (*INTENTS, "service"):
        return first
    speak = {label.rpartition("-")[0] for label in labels}
    if not speak & set(cities):
        return "other city"
    if len(cities) == 1:
        return "own city"
    return "no city set, both speak" if speak >= set(cities) else "no city set, one speaks"


def mark(case: Case, ending: Ending) -> float:
    """1 when right, 0.5 for asking back with a right clause among the first three, else 0."""
    status, gold = ending.status, set(case.labels)
    if case.kind in {"out", "silent"}:
        return float(status in REFUSALS)
    if case.kind == "other city":
        return float(status == "not_in_policy")
    if case.kind == "service":
        return float(status == "service" and f"service:{ending.service}" in gold)
    if case.kind in {"handoff", "smalltalk"}:
        return float(status == case.kind)
    if status == "clarify":
        return 0.5 * bool(gold & set(ending.clauses[:3]))
    return float(status in {"answered", "compare"} and _cited(case.kind, gold, ending.clauses))


def _cited(kind: str, gold: set[str], found: tuple[str, ...]) -> bool:
    if kind == "no city set, both speak":
        return len(found) > 1 and set(found[:2]) <= gold
    return bool(found) and found[0] in gold


def by_kind(marked: Iterable[tuple[Case, float]]) -> dict[str, float]:
    """The mean mark of each kind that occurs, in the order of WEIGHTS, and `all`, weighed."""
    marks = defaultdict(list)
    for case, given in marked:
        marks[case.kind].append(given)
    means = {kind: sum(marks[kind]) / len(marks[kind]) for kind in WEIGHTS if marks[kind]}
    weight = sum(WEIGHTS[kind] for kind in means)
    return {**means, "all": sum(WEIGHTS[kind] * mean for kind, mean in means.items()) / weight}


def folds(voices: Iterable[str], count: int) -> dict[str, int]:
    """Which fold each voice is left out in; whole voices, dealt out in turn."""
    return {voice: place % count for place, voice in enumerate(sorted(set(voices)))}
