"""The trail: who looked at or changed what."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import Request
from sqlmodel import Session

from bot.channels.web.desk.coordinating import trail_wording, wording
from bot.channels.web.desk.coordinating.shown import (
    begin,
    fill_in,
    filters,
    live,
    number,
    pick,
    table,
)
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.coordinating import staff
from bot.coordinating.trail import PAGE, Line, trail
from bot.deadlines import LOCAL
from bot.officers import Officer


async def trail_page(seat: Seat, request: Request) -> None:
    """Lines of a case or of an officer, the newest first, a hundred on a page; the first page is live."""
    begin(wording.TRAIL, "/desk/trail", wording.TRAIL_MORE)
    case, officer = request.query_params.get("case", ""), request.query_params.get("officer", "")
    names = await seat.reads(
        lambda s, _by, _at: tuple((o.id, o.name) for o, _ in staff.everyone(s))
    )
    with filters("/desk/trail", wording.SHOW):
        fill_in("case", wording.CASE_NUMBER, case)
        options = [("", wording.ALL_OFFICERS), *((str(id_), name) for id_, name in names)]
        pick("officer", wording.OFFICER, options, officer)

    before = number(request.query_params.get("before", ""))

    def look(session: Session, by: Officer, _at: object) -> tuple[Line, ...]:
        return tuple(trail(session, by, case, number(officer) or None, before or None, PAGE + 1))

    def paint(lines: tuple[Line, ...]) -> None:
        show_lines(lines[:PAGE])
        _show_ways(lines, {"case": case, "officer": officer}, bool(before))

    await live(seat, look, paint)


def _show_ways(lines: Sequence[Line], asked: dict[str, str], is_older: bool) -> None:
    """Links to the lines before these, and back to the newest."""
    kept = {name: value for name, value in asked.items() if value}
    ways = {wording.NEWEST: kept} if is_older else {}
    if len(lines) > PAGE:
        ways[wording.OLDER] = {**kept, "before": str(lines[PAGE - 1].id)}
    with part("nav", "pages", aria_label=wording.TRAIL):
        for label, query in ways.items():
            words("a", label).props["href"] = f"/desk/trail?{urlencode(query)}"


def show_lines(lines: Sequence[Line]) -> None:
    """Lines as a table."""
    if not lines:
        words("p", wording.NO_LINES, "empty")
        return
    rows = [
        (
            f"{line.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}",
            line.by or wording.BY_PROGRAM,
            trail_wording.ACTIONS.get(line.action, line.action),
            line.case,
            line.whom,
            "，".join(trail_wording.detail(name, value) for name, value in line.details),
        )
        for line in lines
    ]
    table(wording.TRAIL_COLUMNS, rows, frozenset())
