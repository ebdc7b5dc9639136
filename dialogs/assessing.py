"""Facts in, verdicts out, in the form that `assess` prints (JSON keys are fixed by its callers).

One bad line of a batch is answered with its error; the other lines are still assessed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dialogs.facts import read_facts
from dialogs.loading import Definitions
from dialogs.measures import Measure, Verdict, verdict
from dialogs.money import as_json

APPLIED_ON = "申请日期"
LINE = (
    "每一行要有 facts（要素，写成 {…}）；measure 写一个措施编号，如 xinzhou-16-a，不写就是全部措施"
)


class UnknownMeasure(ValueError):
    """A measure was asked for that no definition has."""


def assess(
    raw: Mapping[str, object],
    definitions: Definitions,
    measures: Sequence[str] | None = None,
    city: str | None = None,
    as_of: date | None = None,
) -> list[Verdict]:
    """Judge all measures, or those named, or those of one city (xinzhou, jincheng).

    `as_of` stands in for an application date that was not stated. Raises UnknownMeasure (also for a
    measure of the other city), and what read_facts raises.
    """
    stated = dict(raw)
    if as_of is not None and stated.get(APPLIED_ON) is None:
        stated[APPLIED_ON] = as_of
    facts = read_facts(stated, definitions.vocabulary)
    chosen = _chosen(definitions, measures, city)
    return [verdict(measure, facts) for measure in chosen]


def assess_lines(
    lines: Iterable[Mapping[str, object]], definitions: Definitions, as_of: date | None = None
) -> Iterator[dict[str, object]]:
    """Each line {"id", "measure", "facts"} -> {"id", …verdict}, or {"id", "measure", "error"}.

    Without a measure, or with a list of them, a line is a whole team: {"id", "verdicts": […]}.
    """
    for line in lines:
        yield {"id": line.get("id"), **_line(line, definitions, as_of)}


def as_dict(one: Verdict) -> dict[str, object]:
    """A verdict with the JSON keys of `assess --json`; amounts are ints when whole."""
    return {
        "measure": one.measure.id,
        "outcome": one.outcome.value,
        "amount_yuan": as_json(one.amount_yuan),
        "amount_is_upper_bound": one.amount_is_upper_bound,
        "because": [{"clause": ground.clause, "words": ground.words} for ground in one.because],
        "missing": list(one.missing),
    }


def _line(
    line: Mapping[str, object], definitions: Definitions, as_of: date | None
) -> dict[str, object]:
    name, facts = line.get("measure"), line.get("facts")
    try:
        if not isinstance(name, str | list | None) or not isinstance(facts, Mapping):
            raise UnknownMeasure(LINE)
        if isinstance(name, str):
            return as_dict(assess(facts, definitions, [name], as_of=as_of)[0])
        judged = assess(facts, definitions, _listed(name), as_of=as_of)
        return {"verdicts": [as_dict(one) for one in judged]}
    except ValueError as problem:
        return {"measure": name, "error": str(problem)}


def _listed(names: list[object] | None) -> list[str] | None:
    if names is not None and not (names and all(isinstance(name, str) for name in names)):
        raise UnknownMeasure(LINE)
    return [str(name) for name in names] if names else None


def _chosen(
    definitions: Definitions, measures: Sequence[str] | None, city: str | None
) -> list[Measure]:
    for name in measures or ():
        if name not in definitions.measures:
            raise UnknownMeasure(f"没有“{name}”这项措施{_hint(name, list(definitions.measures))}")
        if city not in (None, definitions.measures[name].city):
            raise UnknownMeasure(f"“{name}”不是 {city} 的措施，请去掉 city 或者换一项")
    named = dict.fromkeys(measures or definitions.measures)
    every = [definitions.measures[name] for name in named]
    return [measure for measure in every if city is None or measure.city == city]


def _hint(name: str, ids: Sequence[str]) -> str:
    """The measures of the clause that was named instead, else what looks alike."""
    of_clause = [one for one in ids if one.startswith(f"{name.strip()}-") or one == name.strip()]
    near = of_clause or difflib.get_close_matches(name, ids, n=3, cutoff=0.8)
    return f"，是不是 {' 或 '.join(near)}？" if near else "，编号的写法是 xinzhou-16-a"
