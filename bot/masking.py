"""Masks phone and identity numbers in what goes to groups and logs; everything else stays as it was typed."""

from __future__ import annotations

import re

FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　＋", "0123456789Xx- +")
GAP = r"[ \-]?"
IDENTITY = rf"\d{{6}}{GAP}(?:\d{{8}}{GAP}\d{{3}}[\dXx]|\d{{9}})"
"""A resident identity number of 18 characters, or of 15 as before 1999 (GB 11643)."""

MOBILE = rf"(?:\+?86{GAP})?1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}}"
LANDLINE = rf"0\d{{2,3}}{GAP}\d{{7,8}}"
NUMBER = re.compile(rf"(?<![\dA-Za-z])(?:{IDENTITY}|{MOBILE}|{LANDLINE})(?![\dA-Za-z])", re.ASCII)
STAR = "*"


def mask(text: str) -> str:
    """The text with phone and identity numbers shown by their first three and last two characters only."""
    plain = text.translate(FULL_WIDTH)  # as long as the text, so that places are the same
    masked, after = [], 0
    for match in NUMBER.finditer(plain):
        masked += [text[after : match.start()], _starred(match[0])]
        after = match.end()
    return "".join((*masked, text[after:]))


def _starred(number: str) -> str:
    hidden = (STAR if char.isalnum() else char for char in number[3:-2])
    return f"{number[:3]}{''.join(hidden)}{number[-2:]}"
