"""Pinyin is read with the names of our things first; English stays as it is."""

from __future__ import annotations

import pytest

from knowledge.answering import Knowledge


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("zufang butie", "租房 补贴"),
        ("xinsanban 挂牌", "新三板 挂牌"),
        ("xin san ban 挂牌", "新三板 挂牌"),
        ("ke ji bao xian", "科技保险"),
        ("gao qi jiang 多少", "gao qi jiang 多少"),  # syllables apart that are no words stay apart
        ("i can do it", "i can do it"),
        ("jiang 多少", "jiang 多少"),
    ],
)
def test_pinyin_is_read_as_words(knowledge: Knowledge, typed: str, read: str) -> None:
    assert knowledge.spellings.read(typed, knowledge.language) == read
