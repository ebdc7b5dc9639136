"""One turn of a conversation: what a step sees (Turn) and what it gives back (Spoken)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.enclosures import USUAL, Enclosure, Terms
from bot.messages import Incoming, Reply
from bot.outbox import About
from bot.presence import Presence
from bot.transcript import Conversation
from bot.visitors import Visitor
from knowledge.answering import Answer, Knowledge

DeskLink = Callable[[str], str]
"""The address at which an officer with this one-time code enters the desk on the web."""

STAY = "stay"
"""In a conversation's subject: [a city, in how many questions in a row it was named]."""

ENOUGH = 2


def stays_with(subject: Mapping[str, Any]) -> str | None:
    """The city that was named in so many questions in a row that the next one is about it too."""
    city, times = subject.get(STAY) or (None, 0)
    return city if times >= ENOUGH else None


@dataclass(frozen=True)
class Outcome:
    """How a turn ended: a status of knowledge.deciding.Status or `menu`, and what it rested on.

    `why` names the check that decided, for whoever reviews the answer.
    """

    status: str
    clauses: tuple[str, ...] = ()
    service: str | None = None
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """This outcome for the transcript."""
        return {
            "status": self.status,
            "clauses": self.clauses,
            "service": self.service,
            "why": self.why,
        }


@dataclass(frozen=True)
class Spoken:
    """What a step says. `subject` replaces the conversation's subject, None keeps it.

    `about` marks what was said with an officer at work: it stays out of the transcript, as the case keeps it.
    With `renews` a reply that has a card takes the place of the last one of that card, if there is one.
    `afresh` tells that the visitor was erased: what is said is said to somebody met anew.
    """

    replies: tuple[Reply, ...]
    outcome: Outcome
    subject: dict[str, Any] | None = None
    about: About | None = None
    renews: bool = False
    afresh: bool = False


@dataclass
class Turn:
    """What a step may look at; steps change nothing but through the session, and keep files in `files`.

    `city` is what an assessment under way is about; it counts when the visitor has set none.
    `enclosed` is what came with the message; hand it on to a verb of cases, or it is deleted after a day.
    """

    session: Session
    incoming: Incoming
    here: Presence
    message_id: int
    knowledge: Knowledge
    at: datetime
    files: Path
    enclosed: tuple[Enclosure, ...] = ()
    terms: Terms = USUAL
    desk_link: DeskLink = str
    city: str | None = None

    @property
    def visitor(self) -> Visitor:
        """Who is speaking."""
        return self.here.visitor

    @property
    def conversation(self) -> Conversation:
        """What was said before."""
        return self.here.conversation

    @property
    def question(self) -> str:
        """What the visitor typed, without the white space around it; empty for button presses."""
        return self.incoming.text.strip() if self.incoming.kind == "text" else ""

    @property
    def own_city(self) -> str | None:
        """The city that is meant when a question names none."""
        return stays_with(self.conversation.subject) or self.visitor.city or self.city

    @cached_property
    def answer(self) -> Answer:
        """What the policies say to this turn's text; worked out once, and only if a step asks."""
        return self.knowledge.answer(self.question, self.own_city, self.conversation.subject)
