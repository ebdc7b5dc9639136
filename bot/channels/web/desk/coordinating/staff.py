"""Officers: who there is, and a page for each one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlmodel import Session

from bot.channels.web.desk import forms
from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.shown import begin, folded, live, number, told
from bot.channels.web.desk.coordinating.trail import show_lines
from bot.channels.web.desk.forms import Do, Fields, Looks, Option
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.coordinating import staff
from bot.coordinating.trail import trail
from bot.officers import Officer, Role, sessions, units


@dataclass(frozen=True)
class Person:
    """One officer, as listed."""

    id: int
    name: str
    unit_id: int
    unit: str
    role: str
    leads: bool
    revoked: bool
    on_telegram: bool
    on_web: bool


def people(session: Session, _officer: Officer, at: datetime) -> tuple[Person, ...]:
    """Everybody, those who may act first."""
    return tuple(
        Person(
            officer.id,
            officer.name,
            unit.id,
            wording.unit_name(unit.city, unit.name),
            officer.role,
            officer.leads,
            officer.revoked_at is not None,
            officer.telegram is not None,
            bool(sessions.open_of(session, officer, at)),
        )
        for officer, unit in staff.everyone(session)
    )


def unit_options(session: Session, _officer: Officer, _at: datetime) -> tuple[Option, ...]:
    """Every unit, to choose one."""
    return tuple(
        (str(unit.id), wording.unit_name(unit.city, unit.name)) for unit in units.units_of(session)
    )


async def staff_page(seat: Seat, _request: Request) -> None:
    """The list, and a form to add somebody."""
    begin(wording.STAFF, "/desk/staff")
    places = await seat.reads(unit_options)
    with folded(wording.ADD_OFFICER), seat.form("hire", wording.ADD, told(_hire)):
        _fields(places, None)
    await live(seat, people, _show_people)


def _fields(places: tuple[Option, ...], person: Person | None) -> None:
    with part("div", "in-row"):
        _show_fields(places, person)
    forms.tick("leads", wording.LEADS, value=bool(person and person.leads))


def _show_fields(places: tuple[Option, ...], person: Person | None) -> None:
    forms.write("name", wording.NAME, required=True, value=person.name if person else "")
    where = str(person.unit_id) if person else ""
    forms.choose("unit", wording.UNIT, places, required=True, value=where)
    role = person.role if person else str(Role.OFFICER)
    forms.choose("role", wording.ROLE, tuple(wording.ROLES.items()), required=True, value=role)


def _show_people(everybody: tuple[Person, ...]) -> None:
    with part("ul", "people panel"):
        for person in everybody:
            with part("li", "gone-away" if person.revoked else ""):
                link = words("a", person.name, "name")
                link.props["href"] = f"/desk/staff/{person.id}"
                words("span", person.unit)
                _show_marks(person)


def _show_marks(person: Person) -> None:
    marks = {
        wording.REVOKED: person.revoked,
        wording.ROLES["coordinator"]: person.role == Role.COORDINATOR,
        wording.LEAD: person.leads,
        wording.ON_TELEGRAM: person.on_telegram,
        wording.ON_WEB: person.on_web,
    }
    with part("span", "marks"):
        for mark, holds in marks.items():
            if holds:
                words("span", mark, "badge")


async def officer_page(seat: Seat, request: Request) -> None:
    """One officer: change, link, dismissal, and what was done."""
    officer_id = number(request.path_params["officer_id"])
    person = next((p for p in await seat.reads(people) if p.id == officer_id), None)
    begin(person.name if person else wording.NO_SUCH_OFFICER, "/desk/staff")
    words("a", wording.BACK_TO_STAFF, "back").props["href"] = "/desk/staff"
    if person is None:
        return
    with part("p", "person"):
        words("span", person.unit)
        _show_marks(person)
    if not person.revoked:
        _show_deeds(seat, person, await seat.reads(unit_options))
    with part("section", "panel"):
        words("h2", wording.HISTORY)
        more = words("a", wording.WHOLE_HISTORY, "note")
        more.props["href"] = f"/desk/trail?officer={officer_id}"
        await live(
            seat, lambda s, by, _at: tuple(trail(s, by, officer_id=officer_id, most=50)), show_lines
        )


def _show_deeds(seat: Seat, person: Person, places: tuple[Option, ...]) -> None:
    with part("section", "panel"):
        words("h2", wording.CHANGE_OFFICER)
        with seat.form(f"change-{person.id}", wording.SAVE, told(_change(person.id))):
            _fields(places, person)
    with part("section", "panel"):
        words("h2", wording.SIGN_IN_LINK)
        words("p", wording.SIGN_IN_LINK_MORE, "note")
        make = told(_invite(seat, person.id))
        with seat.form(f"link-{person.id}", wording.MAKE_LINK, make, Looks(tells=True)):
            pass
    with part("section", "panel"):
        words("h2", wording.DISMISS)
        words("p", wording.DISMISS_MORE, "note")
        end, sure = told(_dismiss(person)), wording.sure_dismiss(person.name)
        with seat.form(f"dismiss-{person.id}", wording.DO_DISMISS, end, Looks("danger", sure)):
            pass


def _role(fields: Fields) -> Role:
    is_coordinator = fields.get("role") == Role.COORDINATOR
    return Role.COORDINATOR if is_coordinator else Role.OFFICER


def _hire(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
    unit, leads = number(fields.get("unit", "")), bool(fields.get("leads"))
    name = fields.get("name", "")
    return wording.added(staff.hire(session, by, name, unit, at, _role(fields), leads).name)


def _change(officer_id: int) -> Do:
    def change(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        unit, leads = number(fields.get("unit", "")), bool(fields.get("leads"))
        name = fields.get("name", "")
        staff.change(session, by, officer_id, name, unit, _role(fields), leads, at)
        return wording.SAVED

    return change


def _invite(seat: Seat, officer_id: int) -> Do:
    def invite(session: Session, by: Officer, at: datetime, _fields: Fields) -> str:
        code = staff.invite(session, by, officer_id, at)
        return wording.link(seat.around.desk_link(code))

    return invite


def _dismiss(person: Person) -> Do:
    def dismiss(session: Session, by: Officer, at: datetime, _fields: Fields) -> str:
        return wording.dismissed(person.name, staff.dismiss(session, by, person.id, at))

    return dismiss
