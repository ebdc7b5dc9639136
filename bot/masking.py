"""Masks numbers of people in what goes to groups and logs: phones, identity and bank cards, e-mail addresses.

Everything else stays as it was typed. A number counts however it is spaced or written: 138 1234…, 幺三八….
"""

from __future__ import annotations

import re
from collections.abc import Callable

FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　＋＠．（）", "0123456789Xx- +@.()")
SAID = "〇零○一二三四五六七八九幺"
"""Digits as they are said, 幺 for one on the telephone."""

ANY = f"[0-9{SAID}]"
SPACED = r"[ \t\-–—·.]{0,2}"
"""What people put between digits."""

DAY = rf"(?:\d{{8}}|\d{{4}}{SPACED}\d{{4}})"
IDENTITY = rf"\d{{6}}{SPACED}(?:{DAY}{SPACED}\d{{3}}{SPACED}[\dXx]|\d{{9}})"
"""A resident identity number of 18 characters, or of 15 as before 1999 (GB 11643)."""

MOBILE = rf"(?:\+?86{SPACED})?1{SPACED}[3-9](?:{SPACED}\d){{9}}"
LANDLINE = rf"\(?0\d{{2,3}}\)?{SPACED}\d{{3,4}}{SPACED}\d{{4}}"
BANK_CARD = r"\d{4}(?:(?P<gap>[ \-])\d{4}(?:(?P=gap)\d{4}){2}(?:(?P=gap)\d{1,3})?|\d{12,15})"
"""16 to 19 digits (GB/T 15694), in one or in groups of four."""

NUMBER = re.compile(rf"(?<!\d)(?:{IDENTITY}|{BANK_CARD}|{MOBILE}|{LANDLINE})(?!\d)", re.ASCII)
SAID_MOBILE = re.compile(
    rf"(?<!{ANY})[1一幺]{SPACED}[3-9三四五六七八九](?:{SPACED}{ANY}){{9}}(?!{ANY})"
)
MAIL = re.compile(r"[A-Za-z0-9][\w.+\-]*(?=@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z])", re.ASCII)
STAR = "*"


def mask(text: str) -> str:
    """The text, as long as before; of a number three characters in front and two at the end are left.

    Of a mail address that is its first letter, and what follows the @.
    """
    text = _masked(text, NUMBER, _number)
    text = _masked(text, SAID_MOBILE, _number)
    return _masked(text, MAIL, _mail)


def _masked(text: str, pattern: re.Pattern[str], hidden: Callable[[str], str]) -> str:
    plain = text.translate(FULL_WIDTH)  # as long as the text, so that places are the same
    parts, after = [], 0
    for match in pattern.finditer(plain):
        parts += [text[after : match.start()], hidden(match[0])]
        after = match.end()
    return "".join((*parts, text[after:]))


def _number(number: str) -> str:
    return f"{number[:3]}{''.join(map(_star, number[3:-2]))}{number[-2:]}"


def _mail(name: str) -> str:
    return name[0] + STAR * (len(name) - 1) if len(name) > 1 else STAR


def _star(char: str) -> str:
    return STAR if char.isalnum() else char
