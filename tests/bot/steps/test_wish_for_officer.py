"""Who wants a person gets one; who is only angry is asked; nobody gets a case that they did not want."""

from __future__ import annotations

import pytest

from bot.wording import phrases
from knowledge.deciding import Status
from tests.conftest import Visitor


@pytest.mark.parametrize(
    "said",
    [
        "气死我了",
        "我不满意",
        "这服务太差了",
        "对你们很失望",
        "生气！",
        "真让人窝火",
        "傻逼机器人",
        "你答非所问",
    ],
)
def test_who_is_only_angry_is_asked_whether_they_want_a_person(王老师: Visitor, said: str) -> None:
    heard = 王老师.says(said)
    assert (heard.outcome.status, heard.text) == (Status.HANDOFF, phrases.OFFER_OFFICER)
    assert heard.buttons == [phrases.OFFICER]


@pytest.mark.parametrize(
    "said", ["我想找李科长", "帮我联系一下你们王主任", "要见赵局长谈谈", "转人工"]
)
def test_who_asks_for_an_officer_by_name_gets_a_case(王老师: Visitor, said: str) -> None:
    heard = 王老师.says(said)
    assert heard.outcome.status == Status.HANDOFF
    assert "已为您登记" in heard.text


@pytest.mark.parametrize(
    "said", ["哪位科长管这个", "找哪个局长批", "科技副总是局长派的吗", "我们公司5人"]
)
def test_who_asks_about_officers_gets_no_case(王老师: Visitor, said: str) -> None:
    assert "已为您登记" not in 王老师.says(said).text


def test_an_angry_question_is_answered(王老师: Visitor) -> None:
    heard = 王老师.says("气死我了，忻州高企到底奖多少")
    assert "10万元" in heard.text


def test_a_complaint_on_one_city_goes_to_that_city(王老师: Visitor) -> None:
    heard = 王老师.says("我想投诉忻州窗口，工作人员态度太差")
    assert "忻州经济开发区管委会" in heard.text
    assert "晋城" not in heard.text


@pytest.mark.parametrize("said", ["王阿姨，电话13912345678", "138 1234 5678", "微信号是wang_88888"])
def test_how_to_reach_the_visitor_goes_to_the_open_case(王老师: Visitor, said: str) -> None:
    王老师.says("转人工")
    heard = 王老师.says(said)
    assert "已经加到办件" in heard.text


@pytest.mark.parametrize(
    "said", ["撤销投诉", "什么时候回我电话", "要多久给我答复", "我要看我的办件"]
)
def test_words_about_the_case_open_no_other(王老师: Visitor, said: str) -> None:
    王老师.says("我要投诉")
    heard = 王老师.says(said)
    assert "已为您登记" not in heard.text
    assert "-0001" in heard.text
