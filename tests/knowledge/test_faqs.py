"""A confirmed answer is found by its own question only, in its city, while valid, for the clause as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answering import Knowledge
from knowledge.faqs import FaqRecord, Faqs, digest_of, gathered

TODAY = date(2026, 11, 20)
QUESTION = "高企奖励的材料交到哪个窗口"


def record(knowledge: Knowledge, question: str = QUESTION, clause: str = "xinzhou-21") -> FaqRecord:
    return FaqRecord(
        question=question,
        answer="交到3号窗口。",
        clause=clause,
        clause_digest=digest_of(knowledge.clause(clause)),
        given_by="市科技局 陈科长",
        confirmed_by="管委会 孙主任",
        confirmed_on=TODAY,
    )


def faqs(knowledge: Knowledge, *records: FaqRecord) -> Faqs:
    return gathered(records, knowledge.policies, knowledge.language, knowledge.gazetteer)


@pytest.mark.parametrize(
    "asked",
    [QUESTION, f"忻州{QUESTION}？", "高企奖励的材料，交到哪个窗口呢", "高企獎勵的材料交到哪個窗口"],
)
def test_the_same_question_finds_it(asked: str, knowledge: Knowledge) -> None:
    (found,) = faqs(knowledge, record(knowledge)).find(asked, None, TODAY)
    assert (found.answer, found.city) == ("交到3号窗口。", "xinzhou")


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("国家科技进步一等奖奖励什么时候发", "国家科技进步二等奖奖励什么时候发"),
        ("国家级重点实验室建设经费找谁拨", "省级重点实验室建设经费找谁拨"),
        ("硕士生租房补贴去哪里交材料", "博士生租房补贴去哪里交材料"),
        ("外地企业能申请这个补贴吗要交什么", "外地企业不能申请这个补贴吗要交什么"),
        (QUESTION, "高企奖励多少钱"),
        (QUESTION, "交"),
        (QUESTION, ""),
    ],
)
def test_another_question_does_not(known: str, asked: str, knowledge: Knowledge) -> None:
    assert faqs(knowledge, record(knowledge, known)).find(asked, None, TODAY) == ()


def test_another_city_does_not(knowledge: Knowledge) -> None:
    known = faqs(knowledge, record(knowledge))
    assert known.find(QUESTION, "jincheng", TODAY) == ()
    assert known.find(f"晋城{QUESTION}", "xinzhou", TODAY) == ()
    assert len(known.find(QUESTION, "xinzhou", TODAY)) == 1


def test_after_its_last_day_it_is_not_shown(knowledge: Knowledge) -> None:
    ending = record(knowledge)
    ending.valid_until = TODAY
    assert faqs(knowledge, ending).find(QUESTION, None, TODAY)
    assert not faqs(knowledge, ending).find(QUESTION, None, date(2026, 11, 21))


def test_when_the_clause_reads_otherwise_by_now_it_is_not_shown(knowledge: Knowledge) -> None:
    city = knowledge.policy("xinzhou")
    changed = tuple(replace(c, text=f"{c.text}（修订）") for c in city.clauses)
    known = gathered(
        [record(knowledge)],
        [replace(city, clauses=changed)],
        knowledge.language,
        knowledge.gazetteer,
    )
    assert known.find(QUESTION, None, TODAY) == ()


def test_each_city_has_its_own_and_the_newest_wins(knowledge: Knowledge) -> None:
    newer, older = record(knowledge), record(knowledge)
    newer.answer = "交到5号窗口。"
    known = faqs(knowledge, newer, older, record(knowledge, clause="jincheng-9"))
    found = known.find(QUESTION, None, TODAY)
    assert [(f.city, f.answer) for f in found] == [
        ("xinzhou", "交到5号窗口。"),
        ("jincheng", "交到3号窗口。"),
    ]
