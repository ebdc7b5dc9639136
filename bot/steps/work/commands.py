"""What officers type after a slash; the commands of visitors are theirs, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.messages import say
from bot.officers import Officer
from bot.steps.work import entrance, lists
from bot.steps.work.absence import absent
from bot.steps.work.saying import desk, spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_entrance_phrases as entrance_phrases
from bot.wording import officer_work_phrases as phrases

Command = Callable[[Turn, Officer, str], Spoken | None]


def carry_out(turn: Turn, officer: Officer) -> Spoken | None:
    """Carry out an officer's command; None for one that visitors have."""
    name, *rest = turn.question[1:].split(maxsplit=1) or [""]
    command = COMMANDS.get(name.partition("@")[0].lower())
    return command(turn, officer, "".join(rest).strip()) if command else None


def _ask(turn: Turn, officer: Officer, question: str) -> Spoken | None:
    """A question to the policies, also with a case in hand: the steps that follow answer it."""
    if not question:
        return spoken(say(entrance_phrases.ASK_WHAT))
    turn.incoming = replace(turn.incoming, text=question)
    return None


def _help(turn: Turn, officer: Officer, _rest: str) -> Spoken:
    row = (desk(phrases.MY_CASES, "my"), desk(phrases.QUEUE, "queue"))
    return spoken(say(entrance_phrases.HELP, choices=(row,)))


COMMANDS: Mapping[str, Command] = {
    "my": lambda turn, officer, _: lists.mine(turn, officer),
    "queue": lambda turn, officer, _: lists.queue(turn, officer),
    "desk": lambda turn, officer, _: lists.to_desk(turn, officer),
    "absent": absent,
    "ask": _ask,
    "help": _help,
    "logout": lambda turn, officer, _: entrance.sign_out(turn, officer),
}
