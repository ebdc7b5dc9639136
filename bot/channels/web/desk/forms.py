"""Forms of the desk: what was typed stays in the browser until the server has it; each sending has a key.

static/desk.js sends them; a form that is refused keeps its words and says why beneath them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from nicegui import ui
from sqlmodel import Session

from bot.channels.web.desk import wording
from bot.channels.web.rendering import part, words
from bot.officers import Officer

LONGEST = 10_000
"""Most characters of one field."""

MOST_FIELDS = 30
KEY = re.compile(r"[0-9a-f-]{8,40}")
UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Fields = Mapping[str, str]
Do = Callable[[Session, Officer, datetime, Fields], str]
"""Carries a form out, in one writing transaction; returns what to tell the officer ("" for nothing)."""

Option = tuple[str, str]
"""Value and label."""


class Refused(Exception):
    """A form cannot be carried out; the text says why and what to do (Chinese)."""


@dataclass(frozen=True)
class Sent:
    """A form as the browser sent it: its name, the key of this sending, and the fields."""

    name: str
    key: str
    fields: dict[str, str]


def read_sent(value: object) -> Sent | None:
    """What a browser sent, or None for what our pages never send."""
    if not isinstance(value, Mapping):
        return None
    name, key, fields = value.get("name"), value.get("key"), value.get("fields")
    if not isinstance(name, str) or not isinstance(key, str) or not isinstance(fields, Mapping):
        return None
    fit = len(fields) <= MOST_FIELDS and all(map(_is_fit, fields.items()))
    if not KEY.fullmatch(key) or not fit:
        return None
    return Sent(name, key, {k: _clean(v) for k, v in fields.items()})


def _is_fit(field: tuple[object, object]) -> bool:
    name, text = field
    return isinstance(name, str) and isinstance(text, str) and len(text) <= LONGEST


def _clean(text: str) -> str:
    return UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


@dataclass(frozen=True)
class Looks:
    """How a form behaves in the browser.

    `kind` "danger" colours the button of what is hard to undo; `sure` is asked before sending; with `tells`
    what came of it stays to be read in the form, else it is shown for some seconds; with `stays` the fields
    keep their words when it is done, and with `again` it is sent anew when the page is opened again.
    """

    kind: str = ""
    sure: str = ""
    tells: bool = False
    stays: bool = False
    again: bool = False


PLAIN = Looks()


@contextmanager
def form(name: str, submit: str, looks: Looks = PLAIN) -> Iterator[ui.element]:
    """A form of this name; fields go inside."""
    element = part("form", "desk-form", autocomplete="off", novalidate="")
    element.props["data-form"] = name
    if looks.sure:
        element.props["data-sure"] = looks.sure
    for mark in ("stays", "again"):
        if getattr(looks, mark):
            element.props[f"data-{mark}"] = "yes"
    with element:
        yield element
        if looks.tells:
            words("p", "", "form-told").props["role"] = "status"
        words("p", "", "form-error").props["role"] = "alert"
        with part("div", "form-end"):
            button = words("button", submit, f"primary {looks.kind}".strip())
            button.props["type"] = "submit"


def write(
    name: str,
    label: str,
    rows: int = 1,
    required: bool = False,
    value: str = "",
    placeholder: str = "",
    kind: str = "text",
) -> ui.element:
    """A field to type in: one line, or `rows` lines. `kind` is HTML's type of a one-line field."""
    with part("label", "field"):
        words("span", label, "field-label")
        looks = {"rows": str(rows)} if rows > 1 else {"type": kind}
        box = part("textarea" if rows > 1 else "input", name=name, **looks)
    box.props["maxlength"] = str(LONGEST)
    if value:
        box.props["data-value"] = value
    if placeholder:
        box.props["placeholder"] = placeholder
    if required:
        box.props["data-required"] = wording.please_fill_in(label)
    return box


def choose(
    name: str,
    label: str,
    options: Sequence[Option],
    required: bool = False,
    value: str = "",
    nothing: str = wording.PLEASE_CHOOSE,
) -> ui.element:
    """A list to choose one from; without `value` nothing is chosen at first, which reads as `nothing`."""
    with part("label", "field"):
        words("span", label, "field-label")
        box = part("select", name=name)
        with box:
            words("option", nothing).props["value"] = ""
            for option, shown in options:
                words("option", shown).props["value"] = option
    if value:
        box.props["data-value"] = value
    if required:
        box.props["data-required"] = wording.please_choose(label)
    return box


def tick(name: str, label: str, value: bool = False) -> ui.element:
    """A box to tick; sent as "yes" when it is."""
    with part("label", "field tick"):
        box = part("input", type="checkbox", name=name, value="yes")
        words("span", label)
    if value:
        box.props["data-value"] = "yes"
    return box


def with_hidden(name: str, value: str) -> ui.element:
    """A field that people do not see, such as the id of what the form is about."""
    return part("input", type="hidden", name=name, value=value)
