"""The cases reckoned by hand, asked for one by one: an interview about the clause comes to what assess() says.

What an authority decides is never asked, and here nothing was paid before; assess() gets the same facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from dialogs import interview
from dialogs.assessing import as_dict, assess
from dialogs.choosing import none_of, pick
from dialogs.facts import canonical
from dialogs.given import APPLIED_ON, IN_FORCE
from dialogs.questions import AT, DRAWN, WHERE, Form, Guide, Question
from tests.dialogs.test_by_hand import CASES
from tests.dialogs.walking import Answering, walk

LIKE_TODAY = "2026-05-20"
NO_PARK_NEEDED = "xinzhou-7-a"


def asked_alike(case: Mapping[str, object]) -> bool:
    """An interview has a day and takes the text as valid; who does not say where is asked about both cities."""
    facts = case["facts"]
    assert isinstance(facts, dict)
    placed = facts.get(WHERE) is not None or case["measure"] == NO_PARK_NEEDED
    return placed and (facts.get(IN_FORCE) is True or APPLIED_ON in facts)


ASKED = [case for case in CASES if asked_alike(case)]


@pytest.mark.parametrize("case", ASKED, ids=[case["id"] for case in ASKED])
def test_an_interview_comes_to_the_verdict_of_assess(case: dict[str, object], guide: Guide) -> None:
    name, given = str(case["measure"]), case["facts"]
    assert isinstance(given, dict)
    today = date.fromisoformat(given.get(APPLIED_ON, LIKE_TODAY))
    facts = _told(given, guide, today)
    clause = guide.definitions.measures[name].clause
    scope = [m.id for m in guide.definitions.measures.values() if m.clause == clause]
    state = walk(interview.begin(guide, scope, today), _answering(facts, guide))
    stated = facts | {APPLIED_ON: today.isoformat(), IN_FORCE: True}
    (expected,) = assess(stated, guide.definitions, [name])
    keys = ("outcome", "amount_yuan", "amount_is_upper_bound")
    got = as_dict(state.verdicts[name])
    assert {key: got[key] for key in keys} == {key: as_dict(expected)[key] for key in keys}


def _told(given: Mapping[str, object], guide: Guide, today: date) -> dict[str, object]:
    """The facts that a visitor is asked for; a year by its number."""
    told = {
        name: value
        for name, value in given.items()
        if name not in guide.drawn_facts | {APPLIED_ON, IN_FORCE}
        and not guide.vocabulary[name].by_authority
    }
    gap = told.pop("认定年度与申请年度之差", None)
    return told | ({"认定年度": today.year - gap} if isinstance(gap, int) else {})


def _answering(facts: Mapping[str, object], guide: Guide) -> Answering:
    def answering(question: Question) -> Mapping[str, object]:
        if question.parts:
            return {key: v for part in question.parts for key, v in answering(part).items()}
        if question.is_card:
            return {str(o.value): facts.get(_fact(str(o.value))) for o in question.options}
        if question.id == DRAWN:
            return none_of(question)
        if question.form is Form.HEADS or facts.get(_fact(question.id)) is None:
            return interview.unsure(question)
        return _said(question, facts[_fact(question.id)], guide)

    return answering


def _said(question: Question, value: object, guide: Guide) -> Mapping[str, object]:
    listed = value if isinstance(value, list) else [value]
    if question.form in (Form.NUMBER, Form.MONEY, Form.MONEY_LIST):
        numbers = [Decimal(str(one)) for one in listed]
        return {question.id: numbers[0] if question.form is Form.NUMBER else numbers}
    if question.form is Form.YES_NO:
        return {question.id: value}
    fact = guide.fact_of(question.id)
    chosen = [canonical(fact, str(one)) for one in listed]
    offered = [one for one in chosen if one in [o.value for o in question.options]]
    if question.form is Form.SEVERAL:
        return pick(question, offered) if offered else none_of(question)
    others = [o.value for o in question.options if o.value in ("其他", "其他地方")]
    return {question.id: (offered or others or chosen)[0]}


def _fact(key: str) -> str:
    return key.partition(AT)[0]
