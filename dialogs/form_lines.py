"""One question of a service's form as YAML writes it -> a Line; refusals name file and line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from dialogs.facts import Fact, Kind
from dialogs.forms import CITY, CONSENT, MATTER, Line, Shown
from dialogs.marked import Marked
from dialogs.money import in_words
from dialogs.questions import Form, Option, Question

KINDS = {
    "选一项": Form.CHOICE,
    "可选多项": Form.SEVERAL,
    "数字": Form.NUMBER,
    "金额": Form.MONEY,
    "日期": Form.DAY,
    "文字": Form.TEXT,
    "原话": Form.WORDS,
    "电话": Form.PHONE,
}
LINE_KEYS = (
    *("问", "类型", "选项", "单位", "最少", "最多", "整数", "常用", "可跳过"),
    *("个人信息", "公开", "只在", "说明", "例子"),
)
E = TypeVar("E", bound=StrEnum)


def line_of(here: Marked, shared: Mapping[str, Marked], before: list[Line]) -> Line:
    """A shared question by its name, or one of the form's own; a shared one may be worded otherwise."""
    if isinstance(here.value, str):
        if here.text() not in shared:
            raise here.refuse(f"没有“{here.text()}”这个共用的问题，共用的有：{'、'.join(shared)}")
        name, own = here.text(), {}
    else:
        if len(here.entries()) != 1:
            raise here.refuse("一个问题写成“- 名称:”，下面缩进写怎么问")
        name, body = next(iter(here.entries().items()))
        own = dict(body.entries(*LINE_KEYS))
    base = dict(shared[name].entries(*LINE_KEYS)) if name in shared else {}
    told = Marked({**base, **own}, here.file, here.line)
    if name in (CITY, CONSENT, MATTER, *(line.name for line in before)):
        raise here.refuse(f"“{name}”这个问题重复了")
    return Line(
        _question(name, told),
        _yes(told, "可跳过"),
        _yes(told, "个人信息"),
        one_of(Shown, told.need("公开")) if told.find("公开") else Shown.NOT,
        _only(told, before),
    )


def _question(name: str, here: Marked) -> Question:
    kind_here = here.need("类型")
    form = KINDS.get(kind_here.text())
    if form is None:
        raise kind_here.refuse(f"没有“{kind_here.text()}”这种类型，可以写：{'、'.join(KINDS)}")
    needs = {Form.CHOICE: "选项", Form.SEVERAL: "选项", Form.NUMBER: "单位"}.get(form)
    options = _options(here.need(needs) if needs == "选项" else here.find("选项"))
    unit = here.need("单位").text() if needs == "单位" else "元"
    fact = None
    if form in (Form.NUMBER, Form.MONEY):
        fact = _fact(name, form, here, unit)
        options = _usual(here, form, unit)
    return Question(
        name,
        form,
        here.need("问").text(),
        fact,
        options,
        "",
        _text(here, "说明"),
        _text(here, "例子") or (f"{options[0].label}" if options else ""),
    )


def _fact(name: str, form: Form, here: Marked, unit: str) -> Fact:
    return Fact(
        name,
        Kind.MONEY if form is Form.MONEY else Kind.NUMBER,
        here.need("问").text(),
        unit=unit,
        least=_number(here, "最少") or Decimal(0),
        most=_number(here, "最多"),
        whole=_yes(here, "整数"),
    )


def _usual(here: Marked, form: Form, unit: str) -> tuple[Option, ...]:
    listed = here.find("常用")
    numbers = [_decimal(item) for item in listed.items()] if listed else []
    return tuple(Option(in_words(n) if form is Form.MONEY else f"{n}{unit}", n) for n in numbers)


def _options(here: Marked | None) -> tuple[Option, ...]:
    return tuple(Option(text, text) for text in here.texts()) if here else ()


def _only(here: Marked, before: list[Line]) -> dict[str, frozenset[str]]:
    listed = here.find("只在")
    earlier = {line.name: line for line in before}
    found = {}
    for name, wanted in listed.entries().items() if listed else ():
        if name not in earlier:
            raise wanted.refuse(f"前面没有“{name}”这个问题")
        possible = {option.label for option in earlier[name].question.options}
        for item in wanted.items():
            if item.text() not in possible:
                raise item.refuse(f"“{name}”没有“{item.text()}”这个选项")
        found[name] = frozenset(wanted.texts())
    return found


def one_of(kinds: type[E], here: Marked) -> E:
    """The value that a text names. Raises RefusedDefinition with those that there are."""
    try:
        return kinds(here.text())
    except ValueError:
        known = "、".join(kind for kind in kinds if kind)
        raise here.refuse(f"不认识“{here.text()}”，可以写：{known}") from None


def _yes(here: Marked, key: str) -> bool:
    return _text(here, key) == "是"


def _text(here: Marked, key: str) -> str:
    found = here.find(key)
    return found.text() if found else ""


def _number(here: Marked, key: str) -> Decimal | None:
    found = here.find(key)
    return _decimal(found) if found else None


def _decimal(here: Marked) -> Decimal:
    try:
        return Decimal(here.text())
    except InvalidOperation:
        raise here.refuse(f"“{here.text()}”不是数字") from None
