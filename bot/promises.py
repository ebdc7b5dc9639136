"""What the turns of one transaction promise, written together at its end.

Under load many arrivals share a transaction: one statement for all their replies takes a third of one each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from bot import outbox, transcript
from bot.messages import Reply
from bot.outbox import NOTHING, About
from bot.transcript import Conversation, Speaker
from bot.turn import Spoken, Turn


@dataclass(frozen=True)
class Promise:
    """One reply of a turn. One that `is_new` enters the transcript; else `message_id` is where it stands."""

    turn: Turn
    reply: Reply
    about: About = NOTHING
    is_new: bool = True
    message_id: int | None = None

    def as_said(self) -> dict[str, Any]:
        """This reply as a row of the transcript."""
        talk, at, reply = self.turn.conversation.id, self.turn.at, self.reply
        return transcript.as_said(
            talk, Speaker.SPECIALIST, reply.text, at, reply.to_json(), reply.card
        )

    def as_promised(self, message_id: int | None) -> dict[str, Any]:
        """This reply as a row of the outbox, once it stands in the transcript as this message."""
        to = self.turn.visitor.channel, self.turn.visitor.address
        return outbox.as_promised(*to, self.reply, self.turn.at, message_id, self.about)


class Promises:
    """Outcomes, subjects and replies of turns that have been heard and not yet been written down."""

    def __init__(self) -> None:
        self._outcomes: dict[int, dict[str, Any]] = {}
        self._talks: dict[int, Conversation] = {}
        self._replies: list[Promise] = []

    def add(self, turn: Turn, spoken: Spoken) -> None:
        """Keep how a turn ended; its conversation turns to its subject at once."""
        self._outcomes[turn.message_id] = spoken.outcome.to_json()
        if spoken.subject is not None:
            transcript.turn_to(turn.conversation, spoken.subject)
            self._talks[turn.conversation.id] = turn.conversation
        if spoken.about is not None:  # an officer at work is no visitor in conversation
            transcript.strike(turn.session, turn.message_id)
        self._replies += [_promise(turn, spoken, reply) for reply in spoken.replies]

    def write(self, session: Session) -> None:
        """Write it all into the transcript, and the replies into the outbox, in their order; once."""
        transcript.note_outcomes(session, self._outcomes, self._talks.values())
        new = [promise.as_said() for promise in self._replies if promise.is_new]
        ids = iter(transcript.record_all(session, new))
        promised = (p.as_promised(next(ids) if p.is_new else p.message_id) for p in self._replies)
        outbox.promise_all(session, [*promised])
        self._outcomes, self._talks, self._replies = {}, {}, []


def _promise(turn: Turn, spoken: Spoken, reply: Reply) -> Promise:
    if spoken.about is not None:
        return Promise(turn, reply, spoken.about, is_new=False)
    renewed = _renewed(turn, reply) if spoken.renews and reply.card else None
    return renewed or Promise(turn, reply)


def _renewed(turn: Turn, reply: Reply) -> Promise | None:
    """The buttons of a card where the last one of its name stands; None when there is none yet."""
    said = transcript.card_of(turn.session, turn.conversation.id, reply.card)
    if said is None or said.body is None:
        return None
    changed = replace(Reply.from_json(said.body), choices=reply.choices)
    said.body = changed.to_json()
    transcript.note_card(turn.session, turn.message_id, reply.card)
    edits = About(edits=outbox.last_of(turn.session, said.id))
    return Promise(turn, changed, edits, is_new=False, message_id=said.id)
