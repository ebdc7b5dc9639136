"""An officer's cases and the queue, each case with its buttons."""

from __future__ import annotations

from bot import cases, officers
from bot.messages import Choice, pack, say
from bot.officers import Officer
from bot.steps.work.saying import desk, in_rows, spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_entrance_phrases as entrance_phrases
from bot.wording import officer_phrases as for_officers
from bot.wording import officer_work_phrases as phrases


def mine(turn: Turn, officer: Officer) -> Spoken:
    """What the officer has in hand."""
    held = cases.held_by(turn.session, officer)
    if not held:
        queue = (desk(phrases.QUEUE, "queue"),)
        return spoken(say(phrases.NO_CASES, choices=(queue,)))
    buttons = [desk(case.number, "card", case.id) for case in held]
    lines = [phrases.line(case) for case in held]
    return spoken(say(phrases.YOUR_CASES, "\n".join(lines), choices=in_rows(buttons)))


def queue(turn: Turn, officer: Officer) -> Spoken:
    """What nobody has: the unit's, for a coordinator all."""
    waiting = cases.waiting_for(turn.session, officer)
    if not waiting:
        return spoken(say(phrases.NOTHING_WAITING, choices=((desk(phrases.MY_CASES, "my"),),)))
    rows = tuple(
        (
            desk(case.number, "card", case.id),
            Choice(for_officers.CLAIM, pack("claim", case.id)),
        )
        for case in waiting
    )
    lines = [phrases.line(case) for case in waiting]
    return spoken(say(phrases.WAITING_CASES, "\n".join(lines), choices=rows))


def to_desk(turn: Turn, officer: Officer) -> Spoken:
    """A one-time link to the desk on the web."""
    code = officers.issue(turn.session, officer, turn.at)
    return spoken(say(entrance_phrases.desk_link(turn.desk_link(code))))
