"""Questions as a fresh reader put them: what goes on, what is nowhere written, what is too general."""

from __future__ import annotations

import pytest

from knowledge.answering import Knowledge
from knowledge.decisions import Status

AFTER_HOUSING = {"question": "晋城买房给35万", "clauses": ["jincheng-14"], "asked_back": False}


@pytest.mark.parametrize("question", ["电话多少", "我工资会有税吗", "需要带什么材料"])
def test_what_is_nowhere_written_is_asked_of_the_clause_spoken_of(
    knowledge: Knowledge, question: str
) -> None:
    answer = knowledge.answer(question, None, AFTER_HOUSING)
    assert (answer.status, answer.why) == (Status.NOT_IN_POLICY, "unstated")
    assert answer.ranked[0] == "jincheng-14"
    assert "市人社局" in knowledge.clause(answer.ranked[0]).units


def test_a_telephone_number_asked_for_alone_is_no_wish_for_an_officer(knowledge: Knowledge) -> None:
    answer = knowledge.answer("电话多少", None, {})
    assert (answer.status, answer.why) == (Status.NOT_IN_POLICY, "unstated")


def test_a_professor_who_brings_a_patent_is_not_told_of_patent_prizes(knowledge: Knowledge) -> None:
    asked = "我是太原理工大学的教授，想把专利转化到你们那里，有什么奖励"
    first = knowledge.answer(asked, None, {})
    assert first.status in {Status.ANSWERED, Status.COMPARE}
    assert "xinzhou-7" in first.cited
    subject = {"question": first.question, "clauses": list(first.cited), "asked_back": False}
    then = knowledge.answer("忻州", None, subject)
    assert then.cited == ("xinzhou-7",)
    assert "xinzhou-6" in then.ranked


def test_a_bank_that_asks_for_subsidised_interest_is_shown_that_clause(
    knowledge: Knowledge,
) -> None:
    answer = knowledge.answer("我是银行的，晋城有没有贷款贴息", None, {})
    assert answer.cited == ("jincheng-12",)
    assert any("贴息" in quote.text for quote in answer.quotes)


def test_a_spouse_who_asks_for_work_is_offered_the_service(knowledge: Knowledge) -> None:
    answer = knowledge.answer("我老公要去晋城的企业上班，我的工作怎么办", None, {})
    assert (answer.status, answer.service) == (Status.SERVICE, "配偶就业手续")


@pytest.mark.parametrize("question", ["山西省政策", "政策" * 1000, "补贴" * 1000])
def test_words_too_general_are_asked_back_and_never_answered_with_the_final_clause(
    knowledge: Knowledge, question: str
) -> None:
    answer = knowledge.answer(question, None, {})
    assert (answer.status, answer.why) == (Status.CLARIFY, "broad")
    assert len(answer.ranked) == 3
    assert not any(clause.endswith("-0") for clause in answer.ranked)


def test_figures_with_many_noughts_are_no_repetition(knowledge: Knowledge) -> None:
    assert "10000000" in knowledge.answer("保险费10000000元补多少", "xinzhou", {}).question
