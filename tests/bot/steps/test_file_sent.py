"""Files outside a case: kept for a day, and the visitor says what becomes of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot import cases, enclosures, files, tidying
from bot.database import Database
from bot.enclosures import Enclosure, State
from bot.messages import Incoming, SentFile
from tests.bot.test_intake import OFFICE, begin, talk
from tests.conftest import Clock, Heard, Visitor

QUESTION = "新认定的高企有奖励吗"


def sends(visitor: Visitor, *names: str, words: str = "", album: str = "") -> Heard:
    """Send files on a channel that hands them over later."""
    sent = tuple(SentFile(name, remote=name) for name in names)
    extra = {"album": album} if album else {}
    return visitor._hear(
        Incoming("test", visitor.name, "document", text=words, files=sent, extra=extra)
    )


def rows(database: Database) -> list[Enclosure]:
    with database.reading() as session:
        return list(session.exec(select(Enclosure).order_by(Enclosure.id)).all())  # type: ignore[arg-type]


def test_a_file_is_kept_and_its_sender_chooses(王老师: Visitor, database: Database) -> None:
    heard = sends(王老师, "合同.pdf")
    assert heard.text.startswith("收到了“合同.pdf”。文件和图片的内容我看不了，先替您保管 24 小时")
    assert heard.buttons == ["转给服务专员", "不用了"]
    assert [row.state for row in rows(database)] == [State.WAITING]


def test_handing_over_opens_a_consultation_with_the_files(
    王老师: Visitor, database: Database
) -> None:
    王老师.says(QUESTION)
    sends(王老师, "证书.jpg", "申报书.docx")
    heard = 王老师.presses("转给服务专员")
    assert "已经把 2 个文件附到办件" in heard.text
    with database.reading() as session:
        case = session.exec(select(cases.Case)).one()
    assert case.question == QUESTION
    assert [row.case_id for row in rows(database)] == [case.id, case.id]
    assert "没有等着处理的文件" in 王老师.presses("转给服务专员").text


def test_with_one_open_case_the_files_go_there(王老师: Visitor, database: Database) -> None:
    王老师.says(QUESTION)
    王老师.presses("找服务专员")
    assert sends(王老师, "合同.pdf").buttons == ["附到我的办件", "转给服务专员", "不用了"]
    assert "附到办件" in 王老师.presses("附到我的办件").text
    assert rows(database)[0].case_id is not None


def test_with_several_open_cases_the_visitor_chooses_one(
    王老师: Visitor, database: Database
) -> None:
    for question in (QUESTION, "博士租房补多少"):
        王老师.says(question)
        王老师.presses("找服务专员")
    sends(王老师, "合同.pdf")
    asked = 王老师.presses("附到我的办件")
    assert len(asked.buttons) == 2
    王老师.presses(asked.buttons[-1])
    assert rows(database)[0].case_id == 1


def test_a_case_of_somebody_else_is_no_choice(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    for visitor in (小李, 王老师):
        visitor.says(QUESTION)
        visitor.presses("找服务专员")
    sends(王老师, "合同.pdf")
    assert "用不了了" in 王老师.presses_action("attach:1").text
    assert rows(database)[0].case_id is None


def test_what_is_not_needed_is_deleted_at_once(王老师: Visitor, database: Database) -> None:
    sends(王老师, "合同.pdf")
    assert 王老师.presses("不用了").text == "好的，文件已经删除。"
    assert [(row.state, row.name, row.remote) for row in rows(database)] == [
        (State.DELETED, "", "")
    ]
    assert "没有等着处理的文件" in 王老师.presses("不用了").text


def test_what_nobody_took_is_deleted_after_a_day(
    王老师: Visitor, database: Database, clock: Clock, tmp_path: Path
) -> None:
    sends(王老师, "合同.pdf")
    kept = files.keep(tmp_path, "合同.pdf", "application/pdf", b"%PDF-", "test", "王老师")
    with database.writing() as session:
        row = session.exec(select(Enclosure)).one()
        row.state, row.key = State.KEPT, kept.key
    tidying.tidy(database, tmp_path, clock() + timedelta(hours=23))
    assert files.path(tmp_path, kept)
    assert tidying.tidy(database, tmp_path, clock() + timedelta(hours=24)) == 1
    assert files.path(tmp_path, kept) is None
    assert rows(database)[0].key is None
    assert tidying.tidy(database, tmp_path, clock() + timedelta(hours=24)) == 0


def test_a_question_beside_the_file_is_answered_too(王老师: Visitor) -> None:
    heard = sends(王老师, "证书.jpg", words=QUESTION)
    assert "10万元" in heard.text
    assert "收到了“证书.jpg”" in heard.text
    assert "转给服务专员" in heard.buttons


@pytest.mark.parametrize("words", ["请看附件", "请看一下", "营业执照", "这是我的合同"])
def test_words_that_ask_nothing_get_no_answer_of_their_own(王老师: Visitor, words: str) -> None:
    assert len(sends(王老师, "证书.jpg", words=words).replies) == 1


def test_what_was_said_with_the_file_is_what_the_officer_is_asked(
    王老师: Visitor, database: Database
) -> None:
    王老师.says(QUESTION)
    sends(王老师, "证书.jpg", words="这张证书算不算高企证书？请帮忙看一下附件")
    王老师.presses("转给服务专员")
    with database.reading() as session:
        assert "这张证书" in session.exec(select(cases.Case)).one().question


def test_an_album_is_answered_once(王老师: Visitor, database: Database) -> None:
    first, *others = [sends(王老师, f"{n}.jpg", album="7") for n in range(5)]
    assert len(first.replies) == 1
    assert all(heard.replies == () for heard in others)
    王老师.presses("不用了")
    assert {row.state for row in rows(database)} == {State.DELETED}


def test_every_refusal_says_what_to_do(王老师: Visitor, database: Database) -> None:
    heard = sends(王老师, "木马.exe", "资料.rar", "合同.pdf")
    assert "“木马.exe”这种类型的文件我收不了" in heard.text
    assert "请解压以后" in heard.text
    assert "收到了“合同.pdf”" in heard.text
    assert [row.state for row in rows(database)] == ["refused", "refused", "waiting"]


def test_more_than_ten_at_once_and_a_hundred_a_day_are_refused(
    王老师: Visitor, database: Database
) -> None:
    assert "一次最多发 10 个文件" in sends(王老师, *(f"{n}.pdf" for n in range(11))).text
    for _ in range(9):
        sends(王老师, *(f"{n}.pdf" for n in range(10)))
    assert "24 小时里最多收 100 个文件" in sends(王老师, "再来.pdf").text


def test_an_addition_may_be_files_and_more_may_follow(王老师: Visitor, database: Database) -> None:
    王老师.says(QUESTION)
    王老师.presses("找服务专员")
    王老师.presses_action("add:1")
    assert "已经加到办件里" in sends(王老师, "合同.pdf", words="补充合同").text
    assert "已经加到办件里" in sends(王老师, "发票.pdf").text
    assert "收到了" not in sends(王老师, "木马.exe", "营业执照.jpg").text
    with database.reading() as session:
        assert len(enclosures.of_case(session, 1)) == 3
    assert "10万元" in 王老师.says(QUESTION).text
    assert "先替您保管" in sends(王老师, "别的.pdf").text


def test_an_album_added_to_a_case_is_answered_once(王老师: Visitor, database: Database) -> None:
    王老师.says(QUESTION)
    王老师.presses("找服务专员")
    王老师.presses_action("add:1")
    heard = [sends(王老师, f"{n}.jpg", album="9") for n in range(4)]
    assert [len(one.replies) for one in heard] == [1, 0, 0, 0]
    assert {row.case_id for row in rows(database)} == {1}


def test_only_the_refused_is_told_and_the_addition_still_awaited(王老师: Visitor) -> None:
    王老师.says(QUESTION)
    王老师.presses("找服务专员")
    王老师.presses_action("add:1")
    assert sends(王老师, "木马.exe").text.startswith("“木马.exe”这种类型的文件我收不了")
    assert "已经加到办件里" in sends(王老师, "合同.pdf").text


def test_files_sent_while_a_form_is_filled_in_stand_in_its_summary_and_go_with_it(
    王老师: Visitor, database: Database, clock: Clock
) -> None:
    sends(王老师, "以前的.pdf")
    clock.passes(60)
    begin(王老师)
    talk(王老师, *OFFICE[:3])
    heard = sends(王老师, "营业执照.jpg", "平面图.pdf")
    assert "提交时一起交给经办人" in heard.text
    heard = talk(王老师, *OFFICE[3:])
    assert "· 已收到 2 个文件：营业执照.jpg、平面图.pdf" in heard.text
    assert "已经把 2 个文件附到办件" in 王老师.presses("提交").text
    with database.reading() as session:
        assert [row.name for row in enclosures.of_case(session, 1)] == [
            "营业执照.jpg",
            "平面图.pdf",
        ]
    assert "附到我的办件" in 王老师.heard[-1].buttons, "what came before is loose still"


def test_a_paused_form_keeps_its_files_as_long_as_its_answers(
    王老师: Visitor, database: Database, clock: Clock, tmp_path: Path
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE[:3])
    sends(王老师, "营业执照.jpg")
    王老师.says("先停一下")
    clock.passes(10 * 24 * 3600)
    tidying.tidy(database, tmp_path, clock())
    王老师.says("继续")
    assert "已收到 1 个文件：营业执照.jpg" in talk(王老师, *OFFICE[3:]).text
    王老师.presses("提交")
    assert rows(database)[0].case_id == 1


def test_a_file_sent_while_the_form_is_paused_goes_where_the_visitor_says(
    王老师: Visitor, database: Database
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE[:3])
    王老师.says("先停一下")
    heard = sends(王老师, "营业执照.jpg")
    assert heard.buttons == ["放进没填完的“办公场所申请”", "转给服务专员", "不用了"]
    assert "放进“办公场所申请”了" in 王老师.presses("放进没填完的“办公场所申请”").text
    王老师.presses("接着填“办公场所申请”")
    assert "已收到 1 个文件：营业执照.jpg" in talk(王老师, *OFFICE[3:]).text
    assert "没有等着处理的文件" in 王老师.presses("放进没填完的“办公场所申请”").text


def test_files_sent_at_the_summary_go_along_or_are_taken_out(
    王老师: Visitor, database: Database
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE)
    heard = sends(王老师, "营业执照.jpg")
    assert heard.buttons == ["提交", "不用了"]
    heard = 王老师.presses("不用了")
    assert "文件已经删除" in heard.text
    assert "请核对一下" in heard.text
    assert "个文件" not in heard.text
    sends(王老师, "平面图.pdf")
    assert "已经把 1 个文件附到办件" in 王老师.presses("提交").text
    assert [(row.state, row.case_id) for row in rows(database)] == [
        (State.DELETED, None),
        (State.WAITING, 1),
    ]


def test_who_refuses_and_sends_files_is_told_that_they_go_along(王老师: Visitor) -> None:
    begin(王老师, consent="不同意")
    assert sends(王老师, "营业执照.jpg").buttons == ["提交", "不用了"]
    assert "办件里只有您的问题和发来的文件" in 王老师.says("继续").text


def test_a_form_that_is_given_up_takes_its_files_along(王老师: Visitor, database: Database) -> None:
    begin(王老师)
    sends(王老师, "营业执照.jpg")
    assert "文件也已经删除" in 王老师.says("不办了").text
    assert rows(database)[0].state == State.DELETED


def test_a_form_begun_anew_keeps_the_files(王老师: Visitor, database: Database) -> None:
    begin(王老师)
    talk(王老师, *OFFICE[:3])
    sends(王老师, "营业执照.jpg")
    王老师.presses_action("form:office")
    王老师.presses("重新填")
    talk(王老师, "同意", *OFFICE)
    assert "已经把 1 个文件附到办件" in 王老师.presses("提交").text


def test_somebody_elses_form_takes_no_files(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    begin(小李)
    talk(小李, *OFFICE[:3])
    sends(小李, "营业执照.jpg")
    sends(王老师, "合同.pdf")
    for action in ("enclose:1", "discard:1"):
        assert "用不了了" in 王老师.presses_action(action).text
    assert [row.interview_id for row in rows(database)] == [1, None]
    assert {row.state for row in rows(database)} == {State.WAITING}
