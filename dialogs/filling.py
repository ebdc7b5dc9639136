"""Filling in a form as pure functions of the answers: what is asked next, and what the request then says.

Where it is to be done comes first, then the consent; who refuses is asked nothing personal, and of a plain
service only the question itself. An answer that an earlier one makes pointless is kept, but not sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from dialogs.forms import AGREED, CITY, CONSENT, MATTER, REFUSED, Does, Forms, Line, ServiceForm
from dialogs.given import Given, texts
from dialogs.money import in_words, plain
from dialogs.questions import Form, Option, Question

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
    """A form so far. `cities` names the cities it may be done in, as people call them.

    `led_by` are the visitor's own words that led to it, if they say more than that it is wished for.
    """

    forms: Forms
    form: ServiceForm
    cities: Mapping[str, str]
    answers: tuple[Given, ...] = ()
    led_by: str = ""

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

    @property
    def matter(self) -> str:
        """What is wanted, in the visitor's own sentence; "" while there is none."""
        return str(self.known.get(MATTER) or "") or self.led_by

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
        if self.refused and not own and not self.led_by:
            own.append(Line(Question(MATTER, Form.WORDS, self.forms.consent.in_a_sentence)))
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


def skipped(line: Line) -> Mapping[str, object]:
    """What leaving a question out says."""
    return {line.name: None}


def told(filling: Filling) -> tuple[Told, ...]:
    """Every answer that counts, in words and in the form's order, without what was left out.

    The one sentence is none of them: it is what the request is called.
    """
    return tuple(
        Told(line, in_plain_words(line, filling.known[line.name]))
        for line in filling.lines
        if line.name not in (CONSENT, MATTER) and filling.known.get(line.name) not in (None, [])
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
