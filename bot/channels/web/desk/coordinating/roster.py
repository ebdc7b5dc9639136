"""The roster: who is away, and on which days a unit has nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import Request
from sqlmodel import Session

from bot.channels.web.desk import forms
from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.shown import begin, live, number, press, read_day, told
from bot.channels.web.desk.forms import Do, Fields
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.coordinating import roster, staff
from bot.deadlines import is_working_day, local_day
from bot.officers import Officer


@dataclass(frozen=True)
class Away:
    """One absence, as listed."""

    id: int
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Weeks:
    """How many are there in the coming days."""

    days: tuple[date, ...]
    covers: tuple[roster.Cover, ...]


async def roster_page(seat: Seat, _request: Request) -> None:
    """Absences to enter and take back, and who is there."""
    begin(wording.ROSTER, "/desk/roster")
    names = await seat.reads(_names)
    with part("section", "panel"):
        words("h2", wording.AWAY)
        with seat.form("away", wording.ADD, told(_send_away)), part("div", "in-row"):
            forms.choose("officer", wording.OFFICER, names, required=True)
            forms.write("first", wording.FIRST, required=True, kind="date")
            forms.write("last", wording.LAST, required=True, kind="date")
    with part("section", "panel"):
        words("h2", wording.AWAY_NOW)
        await live(seat, _away, lambda listed: _show_away(seat, listed))
    with part("section", "panel"):
        words("h2", wording.COVERAGE)
        words("p", wording.COVERAGE_MORE, "note")
        await live(seat, _weeks, _show_weeks)


def _names(session: Session, _officer: Officer, _at: datetime) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(o.id), f"{o.name}（{wording.unit_name(u.city, u.name)}）")
        for o, u in staff.everyone(session)
        if o.revoked_at is None
    )


def _away(session: Session, _officer: Officer, at: datetime) -> tuple[Away, ...]:
    return tuple(Away(a.id, o.name, a.first, a.last) for a, o in roster.away_from(session, at))


def _weeks(session: Session, _officer: Officer, at: datetime) -> Weeks:
    days = tuple(local_day(at) + timedelta(days=n) for n in range(14))
    return Weeks(days, tuple(roster.coverage(session, at, len(days))))


def _show_away(seat: Seat, listed: tuple[Away, ...]) -> None:
    if not listed:
        words("p", wording.NOBODY_AWAY, "note")
    with part("ul", "rows"):
        for away in listed:
            with part("li"):
                words("span", f"{away.name}　{away.first} 至 {away.last}")
                press(seat, f"back-{away.id}", wording.CALL_BACK, _call_back(away.id))


def _show_weeks(weeks: Weeks) -> None:
    with part("div", "wide", tabindex="0", role="group"), part("table", "plain-table days"):
        with part("thead"), part("tr"):
            words("th", wording.UNIT).props["scope"] = "col"
            for day in weeks.days:
                head = words("th", f"{day.month}/{day.day} {wording.weekday(day.weekday())}")
                head.props["scope"] = "col"
        with part("tbody"):
            for cover in weeks.covers:
                with part("tr"):
                    name = wording.unit_name(cover.city, cover.unit)
                    words("th", name).props["scope"] = "row"
                    for day, there in zip(weeks.days, cover.there, strict=True):
                        words("td", str(there), _looks(day, there))


def _looks(day: date, there: int) -> str:
    if not is_working_day(day):
        return "number rest"
    return "number" if there else "number late"


def _send_away(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
    first, last = read_day(fields.get("first", "")), read_day(fields.get("last", ""))
    roster.send_away(session, by, number(fields.get("officer", "")), first, last, at)
    return wording.SAVED


def _call_back(absence_id: int) -> Do:
    def call_back(session: Session, by: Officer, at: datetime, _fields: Fields) -> str:
        roster.call_back(session, by, absence_id, at)
        return wording.SAVED

    return call_back
