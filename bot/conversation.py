"""The specialist: hears one thing and promises the replies, in the caller's one transaction.

STEPS is the whole behaviour in order; the first step that has something to say wins. No SQL, no channel here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from bot import enclosures, presence, staying, transcript
from bot.database import now
from bot.enclosures import USUAL, Terms
from bot.messages import Block, Incoming
from bot.presence import Presence
from bot.privacy import ON_REQUEST, erase
from bot.promises import Promises
from bot.steps.answer_to_interview import answer_to_interview
from bot.steps.button import button
from bot.steps.choice_of_city import choice_of_city
from bot.steps.command import command
from bot.steps.confirmed_answer import confirmed_answer
from bot.steps.file_sent import STATUS as FILE
from bot.steps.file_sent import file_sent
from bot.steps.going_on import with_question
from bot.steps.menu_in_words import menu_in_words
from bot.steps.my_data import my_data
from bot.steps.not_text import not_text
from bot.steps.nothing_understood import nothing_understood
from bot.steps.officer_at_work import officer_at_work
from bot.steps.officer_is_talking import officer_is_talking
from bot.steps.question_about_policy import question_about_policy
from bot.steps.shorthand import shorthand
from bot.steps.smalltalk import smalltalk
from bot.steps.typed_button import typed_button
from bot.steps.wish_for_assessment import wish_for_assessment
from bot.steps.wish_for_cases import wish_for_cases
from bot.steps.wish_for_form import wish_for_form
from bot.steps.wish_for_officer import wish_for_officer
from bot.steps.wish_for_service import wish_for_service
from bot.steps.words_for_case import words_for_case
from bot.steps.words_for_match import words_for_match
from bot.transcript import Speaker
from bot.turn import DeskLink, Spoken, Turn
from bot.wording import file_phrases, phrases
from knowledge.answering import Knowledge
from knowledge.deciding import Status

Step = Callable[[Turn], Spoken | None]

STEPS: tuple[Step, ...] = (
    officer_at_work,
    officer_is_talking,
    words_for_case,
    file_sent,
    not_text,
    button,
    command,
    words_for_match,
    my_data,
    menu_in_words,
    answer_to_interview,
    choice_of_city,
    confirmed_answer,
    typed_button,
    shorthand,
    wish_for_cases,
    wish_for_assessment,
    wish_for_form,
    wish_for_officer,
    wish_for_service,
    question_about_policy,
    smalltalk,
    nothing_understood,
)

ASKING = {Status.ANSWERED, Status.COMPARE, Status.NOT_IN_POLICY, Status.SERVICE}
ASKED: tuple[Step, ...] = (wish_for_service, question_about_policy)
"""Words that came with files are answered when they end so, by these steps."""


class NotTogether(RuntimeError):
    """Several turns could not be begun at once; which of them is at fault shows when each is heard alone."""


class Specialist:
    """The service specialist (服务专员) of the park, on whatever channel."""

    def __init__(
        self,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime] = now,
        files: Path = Path("var/files"),
        terms: Terms = USUAL,
        desk_link: DeskLink = str,
    ) -> None:
        self._knowledge = knowledge
        self._clock = clock
        self._files = files
        self._terms = terms
        self._desk_link = desk_link

    def hear(self, session: Session, incoming: Incoming) -> Spoken:
        """Hear one thing: what `hear_all` does."""
        [spoken] = self.hear_all(session, [incoming])
        return spoken

    def hear_all(self, session: Session, incomings: Sequence[Incoming]) -> Iterator[Spoken]:
        """Hear things in their order: record each, and let the first step that can reply.

        All that was said is promised when the last one has been heard, so go through to the end.
        """
        promises = Promises()
        waiting = deque(incomings)
        while waiting:
            for turn in self._begin(session, _together(waiting)):
                if turn.here.is_officer:  # whose words to a visitor come after what that was told
                    promises.write(session)
                yield self._heard(turn, promises)
                waiting.popleft()
        promises.write(session)

    def think_ahead(self, incoming: Incoming) -> None:
        """Work out already what needs no more than the words."""
        if incoming.kind == "text" and incoming.text.strip():
            self._knowledge().consider(incoming.text.strip())

    def _heard(self, turn: Turn, promises: Promises) -> Spoken:
        spoken = _reply(turn)
        if spoken.afresh:
            promises.write(turn.session)
        promises.add(self._met_anew(turn) if spoken.afresh else turn, spoken)
        return spoken

    def _met_anew(self, turn: Turn) -> Turn:
        """Erase the visitor, who asked for it; what is said of it is said to somebody met anew."""
        erase(turn.session, turn.visitor, turn.at, turn.files, ON_REQUEST)
        [anew] = self._begin(turn.session, [replace(turn.incoming, name="")])
        return anew

    def _begin(self, session: Session, incomings: Sequence[Incoming]) -> Iterator[Turn]:
        """The turns of these in order, up to the first one of an officer: who waits is then another matter."""
        at = self._clock()
        try:
            begun = _recorded(session, incomings, at)
        except Exception as error:
            if len(incomings) == 1:
                raise
            raise NotTogether from error
        for one, here, message_id in begun:
            yield self._turn(session, one, here, message_id, at)

    def _turn(
        self, session: Session, incoming: Incoming, here: Presence, message_id: int, at: datetime
    ) -> Turn:
        enclosed = enclosures.enclose(
            session,
            here.conversation.id,
            incoming.channel,
            incoming.files,
            message_id,
            at,
            self._terms,
        )
        return Turn(
            session,
            incoming,
            here,
            message_id,
            self._knowledge(),
            at,
            self._files,
            enclosed,
            self._terms,
            self._desk_link,
        )


def _recorded(
    session: Session, incomings: Sequence[Incoming], at: datetime
) -> list[tuple[Incoming, Presence, int]]:
    known = presence.arrive(session, incomings, at)
    here = [known[one.channel, one.address] for one in incomings]
    end = next((n for n, who in enumerate(here, start=1) if who.is_officer), len(here))
    begun = list(zip(incomings, here, strict=True))[:end]
    said = [
        transcript.as_said(who.conversation.id, Speaker.VISITOR, one.text or one.action, at)
        for one, who in begun
    ]
    ids = transcript.record_all(session, said)
    return [(one, who, message_id) for (one, who), message_id in zip(begun, ids, strict=True)]


def _together(waiting: Iterable[Incoming]) -> list[Incoming]:
    """The first of these that may be begun at once: one from each address, up to the first one of a group.

    Officers speak in groups; what they and the visitor do before changes who hears the next one.
    """
    found: dict[tuple[str, str], Incoming] = {}
    for one in waiting:
        if (one.channel, one.address) in found:
            break
        found[one.channel, one.address] = one
        if one.address.startswith("-"):
            break
    return [*found.values()]


def _reply(turn: Turn) -> Spoken:
    """What the specialist says in this turn."""
    incoming, spoken = turn.incoming, _first(turn)
    if spoken.outcome.status == FILE and incoming.kind != "choice" and incoming.text.strip():
        spoken = _with_words_answered(turn, spoken)
    spoken = with_question(turn, spoken)
    spoken = staying.counted(turn, spoken)
    if incoming.edited and spoken.replies and spoken.about is None:
        spoken = _as_edited(spoken)
    return spoken


def _first(turn: Turn, steps: tuple[Step, ...] = STEPS) -> Spoken:
    """What the first step says that has something to say."""
    return next(said for step in steps if (said := step(turn)) is not None)


def _with_words_answered(turn: Turn, of_files: Spoken) -> Spoken:
    """A question that came with files is heard like any other."""
    if not file_phrases.ASKS.search(turn.incoming.text):
        return of_files
    words = replace(turn, incoming=replace(turn.incoming, kind="text", files=()), enclosed=())
    if words.answer.status not in ASKING:
        return of_files
    said = _first(words, ASKED)
    kept = turn.conversation.subject if said.subject is None else said.subject
    subject = {**kept, **of_files.subject} if of_files.subject else said.subject
    return Spoken((*said.replies, *of_files.replies), said.outcome, subject)


def _as_edited(spoken: Spoken) -> Spoken:
    """What is said, told to be about the message as it reads now."""
    first, *rest = spoken.replies
    told = replace(first, blocks=(Block("note", phrases.EDITED), *first.blocks))
    return replace(spoken, replies=(told, *rest))
