"""Signing in with a one-time code, and out again. The code is nowhere to be read afterwards."""

from __future__ import annotations

import re

from bot import cases, officers, outbox
from bot.messages import say
from bot.officers import Officer, RefusedCode, Unit
from bot.steps.work.saying import desk, spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_entrance_phrases as entrance_phrases
from bot.wording import officer_work_phrases as phrases

COMMAND = re.compile(r"/login(?:@\w+)?(?:\s+(?P<code>\S.*))?", re.IGNORECASE | re.DOTALL)
BY_LINK = re.compile(r"(?:/start(?:@\w+)?\s+)?(?P<code>[\w-]{22})", re.ASCII)
"""What https://t.me/<bot>?start=<code> sends; a code alone is meant to sign in, too."""

AROUND = "\"'“”‘’<>《》【】[]()（）。，,.：:　 \n\t"


def code_in(text: str) -> str | None:
    """The code that somebody wants to sign in with; "" when they forgot it, None when they do not want to."""
    if command := COMMAND.fullmatch(text):
        return (command["code"] or "").strip(AROUND).rpartition("/desk/in/")[2]
    linked = BY_LINK.fullmatch(text)
    return linked["code"] if linked else None


def sign_in(turn: Turn, code: str) -> Spoken:
    """Sign in, or say kindly why not."""
    if not code:
        return spoken(say(entrance_phrases.CODE_MISSING))
    session, address = turn.session, turn.incoming.address
    before = {o.id: o.telegram for o in officers.all_at_telegram(session)}
    try:
        officer = officers.sign_in_at_telegram(session, code, address, turn.at)
    except RefusedCode:
        still = officers.at_telegram(session, address) is not None
        return spoken(
            say(
                entrance_phrases.CODE_REFUSED,
                *([entrance_phrases.STILL_SIGNED_IN] if still else []),
            )
        )
    earlier = before.get(officer.id)
    if earlier and earlier != address:
        told = say(entrance_phrases.signed_in_elsewhere(officer.name))
        outbox.promise(session, turn.incoming.channel, earlier, told, turn.at)
    return _welcome(turn, officer)


def _welcome(turn: Turn, officer: Officer) -> Spoken:
    unit = turn.session.get_one(Unit, officer.unit_id)
    held = len(cases.held_by(turn.session, officer))
    waiting = len(cases.waiting_for(turn.session, officer))
    row = (desk(phrases.MY_CASES, "my"), desk(phrases.QUEUE, "queue"))
    return spoken(
        say(entrance_phrases.signed_in(officer.name, unit.name, held, waiting), choices=(row,))
    )


def sign_out(turn: Turn, officer: Officer) -> Spoken:
    """From now on this chat is a visitor's."""
    officers.sign_out_at_telegram(turn.session, officer, turn.at)
    return spoken(say(entrance_phrases.SIGNED_OUT))
