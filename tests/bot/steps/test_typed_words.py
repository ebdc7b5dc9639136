"""Words that are typed where buttons or longer sentences are usual: each means what people mean by it."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from bot.cases import Case
from bot.database import Database
from bot.wording import assessment_phrases, case_phrases, phrases
from tests.conftest import Visitor


def newest_case(database: Database) -> Case:
    with database.reading() as session:
        return session.exec(select(Case).order_by(col(Case.id).desc())).all()[0]


def test_a_city_alone_after_a_question_is_kept_and_said(王老师: Visitor) -> None:
    王老师.says("博士租房补多少")
    heard = 王老师.says("忻州")
    assert "租房" in heard.text
    assert phrases.city_kept("xinzhou") in heard.text
    assert "晋城：" not in 王老师.says("高新技术企业认定奖励多少").text
    assert phrases.city_kept("jincheng") not in 王老师.says("那晋城呢").text


@pytest.mark.parametrize("typed", ["催一下", "取消", "已经等了一年了"])
def test_with_one_open_case_words_mean_that_case(王老师: Visitor, typed: str) -> None:
    王老师.says("转人工")
    heard = 王老师.says(typed)
    assert {case_phrases.URGE, case_phrases.ADD, case_phrases.CANCEL} <= set(heard.buttons)


def test_with_one_open_case_what_follows_is_added(王老师: Visitor, database: Database) -> None:
    王老师.says("转人工")
    number = newest_case(database).number
    assert 王老师.says("补充 我们上个月才入驻").text == case_phrases.added_to(number)
    assert 王老师.says("补充").text == case_phrases.WHAT_TO_ADD
    assert 王老师.says("还差一份合同").text == case_phrases.ADDED
    assert "补充" not in 王老师.says("补充医疗保险有补贴吗").text[:2]


def test_stopping_and_going_on_without_anything_under_way(王老师: Visitor) -> None:
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.says("暂停").text == assessment_phrases.NOTHING_TO_STOP
    assert 王老师.says("继续").text == assessment_phrases.NOTHING_TO_RESUME
    王老师.says("测一测能拿多少")
    assert 王老师.says("暂停").text != assessment_phrases.NOTHING_TO_STOP
    assert 王老师.says("暂停").text == assessment_phrases.STOPPED_ALREADY
    assert "落在哪里" in 王老师.says("继续").text


@pytest.mark.parametrize(
    "typed", ["有没有文件原文", "有红头文件吗", "政策文件发我一份", "全文在哪里看"]
)
def test_who_wants_the_documents_gets_their_list(王老师: Visitor, typed: str) -> None:
    assert 王老师.says(typed).text == phrases.WHICH_POLICY


def test_the_number_of_a_case_shows_it_to_its_visitor_only(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    王老师.says("转人工")
    number = newest_case(database).number
    for typed in (number, f"查一下 {number.lower()} 到哪一步了", f"{number}进度怎么样"):
        heard = 王老师.says(typed)
        assert number in heard.text
        assert case_phrases.CANCEL in heard.buttons
    assert 小李.says(number).text == case_phrases.no_such_number(number)
    assert 王老师.says("SX-20260101-7").text == case_phrases.no_such_number("SX-20260101-0007")


def test_giving_up_shows_the_open_case_else_is_taken_as_it_is(王老师: Visitor) -> None:
    assert "需要的时候随时找我" in 王老师.says("算了").text
    王老师.says("转人工")
    assert case_phrases.CANCEL in 王老师.says("算了").buttons


def test_who_doubts_is_told_where_the_answers_come_from(王老师: Visitor) -> None:
    assert "正式文件" in 王老师.says("你说的准不准").text


def test_a_question_about_me_after_one_about_another_is_no_greeting(王老师: Visitor) -> None:
    王老师.says("我老婆工作能解决吗")
    assert 王老师.says("那我自己呢").outcome.status != "smalltalk"


def test_what_is_typed_in_haste(王老师: Visitor) -> None:
    王老师.says("高新技术企业认定奖励多少")
    for typed in ("1", "null", "z"):
        assert 王老师.says(typed).text == phrases.NOT_CLEAR
    assert "不客气" in 王老师.says("xiexie").text
    assert "-0001" in 王老师.says("ZGR").text


def test_a_form_may_be_called_by_the_beginning_of_its_name(王老师: Visitor) -> None:
    王老师.says("我要登记")
    assert "办公场所申请" in 王老师.says("办公场所").text


def test_to_register_at_the_consent_is_what_is_being_done(王老师: Visitor) -> None:
    王老师.says("晋城")
    王老师.says("我要申请人才公寓")
    王老师.presses("帮我登记")
    asked = 王老师.heard[-1].text
    assert "人才公寓申请" in asked
    assert "人才公寓申请" in 王老师.says("帮我登记").text


def test_a_city_that_is_set_is_the_only_one_whose_clause_is_offered(王老师: Visitor) -> None:
    王老师.says("晋城")
    buttons = 王老师.says("我要申请人才公寓").buttons
    assert "晋城条款" in buttons
    assert "忻州条款" not in buttons


def test_who_takes_it_back_with_nothing_under_way_is_not_greeted(王老师: Visitor) -> None:
    assert "需要的时候随时找我" in 王老师.says("取消").text


@pytest.mark.parametrize("odd", ["看", "我的看看", "电话是 a "])
def test_odd_words_are_read_at_once_whoever_has_a_case(王老师: Visitor, odd: str) -> None:
    """Were they read back and forth, this would never end."""
    王老师.says("转人工")
    assert 王老师.says(odd * 900 + "x").text
