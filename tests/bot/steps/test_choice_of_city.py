"""A message that is nothing but a city's name chooses the city."""

from __future__ import annotations

import pytest

from bot.wording import phrases
from tests.conftest import Visitor


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("忻州", "xinzhou"),
        ("晋创谷忻州", "xinzhou"),
        ("我选晋城", "jincheng"),
        ("看晋城的吧", "jincheng"),
        ("jincheng", "jincheng"),
        ("忻州市。", "xinzhou"),
        ("换成忻州", "xinzhou"),
        ("切换到晋城", "jincheng"),
        ("改成忻州吧", "xinzhou"),
    ],
)
def test_a_city_alone_is_chosen(王老师: Visitor, typed: str, city: str) -> None:
    assert 王老师.says(typed).text == phrases.city_set(city)


@pytest.mark.parametrize("typed", ["忻州晋城", "忻州有补贴吗", "我在忻州开公司"])
def test_a_city_among_other_words_is_not_chosen(王老师: Visitor, typed: str) -> None:
    assert 王老师.says(typed).text not in {
        phrases.city_set("xinzhou"),
        phrases.city_set("jincheng"),
    }


def test_after_a_question_a_city_alone_goes_on_from_it(王老师: Visitor) -> None:
    王老师.says("博士租房补多少")
    assert "租房" in 王老师.says("晋城").text


@pytest.mark.parametrize("typed", ["换成晋城", "切换到晋城"])
def test_who_changes_over_stays_there(王老师: Visitor, typed: str) -> None:
    王老师.says("忻州")
    王老师.says("租房补贴多少")
    王老师.says(typed)
    assert "晋城" in 王老师.says("孵化器有奖励吗").text.split("依据")[0]
