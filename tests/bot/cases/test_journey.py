"""王老师 asks for a person: handed over, talked with, closed, rated, reopened; 小李 never notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot import cases, transcript
from bot.cases import Case, Rating, Solved
from bot.conversation import Specialist
from bot.database import Database
from bot.officers import Officer
from bot.outbox import Parcel
from bot.transcript import Speaker
from bot.wording import case_phrases as phrases
from bot.wording.phrases import BUTTON_OVER
from knowledge.answering import Knowledge
from tests.bot.cases.conftest import FRIDAY, staff
from tests.conftest import Clock, Visitor

SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def everyone(database: Database) -> None:
    with database.writing() as session:
        staff(session)


@pytest.fixture
def 陈科长(database: Database) -> Officer:
    with database.reading() as session:
        return session.exec(select(Officer).where(Officer.name == "陈科长")).one()


@contextmanager
def case_of(database: Database) -> Iterator[tuple[Session, Case]]:
    """The newest case, in a transaction of its own."""
    with database.writing() as session:
        yield session, session.exec(select(Case).order_by(col(Case.id).desc())).first()  # type: ignore[misc]


def told(database: Database, whom: str) -> list[str]:
    with database.reading() as session:
        promised = select(Parcel).where(Parcel.address == whom).order_by(col(Parcel.id))
        return [parcel.reply.text for parcel in session.exec(promised).all()]


def handed_over(visitor: Visitor) -> None:
    visitor.presses_action("city:xinzhou")
    visitor.says("高新技术企业认定奖励多少")
    visitor.presses("找服务专员")


def claimed(visitor: Visitor, database: Database, officer: Officer) -> None:
    handed_over(visitor)
    with case_of(database) as (session, case):
        cases.claim(session, case.id, officer, FRIDAY)


def test_the_visitor_learns_number_unit_and_time_and_the_group_gets_a_card(
    王老师: Visitor, database: Database
) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("高新技术企业认定奖励多少")
    text = 王老师.presses("找服务专员").text
    assert "XZ-20261120-0001" in text
    assert "市科技局" in text
    assert "11月20日（周五）15:30 前答复" in text
    (card,) = told(database, "-100")
    assert "高新技术企业" in card
    assert "第（二十一）条" in card
    with case_of(database) as (_, case):
        assert case.clauses[0]["id"] == "xinzhou-21"
        assert case.clauses[0]["score"] > 0


def test_out_of_hours_the_visitor_learns_when_somebody_will_be_there(
    王老师: Visitor, clock: Clock
) -> None:
    clock.at = SATURDAY
    handed_over(王老师)
    text = 王老师.heard[-1].text
    assert "非工作时间，11月23日（周一）09:00 起有人受理" in text
    assert "最晚 11月23日（周一）15:30" in text
    assert phrases.MEANWHILE in text


def test_the_conversation_is_shown_only_when_the_visitor_agrees(
    王老师: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    with case_of(database) as (session, case):
        assert cases.conversation_before(session, case.id, 陈科长, FRIDAY) == []
    assert 王老师.presses(phrases.MAY_READ).text == phrases.READING_ALLOWED
    with case_of(database) as (session, case):
        before = cases.conversation_before(session, case.id, 陈科长, FRIDAY)
    assert "高新技术企业认定奖励多少" in [message.text for message in before]


def test_while_an_officer_talks_the_specialist_only_relays(
    王老师: Visitor, 小李: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    assert "我先不插话" in told(database, "王老师")[-1]
    silent = 王老师.says("博士租房补多少")
    assert (silent.replies, silent.outcome.status) == ((), "relayed")
    assert "博士租房补多少" in told(database, "陈科长")[-1]
    assert 王老师.sends("photo").replies == ()
    assert "［图片］" in told(database, "陈科长")[-1]
    assert 王老师.says("博士租房补几年", edited=True).replies == ()
    assert "（修改为）博士租房补几年" in told(database, "陈科长")[-1]
    assert 小李.says("博士租房补多少").replies
    with case_of(database) as (session, case):
        cases.say_to_visitor(session, case.id, 陈科长, "我查一下，下午答复您。", FRIDAY)
        speakers = {m.speaker for m in transcript.history(session, case.conversation_id)}
    assert Speaker.OFFICER in speakers
    assert "我查一下，下午答复您。" in told(database, "王老师")[-1]
    assert not any("查一下" in text for text in told(database, "小李"))


def test_commands_and_buttons_still_work_while_an_officer_talks(
    王老师: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    assert 王老师.says("/help").replies
    assert "XZ-20261120-0001" in 王老师.says("/cases").text


def test_the_visitor_goes_back_to_the_specialist_and_to_the_officer_again(
    王老师: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    assert 王老师.says("回到自动应答").text == phrases.BACK_AGAIN
    assert "回到了自动应答" in told(database, "陈科长")[-1]
    assert 王老师.says("博士租房补多少").replies
    with case_of(database) as (session, case):
        cases.say_to_visitor(session, case.id, 陈科长, "请补一份证书。", FRIDAY)
        answer = f"talk:{case.id}"
    assert 王老师.presses_action(answer).text == phrases.LISTENING
    assert 王老师.says("好的，马上发").replies == ()
    assert "好的，马上发" in told(database, "陈科长")[-1]


def test_a_restart_in_the_middle_changes_nothing(
    王老师: Visitor, database: Database, 陈科长: Officer, knowledge: Knowledge, clock: Clock
) -> None:
    claimed(王老师, database, 陈科长)
    王老师.specialist = Specialist(lambda: knowledge, clock)
    assert 王老师.says("在吗").replies == ()


def test_closed_rated_with_a_comment_and_reopened(
    王老师: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    with case_of(database) as (session, case):
        cases.close(session, case.id, 陈科长, Solved.SOLVED, FRIDAY, "奖励下月到账。")
        number = case.id
    end = told(database, "王老师")[-1]
    assert "已办结：已解决" in end
    assert "奖励下月到账。" in end
    assert 王老师.says("谢谢").replies  # the specialist is back
    assert 王老师.presses_action(f"rate:{number}:y").text == phrases.ASK_SOLVED
    assert 王老师.presses_action(f"rate:{number}:yy").text == phrases.ASK_SATISFIED
    assert 王老师.presses_action(f"rate:{number}:yy5").text == phrases.RATED
    assert 王老师.says("陈科长很耐心").text == phrases.COMMENTED
    assert "陈科长很耐心" in told(database, "陈科长")[-1]
    with database.reading() as session:
        rating = session.exec(select(Rating)).one()
    assert (rating.reached, rating.solved, rating.satisfied) == (True, True, 5)
    assert rating.comment == "陈科长很耐心"
    assert 王老师.presses_action(f"reopen:{number}").text == phrases.REOPENED
    assert 王老师.says("还差一笔").replies == ()


def test_a_case_is_reopened_within_a_week_only(
    王老师: Visitor, database: Database, 陈科长: Officer, clock: Clock
) -> None:
    claimed(王老师, database, 陈科长)
    with case_of(database) as (session, case):
        cases.close(session, case.id, 陈科长, Solved.UNSOLVED, FRIDAY)
        number = case.id
    clock.at = FRIDAY + timedelta(days=7, seconds=1)
    refused = 王老师.presses_action(f"reopen:{number}")
    assert phrases.NOT_ANY_MORE in refused.text
    assert "已办结（未解决）" in refused.text
    assert phrases.REOPEN not in refused.buttons


def test_my_cases_show_state_and_history_and_what_can_be_done(
    王老师: Visitor, database: Database, 陈科长: Officer, clock: Clock
) -> None:
    assert 王老师.says("/cases").text == phrases.NO_CASES
    handed_over(王老师)
    assert "等待工作人员接单" in 王老师.says("我的办件").text
    detail = 王老师.presses("XZ-20261120-0001")
    assert "登记" in detail.text
    assert {"催办", "补充", "取消"} <= set(detail.buttons)
    assert 王老师.presses("催办").text == phrases.URGED
    王老师.presses("我的办件")
    王老师.presses("XZ-20261120-0001")
    assert 王老师.presses("催办").text == phrases.URGED_TODAY
    clock.at = FRIDAY + timedelta(hours=15)  # past midnight in Shanxi
    assert 王老师.presses("催办").text == phrases.URGED
    assert 王老师.presses("补充").text == phrases.WHAT_TO_ADD
    assert 王老师.says("证书编号是 GR2025").text == phrases.ADDED
    assert "GR2025" in 王老师.presses_action("case:1").text
    assert 王老师.presses("取消").text == phrases.SURE_TO_CANCEL
    assert 王老师.presses(phrases.CANCEL_IT).text == phrases.CANCELLED
    assert "已取消" in 王老师.says("/cases").text


def test_who_presses_add_and_then_asks_something_else_has_changed_their_mind(
    王老师: Visitor, database: Database
) -> None:
    handed_over(王老师)
    王老师.says("/cases")
    王老师.presses("XZ-20261120-0001")
    王老师.presses("补充")
    王老师.says("/help")
    assert 王老师.says("博士租房补多少").outcome.status != "case"


@pytest.mark.parametrize(
    "action",
    [
        "case:1",
        "urge:1",
        "add:1",
        "cancel:1",
        "cancel:1:sure",
        "reopen:1",
        "rate:1",
        "rate:1:yy5",
        "consent:1:yes",
        "consent:1:maybe",
        "talk:1",
        "auto:1",
        "case:x",
        "case:99999999999999",
    ],
)
def test_somebody_elses_case_is_no_case(
    王老师: Visitor, 小李: Visitor, database: Database, action: str
) -> None:
    handed_over(王老师)
    assert 小李.presses_action(action).text == BUTTON_OVER
    with case_of(database) as (session, case):
        assert [event.kind for event in cases.timeline(session, case.id)] == ["created"]


def test_a_phone_number_does_not_reach_the_group(王老师: Visitor, database: Database) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("高企奖励多少，我电话13812345678，身份证14220119900101123X")
    王老师.says("/officer")
    group = "\n".join(told(database, "-100"))
    assert "138******78" in group
    assert "13812345678" not in group
    assert "14220119900101123X" not in group


def test_words_that_do_not_arrive_are_shown_to_the_officer(
    王老师: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    with case_of(database) as (session, case):
        said = cases.say_to_visitor(session, case.id, 陈科长, "材料收到了。", FRIDAY)
        assert said.reachable
        cases.note_undelivered(session, said.message_id, "Forbidden", FRIDAY)
        kinds = [event.kind for event in cases.timeline(session, case.id)]
    assert kinds[-1] == "undelivered"
    assert "未送达" in told(database, "陈科长")[-1]


def test_a_transfer_is_told_in_one_sentence_and_its_reason_to_the_next_officer(
    王老师: Visitor, database: Database, 陈科长: Officer
) -> None:
    claimed(王老师, database, 陈科长)
    with case_of(database) as (session, case):
        money = session.exec(select(Officer).where(Officer.name == "刘科长")).one()
        cases.transfer(session, case.id, 陈科长, money.unit_id, "拨款由财政局办", FRIDAY)
        units = [unit.name for unit in case.units]
    assert units[0] == "市财政局"
    assert "市科技局" in units
    assert "已转给市财政局办理，原因：拨款由财政局办。" in told(database, "王老师")[-1]
    assert "拨款由财政局办" in told(database, "刘科长")[-1]
    assert 王老师.says("谢谢").replies
