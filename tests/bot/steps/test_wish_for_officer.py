"""Who wants a person gets one; who is only angry is asked; nobody gets a case that they did not want."""

from __future__ import annotations

import pytest

from bot.wording import phrases
from knowledge.deciding import Status
from tests.conftest import Visitor


@pytest.mark.parametrize(
    "said", ["气死我了", "我不满意", "这服务太差了", "对你们很失望", "生气！", "真让人窝火"]
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


@pytest.mark.parametrize("said", ["哪位科长管这个", "找哪个局长批", "科技副总是局长派的吗"])
def test_who_asks_about_officers_gets_no_case(王老师: Visitor, said: str) -> None:
    assert "已为您登记" not in 王老师.says(said).text


def test_an_angry_question_is_answered(王老师: Visitor) -> None:
    heard = 王老师.says("气死我了，忻州高企到底奖多少")
    assert "10万元" in heard.text
