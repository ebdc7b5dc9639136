"""Cases reckoned by hand from the texts and readings.md, without looking at the measures: all come out alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dialogs.assessing import assess_lines
from dialogs.loading import Definitions

HOME = Path(__file__).parent / "cases"
CASES = [
    json.loads(line)
    for name in ("by_hand.jsonl", "boundaries.jsonl")
    for line in (HOME / name).read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_verdict_is_what_a_reader_of_the_text_reckons(
    case: dict[str, object], definitions: Definitions
) -> None:
    (judged,) = assess_lines([case], definitions)
    expected = case["expect"]
    assert isinstance(expected, dict)
    assert {name: judged.get(name) for name in expected if name != "why"} == {
        name: value for name, value in expected.items() if name != "why"
    }
