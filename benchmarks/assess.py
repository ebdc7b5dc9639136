"""One full assessment (every measure of both cities), beside OpenFisca-core computing the same rules.

`python benchmarks/assess.py [--teams 60] [--rounds 5] [--seed 1]`

All measures are translated (benchmarks/openfisca_rules.py) and first shown to give the same verdicts. Ours is
timed from raw facts as stated, checking included, to verdicts with reasons and arithmetic; OpenFisca from
facts already turned into its own inputs, to outcomes and amounts alone. All take turns, team by team.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.pop(0)  # this folder would hide the package `telegram` behind telegram.py
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measuring import markdown, median, need, percentile
from dialogs.assessing import assess
from dialogs.facts import read_facts
from dialogs.loading import Definitions, packaged

TOGETHER = 8
"""Examples of the measure files whose facts make up one team."""

Team = Mapping[str, object]


def teams_of(definitions: Definitions, count: int, seed: int) -> list[Team]:
    """Whole teams: the facts of several examples together; the same seed gives the same teams."""
    chance = random.Random(seed)
    return [
        {
            name: value
            for example in chance.sample(definitions.examples, TOGETHER)
            for name, value in example.facts.items()
        }
        for _ in range(count)
    ]


def timed(task: Callable[..., object], *given: object) -> float:
    """Milliseconds that a task takes."""
    began = time.perf_counter()
    task(*given)
    return (time.perf_counter() - began) * 1000


def measure(
    definitions: Definitions, rules: Any, teams: Sequence[Team], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each way, one figure a team: its median over the rounds."""
    ways: dict[str, Callable[..., object]] = {
        "ours": lambda team, given: assess(team, definitions),
        "situation": lambda team, given: rules.verdicts(rules.situation(given)),
        "inputs": lambda team, given: rules.verdicts(rules.simulation(given)),
    }
    took: dict[str, list[list[float]]] = {name: [] for name in (*ways, "calculation")}
    for team in teams:
        given = rules.inputs.of(read_facts(team, definitions.vocabulary))
        for times in took.values():
            times.append([])
        for _ in range(rounds):
            for name, way in ways.items():
                took[name][-1].append(timed(way, team, given))
            took["calculation"][-1].append(timed(rules.verdicts, rules.simulation(given)))
    return {name: [median(times) for times in each] for name, each in took.items()}


def judged(definitions: Definitions, stated: Sequence[Team]) -> Iterator[tuple[Any, list[Any]]]:
    """Facts with our outcomes and amounts, for the comparison of verdicts."""
    for facts in stated:
        verdicts = assess(facts, definitions)
        read = read_facts(facts, definitions.vocabulary)
        yield read, [(one.outcome, one.amount_yuan) for one in verdicts]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--teams", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    need("openfisca_core")
    from benchmarks.openfisca_rules import Rules, agreements

    definitions = packaged()
    rules = Rules(definitions)
    teams = teams_of(definitions, options.teams, options.seed)
    stated = [*(example.facts for example in definitions.examples), *teams]
    same, outcomes = agreements(rules, judged(definitions, stated))
    took = measure(definitions, rules, teams, options.rounds)
    ours = took["ours"]
    rows = [
        [
            name,
            f"{median(ms):.2f}",
            f"{percentile(ms, 0.99):.2f}",
            f"{median(ms) / median(ours):.1f}×",
        ]
        for name, ms in (
            ("this program, from raw facts to reasons and arithmetic", ours),
            (
                "OpenFisca-core, from its situation (JSON) to outcomes and amounts",
                took["situation"],
            ),
            ("OpenFisca-core, inputs set directly", took["inputs"]),
            ("OpenFisca-core, calculation alone", took["calculation"]),
        )
    ]
    print(
        f"{len(rules.measures)} measures, {len(teams)} teams, {options.rounds} rounds taking turns"
    )
    print(
        f"the same verdict and amount: {same} of {outcomes.total()} (examples and teams), of these"
    )
    print(", ".join(f"{outcome}: {count}" for outcome, count in outcomes.most_common()) + "\n")
    print(markdown(["one full assessment", "median ms", "p99 ms", "median beside ours"], rows))


if __name__ == "__main__":
    main()
