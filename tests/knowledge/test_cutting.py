"""Our one pass finds the words that jieba finds in two."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cutting import Cutter, frequencies

OWN = ("晋创谷", "首台套", "科技副总", "新型研发机构")


@pytest.fixture(scope="module")
def cutters() -> tuple[Cutter, jieba.Tokenizer]:
    known, total = frequencies(OWN)
    usual = jieba.Tokenizer()
    usual.FREQ, usual.total, usual.initialized = known, total, True
    return Cutter(known, total), usual


PIECES = st.sampled_from(
    (
        *OWN,
        *"的了我们你企业补贴博士生研发机构创新平台省级市级个人高校院所",
        "20万",
        "phd",
        " ",
        "，",
        "𠮷",
        "囍",
    )
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_the_words_are_jiebas(cutters: tuple[Cutter, jieba.Tokenizer], text: str) -> None:
    ours, usual = cutters
    assert [*ours.cut(text, HMM=False)] == [*usual.cut(text, HMM=False)]


def test_our_own_words_stay_whole(cutters: tuple[Cutter, jieba.Tokenizer]) -> None:
    ours, _ = cutters
    assert "首台套" in [*ours.cut("买了首台套设备", HMM=False)]
