"""Searching the cases that an officer may see. What is searched for never stands in an address or a log."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import Request
from sqlmodel import Session

from bot.cases import State, queue
from bot.cases.permission import LARGEST_ID
from bot.cases.queue import Wanted
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk import forms
from bot.channels.web.desk.case_view import destinations
from bot.channels.web.desk.forms import Fields, Looks, Option, Refused
from bot.channels.web.desk.lists import Listing, Some, first
from bot.channels.web.desk.rows import rows
from bot.channels.web.desk.seat import Look, Seat
from bot.channels.web.rendering import part, words
from bot.officers import Officer

MOST_WORDS = 8


async def search_page(seat: Seat, _request: Request) -> None:
    """The page; static/desk.js sends the search anew when an officer comes back to it."""
    units = await seat.reads(lambda session, _officer, _at: destinations(session, ""))
    words("h1", wording.SEARCH)
    page = SearchPage(units, seat)
    seat.keeps_fresh(page.refresh)


class SearchPage:
    """The page in one tab; what was found stays with it."""

    def __init__(self, units: tuple[Option, ...], seat: Seat) -> None:
        self._seat = seat
        self._wanted: Wanted | None = None
        with (
            part("section", "panel search"),
            seat.form("search", wording.FIND, self._search, Looks(stays=True, again=True)),
        ):
            _show_fields(units)
        with part("section", "rows gone", aria_live="polite") as self._found:
            self._listing = Listing(seat, wording.NOTHING_FOUND, self.refresh)

    async def refresh(self) -> None:
        """Show what fits now."""
        wanted = self._wanted
        if wanted is None:
            return

        self._listing.show(await self._seat.reads(found(wanted, self._listing.most)))
        self._found.classes(remove="gone")

    def _search(self, _session: Session, _officer: Officer, _at: datetime, fields: Fields) -> str:
        self._wanted = wanted_from(fields)
        self._listing.begin_anew()
        return ""


def found(wanted: Wanted, most: int = queue.MOST) -> Look[Some]:
    """Reads the newest cases that fit."""

    def look(session: Session, officer: Officer, at: datetime) -> Some:
        fit = queue.search(session, officer, wanted, most + 1)
        return first(rows(session, fit, at), most)

    return look


def wanted_from(fields: Fields) -> Wanted:
    """What the form asks for. Raises Refused for a day that is none."""
    unit, state = fields.get("unit", ""), fields.get("state", "")
    is_unit = unit.isascii() and unit.isdigit() and len(unit) < 11 and int(unit) <= LARGEST_ID
    return Wanted(
        tuple(fields.get("words", "").split()[:MOST_WORDS]),
        int(unit) if is_unit else None,
        state if state in {one.value for one in State} else "",
        _day(fields.get("first", "")),
        _day(fields.get("last", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(wording.NOT_A_DAY) from error


def _show_fields(units: tuple[Option, ...]) -> None:
    box = forms.write("words", wording.NUMBER_OR_WORDS, placeholder=wording.NUMBER_OR_WORDS_HINT)
    box.props["data-search"] = "yes"
    with part("div", "narrowing"):
        forms.choose("unit", wording.WHICH_UNIT, units, nothing=wording.ANY)
        forms.choose("state", wording.WHICH_STATE, [*wording.STATES.items()], nothing=wording.ANY)
        forms.write("first", wording.FROM, kind="date")
        forms.write("last", wording.TO, kind="date")
