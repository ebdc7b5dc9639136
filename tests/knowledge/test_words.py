"""A question and a clause are folded alike, so that 五十萬 and 50万 meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.words import Language, fuzzy, normalise

CHATTY = st.text(
    st.sampled_from(
        "零一二两三四五六七八九十百千万亿元点％%㎡平方米m2忻州補貼ＡＢｃ１２ ，。？\u200b"
    )
    | st.characters(codec="utf-8"),
    max_size=30,
)


@pytest.fixture(scope="session")
def language(published_var: Path) -> Language:
    return Language(["创新创业大赛", "市科技局"], published_var / "cache")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("補貼與獎勵", "补贴与奖励"),
        ("50萬元", "50万元"),
        ("五十万", "50万"),
        ("两百万元", "200万元"),
        ("一千五百元", "1500元"),
        ("二十五个点", "25个点"),
        ("百分之二十", "20%"),
        ("２０％", "20%"),
        ("500平方米", "500㎡"),
        ("500平米", "500㎡"),
        ("500平", "500㎡"),
        ("500m2", "500㎡"),
        ("500M²", "500㎡"),
        ("一次性", "一次性"),
        ("一等奖", "一等奖"),
        ("五百平", "500㎡"),
        ("五百平方米", "500㎡"),
        ("五平方米", "5㎡"),
        ("3平台", "3平台"),
        ("一千五百", "1500"),
        ("一千五", "1500"),
        ("二百五", "250"),
        ("一千零五", "1005"),
        ("一百零二", "102"),
        ("十五", "15"),
        ("三十", "30"),
        ("二〇二五年", "2025年"),
        ("“晋创谷·忻州”！！", "晋创谷 忻州"),
        ("", ""),
        ("？？？", ""),
    ],
)
def test_ways_of_writing_the_same_meet(typed: str, folded: str) -> None:
    assert normalise(typed) == folded


@given(CHATTY)
@settings(max_examples=1000, deadline=None)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(text=CHATTY)
@settings(max_examples=50, deadline=None)
def test_any_text_is_cut_without_losing_a_character(language: Language, text: str) -> None:
    terms = language.cut(text)
    assert "".join(terms.words) == terms.characters.replace("\u3000", "")


@pytest.mark.parametrize(
    ("heard", "meant"), [("zhang", "zan"), ("shi", "si"), ("chuang", "cuan"), ("lan", "nan")]
)
def test_sounds_that_are_confused_are_one(heard: str, meant: str) -> None:
    assert fuzzy(heard) == fuzzy(meant)


def test_own_words_are_not_cut(language: Language) -> None:
    assert "创新创业大赛" in language.cut("参加创新创业大赛").words


def test_homophones_sound_alike(language: Language) -> None:
    assert language.cut("奖厉补铁").syllables == language.cut("奖励补贴").syllables


def test_typed_pinyin_sounds_like_its_characters(language: Language) -> None:
    assert language.cut("xinzhou").syllables == language.cut("忻州").syllables


def test_latin_letters_that_are_no_pinyin_make_no_sound(language: Language) -> None:
    assert language.cut("phd").syllables == ()


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Language([], tmp_path / "file").cut("高企奖多少").words
