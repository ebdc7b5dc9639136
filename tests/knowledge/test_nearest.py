"""A phrasing added just now counts for a question in almost its words, and never for another number or level."""

from __future__ import annotations

import pytest

from knowledge.answering import Knowledge
from knowledge.library import Phrasing
from knowledge.nearest import Nearest

ADDED = "创新大赛山西赛区得了一等奖的能报销差旅吗"


def nearest(knowledge: Knowledge, *added: str) -> Nearest:
    phrasings = [
        Phrasing(text, (f"xinzhou-{n}",), "王老师", "desk") for n, text in enumerate(added)
    ]
    return Nearest.of(phrasings, knowledge.language)


def labels(knowledge: Knowledge, known: Nearest, asked: str) -> tuple[str, ...]:
    return known.labels(knowledge.language.plain(asked))


@pytest.mark.parametrize("asked", [ADDED, f"{ADDED}？", ADDED.replace("能报", "可以报")])
def test_almost_the_same_words_count(knowledge: Knowledge, asked: str) -> None:
    assert labels(knowledge, nearest(knowledge, ADDED), asked) == ("xinzhou-0",)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (ADDED, ADDED.replace("一等奖", "二等奖")),
        ("国家级企业技术中心的建设补助去哪里申领", "省级企业技术中心的建设补助去哪里申领"),
        ("引进的博士住三年以后租房补贴停不停", "引进的硕士住三年以后租房补贴停不停"),
        ("厂房租了两千平方米以后续租还补不补", "厂房租了三千平方米以后续租还补不补"),
        ("人才来晋城买房子的补贴要去哪里登记", "人才来晋城租房子的补贴要去哪里登记"),
    ],
)
def test_another_number_level_or_thing_does_not(
    knowledge: Knowledge, known: str, asked: str
) -> None:
    assert labels(knowledge, nearest(knowledge, known), asked) == ()


def test_the_right_one_of_two_alike_counts(knowledge: Knowledge) -> None:
    known = nearest(knowledge, ADDED, ADDED.replace("一等奖", "二等奖"))
    asked = ADDED.replace("一等奖", "二等奖").replace("能报", "可以报")
    assert labels(knowledge, known, asked) == ("xinzhou-1",)


def test_words_that_mean_the_same_are_no_difference(knowledge: Knowledge) -> None:
    known = nearest(knowledge, "博士来了以后购房补贴去哪里登记")
    assert labels(knowledge, known, "博士来了以后买房补贴去哪里登记") == ("xinzhou-0",)
