"""Grading follows the rules that the label files state."""

from __future__ import annotations

from typing import Any

import pytest

from bot.asking import Asked, check_question, city_of, turns_of
from bot.evaluation import check_label, grade, stands_in


def asked(status: str, *clauses: str, text: str = "", service: str | None = None) -> Asked:
    return Asked(status=status, clauses=clauses, text=text, service=service, milliseconds=1.0)


def label(kind: str, *gold: str, **more: Any) -> dict[str, Any]:
    return {"q": "问", "kind": kind, "gold": list(gold), "city": None, **more}


@pytest.mark.parametrize(
    ("line", "answer", "score"),
    [
        (label("direct", "xinzhou-1"), asked("answered", "xinzhou-1"), 1),
        (label("direct", "xinzhou-1"), asked("answered", "xinzhou-2", "xinzhou-1"), 0),
        (label("direct", "xinzhou-1"), asked("answered"), 0),
        (label("direct", "xinzhou-1"), asked("not_in_policy", "xinzhou-1"), 0),
        (
            label("direct", "xinzhou-1"),
            asked("clarify", "xinzhou-3", "xinzhou-2", "xinzhou-1"),
            0.5,
        ),
        (label("direct", "xinzhou-1"), asked("clarify", "a-3", "a-2", "a-4", "xinzhou-1"), 0),
        (
            label("amount", "xinzhou-1", must_contain=["5万元"]),
            asked("answered", "xinzhou-1", text="给予 5 万元"),
            1,
        ),
        (
            label("amount", "xinzhou-1", must_contain=["5万元"]),
            asked("answered", "xinzhou-1", text="给予15万元"),
            0,
        ),
        (
            label("direct", "xinzhou-1", "jincheng-1"),
            asked("compare", "jincheng-1", "xinzhou-1"),
            1,
        ),
        (
            label("direct", "xinzhou-1", "jincheng-1"),
            asked("answered", "xinzhou-1", "xinzhou-2", "jincheng-1"),
            0,
        ),
        (
            label("direct", "xinzhou-1", "jincheng-1", city="xinzhou"),
            asked("answered", "xinzhou-1"),
            1,
        ),
        (label("out"), asked("not_in_policy", "xinzhou-1"), 1),
        (label("out"), asked("out_of_scope"), 1),
        (label("out"), asked("handoff"), 1),
        (label("out"), asked("answered", "xinzhou-1"), 0),
        (label("service", service="人才公寓申请"), asked("service", service="人才公寓申请"), 1),
        (label("service", service="人才公寓申请"), asked("service", service="政策咨询"), 0),
        (label("service", service="人才公寓申请"), asked("service"), 0),
        (label("handoff"), asked("handoff"), 1),
        (label("smalltalk"), asked("out_of_scope"), 0),
    ],
)
def test_an_answer_is_graded(line: dict[str, Any], answer: Asked, score: float) -> None:
    assert grade(line, answer)[0] == score


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("5万元", "奖励5万元", True),
        ("5万元", "奖励15万元", False),
        ("5万元", "奖励0.5万元", False),
        ("５万元", "奖励 5 万\n元", True),
        ("10%", "按１０％给予", True),
        ("先缴后补", "采取“先缴 后补”", True),
        ("万元", "5万元", True),
    ],
)
def test_words_stand_in_a_text_although_it_is_set_otherwise(
    words: str, text: str, stands: bool
) -> None:
    assert stands_in(words, text) == stands


@pytest.mark.parametrize("question", [None, 5, [], ["一", 2], {"q": "一"}])
def test_what_is_no_question_is_refused(question: object) -> None:
    with pytest.raises(ValueError, match="q"):
        check_question({"q": question})


def test_a_question_is_one_turn_or_several() -> None:
    assert turns_of({"q": "一"}) == ["一"]
    assert turns_of({"q": ["一", "二"]}) == ["一", "二"]


@pytest.mark.parametrize(("given", "city"), [(None, None), ("", None), ("xinzhou", "xinzhou")])
def test_no_city_is_both_cities(given: str | None, city: str | None) -> None:
    assert city_of({"city": given}) == city
    assert city_of({}) is None


def test_a_label_says_what_it_lacks() -> None:
    with pytest.raises(ValueError, match="kind、gold"):
        check_label({"q": "一"})
