"""What visitors say to an interview as such: that they want one, to go on, to stop. The words are data."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from dialogs.loading import read
from dialogs.numerals import plain_text

FILE = "wishes.yaml"
BEFORE = "(请问|你好|您好|那|麻烦|麻烦您|请|想问一下|想问问|问一下|我想知道|想知道|看看)?"
AFTER = "(吗|呢|啊|呀|吧|了|下|一下)?"
PUNCTUATION = re.compile(r"[\s,，。.!！?？、~～“”\"'…:：;；]")


class Wish(StrEnum):
    """What is wished; the values are the keys of wishes.yaml."""

    RESUME = "继续"
    PAUSE = "停下"
    BACK = "退回"
    EDIT = "改回答"
    PICKED = "选好"
    KEEP = "还是这样"
    ALTER = "改一改"
    FORGET = "删掉"


def wants_assessment(text: str) -> bool:
    """Whether the whole text asks what the visitor can get; a text on one matter is a policy question."""
    said = bare_text(text)
    return any(pattern.match(said) for pattern in _patterns())


def wishes(text: str, wish: Wish) -> bool:
    """Whether the text says exactly this."""
    return bare_text(text) in _sayings()[wish]


@lru_cache(maxsize=8)  # what was typed is looked at by several steps
def bare_text(text: str) -> str:
    """The text as `plain_text` gives it, without punctuation."""
    return PUNCTUATION.sub("", plain_text(text))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    tree = read(FILE, (Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    words = {
        name: "(" + "|".join(sorted(listed.texts(), key=len, reverse=True)) + ")"
        for name, listed in tree.need("词").entries().items()
    }
    return tuple(
        re.compile(
            f"^{BEFORE}{re.sub(r'〈(.+?)〉', lambda m: words[m.group(1)], saying.text())}{AFTER}$"
        )
        for saying in tree.need("说法").items()
    )


@lru_cache(maxsize=1)
def _sayings() -> dict[Wish, frozenset[str]]:
    tree = read(FILE, (Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    return {wish: frozenset(tree.need(wish.value).texts()) for wish in Wish}
