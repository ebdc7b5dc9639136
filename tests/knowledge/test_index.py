"""The lexical index: the text that holds what was asked scores highest, by word, sign or sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index import Index, Vocabulary, build, read_synonyms
from knowledge.words import Language

TEXTS = ("企业租厂房给予租金补贴", "高新技术企业一次性奖励10万元", "博士生活补贴每月5000元")


@pytest.fixture(scope="session")
def language(published_var: Path) -> Language:
    return Language([], published_var / "cache")


@pytest.fixture(scope="session")
def index(language: Language) -> Index:
    return build(TEXTS, language, Vocabulary({"高企": ("高新技术企业",), "房租": ("租金",)}))


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("厂房租金", 0),
        ("高新技术企业奖多少", 1),
        ("高企有吗", 1),
        ("博士每月多少", 2),
        ("波士生活不贴", 2),
        ("房租", 0),
    ],
)
def test_the_right_text_scores_highest(
    index: Index, language: Language, question: str, best: int
) -> None:
    scores = index.search(language.cut(question))
    assert int(np.argmax(scores)) == best


def test_what_stands_nowhere_scores_nothing(index: Index, language: Language) -> None:
    assert index.search(language.cut("zzzz")).tolist() == [0, 0, 0]
    assert index.search(language.cut("")).tolist() == [0, 0, 0]


@given(st.text(max_size=20))
@settings(max_examples=50, deadline=None)
def test_scores_are_never_negative(index: Index, language: Language, question: str) -> None:
    assert (index.search(language.cut(question)) >= 0).all()


def test_indexes_that_share_a_vocabulary_find_what_they_find_alone(language: Language) -> None:
    shared, later = Vocabulary({}), ("孵化器奖励50万元", "中试基地")
    first, second = (build(texts, language, shared) for texts in (TEXTS, later))
    for texts, index in ((TEXTS, first), (later, second)):
        alone = build(texts, language, Vocabulary({}))
        for question in ("孵化器奖励", "博士补贴", "zzzz"):
            terms = language.cut(question)
            assert index.search(terms).tolist() == pytest.approx(alone.search(terms).tolist())
            assert index.search(terms, slice(1, 2)).tolist() == index.search(terms)[1:2].tolist()


def test_an_index_of_nothing_finds_nothing(language: Language) -> None:
    assert build((), language, Vocabulary({})).search(language.cut("高企")).size == 0


def test_synonyms_are_read_both_ways_without_remarks() -> None:
    assert read_synonyms(["# 说明", "", "娃 孩子 子女", "孩子 小孩"]) == {
        "娃": ("孩子", "子女"),
        "孩子": ("娃", "子女", "小孩"),
        "子女": ("娃", "孩子"),
        "小孩": ("孩子",),
    }
