"""Filling in a form as pure functions of the answers: what is asked next, and what the request then says.

Where it is to be done comes first, then the consent; who refuses is asked nothing personal, and of a plain
service only the question itself. An answer that an earlier one makes pointless is kept, but not sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from dialogs import contacts, numerals, typed
from dialogs.choosing import NONE_AT_ALL
from dialogs.facts import ImpossibleValue
from dialogs.forms import AGREED, CITY, CONSENT, REFUSED, Does, Forms, Line, ServiceForm
from dialogs.given import Given, texts
from dialogs.money import in_words, plain
from dialogs.numerals import INEXACT, NUMERAL, plain_text
from dialogs.questions import Form, Option, Question
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

YES = (
    "同意",
    "可以",
    "好",
    "好的",
    "行",
    "愿意",
    "没问题",
    "是",
    "嗯",
    "ok",
    "填",
    "开始",
    "开始填",
)
NO = ("不同意", "不可以", "不行", "不填", "不愿意", "不用", "不", "不要", "否", "拒绝", "不留")


@dataclass(frozen=True)
class Filling:
    """A form so far. `cities` names the cities it may be done in, as people call them."""

    forms: Forms
    form: ServiceForm
    cities: Mapping[str, str]
    answers: tuple[Given, ...] = ()

    @cached_property
    def known(self) -> Mapping[str, object]:
        """Every answer by its name; None where it was skipped."""
        return {key: value for given in self.answers for key, value in given.values.items()}

    @property
    def city(self) -> str:
        """Where it is to be done; "" while that is not settled."""
        if len(self.form.cities) == 1:
            return self.form.cities[0]
        return str(self.known.get(CITY) or "")

    @property
    def refused(self) -> bool:
        """Whether nothing personal may be asked."""
        return self.known.get(CONSENT) == REFUSED

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What there is to answer, as far as the answers so far tell, in order."""
        first = [Line(_city(self))] if len(self.form.cities) > 1 else []
        own: list[Line] = []
        for line in self.form.lines:
            if not (self.refused and _is_left_out(self.form, line)) and (
                _is_called_for(line, self.known, own)
            ):
                own.append(line)
        return (*first, Line(_consent(self)), *own)


@dataclass(frozen=True)
class Told:
    """One answer in words, as the case carries it."""

    line: Line
    words: str


def next_line(filling: Filling) -> Line | None:
    """What is asked next, or None when the form is complete."""
    return next((line for line in filling.lines if line.name not in filling.known), None)


def remaining(filling: Filling) -> int:
    """How many questions are left, this one included."""
    return sum(line.name not in filling.known for line in filling.lines)


def line_of(filling: Filling, place: int) -> Line | None:
    """The question that was answered at `place`, to be asked again; None when it is none any more."""
    name = filling.answers[place].question
    return next((line for line in filling.lines if line.name == name), None)


def with_answers(filling: Filling, *given: Given) -> Filling:
    """The form with more answers."""
    return replace(filling, answers=(*filling.answers, *given))


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


def skipped(line: Line) -> Mapping[str, object]:
    """What leaving a question out says."""
    return {line.name: None}


def told(filling: Filling) -> tuple[Told, ...]:
    """Every answer that counts, in words and in the form's order, without what was left out."""
    return tuple(
        Told(line, in_plain_words(line, filling.known[line.name]))
        for line in filling.lines
        if line.name != CONSENT and filling.known.get(line.name) not in (None, [])
    )


def in_plain_words(line: Line, value: object) -> str:
    """One answer as people read it."""
    question = line.question
    for option in question.options:
        if value == option.value or (question.fact is None and str(value) == str(option.value)):
            return option.label
    if isinstance(value, list | tuple):
        return "、".join(texts(value))
    if question.fact is not None and _is_number(value):
        number = Decimal(str(value))
        return (
            in_words(number)
            if question.form is Form.MONEY
            else f"{plain(number)}{question.fact.unit}"
        )
    return str(value)


def in_pairs(line: Line, values: Mapping[str, object]) -> list[tuple[str, str]]:
    """An answer's names and words; beside its own question it may have answered another one."""
    return [
        (name, in_plain_words(line, value) if name == line.name else str(value))
        for name, value in values.items()
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) or bool(re.fullmatch(r"-?\d+(\.\d+)?", str(value)))


def _is_left_out(form: ServiceForm, line: Line) -> bool:
    """What who refuses is not asked: of a plain service everything but the question itself."""
    is_question = line.question.form is Form.WORDS
    return line.personal or (form.does is Does.NOTHING and not is_question)


def _is_called_for(line: Line, known: Mapping[str, object], before: list[Line]) -> bool:
    asked = {one.name for one in before}
    return all(
        name in asked and set(texts(known.get(name))) & wanted for name, wanted in line.only.items()
    )


def _city(filling: Filling) -> Question:
    options = tuple(Option(filling.cities[city], city) for city in filling.form.cities)
    return Question(CITY, Form.CHOICE, filling.forms.ask_city, None, options)


def _consent(filling: Filling) -> Question:
    words, form = filling.forms.consent, filling.form
    refuse = words.refuse if form.does is Does.NOTHING else words.withhold
    units = "、".join(form.units.get(filling.city, ())) or "责任单位"
    text = (
        words.text.replace("〈办什么〉", form.name)
        .replace("〈用途〉", form.purpose)
        .replace("〈谁看〉", units)
    )
    options = (Option(words.agree, AGREED, YES), Option(refuse, REFUSED, NO))
    return Question(CONSENT, Form.CHOICE, text, None, options, help=words.help)
