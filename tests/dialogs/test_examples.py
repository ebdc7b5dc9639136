"""The examples inside the measure files are tests: what an officer reads there is what comes out."""

import pytest

from dialogs.assessing import assess
from dialogs.examples import observed
from dialogs.loading import packaged

EXAMPLES = packaged().examples


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.measure}@{e.place}" for e in EXAMPLES])
def test_an_example_comes_out_as_it_is_written(definitions, example):
    [found] = assess(example.facts, definitions, [example.measure])
    assert observed(found) == example.expected


def test_every_measure_shows_a_yes_or_a_review_and_a_no(definitions):
    for name in definitions.measures:
        outcomes = {e.expected.outcome.value for e in EXAMPLES if e.measure == name}
        assert "not_eligible" in outcomes or "needs_more_facts" in outcomes, name
        assert outcomes & {"eligible", "needs_review"}, name
        assert len(outcomes) >= 2, name
