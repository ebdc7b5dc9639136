"""What is typed while a form is filled in: its buttons in words, and everything that is no answer to it."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from bot.cases import Case
from bot.database import Database
from bot.wording import case_phrases, phrases
from bot.wording import intake_phrases as form_phrases
from tests.conftest import Heard, Visitor


def cases_in(database: Database) -> list[Case]:
    with database.reading() as session:
        return list(session.exec(select(Case).order_by(col(Case.id).desc())).all())


def refuses(visitor: Visitor, wish: str = "帮我登记孩子上学", how: str = "不填") -> Heard:
    visitor.presses_action("city:xinzhou")
    visitor.says(wish)
    visitor.presses("帮我登记")
    return visitor.says(how)


def at_the_summary(visitor: Visitor) -> Heard:
    visitor.presses_action("city:xinzhou")
    visitor.presses_action("form:office")
    visitor.says("同意")
    for answer in ("办公室", "100平", "8个人", "下周三", "跳过", "没有", "星光科技"):
        visitor.says(answer)
    return visitor.says("王老师 13812345678")


@pytest.mark.parametrize("typed", ["。", "吧", "了", "！", "👌", "……", "～吧"])
def test_words_without_meaning_send_nothing(
    王老师: Visitor, database: Database, typed: str
) -> None:
    at_the_summary(王老师)
    heard = 王老师.says(typed)
    assert cases_in(database) == []
    assert "提交" in heard.buttons


@pytest.mark.parametrize(
    "typed",
    [
        "提交",
        "确认",
        "确定",
        "确认无误",
        "没问题",
        "可以，提交吧",
        "好的",
        "提交申请",
        "确认提交。",
    ],
)
def test_a_yes_at_the_summary_sends(王老师: Visitor, database: Database, typed: str) -> None:
    at_the_summary(王老师)
    heard = 王老师.says(typed)
    assert cases_in(database)[0].number in heard.text


@pytest.mark.parametrize("typed", ["不对", "改一下", "不对，要改", "有错", "写错了"])
def test_a_no_at_the_summary_shows_what_can_be_changed(王老师: Visitor, typed: str) -> None:
    at_the_summary(王老师)
    assert 王老师.says(typed).text == form_phrases.WHICH_TO_EDIT


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("电话写错了", "怎么称呼"), ("改一下面积", "多大面积"), ("人数不对", "几个人用")],
)
def test_who_names_what_is_wrong_is_asked_just_that(
    王老师: Visitor, typed: str, asked: str
) -> None:
    at_the_summary(王老师)
    assert asked in 王老师.says(typed).text
    assert "请核对一下" not in 王老师.heard[-1].text


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("面积改成200平", "· 面积：200㎡"),
        ("电话改为0350-3012345", "· 联系电话：0350-3012345"),
        ("电话错了，是13912345678", "· 联系电话：13912345678"),
    ],
)
def test_who_says_what_is_right_sees_it_in_the_summary(
    王老师: Visitor, typed: str, stands: str
) -> None:
    at_the_summary(王老师)
    assert stands in 王老师.says(typed).text


@pytest.mark.parametrize(
    ("typed", "shows"),
    [
        ("我的办件", case_phrases.NO_CASES),
        ("办事服务", form_phrases.WHICH_SERVICE),
        ("选择城市", phrases.WHICH_CITY),
        ("菜单", phrases.MENU),
    ],
)
def test_a_menu_button_in_words_is_shown_and_the_form_goes_on(
    王老师: Visitor, typed: str, shows: str
) -> None:
    at_the_summary(王老师)
    heard = 王老师.says(typed)
    assert shows in heard.text
    assert "请核对一下" in heard.replies[-1].text


@pytest.mark.parametrize(
    "typed", ["不填", "不填，只登记问题", "不同意", "不想填", "我不愿意留这些", "先不填吧"]
)
def test_at_the_consent_not_to_fill_in_means_the_question_alone(
    王老师: Visitor, database: Database, typed: str
) -> None:
    heard = refuses(王老师, how=typed)
    assert form_phrases.DROPPED not in heard.text
    王老师.says("老二九月转到忻州上三年级")
    王老师.says("提交")
    assert cases_in(database)[0].service == "随迁子女入学办理"


@pytest.mark.parametrize("typed", ["不填了", "不办了", "算了", "不登记了"])
def test_at_the_consent_to_give_up_is_heard(
    王老师: Visitor, database: Database, typed: str
) -> None:
    heard = refuses(王老师, how=typed)
    assert form_phrases.DROPPED in heard.text
    assert cases_in(database) == []


def test_not_to_fill_in_one_question_leaves_the_form_alone(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.presses_action("form:office")
    for answer in ("同意", "办公室"):
        王老师.says(answer)
    assert form_phrases.SKIPPED in 王老师.says("这项不填").text
    for answer in ("8个人", "下周三", "跳过", "没有"):
        王老师.says(answer)
    assert form_phrases.NEEDED_ANYWAY in 王老师.says("不填").text


def test_who_refuses_and_only_named_the_service_is_asked_for_one_sentence(
    王老师: Visitor, database: Database
) -> None:
    assert "请用一句话说说您要办的事" in refuses(王老师).text
    heard = 王老师.says("老二九月要转到忻州上三年级")
    assert "· 想办的事：老二九月要转到忻州上三年级" in heard.text
    assert form_phrases.ONLY_QUESTION in heard.text
    王老师.presses("提交")
    case = cases_in(database)[0]
    assert case.question == "老二九月要转到忻州上三年级"
    assert {one["label"] for one in case.answers} == {"城市"}


def test_the_one_sentence_may_be_a_question(王老师: Visitor, database: Database) -> None:
    refuses(王老师)
    王老师.says("孩子户口在外省，能不能在忻州上小学？")
    王老师.says("提交")
    assert cases_in(database)[0].question == "孩子户口在外省，能不能在忻州上小学？"


def test_who_refuses_after_a_sentence_of_their_own_is_asked_nothing(
    王老师: Visitor, database: Database
) -> None:
    said = "我家老二九月要转学到忻州上三年级，能帮忙办入学吗"
    heard = refuses(王老师, wish=said)
    assert "请核对一下" in heard.text
    assert said in heard.text
    王老师.says("提交")
    assert cases_in(database)[0].question == said


def test_who_agrees_after_all_is_asked_the_whole_form(王老师: Visitor) -> None:
    refuses(王老师)
    王老师.says("老二九月要转到忻州上三年级")
    王老师.says("改一个回答")
    heard = 王老师.presses("2. 个人信息：不填，只登记问题")
    heard = 王老师.says("同意")
    assert "有几个孩子要入学" in heard.text


@pytest.mark.parametrize(
    "typed", ["提交", "确认提交", "上一步", "返回", "改一个回答", "跳过", "选好了", "不登记了"]
)
def test_a_form_s_words_with_no_form_are_told_that_nothing_is_under_way(
    王老师: Visitor, typed: str
) -> None:
    王老师.says("高新技术企业认定奖励多少")
    heard = 王老师.says(typed)
    assert heard.text == form_phrases.NOTHING_UNDER_WAY
    assert "办事服务" in heard.buttons


@pytest.mark.parametrize("typed", ["办事服务", "办事", "看看九项服务"])
def test_the_services_may_be_asked_for_in_words(王老师: Visitor, typed: str) -> None:
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.says(typed).text == form_phrases.WHICH_SERVICE


@pytest.mark.parametrize("typed", ["提交", "上一步", "改一个回答"])
def test_a_form_that_was_stopped_goes_on_at_such_words(王老师: Visitor, typed: str) -> None:
    at_the_summary(王老师)
    王老师.says("先停一下")
    heard = 王老师.says(typed)
    assert "请核对一下" in heard.text
    assert "提交" in heard.buttons
