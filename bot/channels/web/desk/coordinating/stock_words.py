"""Templates (常用语): words that officers write often, for one unit or for all.

Every officer reads those they may use; forms are shown for what they may change (bot/officers/templates.py).
"""

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
from bot.officers import Officer, Role, Unit, templates


@dataclass(frozen=True)
class Stock:
    """One template, as listed; `unit` is "" for all."""

    id: int
    title: str
    text: str
    unit: str
    is_theirs: bool


@dataclass(frozen=True)
class Writer:
    """What an officer may do here: `whom` are those for whom they may add words; nobody for most."""

    runs_the_desk: bool
    whom: tuple[Option, ...]


def writer(session: Session, officer: Officer, at: datetime) -> Writer:
    """What this officer may do with templates."""
    places = unit_options(session, officer, at)
    is_chief = officer.role == Role.COORDINATOR
    everybody: tuple[Option, ...] = (("all", wording.FOR_ALL),) if is_chief else ()
    own = [(id_, name) for id_, name in places if templates.may_change(session, officer, int(id_))]
    return Writer(is_chief, (*everybody, *own))


def stock(session: Session, officer: Officer, at: datetime) -> tuple[Stock, ...]:
    """What this officer may use; for a coordinator everything of every unit."""
    names = dict(unit_options(session, officer, at))
    is_chief = officer.role == Role.COORDINATOR
    listed = templates.all_of_them(session) if is_chief else templates.of(session, officer)
    return tuple(
        Stock(
            one.id,
            one.title,
            one.text,
            names.get(str(one.unit_id), ""),
            templates.may_change(session, officer, one.unit_id),
        )
        for one in listed
    )


async def templates_page(seat: Seat, _request: Request) -> None:
    """What the officer may use, and forms for what they may change."""
    who = await seat.reads(writer)
    begin(wording.TEMPLATES, "/desk/templates" if who.runs_the_desk else "")
    words("p", wording.TEMPLATES_MORE, "note lead")
    if who.whom:
        _show_adding(seat, who.whom)
    await live(seat, stock, lambda listed: _show(seat, listed))


def _show_adding(seat: Seat, whom: tuple[Option, ...]) -> None:
    with (
        folded(wording.ADD_TEMPLATE),
        seat.form("template", wording.ADD, told(_add)),
    ):
        forms.write("title", wording.TEMPLATE_TITLE, required=True)
        forms.write("text", wording.TEMPLATE_TEXT, rows=3, required=True)
        forms.choose("unit", wording.FOR_WHOM, whom, required=True, value=whom[0][0])


def _show(seat: Seat, listed: tuple[Stock, ...]) -> None:
    if not listed:
        words("p", wording.NO_TEMPLATES, "empty")
    for one in listed:
        with folded(f"{one.title}（{one.unit or wording.FOR_ALL}）"):
            words("p", one.text, "as-typed")
            if not one.is_theirs:
                continue
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
