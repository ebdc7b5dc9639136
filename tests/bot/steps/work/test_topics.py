"""A forum: a topic for each case, in which officers talk with the visitor and leave notes."""

from __future__ import annotations

import pytest

from bot import posts
from bot.cases import Case
from bot.messages import Incoming
from bot.officers import StaffGroup
from bot.wording import officer_work_phrases as phrases
from tests.bot.steps.work.conftest import GROUP, Office, Person, asks_for_officer
from tests.conftest import Visitor

THREAD = "44"


@pytest.fixture
def case(office: Office, 王老师: Visitor) -> Case:
    """Handed over in a town whose staff group is a forum; its topic was made."""
    with office.database.writing() as session:
        session.get_one(StaffGroup, 1).is_forum = True
    opened = asks_for_officer(王老师, office)
    with office.database.writing() as session:
        posts.note_topic(session, opened.id, GROUP, THREAD)
    return opened


def in_topic(office: Office, case: Case) -> list[str]:
    return [reply.text for reply in office.told(f"{GROUP}/#{case.id}")]


def test_the_card_is_in_the_topic_and_is_renewed_there(
    office: Office, case: Case, 陈科长: Person
) -> None:
    (card,) = in_topic(office, case)
    assert case.number in card
    陈科长.presses_in_group(f"claim:{case.id}")
    assert "已接单：市科技局 陈科长" in in_topic(office, case)[-1]
    assert office.told(GROUP) == []


def test_the_holder_talks_in_the_topic_and_hears_the_visitor_there_masked(
    office: Office, case: Case, 陈科长: Person, 王老师: Visitor
) -> None:
    陈科长.presses_in_group(f"claim:{case.id}")
    王老师.says("我的电话 13812345678")
    office.deliver()
    assert not any("138" in text for text in in_topic(office, case)), "nobody spoke there yet"
    陈科长.types_in_topic(THREAD, "您好，哪一年认定的？")
    assert "您好，哪一年认定的？" in office.told("王老师")[-1].text
    王老师.says("去年，电话 13812345678")
    office.deliver()
    assert "去年，电话 138******78" in in_topic(office, case)[-1]
    assert "去年，电话 13812345678" in office.told("501")[-1].text
    陈科长.types("私下说", answering="去年")
    王老师.says("好的")
    office.deliver()
    assert "好的" not in in_topic(office, case)[-1]


@pytest.mark.parametrize("text", ["//材料齐全", "// 材料齐全", "备注：材料齐全", "备注 材料齐全"])
def test_a_note_in_the_topic_is_not_for_the_visitor(
    office: Office, case: Case, 陈科长: Person, 同事: Person, text: str
) -> None:
    陈科长.presses_in_group(f"claim:{case.id}")
    before = len(office.told("王老师")), len(in_topic(office, case))
    同事.types_in_topic(THREAD, text)
    assert (len(office.told("王老师")), len(in_topic(office, case))) == before
    assert office.kinds()[-1] == "note"
    assert "：材料齐全" in 陈科长.presses_action(f"desk:line:{case.id}")[0].text


def test_a_note_made_elsewhere_is_shown_in_the_topic(
    office: Office, case: Case, 陈科长: Person
) -> None:
    陈科长.presses_action(f"desk:note:{case.id}")
    陈科长.types("已致电 13812345678")
    assert "已致电 138******78" in in_topic(office, case)[-1]


def test_who_does_not_hold_the_case_is_told_in_private(
    office: Office, case: Case, 陈科长: Person, 同事: Person, 周科长: Person
) -> None:
    (told,) = 同事.types_in_topic(THREAD, "我来说两句")
    assert told.text == phrases.NOBODY_HOLDS.format(number=case.number)
    陈科长.presses_in_group(f"claim:{case.id}")
    before = len(office.told("王老师"))
    (told,) = 同事.types_in_topic(THREAD, "我来说两句")
    assert told.text == phrases.NOT_THE_HOLDER.format(number=case.number, holder="陈科长")
    for text in ("我也说两句", "// 记一下"):
        assert 周科长.types_in_topic(THREAD, text)[0].text == phrases.NOT_YOUR_UNITS
    assert len(office.told("王老师")) == before
    assert "note" not in office.kinds()


def test_a_stranger_and_other_topics_are_not_listened_to(
    office: Office, case: Case, 陈科长: Person, 路人: Person
) -> None:
    陈科长.presses_in_group(f"claim:{case.id}")
    before = len(office.told("王老师"))
    assert 路人.types_in_topic(THREAD, "我是陈科长") == []
    assert 陈科长.types_in_topic("45", "中午吃什么") == []
    assert len(office.told("王老师")) == before
    assert office.told(f"{GROUP}/45") == []


def test_an_officers_command_in_the_group_is_answered_in_private(
    office: Office, case: Case, 陈科长: Person
) -> None:
    asked = Incoming("telegram", GROUP, "text", text="/queue", person="501")
    with office.database.writing() as session:
        assert office.specialist.hear(session, asked).replies == ()
    assert case.number in office.told("501")[-1].text
    assert office.told(GROUP) == []
