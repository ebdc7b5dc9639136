"""Ask the specialist outside of any channel: `ask` and `evaluate` hear exactly what a visitor would.

The conversation lives in a database in memory, so that asking leaves no trace and waits for nobody.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.conversation import Specialist
from bot.database import Database, open_database
from bot.messages import Incoming, Kind
from bot.turn import Spoken

CHANNEL = "ask"


@dataclass(frozen=True)
class Asked:
    """How one question ended. `milliseconds` is the last turn's time."""

    status: str
    clauses: tuple[str, ...]
    text: str
    service: str | None
    milliseconds: float
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """The keys that DESIGN.md section 7 fixes."""
        return {
            "status": self.status,
            "clauses": list(self.clauses),
            "text": self.text,
            "service": self.service,
            "ms": round(self.milliseconds, 3),
        }


class Asking:
    """Puts questions to the specialist, each in a conversation of its own."""

    def __init__(self, specialist: Specialist) -> None:
        self._specialist = specialist
        self._database: Database = open_database("sqlite://")
        self._count = 0

    def ask(self, turns: Sequence[str], city: str | None) -> Asked:
        """The answer to the last of these turns of one conversation."""
        self._count += 1
        address = str(self._count)
        with self._database.writing() as session:
            if city:
                self._hear(session, address, action=f"city:{city}")
            for turn in turns[:-1]:
                self._hear(session, address, text=turn)
            began = time.perf_counter()
            spoken = self._hear(session, address, text=turns[-1])
            took = (time.perf_counter() - began) * 1000
        text = "\n\n".join(reply.text for reply in spoken.replies)
        outcome = spoken.outcome
        return Asked(outcome.status, outcome.clauses, text, outcome.service, took, outcome.why)

    def _hear(self, session: Session, address: str, text: str = "", action: str = "") -> Spoken:
        kind: Kind = "choice" if action else "text"
        incoming = Incoming(CHANNEL, address, kind, text=text, action=action)
        return self._specialist.hear(session, incoming)


def turns_of(question: object) -> list[str]:
    """A batch line's question as turns: one string, or a list of them.

    Raises ValueError when it is neither.
    """
    if isinstance(question, str):
        return [question]
    if isinstance(question, list) and question and all(isinstance(q, str) for q in question):
        return question
    raise ValueError("q 应为一句话，或由几句话组成的列表")


def city_of(line: Mapping[str, Any]) -> str | None:
    """The city set in a batch line."""
    return line.get("city") or None
