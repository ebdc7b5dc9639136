"""Words of an officer go to exactly the visitor they are meant for, or nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot import officers, visitors
from bot.cases import Case
from bot.messages import Incoming
from bot.posts import Post
from bot.transcript import Message
from bot.wording import officer_work_phrases as phrases
from tests.bot.steps.work.conftest import Office, Person, asks_for_officer
from tests.conftest import Visitor


@pytest.fixture
def held(office: Office, case: Case, 陈科长: Person) -> Case:
    陈科长.presses_action(f"claim:{case.id}")
    return case


@pytest.fixture
def second(office: Office, held: Case, 小李: Visitor, 陈科长: Person) -> Case:
    other = asks_for_officer(小李, office)
    陈科长.presses_action(f"claim:{other.id}")
    return other


def last(office: Office, visitor: str) -> str:
    return office.told(visitor)[-1].text


def test_an_answer_to_the_card_or_to_the_visitors_words_goes_to_that_visitor(
    office: Office, second: Case, held: Case, 陈科长: Person, 王老师: Visitor, 小李: Visitor
) -> None:
    王老师.says("我们是去年认定的")
    小李.says("我们是今年认定的")
    office.deliver()
    assert 陈科长.types("请看第二十一条", answering="我们是去年认定的") == []
    assert "请看第二十一条" in last(office, "王老师")
    assert 陈科长.types("也请看第二十一条", answering=f"办件 {second.number}") == []
    assert "也请看第二十一条" in last(office, "小李")
    assert "也请看" not in "".join(reply.text for reply in office.told("王老师"))


def test_an_answer_to_ones_own_words_goes_the_same_way(
    office: Office, second: Case, 陈科长: Person
) -> None:
    陈科长.types("第一句", answering=f"办件 {second.number}")
    own = 陈科长.last
    with office.database.reading() as session:
        assert session.get_one(Post, ("telegram", "501", own)).case_id == second.id


def test_a_message_whose_id_was_lost_in_a_crash_is_known_by_its_number(
    office: Office, second: Case, held: Case, 陈科长: Person
) -> None:
    with office.database.writing() as session:
        for post in session.exec(select(Post)).all():
            session.delete(post)
    陈科长.types("收到", answering=f"办件 {held.number}")
    assert "收到" in last(office, "王老师")


def test_plain_words_go_to_the_only_visitor_with_a_confirmation(
    office: Office, held: Case, 陈科长: Person
) -> None:
    (told,) = 陈科长.types("您好，我来答复您。")
    assert told.text == phrases.sent_to(held.number, "")
    assert "您好，我来答复您。" in last(office, "王老师")


def test_with_several_visitors_the_words_are_kept_until_one_is_chosen(
    office: Office, second: Case, held: Case, 陈科长: Person
) -> None:
    before = len(office.told("王老师")), len(office.told("小李"))
    (asked,) = 陈科长.types("请补充营业执照")
    assert asked.text == phrases.WHICH_CASE
    assert (len(office.told("王老师")), len(office.told("小李"))) == before
    to_wang = next(c.action for row in asked.choices for c in row if held.number[-4:] in c.label)
    陈科长.presses_action(to_wang)
    assert "请补充营业执照" in last(office, "王老师")
    assert len(office.told("小李")) == before[1]
    assert 陈科长.presses_action(to_wang)[0].text == phrases.DONE_ALREADY
    assert office.kinds(0).count("message") == 1


def test_the_kept_words_may_be_changed_dropped_or_a_question(
    office: Office, second: Case, held: Case, 陈科长: Person
) -> None:
    陈科长.types("高企奖励多少")
    陈科长.types("忻州新认定的高新技术企业有奖励吗", edits=陈科长.last)
    answer = 陈科长.presses(phrases.AS_QUESTION)
    assert "忻州：" in answer[0].text
    陈科长.types("不用了")
    assert 陈科长.presses(phrases.NOT_SENT)[0].text == phrases.DROPPED
    assert "message" not in office.kinds(0) + office.kinds(1)


def test_a_question_to_the_policies_with_a_case_in_hand(
    office: Office, held: Case, 陈科长: Person
) -> None:
    assert "忻州：" in 陈科长.types("/ask 忻州新认定的高新技术企业有奖励吗")[0].text
    assert "message" not in office.kinds()


def test_a_change_of_words_that_were_sent_is_sent(
    office: Office, held: Case, 陈科长: Person
) -> None:
    陈科长.types("奖励10万元", answering=f"办件 {held.number}")
    陈科长.types("奖励20万元", edits=陈科长.last)
    assert "（修改为）奖励20万元" in last(office, "王老师")
    assert 陈科长.types("别的", edits="77")[0].text == phrases.EDIT_NOT_SENT
    assert "别的" not in last(office, "王老师")


def test_files_go_along_and_what_cannot_is_said(office: Office, held: Case, 陈科长: Person) -> None:
    assert 陈科长.sends_photo(answering=f"办件 {held.number}") == []
    assert office.kinds()[-1] == "message"
    voice = 陈科长.types("", kind="voice", answering=f"办件 {held.number}")
    assert voice[0].text == phrases.UNSENDABLE


def test_an_unreachable_visitor_is_told_of(office: Office, held: Case, 陈科长: Person) -> None:
    with office.database.writing() as session:
        visitors.mark_unreachable(session, "test", "王老师")
    (told,) = 陈科长.types("您好")
    assert told.text == phrases.out_of_reach(held.number)


def test_what_officers_write_is_not_kept_twice(office: Office, held: Case, 陈科长: Person) -> None:
    陈科长.types("只有办件知道的话")
    with office.database.reading() as session:
        kept = [m for m in session.exec(select(Message)).all() if "只有办件知道的话" in m.text]
    assert [message.speaker for message in kept] == ["officer"]


def test_another_officer_cannot_speak_in_it(
    office: Office, held: Case, 陈科长: Person, 同事: Person, 刘科长: Person
) -> None:
    before = len(office.told("王老师"))
    for person in (同事, 刘科长):
        for action in ("reply", "cite", "texts", "move", "back", "end", "note", "card", "line"):
            person.presses_action(f"desk:{action}:{held.id}")
        person.presses_action(f"desk:to:{held.id}:t:2")
        person.presses_action(f"desk:out:{held.id}:solved")
        person.presses_action(f"desk:clause:{held.id}:xinzhou-21")
    assert len(office.told("王老师")) == before
    assert office.told("503")[-1].text == phrases.GONE
    assert office.kinds() == ["created", "claimed"]


def test_a_revoked_officer_is_a_visitor_at_once(office: Office, held: Case, 陈科长: Person) -> None:
    陈科长.presses_action(f"desk:note:{held.id}")
    with office.database.writing() as session:
        officers.revoke(session, officers.find(session, "陈科长"), office.clock())
    before = len(office.told("王老师"))
    for action in (f"claim:{held.id}", f"desk:card:{held.id}", "desk:my", "desk:queue"):
        assert "已经用不了" in 陈科长.presses_action(action)[0].text
    陈科长.types("还在吗", answering=f"办件 {held.number}")
    陈科长.types("/my")
    assert len(office.told("王老师")) == before
    assert office.kinds() == ["created", "claimed"]


def test_words_that_a_button_asked_for_are_not_waited_for_endlessly(
    office: Office, held: Case, 陈科长: Person
) -> None:
    陈科长.presses_action(f"desk:note:{held.id}")
    office.clock.at += timedelta(hours=1)
    陈科长.types("给访客的话")
    assert "给访客的话" in last(office, "王老师")
    assert "note" not in office.kinds()


def test_an_answer_to_the_visitor_is_no_note_even_while_one_is_awaited(
    office: Office, held: Case, 陈科长: Person, 王老师: Visitor
) -> None:
    陈科长.presses_action(f"desk:move:{held.id}")
    陈科长.presses("市财政局")
    王老师.says("请问还要多久")
    office.deliver()
    陈科长.types("今天下午答复您", answering="请问还要多久")
    assert "今天下午答复您" in last(office, "王老师")
    assert "transferred" not in office.kinds()
    陈科长.types("资金由财政局拨付", answering="请写原因")
    assert "transferred" in office.kinds()


def test_what_an_officer_says_comes_after_what_the_visitor_was_told_before(
    office: Office, held: Case, 陈科长: Person, 王老师: Visitor
) -> None:
    asked = Incoming("test", "王老师", "text", text="/help")
    said = Incoming("telegram", 陈科长.id, "text", text="请看第二十一条", person=陈科长.id)
    with office.database.writing() as session:
        for _ in office.specialist.hear_all(session, [asked, said]):
            pass
    told = [reply.text for reply in office.told("王老师")][-2:]
    assert "/assess" in told[0]
    assert "请看第二十一条" in told[1]
