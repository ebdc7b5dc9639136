"""An officer at work on Telegram: signs in, takes cases, talks with visitors. For everybody else: no step at all.

Who it is is looked up anew for every message, in a private chat by the chat and in a group by the person, so
that a revoked officer is a visitor like all others at once.
"""

from __future__ import annotations

from bot import officers
from bot.officers import Officer
from bot.steps.work import buttons, commands, entrance, group, words
from bot.turn import Spoken, Turn

CHANNEL = "telegram"


def officer_at_work(turn: Turn) -> Spoken | None:
    """What an officer is told, or somebody who wants to sign in; None for visitors."""
    if turn.incoming.channel != CHANNEL:
        return None
    if turn.incoming.address.startswith("-"):
        return group.in_group(turn)
    code = entrance.code_in(turn.question)
    if code is not None:
        return entrance.sign_in(turn, code)
    if not turn.here.is_officer:
        return None
    officer = officers.at_telegram(turn.session, turn.incoming.address)
    return _at_work(turn, officer) if officer is not None else None


def _at_work(turn: Turn, officer: Officer) -> Spoken | None:
    if turn.incoming.kind == "choice":
        return buttons.pressed(turn, officer)
    if turn.question.startswith("/"):
        return commands.carry_out(turn, officer)
    return words.hear(turn, officer)
