"""What is said to a nod or a farewell fits it."""

from __future__ import annotations

import pytest

from bot.steps.smalltalk import fitting
from bot.wording import smalltalk_phrases


@pytest.mark.parametrize(
    "words", ["哦", "哦哦", "这样啊", "原来如此", "那算了", "那就算了", "那不用了", "就这样"]
)
def test_an_acknowledgement_is_not_greeted_anew(words: str) -> None:
    assert fitting(words) != smalltalk_phrases.GREETING


def test_who_asks_something_else_instead_is_asked_for_it() -> None:
    assert "您请说" in fitting("不用了，我再问一句")
