"""The buttons on the private card: note, clause, ready words, hand on, return, close, reopen, timeline."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot import matching
from bot.cases import Case
from bot.matching.offering import Public
from bot.officers import Unit
from bot.wording import officer_phrases as for_officers
from bot.wording import officer_work_phrases as phrases
from tests.bot.steps.work.conftest import GROUP, Office, Person
from tests.conftest import Visitor


@pytest.fixture
def held(office: Office, case: Case, 陈科长: Person) -> Case:
    陈科长.presses_action(f"claim:{case.id}")
    return case


def unit_id(office: Office, name: str) -> int:
    with office.database.reading() as session:
        return session.exec(select(Unit).where(Unit.name == name)).one().id


def test_a_note_is_for_officers_only(office: Office, held: Case, 陈科长: Person) -> None:
    陈科长.presses(phrases.NOTE)
    before = len(office.told("王老师"))
    assert 陈科长.types("已电话核实，材料齐全")[0].text == phrases.NOTED
    assert len(office.told("王老师")) == before
    assert "已电话核实，材料齐全" in 陈科长.presses_action(f"desk:line:{held.id}")[0].text


def test_reply_takes_the_next_words(office: Office, held: Case, 陈科长: Person) -> None:
    陈科长.presses(for_officers.REPLY)
    陈科长.types("请稍等")
    assert "请稍等" in office.told("王老师")[-1].text


def test_a_clause_is_sent_word_for_word_with_its_citation(
    office: Office, held: Case, 陈科长: Person
) -> None:
    clause = next(c for c in office.specialist._knowledge().clauses if c.id == "xinzhou-21")
    陈科长.presses(phrases.CITE)
    陈科长.presses_action(f"desk:clause:{held.id}:xinzhou-21")
    陈科长.presses(phrases.SEND)
    said = office.told("王老师")[-1].text
    assert clause.text.strip() in said
    assert "第（二十一）条" in said
    again = 陈科长.presses(phrases.SEND)
    assert again[0].text == phrases.DONE_ALREADY
    assert office.kinds().count("message") == 1


def test_another_clause_is_found_by_key_words(office: Office, held: Case, 陈科长: Person) -> None:
    陈科长.presses(phrases.CITE)
    陈科长.presses(phrases.SEARCH)
    (found,) = 陈科长.types("博士租房补贴")
    actions = [c.action for row in found.choices for c in row]
    assert any(action.startswith(f"desk:clause:{held.id}:xinzhou-") for action in actions)
    陈科长.presses_action(actions[0])
    assert 陈科长.presses(phrases.DROP)[0].text == phrases.DROPPED
    assert "message" not in office.kinds()


def test_ready_words_are_shown_before_they_are_sent(
    office: Office, held: Case, 陈科长: Person
) -> None:
    陈科长.presses(phrases.TEMPLATES)
    (preview,) = 陈科长.presses("问候")
    assert "message" not in office.kinds()
    陈科长.presses(phrases.SEND)
    assert preview.blocks[-1].text in office.told("王老师")[-1].text


def test_handing_on_tells_the_next_officer_why_and_the_visitor_in_a_sentence(
    office: Office, held: Case, 陈科长: Person, 刘科长: Person
) -> None:
    陈科长.presses(phrases.TRANSFER)
    陈科长.presses("市财政局")
    陈科长.types("资金由财政局拨付")
    assert "资金由财政局拨付" in office.told("503")[-1].text
    assert "已转给市财政局办理，原因：资金由财政局拨付。" in office.told("王老师")[-1].text
    assert phrases.handed_on(held.number, "市财政局") == office.told("501")[-1].text
    *_, moved, card = office.told(GROUP)
    assert "已转给别的单位" in moved.text
    assert [c.label for row in card.choices for c in row] == ["接单"]
    刘科长.presses("接单")
    assert "资金由财政局拨付" in office.told("503")[-1].text


def test_a_return_needs_a_destination_and_a_reason_and_after_two_hops_a_coordinator(
    office: Office, held: Case, 陈科长: Person, 刘科长: Person, 孙主任: Person
) -> None:
    陈科长.presses(phrases.RETURN)
    陈科长.presses("市财政局")
    陈科长.types("不归我们管")
    刘科长.presses_action(f"desk:back:{held.id}")
    刘科长.presses("市科技局")
    刘科长.types("也不归我们管")
    assert office.case().hops == 2
    assert 陈科长.presses_action(f"desk:back:{held.id}")[0].text == phrases.COORDINATOR_DECIDES
    forged = f"desk:to:{held.id}:r:{unit_id(office, '市财政局')}"
    assert 陈科长.presses_action(forged)[0].text == phrases.COORDINATOR_DECIDES
    孙主任.presses_action(f"desk:move:{held.id}")
    孙主任.presses("市财政局")
    孙主任.types("由财政局办")
    assert office.case().hops == 3


@pytest.mark.parametrize("outcome", ["已解决", "未解决", "联系不上", "不属本平台"])
def test_closing_with_an_outcome_and_words_or_without(
    office: Office, held: Case, 陈科长: Person, outcome: str
) -> None:
    陈科长.presses(phrases.CLOSE)
    陈科长.presses(outcome)
    if outcome == "已解决":
        陈科长.types("奖励已到账，再见")
        assert "奖励已到账" in office.told("王老师")[-1].text
    else:
        陈科长.presses(phrases.CLOSE_NOW)
    assert f"已办结：{outcome}" in office.told("王老师")[-1].text
    assert f"已办结：{outcome}（市科技局 陈科长）" in office.told(GROUP)[-1].text
    陈科长.presses_action(f"desk:end:{held.id}")
    assert "现在不能这样操作" in office.told("501")[-1].text
    assert office.kinds().count("closed") == 1


def test_what_is_closed_can_be_reopened_once(
    office: Office, held: Case, 陈科长: Person, 王老师: Visitor
) -> None:
    陈科长.presses(phrases.CLOSE)
    陈科长.presses("已解决")
    陈科长.presses(phrases.CLOSE_NOW)
    陈科长.presses_action(f"desk:card:{held.id}")
    陈科长.presses(phrases.REOPEN)
    assert "已重新打开" in office.told("王老师")[-1].text
    assert "现在不能这样操作" in 陈科长.presses(phrases.REOPEN)[0].text
    assert office.kinds().count("reopened") == 1
    王老师.says("谢谢")
    office.deliver()
    assert "谢谢" in office.told("501")[-1].text


def test_pressing_something_else_drops_what_was_begun(
    office: Office, held: Case, 陈科长: Person
) -> None:
    陈科长.presses(phrases.NOTE)
    陈科长.presses(phrases.DROP)
    陈科长.types("给访客的话")
    assert "给访客的话" in office.told("王老师")[-1].text
    assert "note" not in office.kinds()


def test_one_officer_cannot_finish_what_another_began(
    office: Office, held: Case, 陈科长: Person, 同事: Person
) -> None:
    陈科长.presses(phrases.CLOSE)
    (asked,) = 陈科长.presses("已解决")
    now = next(c.action for row in asked.choices for c in row if c.label == phrases.CLOSE_NOW)
    assert 同事.presses_action(now)[0].text == phrases.DONE_ALREADY
    assert office.case().state == "claimed"


def test_what_a_visitor_published_is_taken_down_for_one_of_the_usual_reasons(
    office: Office, held: Case, 陈科长: Person
) -> None:
    assert phrases.NOTHING_PUBLISHED in 陈科长.presses_action(f"desk:down:{held.id}:0")[0].text
    with office.database.writing() as session:
        case = session.get_one(Case, held.id)
        public = Public(title="扫描电镜")
        matching.publish(session, matching.Kind.INSTRUMENT, case, public, office.clock())
    asked = 陈科长.presses_action(f"desk:down:{held.id}")[0]
    assert phrases.WHY_DOWN in asked.text
    assert 陈科长.presses("信息不真实")[0].text == phrases.TAKEN_DOWN
    assert "“扫描电镜”已由工作人员下架，原因：信息不真实" in office.told("王老师")[-1].text
