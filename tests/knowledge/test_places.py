"""Which city a question speaks of."""

from __future__ import annotations

import pytest

from knowledge.places import Gazetteer, read_gazetteer
from knowledge.publishing import HOME
from knowledge.words import normalise


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return read_gazetteer(HOME / "vocabulary" / "places.toml")


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        ("忻州有补贴吗", ("xinzhou",)),
        ("晋创谷忻州的房租", ("xinzhou",)),
        ("晋城市怎么补", ("jincheng",)),
        ("晋城和忻州哪个多", ("jincheng", "xinzhou")),
        ("原平的企业", ("xinzhou",)),
        ("高平的企业", ("jincheng",)),
        ("高企奖多少", ()),
    ],
)
def test_our_cities_are_known_by_their_names(
    places: Gazetteer, question: str, cities: tuple[str, ...]
) -> None:
    assert places.look(question).cities == cities


def test_the_rest_of_a_question_is_without_our_names(places: Gazetteer) -> None:
    assert places.look("晋创谷忻州市的房租").rest == "的房租"
    assert places.look("忻州的晋创谷房租").rest == "房租"


@pytest.mark.parametrize("question", ["两市有什么不同", "忻州和晋城比", "两个城市哪个多"])
def test_comparisons_are_noticed(places: Gazetteer, question: str) -> None:
    assert places.look(question).compares


def test_one_city_is_no_comparison(places: Gazetteer) -> None:
    assert not places.look("忻州两个城市的项目").compares or places.look("忻州").cities


@pytest.mark.parametrize(
    "question",
    ["太原有什么补贴", "北京市的政策", "大同高企奖多少", "昆山的租金补贴", "温州有啥政策"],
)
def test_other_places_are_told(places: Gazetteer, question: str) -> None:
    assert places.look(question).elsewhere


@pytest.mark.parametrize(
    "question",
    [
        "我从太原来",
        "老婆在太原",
        "北京户口能落户吗",
        "太原来的专家",
        "和太原的公司签合同",
        "我从昆山过来",
        "老家在温州",
    ],
)
def test_a_place_that_someone_only_comes_from_is_passing(places: Gazetteer, question: str) -> None:
    assert places.look(question).elsewhere == ""


def test_our_city_beside_another_place_is_meant(places: Gazetteer) -> None:
    named = places.look("太原的团队到忻州落户")
    assert (named.cities, named.elsewhere) == (("xinzhou",), "")


@pytest.mark.parametrize(
    "question", ["想请上海一位院士当顾问", "聘南京两位专家短期来", "认识深圳有位投资人"]
)
def test_where_an_invited_person_lives_is_not_asked_about(places: Gazetteer, question: str) -> None:
    assert not places.look(question).elsewhere


@pytest.mark.parametrize(
    "asked", ["两个市比一比", "高企奖励两个市比一比", "高企奖励，两地有什么不同"]
)
def test_two_cities_are_heard_wherever_the_words_stand(places: Gazetteer, asked: str) -> None:
    assert places.look(normalise(asked)).compares
