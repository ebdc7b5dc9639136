"""Ask the specialist outside of any channel: `ask` and `evaluate` hear exactly what a visitor would.

The conversation lives in a database in memory, so that asking leaves no trace and waits for nobody.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot import tables
from bot.conversation import Specialist
from bot.database import Database, connect
from bot.messages import Incoming, Kind
from bot.turn import Spoken
from bot.wording.phrases import CITY_NAMES

CHANNEL = "ask"

REHEARSALS = 10
"""Python and the database's statements are at their usual speed after some eight times."""


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
        self._database: Database = _scratch_database()
        self._count = 0

    def rehearse(self) -> None:
        """Do what a process that runs has long done, so that the times tell how it answers."""
        for number in range(REHEARSALS):
            question = f"科技保险，第{number}年"  # another one each time, or it would be remembered
            for city in (None, *CITY_NAMES):
                for turns in ([question], ["转人工"], [question, "转人工"]):
                    self.ask(turns, city)

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


def _scratch_database() -> Database:
    """A database in memory; its tables are made directly, which is faster than by migrations."""
    database = connect("sqlite://")
    tables.metadata.create_all(database.engine)
    return database


def check_question(line: Mapping[str, Any]) -> None:
    """Raises ValueError for a batch line that cannot be asked."""
    turns_of(line)
    city_of(line)


def turns_of(line: Mapping[str, Any]) -> list[str]:
    """A batch line's question as turns: one string, or a list of them.

    Raises ValueError when it is neither.
    """
    question = line.get("q")
    if isinstance(question, str):
        return [question]
    if isinstance(question, list) and question and all(isinstance(q, str) for q in question):
        return question
    raise ValueError("q 应为一句话，或由几句话组成的列表")


def city_of(line: Mapping[str, Any]) -> str | None:
    """The city set in a batch line. Raises ValueError for one that is not ours."""
    city = line.get("city") or None
    if city is not None and city not in CITY_NAMES:
        raise ValueError(f"city 应为 {'、'.join(CITY_NAMES)} 或空")
    return city
