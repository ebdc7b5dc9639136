"""`evaluate`: the coordinators' check before new knowledge is published.

Prints the table by kind, beside the last run's, then every miss with its reason. The first line of the file may
set minimum scores: {"at_least": {"all": 0.95, "out": 0.9}}.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.application import assemble
from bot.asking import Asking
from bot.evaluation import Graded, check_label, evaluate
from bot.lines import read_lines
from bot.settings import read_settings

ALL = "all"


def run(options: argparse.Namespace) -> int:
    """Returns 0 when every minimum is reached, 1 otherwise."""
    lines = read_lines(options.file, _check)
    minimums = _minimums(lines, options.at_least)
    questions = [line for line in lines if "at_least" not in line]
    settings = read_settings()
    asking = Asking(assemble(settings).specialist)
    graded = []
    for done, line in enumerate(questions, start=1):
        graded += evaluate(asking, [line])
        _progress(done, len(questions))
    scores = _scores(graded)
    place = hashlib.sha256(str(options.file.resolve()).encode()).hexdigest()[:8]
    record = settings.var_dir / "evaluations" / f"{options.file.stem}-{place}.json"
    _print_table(graded, scores, _last_run(record))
    _print_misses(graded)
    _keep(record, scores)
    low = [kind for kind, least in minimums.items() if scores.get(kind, 1.0) < least]
    for kind in low:
        print(f"未达标：{kind} {scores[kind]:.3f}，要求 {minimums[kind]:.3f}")
    return 1 if low else 0


def _check(line: Mapping[str, Any]) -> None:
    if "at_least" not in line:
        check_label(line)


def _minimums(lines: Sequence[Mapping[str, Any]], at_least: float) -> dict[str, float]:
    minimums: dict[str, float] = {ALL: at_least}
    for line in lines:
        if "at_least" in line:
            minimums.update(line["at_least"])
    return minimums


def _scores(graded: Sequence[Graded]) -> dict[str, float]:
    kinds = sorted({g.line["kind"] for g in graded})
    by_kind = {kind: [g.score for g in graded if g.line["kind"] == kind] for kind in kinds}
    scores = {kind: sum(theirs) / len(theirs) for kind, theirs in by_kind.items()}
    return {**scores, ALL: sum(g.score for g in graded) / max(len(graded), 1)}


def _print_table(
    graded: Sequence[Graded], scores: Mapping[str, float], last: Mapping[str, float]
) -> None:
    print(f"{'kind':<12}{'n':>5}{'score':>8}{'last':>8}")
    for kind, score in scores.items():
        count = len(graded) if kind == ALL else sum(g.line["kind"] == kind for g in graded)
        before = f"{last[kind]:>8.3f}" if kind in last else f"{'–':>8}"
        print(f"{kind:<12}{count:>5}{score:>8.3f}{before}")


def _print_misses(graded: Sequence[Graded]) -> None:
    for g in graded:
        if g.score < 1:
            expected = g.line["gold"] or g.line.get("service") or g.line["kind"]
            got = " ".join([g.asked.status, *g.asked.clauses[:3], g.asked.service or ""]).strip()
            print(f"\n{g.line.get('id')} [{g.line['kind']}] {g.line['q']}（{g.line.get('city')}）")
            print(f"  应为 {expected}；得到 {got}；{g.why}（{g.asked.why}）")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        bar = "█" * (30 * done // total)
        print(f"\r{bar:<30} {done}/{total}", end="\n" if done == total else "", file=sys.stderr)


def _last_run(record: Path) -> Mapping[str, float]:
    try:
        last: Mapping[str, float] = json.loads(record.read_text(encoding="utf-8"))
        return last
    except (OSError, ValueError):
        return {}


def _keep(record: Path, scores: Mapping[str, float]) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(scores), encoding="utf-8")
