"""An officer's own absences on the account page: from when until when, who stands in, and calling back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot import cases, officers
from bot.cases import NotAllowed
from bot.channels.web.desk import absence_wording as wording
from bot.channels.web.desk import forms
from bot.channels.web.desk.forms import Do, Fields, Looks, Refused
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.coordinating import roster
from bot.coordinating.roster import UnusableAbsence
from bot.deadlines import local_day
from bot.officers import Officer


@dataclass(frozen=True)
class Away:
    """One absence of the officer's own, in words."""

    id: int
    span: str
    stand_ins: str


def absences(session: Session, officer: Officer, at: datetime) -> tuple[Away, ...]:
    """What has not ended yet, by the first day, each with who stands in."""
    ahead = officers.absences_of(session, officer, local_day(at))
    return tuple(
        Away(a.id, wording.span(a.first, a.last), _told(session, officer, a)) for a in ahead
    )


def _told(session: Session, officer: Officer, away: officers.Absence) -> str:
    found = roster.stand_ins(session, officer, away.first, away.last)
    return wording.stand_ins(found.names, found.nobody)


async def own_absences(seat: Seat) -> None:
    """The panel: what is entered, live, and a form to enter more."""
    with part("section", "panel"):
        words("h2", wording.ABSENCES)
        words("p", wording.ABSENCES_MORE, "note")
        listed = part("ul", "absences")
        with (
            seat.form("away", wording.ENTER, send_away, Looks(tells=True)),
            part("div", "narrowing"),
        ):
            forms.write("first", wording.FIRST, required=True, kind="date")
            forms.write("last", wording.LAST, kind="date")
    shown: tuple[Away, ...] | None = None

    async def refresh() -> None:
        nonlocal shown
        if (found := await seat.reads(absences)) != shown:
            shown = found
            listed.clear()
            with listed:
                _show(seat, found)

    await refresh()
    seat.keeps_fresh(refresh)


def _show(seat: Seat, found: tuple[Away, ...]) -> None:
    if not found:
        words("li", wording.NONE, "note")
    for away in found:
        with part("li"):
            words("span", away.span)
            words("span", away.stand_ins, "note")
            with seat.form(f"back-{away.id}", wording.CALL_BACK, call_back(away.id)):
                pass


def send_away(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
    """Enter an absence; one day when there is no last one. Raises Refused."""
    first = _day(fields.get("first", ""))
    last = _day(fields["last"]) if fields.get("last") else first
    if last < local_day(at):
        raise Refused(wording.GONE_BY)
    try:
        away = roster.send_away(session, officer, officer.id, first, last, at)
    except UnusableAbsence as error:
        raise Refused(wording.UNUSABLE) from error
    held = len(cases.held_by(session, officer))
    return wording.entered(wording.span(first, last), _told(session, officer, away), held)


def call_back(absence_id: int) -> Do:
    """The officer is there after all. Raises Refused for what is over, or somebody else's."""

    def do(session: Session, officer: Officer, at: datetime, _fields: Fields) -> str:
        if absence_id not in {a.id for a in officers.absences_of(session, officer, local_day(at))}:
            raise Refused(wording.OVER)
        try:
            roster.call_back(session, officer, absence_id, at)
        except NotAllowed as error:
            raise Refused(wording.OVER) from error
        return wording.CALLED_BACK

    return do


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(wording.NOT_A_DAY) from error
