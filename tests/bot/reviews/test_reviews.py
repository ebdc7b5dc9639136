"""What was not answered well, masked and grouped; marked by coordinators only."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.audit import AuditLine
from bot.cases import NotAllowed
from bot.database import Database
from bot.officers import Officer
from bot.reviews import Item, Mark, gather, group, mark
from knowledge.answering import Knowledge
from tests.bot.cases.conftest import FRIDAY, clock, staff
from tests.conftest import Visitor

__all__ = ["clock"]


@pytest.fixture(autouse=True, name="everyone")
def everyone(database: Database) -> dict[str, Officer]:
    with database.writing() as session:
        return staff(session)  # type: ignore[return-value]


def items(database: Database, by: Officer) -> list[Item]:
    with database.reading() as session:
        return gather(session, by, FRIDAY)


def test_useless_answers_and_questions_without_one_are_listed_newest_first(
    王老师: Visitor, 小李: Visitor, database: Database, everyone: dict[str, Officer]
) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("高新技术企业认定奖励多少，打我电话 13812345678")
    王老师.presses("没用")
    王老师.presses("答非所问")
    小李.says("今天中午吃什么")
    小李.says("博士租房补多少")
    小李.says("你好")
    王老师.presses("找服务专员")
    found = items(database, everyone["孙主任"])
    assert [(i.why, i.reason) for i in found] == [
        ("handoff", ""),
        ("out_of_scope", ""),
        ("useless", "答非所问"),
    ]
    assert found[0].question == found[2].question
    assert found[2].question.startswith("高新技术企业认定奖励多少")
    assert "13812345678" not in str(found)
    assert found[2].clauses[0] == "xinzhou-21"


def test_asked_back_and_chosen_is_no_failure_but_asked_back_and_left_is(
    王老师: Visitor,
    小李: Visitor,
    database: Database,
    everyone: dict[str, Officer],
    knowledge: Knowledge,
) -> None:
    question = "企业有什么奖励"
    assert knowledge.answer(question, "xinzhou", {}).status == "clarify"
    for visitor in (王老师, 小李):
        visitor.presses_action("city:xinzhou")
        visitor.says(question)
    near = [c.action for c in 王老师.heard[-1].choices if c.action.startswith("about:")]
    王老师.presses_action(near[0])
    (left,) = items(database, everyone["孙主任"])
    assert left.why == "clarify"


def test_questions_alike_stand_together() -> None:
    asked = ["食堂在哪里", "请问食堂在哪里呢", "停车收费吗", "食堂在哪儿"]
    listed = [
        Item(9 - place, text, "out_of_scope", "", (), FRIDAY, "")
        for place, text in enumerate(asked)
    ]
    groups = group(listed)
    assert [[i.question for i in g.items] for g in groups] == [
        ["食堂在哪里", "请问食堂在哪里呢", "食堂在哪儿"],
        ["停车收费吗"],
    ]


def test_marking_is_kept_undone_and_audited(
    小李: Visitor, database: Database, everyone: dict[str, Officer]
) -> None:
    小李.says("今天中午吃什么")
    sun = everyone["孙主任"]
    (item,) = items(database, sun)
    for as_, kept in ((Mark.SEEN, "seen"), (Mark.HANDLED, "handled"), (None, "")):
        with database.writing() as session:
            assert mark(session, sun, [item.message_id, 10**6], as_, FRIDAY) == 1
        assert [i.mark for i in items(database, sun)] == [kept]
    with database.reading() as session:
        actions = session.exec(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert actions == ["reviewed_seen", "reviewed_handled", "reviewed_again"]


@pytest.mark.parametrize("who", ["陈科长", "停用"])
def test_only_coordinators_review(
    database: Database, everyone: dict[str, Officer], who: str
) -> None:
    with pytest.raises(NotAllowed):
        items(database, everyone[who])
    with pytest.raises(NotAllowed), database.writing() as session:
        mark(session, everyone[who], [1], Mark.SEEN, FRIDAY)
