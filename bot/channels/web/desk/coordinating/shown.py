"""What the coordinators' pages have in common: parts that repaint themselves, tables, filters, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from nicegui import ui
from sqlmodel import Session

from bot.cases import NotAllowed, WordsMissing
from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.forms import Do, Fields, Looks, Option, Refused
from bot.channels.web.desk.seat import Look, Seat
from bot.channels.web.rendering import part, words
from bot.coordinating.places import AliasTaken, AliasTooLong
from bot.coordinating.roster import UnusableAbsence
from bot.coordinating.staff import LastCoordinator, NameTooLong
from bot.deadlines import UnusableHours
from bot.officers import NoSuchUnit, Officer
from bot.officers.templates import NotYourTemplate, UnusableTemplate
from bot.proposals import (
    AlreadyDecided,
    NoSuchClause,
    PastDay,
    PersonalNumbers,
    SecondPersonNeeded,
    TooLong,
    UnfoundedFigures,
)
from bot.wording import coordinator_phrases as phrases
from knowledge.answering import Knowledge

T = TypeVar("T")
HEAD = '<link rel="stylesheet" href="/static/coordinating.css">'

REFUSALS: Sequence[tuple[type[Exception], str]] = (
    (SecondPersonNeeded, wording.SECOND_PERSON),
    (NotAllowed, wording.NOT_ALLOWED),
    (LastCoordinator, wording.LAST_COORDINATOR),
    (NameTooLong, wording.NAME_TOO_LONG),
    (NoSuchUnit, wording.NO_SUCH_UNIT),
    (AliasTooLong, wording.ALIAS_TOO_LONG),
    (UnusableHours, wording.UNUSABLE_HOURS),
    (UnusableAbsence, wording.UNUSABLE_ABSENCE),
    (UnusableTemplate, wording.UNUSABLE_TEMPLATE),
    (NotYourTemplate, wording.TEMPLATE_GONE),
    (AlreadyDecided, wording.ALREADY_DECIDED),
    (NoSuchClause, wording.NO_SUCH_CLAUSE),
    (PersonalNumbers, wording.PERSONAL_NUMBERS),
    (PastDay, wording.PAST_DAY),
    (TooLong, wording.TOO_LONG),
    (WordsMissing, wording.WORDS_MISSING),
)
"""More special kinds stand before their bases."""


def sentence(error: Exception) -> str:
    """What to tell; "" for what is no refusal."""
    if isinstance(error, UnfoundedFigures):
        return phrases.unfounded(error.figures)
    if isinstance(error, AliasTaken):
        return wording.taken(error.unit)
    return next((told for kind, told in REFUSALS if isinstance(error, kind)), "")


def told(do: Do) -> Do:
    """A deed whose refusals are told in sentences."""

    def done(session: Session, officer: Officer, at: datetime, fields: Fields) -> str:
        try:
            return do(session, officer, at, fields)
        except Refused:
            raise
        except Exception as error:
            if why := sentence(error):
                raise Refused(why) from error
            raise

    return done


async def live(
    seat: Seat, look: Look[T], paint: Callable[[T], None], sign: Look[object] | None = None
) -> None:
    """A part of the page that is painted anew whenever what it shows has changed.

    With `sign`, which is cheaper, it looks only when that has changed.
    """
    box = part("div", "live")
    shown: list[tuple[object, T]] = []

    async def refresh() -> None:
        now = await seat.reads(sign) if sign else None
        if sign and shown and shown[0][0] == now:
            return
        found = await seat.reads(look)
        if not shown or shown[0][1] != found:
            box.clear()
            with box:
                paint(found)
        shown[:] = [(now, found)]

    await refresh()
    seat.keeps_fresh(refresh)


def begin(title: str, current: str = "", more: str = "") -> None:
    """The page's head; `current` is the path of a part of the running of the desk."""
    ui.add_head_html(HEAD)
    words("h1", title)
    if current:
        with part("nav", "sub-nav", aria_label=wording.RUNNING_PARTS):
            for path, name in PARTS.items():
                link = words("a", name)
                link.props["href"] = path
                if path == current:
                    link.props["aria-current"] = "page"
    if more:
        words("p", more, "note lead")


PARTS: Mapping[str, str] = {
    "/desk/staff": wording.STAFF,
    "/desk/units": wording.UNITS,
    "/desk/roster": wording.ROSTER,
    "/desk/templates": wording.TEMPLATES,
    "/desk/trail": wording.TRAIL,
}


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: frozenset[int],
    has_total: bool = False,
) -> None:
    """A table that scrolls sideways where it does not fit; columns in `numbers` stand to the right.

    With `has_total` the first row sums up the others.
    """
    with part("div", "wide", tabindex="0", role="group"), part("table", "plain-table"):
        with part("thead"), part("tr"):
            for place, name in enumerate(head):
                words("th", name, _side(place, numbers)).props["scope"] = "col"
        with part("tbody"):
            for nth, row in enumerate(rows):
                with part("tr", "total" if has_total and nth == 0 else ""):
                    words("th", row[0]).props["scope"] = "row"
                    for place, cell in enumerate(row[1:], start=1):
                        words("td", cell, _side(place, numbers))


def _side(place: int, numbers: frozenset[int]) -> str:
    return "number" if place in numbers else ""


def filters(action: str, submit: str) -> ui.element:
    """A form that asks for the same page with other parameters, so that an address can be kept."""
    form = part("form", "filters", method="get", action=action)
    with form, part("div", "filter-end"):
        words("button", submit, "secondary small").props["type"] = "submit"
    return form


def pick(name: str, label: str, options: Sequence[Option], chosen: str) -> None:
    """A list in a filter."""
    with part("label", "field"):
        words("span", label, "field-label")
        with part("select", name=name):
            for value, shown in options:
                option = words("option", shown)
                option.props["value"] = value
                if value == chosen:
                    option.props["selected"] = "selected"


def fill_in(name: str, label: str, value: str, kind: str = "text") -> None:
    """A field in a filter."""
    with part("label", "field"):
        words("span", label, "field-label")
        part("input", name=name, type=kind, value=value)


def press(seat: Seat, name: str, label: str, do: Do, sure: str = "", kind: str = "") -> None:
    """A form that is one small button."""
    with part("div", "press"), seat.form(name, label, told(do), Looks(kind, sure)):
        pass


def folded(title: str, classes: str = "panel") -> ui.element:
    """Something that is opened by its title."""
    details = part("details", classes)
    with details:
        words("summary", title)
    return details


def read_day(text: str) -> date:
    """A day as a form sends it. Raises Refused."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(wording.UNUSABLE_DAY) from error


def number(text: str) -> int:
    """An id as a form or an address sends it; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def called(clause: str, knowledge: Knowledge) -> str:
    """A clause by its city and title; by its id when there is no such clause any more."""
    try:
        found = knowledge.clause(clause)
    except KeyError:
        return clause
    return f"{knowledge.policy(found.city).city}「{found.title}」"
