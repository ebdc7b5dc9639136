"""Units: their aliases, duty hours, and the clauses that name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlmodel import Session

from bot import officers
from bot.channels.web.desk import forms
from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.shown import begin, folded, live, number, press, told
from bot.channels.web.desk.forms import Do, Fields
from bot.channels.web.desk.seat import Look, Seat
from bot.channels.web.rendering import part, words
from bot.coordinating import places
from bot.officers import Officer, Unit, units


@dataclass(frozen=True)
class Place:
    """One unit, as listed; `clauses` are ids and titles."""

    id: int
    name: str
    duty: str
    aliases: tuple[str, ...]
    people: int
    clauses: tuple[tuple[str, str], ...]


def places_of(session: Session, _officer: Officer, _at: datetime) -> tuple[Place, ...]:
    """Every unit."""
    named = places.clauses_naming(session)
    return tuple(
        Place(
            unit.id,
            wording.unit_name(unit.city, unit.name),
            unit.duty,
            tuple(unit.aliases),
            len(officers.officers_of(session, unit.id)),
            named.get(unit.id, ()),
        )
        for unit in units.units_of(session)
    )


async def units_page(seat: Seat, _request: Request) -> None:
    """All units; what names them is folded."""
    begin(wording.UNITS, "/desk/units")
    _show_places(await seat.reads(places_of))


def _show_places(listed: tuple[Place, ...]) -> None:
    with part("ul", "places"):
        for place in listed:
            with part("li", "panel"):
                with part("div", "place-head"):
                    link = words("a", place.name, "name")
                    link.props["href"] = f"/desk/units/{place.id}"
                    words("span", wording.people(place.people), "badge" if place.people else "late")
                words("p", f"{wording.DUTY}：{place.duty}", "note")
                if place.aliases:
                    words("p", f"{wording.ALIASES}：{'、'.join(place.aliases)}", "note")
                _show_clauses(place)


def _show_clauses(place: Place) -> None:
    if not place.clauses:
        words("p", wording.NAMED_NOWHERE, "note")
        return
    with folded(wording.clauses(len(place.clauses)), "unfold"), part("ul", "clauses"):
        for clause, title in place.clauses:
            words("li", f"{title}（{clause}）")


async def unit_page(seat: Seat, request: Request) -> None:
    """One unit: aliases and duty hours."""
    unit_id = number(request.path_params["unit_id"])
    place = next((p for p in await seat.reads(places_of) if p.id == unit_id), None)
    begin(place.name if place else wording.NO_SUCH_UNIT, "/desk/units")
    words("a", wording.BACK_TO_UNITS, "back").props["href"] = "/desk/units"
    if place is None:
        return
    with part("section", "panel"):
        words("h2", wording.DUTY)
        words("p", wording.DUTY_MORE, "note")
        with seat.form(f"duty-{unit_id}", wording.SAVE, told(_duty(unit_id))):
            forms.write("hours", wording.DUTY, required=True, value=place.duty)
    with part("section", "panel"):
        words("h2", wording.ALIASES)
        words("p", wording.ALIAS_MORE, "note")
        await live(seat, _aliases(unit_id), lambda names: _show_aliases(seat, unit_id, names))
        with seat.form(f"alias-{unit_id}", wording.ADD, told(_call(unit_id))):
            forms.write("alias", wording.ALIAS, required=True)
    with part("section", "panel"):
        words("h2", wording.NAMED_IN)
        _show_clauses(place)


def _aliases(unit_id: int) -> Look[tuple[str, ...]]:
    def look(session: Session, _officer: Officer, _at: datetime) -> tuple[str, ...]:
        return tuple(session.get_one(Unit, unit_id).aliases)

    return look


def _show_aliases(seat: Seat, unit_id: int, names: tuple[str, ...]) -> None:
    if not names:
        words("p", wording.NO_ALIASES, "note")
    with part("ul", "rows"):
        for name in names:
            with part("li"):
                words("span", name)
                press(seat, f"alias-{unit_id}-{name}", wording.REMOVE, _call_no_more(unit_id, name))


def _duty(unit_id: int) -> Do:
    def set_duty(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        places.set_duty(session, by, unit_id, fields.get("hours", ""), at)
        return wording.SAVED

    return set_duty


def _call(unit_id: int) -> Do:
    def call(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        places.call(session, by, unit_id, fields.get("alias", ""), at)
        return wording.SAVED

    return call


def _call_no_more(unit_id: int, alias: str) -> Do:
    def call_no_more(session: Session, by: Officer, at: datetime, _fields: Fields) -> str:
        places.call_no_more(session, by, unit_id, alias, at)
        return wording.SAVED

    return call_no_more
