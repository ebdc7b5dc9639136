"""Templates (常用语): words that officers write often, for one unit or for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlmodel import Session

from bot.channels.web.desk import forms
from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.shown import begin, folded, live, number, press, told
from bot.channels.web.desk.coordinating.staff import unit_options
from bot.channels.web.desk.forms import Do, Fields, Option, Refused
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import words
from bot.officers import Officer, Unit, templates


@dataclass(frozen=True)
class Stock:
    """One template, as listed; `unit` is "" for all."""

    id: int
    title: str
    text: str
    unit: str


async def templates_page(seat: Seat, _request: Request) -> None:
    """All templates of all units."""
    begin(wording.TEMPLATES, "/desk/templates")
    places = await seat.reads(unit_options)
    whom: tuple[Option, ...] = (("all", wording.FOR_ALL), *places)
    with (
        folded(wording.ADD_TEMPLATE),
        seat.form("template", wording.ADD, told(_add)),
    ):
        forms.write("title", wording.TEMPLATE_TITLE, required=True)
        forms.write("text", wording.TEMPLATE_TEXT, rows=3, required=True)
        forms.choose("unit", wording.FOR_WHOM, whom, required=True, value="all")

    def look(session: Session, _officer: Officer, _at: datetime) -> tuple[Stock, ...]:
        names = dict(places)
        return tuple(
            Stock(t.id, t.title, t.text, names.get(str(t.unit_id), ""))
            for t in templates.all_of_them(session)
        )

    await live(seat, look, lambda listed: _show(seat, listed))


def _show(seat: Seat, listed: tuple[Stock, ...]) -> None:
    if not listed:
        words("p", wording.NO_TEMPLATES, "empty")
    for one in listed:
        with folded(f"{one.title}（{one.unit or wording.FOR_ALL}）"):
            words("p", one.text, "as-typed")
            with seat.form(f"template-{one.id}", wording.SAVE, told(_change(one.id))):
                forms.write("title", wording.TEMPLATE_TITLE, required=True, value=one.title)
                forms.write("text", wording.TEMPLATE_TEXT, rows=3, required=True, value=one.text)
            sure = wording.SURE_REMOVE_TEMPLATE
            press(seat, f"remove-{one.id}", wording.REMOVE, _remove(one.id), sure, "danger")


def _add(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
    unit = None if fields.get("unit") == "all" else number(fields.get("unit", ""))
    if unit is not None and session.get(Unit, unit) is None:
        raise Refused(wording.NO_SUCH_UNIT)
    templates.add(session, by, fields.get("title", ""), fields.get("text", ""), at, unit)
    return wording.SAVED


def _change(template_id: int) -> Do:
    def change(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        title, text = fields.get("title", ""), fields.get("text", "")
        templates.change(session, by, template_id, title, text, at)
        return wording.SAVED

    return change


def _remove(template_id: int) -> Do:
    def remove(session: Session, by: Officer, at: datetime, _fields: Fields) -> str:
        templates.remove(session, by, template_id, at)
        return wording.SAVED

    return remove
