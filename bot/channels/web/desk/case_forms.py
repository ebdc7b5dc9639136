"""The forms of a case's page: built once and shown when they can be used, so that no typed word is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nicegui import ui

from bot import cases
from bot.cases import Verb
from bot.channels.web.desk import case_deeds as deeds
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk import forms
from bot.channels.web.desk.case_view import CaseView
from bot.channels.web.desk.forms import Option
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.wording.case_phrases import OUTCOMES

DIALOGS = (
    (Verb.CLOSE, "close", wording.CLOSE),
    (Verb.TRANSFER, "transfer", wording.TRANSFER),
    (Verb.RETURN, "return", wording.RETURN),
    (Verb.REOPEN, "reopen", wording.REOPEN),
    (Verb.TAKE_DOWN, "take-down", wording.TAKE_DOWN),
)


@dataclass(frozen=True)
class Choices:
    """What an officer chooses from while writing: units to hand on to, templates (title and text)."""

    units: Sequence[Option]
    templates: Sequence[Option]


class Actions:
    """The row of buttons above a case, with a dialog behind each."""

    def __init__(self, seat: Seat, case_id: int, choices: Choices) -> None:
        self._shown: dict[Verb, ui.element] = {}
        with part("div", "case-actions", role="group", aria_label=wording.WHAT_TO_DO):
            self._shown[Verb.CLAIM] = part("div", "claiming")
            with (
                self._shown[Verb.CLAIM],
                seat.form("claim", wording.CLAIM, deeds.claim(case_id)),
            ):
                pass
            for verb, name, label in DIALOGS:
                button = words("button", label, "secondary small")
                button.props["type"] = "button"
                button.props["data-opens"] = f"dialog-{name}"
                self._shown[verb] = button
        _show_dialogs(seat, case_id, choices)

    def show(self, view: CaseView) -> None:
        """Show what can be done now."""
        for verb, element in self._shown.items():
            show_if(element, verb in view.may)


class Composer:
    """Where an officer writes: to the visitor, or a note for colleagues."""

    def __init__(self, seat: Seat, case_id: int, choices: Choices) -> None:
        with part("section", "composer desk-composer", aria_label=wording.REPLY) as self._all:
            with part("div", "modes", role="tablist") as self._modes:
                _mode("say", wording.REPLY)
                _mode("note", wording.NOTE)
            with (
                part("div", "mode", id="mode-say") as self._say,
                seat.form("say", wording.SEND, deeds.say(case_id)),
            ):
                box = _box(wording.YOUR_WORDS)
                box.props["id"] = "say-words"
                _show_files(case_id)
                _show_ready_words(choices)
            with (
                part("div", "mode", id="mode-note"),
                seat.form("note", wording.KEEP_NOTE, deeds.note(case_id)),
            ):
                _box(wording.YOUR_NOTE)
            words("p", wording.SEND_HINT, "note keys-hint")

    def show(self, view: CaseView) -> None:
        """Show what can be written now; the browser keeps which of both is open."""
        show_if(self._all, Verb.NOTE in view.may or Verb.SAY in view.may)
        show_if(self._modes, Verb.SAY in view.may)
        show_if(self._say, Verb.SAY in view.may)


def show_if(element: ui.element, shown: bool) -> None:
    """Show an element or hide it; what is typed in it stays."""
    element.classes(remove="gone") if shown else element.classes(add="gone")


def _box(label: str) -> ui.element:
    return forms.write("words", label, rows=2, required=True, placeholder=label)


def _mode(name: str, label: str) -> None:
    button = words("button", label, "mode-tab")
    button.props(add="type=button role=tab")
    button.props["data-mode"] = name
    button.props["aria-controls"] = f"mode-{name}"


def _show_files(case_id: int) -> None:
    """Files for the visitor; static/desk_files.js uploads them and keeps the field."""
    told = {
        "upload": f"/desk/files/{case_id}",
        "remove": wording.REMOVE_FILE,
        "failed": wording.UPLOAD_FAILED,
        "going": wording.STILL_GOING,
    }
    root = part("div", "files")
    for name, value in told.items():
        root.props[f"data-{name}"] = value
    with root:
        part("input", "gone", name="files", type="text", tabindex="-1")
        pick = part("input", "unseen", type="file", tabindex="-1", aria_hidden="true")
        pick.props["multiple"] = True
        button = words("button", wording.ADD_FILE, "secondary small attach-file")
        button.props["type"] = "button"
        part("ul", "chips")


def _show_ready_words(choices: Choices) -> None:
    with part("div", "ready-words"):
        listed = part("select", "small", aria_label=wording.TEMPLATES)
        listed.props["data-inserts-into"] = "say-words"
        with listed:
            words("option", wording.TEMPLATES).props["value"] = ""
            for title, text in choices.templates:
                words("option", title).props["value"] = text
        button = words("button", wording.CITE, "secondary small")
        button.props["type"] = "button"
        button.props["data-opens"] = "dialog-cite"


def _show_dialogs(seat: Seat, case_id: int, choices: Choices) -> None:
    with (
        dialog("close", wording.CLOSE, wording.CLOSE_MORE),
        seat.form("close", wording.CLOSE, deeds.close(case_id)),
    ):
        forms.choose("outcome", wording.RESULT, [*OUTCOMES.items()], required=True)
        forms.write("words", wording.CLOSING_WORDS, rows=3)
    with dialog("transfer", wording.TRANSFER, wording.TRANSFER_MORE):
        do = deeds.hand_on(case_id, cases.transfer)
        with seat.form("transfer", wording.TRANSFER, do):
            _destination(choices, wording.TO_UNIT)
    with dialog("return", wording.RETURN, wording.RETURN_MORE):
        do = deeds.hand_on(case_id, cases.return_)
        with seat.form("return", wording.RETURN, do):
            _destination(choices, wording.RIGHT_UNIT)
    with (
        dialog("reopen", wording.REOPEN, wording.REOPEN_MORE),
        seat.form("reopen", wording.REOPEN, deeds.reopen(case_id)),
    ):
        forms.write("reason", wording.REOPEN_REASON, rows=2)
    with (
        dialog("take-down", wording.TAKE_DOWN, wording.TAKE_DOWN_MORE),
        seat.form("take-down", wording.TAKE_DOWN, deeds.take_down(case_id)),
    ):
        forms.write("reason", wording.WHY_DOWN, rows=2, required=True)


def _destination(choices: Choices, label: str) -> None:
    forms.choose("unit", label, choices.units, required=True)
    forms.write("reason", wording.REASON, rows=3, required=True, placeholder=wording.REASON_HINT)


def dialog(name: str, title: str, more: str) -> ui.element:
    """A dialog that a button with data-opens opens; Esc closes it and what was typed stays."""
    box = part("dialog", "desk-dialog", id=f"dialog-{name}", aria_label=title)
    with box:
        with part("div", "dialog-head"):
            words("h2", title)
            closing = words("button", wording.SHUT, "secondary small")
            closing.props(add="type=button data-closes")
        words("p", more, "note")
    return box
