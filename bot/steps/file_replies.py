"""What is said of files that could not be taken: one reply, naming each and what to do."""

from __future__ import annotations

from bot.enclosures import MOST_A_DAY, MOST_PER_MESSAGE, Enclosure, State, Terms
from bot.messages import Reply, say
from bot.turn import Turn
from bot.wording import file_phrases


def refusals(turn: Turn) -> tuple[Reply, ...]:
    """A reply that tells what was not taken of this message; none when all was."""
    refused = [row for row in turn.enclosed if row.state == State.REFUSED]
    return (say(*(why(row, turn.terms) for row in refused)),) if refused else ()


def why(row: Enclosure, terms: Terms) -> str:
    """Why a file was not taken, and what to do."""
    return file_phrases.refusal(row.name, row.reason, terms.megabytes, MOST_PER_MESSAGE, MOST_A_DAY)
