"""The tables of benchmarks/answers.py: every contender graded by `evaluate`'s own rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measuring import markdown, median, percentile
from bot.asking import Asked
from bot.evaluation import grade

Lines = Sequence[Mapping[str, Any]]
GROUPS = {
    "direct, amount": {"direct", "amount"},
    "colloquial, typo": {"colloquial", "typo"},
    "situation, followup, cross": {"situation", "followup", "cross"},
    "service, handoff, smalltalk": {"service", "handoff", "smalltalk"},
    "out": {"out"},
}


def show(
    lines: Lines,
    found: Mapping[tuple[str, str], Mapping[str, Any]],
    published_in: float,
    alone: Sequence[float],
    file: Path,
) -> None:
    """Print quality and speed as Markdown."""
    counts = {name: sum(line["kind"] in kinds for line in lines) for name, kinds in GROUPS.items()}
    shown = [name for name in GROUPS if counts[name]]
    print(f"{len(lines)} questions of {file.name}\n")
    header = [f"{name} ({counts[name]})" for name in shown]
    print(
        markdown(
            ["answers by", "given", *header, "all"],
            [[*who, *_quality(lines, run, shown)] for who, run in found.items()],
        )
    )
    print()
    print(
        markdown(
            ["answers by", "given", "median ms", "p99 ms", "ready after s", "peak MB"],
            [[*who, *_speed(run)] for who, run in found.items()],
        )
    )
    print(
        f"\nThis program's milliseconds are the whole turn, written to its database; the answer alone takes"
        f" median {median(alone):.2f} ms, p99 {percentile(alone, 0.99):.2f} ms."
        f" Publishing (learning included) took {published_in:.1f} s, once."
    )


def _quality(lines: Lines, run: Mapping[str, Any], shown: Sequence[str]) -> list[str]:
    scores = defaultdict(list)
    for line, (status, clauses, text, service, took) in zip(lines, run["answers"], strict=True):
        asked = Asked(status, tuple(clauses), text, service, took)
        score, _ = grade(line, asked)
        for name in (*shown, "all"):
            if name == "all" or line["kind"] in GROUPS[name]:
                scores[name].append(score)
    return [f"{sum(scores[name]) / len(scores[name]):.2f}" for name in (*shown, "all")]


def _speed(run: Mapping[str, Any]) -> list[str]:
    took = run["ms"]
    return [
        f"{median(took):.2f}",
        f"{percentile(took, 0.99):.2f}",
        f"{run['ready']:.2f}",
        f"{run['peak']:.0f}",
    ]
