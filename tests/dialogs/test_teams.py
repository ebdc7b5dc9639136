"""Whole teams reckoned by hand from the texts: every measure at once, and the three sums after settling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dialogs.assessing import as_dict, assess
from dialogs.facts import read_facts
from dialogs.loading import Definitions
from dialogs.measures import Verdict
from dialogs.relations import CLAIMABLE, settle

FILE = Path(__file__).parent / "cases" / "teams.jsonl"
TEAMS = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
every_team = pytest.mark.parametrize("team", TEAMS, ids=[team["id"] for team in TEAMS])


@every_team
def test_a_team_can_claim_what_a_reader_reckons_and_nothing_else(
    team: dict[str, Any], definitions: Definitions
) -> None:
    keys = ("outcome", "amount_yuan", "amount_is_upper_bound")
    claims = {
        one.measure.id: [as_dict(one)[key] for key in keys]
        for one in _verdicts(team, definitions)
        if one.outcome in CLAIMABLE
    }
    assert claims == team["claims"]


@every_team
def test_what_the_text_rules_out_is_not_asked_about(
    team: dict[str, Any], definitions: Definitions
) -> None:
    outcomes = {one.measure.id: one.outcome.value for one in _verdicts(team, definitions)}
    assert {name: outcomes[name] for name in team["refused"]} == dict.fromkeys(
        team["refused"], "not_eligible"
    )


@every_team
def test_the_sums_keep_to_choices_and_shared_caps_and_leave_loans_apart(
    team: dict[str, Any], definitions: Definitions
) -> None:
    facts = read_facts(team["facts"], definitions.vocabulary)
    verdicts = _verdicts(team, definitions)
    settled = settle(verdicts, facts, definitions.choices, definitions.shared_caps)
    sums = {"certain": settled.certain, "ceilings": settled.ceilings, "loans": settled.loans}
    assert sums == {name: team[name] for name in sums}


def _verdicts(team: dict[str, Any], definitions: Definitions) -> list[Verdict]:
    return assess(team["facts"], definitions)
