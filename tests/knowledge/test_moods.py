"""Moods are heard in whole messages, and no message, however odd, takes long to be read."""

from __future__ import annotations

import pytest

from knowledge.moods import read_moods
from knowledge.publishing import HOME

MOODS = read_moods(HOME / "vocabulary" / "moods.toml")


@pytest.mark.parametrize(
    "said", ["气死我了", "这服务真差", "你们太差了", "真让人失望", "这个机器人真笨", "我想骂人"]
)
def test_who_is_only_angry_vents(said: str) -> None:
    assert MOODS.vents(said)


@pytest.mark.parametrize(
    "said", ["气死我了高企奖多少", "孵化器没用完的资金", "我们很满意", "你们是哪个部门"]
)
def test_who_says_anything_else_does_not(said: str) -> None:
    assert not MOODS.vents(said)


ODD = [
    "都我都你这个真是" * 60,
    "这个我们真是快要" * 60,
    "找王局长" + "说说谈谈聊聊反映情况" * 60,
    "多少钱几个到底" * 60,
]


@pytest.mark.parametrize("said", [f"{odd}x" for odd in ODD])
def test_no_words_lead_back_and_forth_for_ages(said: str) -> None:
    """Every word that could be read in two ways would double the time: this would never end."""
    assert not MOODS.vents(said)
    assert not MOODS.wants_person(said)
    assert not MOODS.is_broad(said)
