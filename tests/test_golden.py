"""The golden sets, asked in our own and other people's voices, reach the minimums in their first lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.asking import Asking
from bot.conversation import Specialist
from bot.evaluation import evaluate
from bot.lines import read_lines
from knowledge.answering import Knowledge

SETS = sorted((Path(__file__).parent / "golden").glob("*.jsonl"))


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_a_golden_set_reaches_its_minimums(file: Path, knowledge: Knowledge) -> None:
    minimums, *questions = read_lines(file)
    graded = evaluate(Asking(Specialist(lambda: knowledge)), questions)
    scores = {"all": [one.score for one in graded]}
    for one in graded:
        scores.setdefault(one.line["kind"], []).append(one.score)
    for kind, minimum in minimums["at_least"].items():
        assert sum(scores[kind]) / len(scores[kind]) >= minimum, kind
