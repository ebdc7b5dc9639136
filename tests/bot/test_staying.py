"""Who names a city in two questions in a row need not name it in the third."""

from __future__ import annotations

import pytest

from tests.conftest import Visitor

ON_JINCHENG = "按晋城回答；要看忻州，请说“忻州”。"
UNNAMED = "创新创业大赛一等奖奖励多少"


def cities(heard: object) -> set[str]:
    return {clause.rpartition("-")[0] for clause in heard.outcome.clauses[:2]}  # type: ignore[attr-defined]


def asks_twice_of_jincheng(visitor: Visitor) -> None:
    visitor.says("晋城博士租房补多少")
    assert ON_JINCHENG not in visitor.says("晋城启动资金最高给多少").text


def test_the_third_question_is_answered_for_the_city_and_says_so(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    heard = 王老师.says(UNNAMED)
    assert cities(heard) == {"jincheng"}
    assert heard.outcome.clauses[0] == "jincheng-9"
    assert heard.text.endswith(ON_JINCHENG)
    assert ON_JINCHENG in 王老师.says("新型研发机构奖多少").text


def test_one_question_about_a_city_is_not_enough(王老师: Visitor) -> None:
    王老师.says("晋城博士租房补多少")
    assert cities(王老师.says(UNNAMED)) == {"xinzhou", "jincheng"}
    王老师.says("晋城启动资金最高给多少")
    assert cities(王老师.says(UNNAMED)) == {"xinzhou", "jincheng"}


def test_naming_the_other_city_switches_back(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    heard = 王老师.says("忻州高企奖励多少")
    assert cities(heard) == {"xinzhou"}
    assert ON_JINCHENG not in heard.text
    assert cities(王老师.says(UNNAMED)) == {"xinzhou", "jincheng"}


def test_the_other_city_named_alone_is_answered_and_kept(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    王老师.says(UNNAMED)
    heard = 王老师.says("忻州")
    assert heard.outcome.clauses[0] == "xinzhou-24"
    assert ON_JINCHENG not in heard.text
    assert 王老师.says("新型研发机构奖多少").outcome.clauses[0] == "xinzhou-9"


def test_it_counts_more_than_the_city_that_was_set(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    asks_twice_of_jincheng(王老师)
    assert 王老师.says(UNNAMED).text.endswith(ON_JINCHENG)
    assert 王老师.says("忻州呢").outcome.clauses[0] == "xinzhou-24"
    assert 王老师.says("新型研发机构奖多少").outcome.clauses[0] == "xinzhou-9"


@pytest.mark.parametrize("press", ["city:both", "city:xinzhou"])
def test_a_city_chosen_by_button_ends_it(王老师: Visitor, press: str) -> None:
    asks_twice_of_jincheng(王老师)
    王老师.presses_action(press)
    heard = 王老师.says(UNNAMED)
    assert "xinzhou-24" in heard.outcome.clauses[:2]
    assert ON_JINCHENG not in heard.text


def test_a_question_on_both_ends_it(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    assert cities(王老师.says("两个市的技术交易补贴有什么不同")) == {"xinzhou", "jincheng"}
    assert cities(王老师.says(UNNAMED)) == {"xinzhou", "jincheng"}


def test_a_follow_up_in_between_does_not_end_it(王老师: Visitor) -> None:
    王老师.says("晋城博士租房补多少")
    assert cities(王老师.says("买房呢")) == {"jincheng"}
    王老师.says("晋城启动资金最高给多少")
    assert cities(王老师.says(UNNAMED)) == {"jincheng"}


def test_thanks_in_between_do_not_end_it(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    王老师.says("谢谢")
    assert cities(王老师.says(UNNAMED)) == {"jincheng"}


def test_a_service_wished_for_is_that_citys(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    heard = 王老师.says("帮我申请一套人才公寓")
    assert heard.text.startswith("晋城可以办“人才公寓申请”")
    assert heard.text.endswith(ON_JINCHENG)


def test_a_person_asked_for_is_that_citys(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    asks_twice_of_jincheng(王老师)
    assert "JC-20261121-0001" in 王老师.says("转人工").text


def test_starting_over_forgets_it(王老师: Visitor) -> None:
    asks_twice_of_jincheng(王老师)
    王老师.says("/start")
    assert cities(王老师.says(UNNAMED)) == {"xinzhou", "jincheng"}


@pytest.mark.parametrize("words", ["那还是去忻州吧", "我想去忻州", "改到忻州了"])
def test_who_goes_to_the_other_city_stays_there(王老师: Visitor, words: str) -> None:
    王老师.says("晋城启动资金最高给多少")
    王老师.says(words)
    assert cities(王老师.says(UNNAMED)) == {"xinzhou"}
