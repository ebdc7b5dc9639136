"""A typed text as the answer to one question of a form: a rough number will do, a name may bring its number."""

from __future__ import annotations

import re
from datetime import date

from dialogs import contacts, numerals, typed
from dialogs.choosing import NONE_AT_ALL
from dialogs.facts import ImpossibleValue
from dialogs.filling import Filling
from dialogs.forms import Line
from dialogs.numerals import INEXACT, NUMERAL, plain_text
from dialogs.questions import Form, Question
from dialogs.typed import Reading, Refused, Understood, Unsure

RANGE = re.compile(rf"^{NUMERAL}\D{{0,3}}?(?:到|至|-|~|—)+{NUMERAL}\D{{0,4}}$")
ADJACENT = re.compile(
    r"(?<![一二两三四五六七八九])(?:一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)(?=[十百千万个人位名套间平㎡]|$)"
)
"""八九个人 is eight or nine, and not eighty-nine."""

NOT_A_COUNT = ("年", "月", "个月", "周", "天", "点", "元", "块", "%", "岁")
"""Units that are never meant when things or people are counted."""

FIGURE = re.compile("[0-9一二两三四五六七八九十百千万几数]")
ROUGH = 20
"""Characters of a number that is given only roughly (十几个人), which is good enough for a request."""

MOST_WORDS = 300
"""Characters of an answer in words that sounds like a question and is none."""


def read(filling: Filling, line: Line, text: str, today: date) -> Reading:
    """A typed text as the answer to one question; a name may bring its telephone number along."""
    question = line.question
    if question.form in (Form.TEXT, Form.WORDS):
        if line.optional and NONE_AT_ALL.match(plain_text(text)):
            return Unsure()
        return _with_phone(filling, line, text) or typed.understand(question, text, today)
    if question.form in (Form.NUMBER, Form.MONEY) and _is_rough(question, text):
        return Understood({line.name: text.strip()})
    return typed.understand(question, text, today)


def _with_phone(filling: Filling, line: Line, text: str) -> Reading | None:
    """王老师 13812345678: both at once, where a name is asked for and the number has not been said."""
    phone = next((one for one in filling.lines if one.question.form is Form.PHONE), None)
    if phone is None or phone.name in filling.known or not line.personal:
        return None
    try:
        found = contacts.phone_in(text)
    except ImpossibleValue as problem:
        return Refused(f"{problem}。", impossible=True)
    if found is None or not found[1]:
        return None
    return Understood({line.name: found[1], phone.name: found[0]})


def _is_rough(question: Question, text: str) -> bool:
    """Whether a number is given as a span or a guess, in the unit that was asked for."""
    said = plain_text(text)
    if len(said) > ROUGH or typed.asks(text):
        return False
    inexact = INEXACT.search(said) and FIGURE.search(said)
    if not (RANGE.match(said) or ADJACENT.search(said) or inexact):
        return False
    return question.form is Form.MONEY or not said.endswith(NOT_A_COUNT)


def in_other_unit(question: Question, text: str) -> bool:
    """Whether a count was said with a unit that cannot be meant: 3年 for people."""
    if question.form is not Form.NUMBER:
        return False
    try:
        found = numerals.numbers_in(text)
    except numerals.Inexact:
        return False
    return any(one.unit.startswith(NOT_A_COUNT) for one in found)
