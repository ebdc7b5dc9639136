"""Talking through the specialist: officer to visitor and back, notes among officers, additions by the visitor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot import audit, posts
from bot.cases import clock, filing
from bot.cases.claiming import listen_only_to
from bot.cases.permission import Verb, Who, permitted, permitted_officer
from bot.cases.refusals import NotNow, worded
from bot.cases.tables import ENDED, HELD, Case, Event, Happened, State
from bot.cases.telling import holder_of, in_topic, tell_officers, tell_visitor, visitor_of
from bot.cases.timeline import note_event
from bot.enclosures import Enclosure
from bot.masking import mask
from bot.messages import Reply
from bot.officers import Unit
from bot.transcript import Speaker
from bot.wording import case_phrases as phrases
from bot.wording import officer_phrases as for_officers

Relayed = Callable[[Case, str, str], Reply]
"""Words of a visitor for an officer: the case, the visitor's name, the words."""


@dataclass(frozen=True)
class Said:
    """What an officer said. `reachable` is False when the visitor has blocked the bot.

    `message_id` is None when nothing is told yet, because all of it is files that are still on their way.
    """

    message_id: int | None
    reachable: bool


def say_to_visitor(
    session: Session,
    case_id: int,
    by: Who,
    text: str,
    at: datetime,
    files: Sequence[Enclosure] = (),
) -> Said:
    """Promise the visitor an officer's words and files. Raises NotAllowed, NotNow, or WordsMissing.

    Files that are still to be fetched follow when they are here; refused ones are left out.
    """
    case, officer = permitted_officer(session, case_id, Verb.SAY, by, at)
    if case.state not in HELD:
        raise NotNow(case)
    given = filing.give(session, case, officer, files)
    words = filing.worded_with(text, given)
    message_id = None
    if filing.is_to_be_told(text, given):
        unit = session.get_one(Unit, officer.unit_id)
        reply = phrases.officer_says(case, officer.name, unit.name, words)
        message_id = tell_visitor(
            session, case, filing.with_files(reply, given), at, Speaker.OFFICER
        )
    case.state = State.WAITING
    case.first_response_at = case.first_response_at or at
    clock.stop(session, case)
    details = filing.details(given)
    note_event(session, case, Happened.MESSAGE, officer, at, words, message_id, **details)
    return Said(message_id, visitor_of(session, case).reachable)


def hear_from_visitor(
    session: Session,
    case_id: int,
    by: Who,
    text: str,
    at: datetime,
    message_id: int | None = None,
    extra: Mapping[str, str] | None = None,
    files: Sequence[Enclosure] = (),
) -> Case:
    """Relay a visitor's words and files to the holder. `extra` is what the channel tells of the message.

    Raises NotAllowed, or NotNow when nobody has the case.
    """
    case = permitted(session, case_id, Verb.HEAR, by, at)
    if case.state not in HELD:
        raise NotNow(case)
    given = filing.give(session, case, by, files)
    words = filing.worded_with(text, given) if given else text
    details = {**(extra or {}), **filing.details(given)}
    note_event(session, case, Happened.MESSAGE, by, at, words, message_id, **details)
    if case.state == State.WAITING:
        case.state = State.CLAIMED
        clock.start(session, case, at)
    if not given or filing.is_to_be_told(text, given):
        _relay(session, case, for_officers.visitor_says, words, given, at)
    return case


def add(
    session: Session,
    case_id: int,
    by: Who,
    text: str,
    at: datetime,
    message_id: int | None = None,
    files: Sequence[Enclosure] = (),
) -> Case:
    """The visitor adds words or files to a case that has not ended.

    Raises NotAllowed, NotNow, or WordsMissing when there is neither.
    """
    case = permitted(session, case_id, Verb.ADD, by, at)
    if case.state in ENDED:
        raise NotNow(case)
    given = filing.give(session, case, by, files)
    words = filing.worded_with(text, given)
    details = filing.details(given)
    note_event(session, case, Happened.ADDED, by, at, words, message_id, **details)
    if case.state == State.WAITING:
        case.state = State.CLAIMED
        clock.start(session, case, at)
    if filing.is_to_be_told(text, given):
        _relay(session, case, for_officers.visitor_adds, words, given, at)
    return case


def attach(
    session: Session, case_id: int, by: Who, files: Sequence[Enclosure], at: datetime
) -> Case:
    """The visitor puts files that they sent before into a case. Raises NotAllowed, NotNow, or WordsMissing."""
    return add(session, case_id, by, "", at, files=files)


def _relay(
    session: Session,
    case: Case,
    wording: Relayed,
    text: str,
    files: Sequence[Enclosure],
    at: datetime,
) -> None:
    holder = holder_of(session, case)
    if holder is not None:
        visitor = visitor_of(session, case)
        reply = wording(case, visitor.name, text)
        tell_officers(session, [holder], filing.with_files(reply, files), at, case)
        if (topic := posts.topic_of(session, case.id)) and topic.talking:
            shown = replace(wording(case, visitor.name, mask(text)), choices=())
            in_topic(session, shown, at, case)


def note(
    session: Session, case_id: int, by: Who, text: str, at: datetime, written_there: bool = False
) -> Event:
    """A note for officers only. `written_there`: in the topic of the case, where it need not be shown again.

    Raises NotAllowed or WordsMissing.
    """
    case, officer = permitted_officer(session, case_id, Verb.NOTE, by, at)
    words = worded(text)
    if not written_there:
        in_topic(session, for_officers.noted(officer.name, mask(words)), at, case)
    return note_event(session, case, Happened.NOTE, officer, at, words)


def talk_to_officer(session: Session, case_id: int, by: Who, at: datetime) -> Case:
    """From now on what the visitor says goes to the holder. Raises NotAllowed, or NotNow."""
    case = permitted(session, case_id, Verb.HEAR, by, at)
    if case.state not in HELD:
        raise NotNow(case)
    case.relaying = True
    session.flush()
    listen_only_to(session, case)
    return case


def talk_to_specialist(session: Session, case_id: int, by: Who, at: datetime) -> Case:
    """The specialist answers again; the case stays with its holder, who is told. Raises NotAllowed."""
    case = permitted(session, case_id, Verb.HEAR, by, at)
    was_relaying, case.relaying = case.relaying, False
    session.flush()
    if was_relaying and (holder := holder_of(session, case)):
        tell_officers(session, [holder], for_officers.visitor_left(case), at, case)
    return case


RELAYED = (col(Case.relaying), or_(*(col(Case.state) == state for state in HELD)))
"""What makes a case one whose holder the visitor is talking with."""


def talking_case(session: Session, conversation_id: int) -> Case | None:
    """The case whose holder the visitor is talking with now, or None."""
    theirs = select(Case).where(Case.conversation_id == conversation_id, *RELAYED)
    return session.exec(theirs.order_by(col(Case.claimed_at).desc()).limit(1)).first()


def allow_reading(session: Session, case_id: int, by: Who, allowed: bool, at: datetime) -> Case:
    """The visitor says, or says anew, whether officers may read what was before the case. Raises NotAllowed."""
    case = permitted(session, case_id, Verb.CONSENT, by, at)
    audit.note(session, "consent", at, case_id=case.id, allowed=allowed)
    case.consent = allowed
    session.add(case)
    session.flush()
    return case


def note_undelivered(session: Session, message_id: int | None, reason: str, at: datetime) -> None:
    """An officer's words did not arrive: the timeline shows it and the holder is told."""
    if message_id is None:
        return
    said = select(Event).where(Event.message_id == message_id, col(Event.officer_id).is_not(None))
    event = session.exec(said).first()
    if event is None:
        return
    case = session.get_one(Case, event.case_id)
    note_event(session, case, Happened.UNDELIVERED, None, at, event.text, message_id, reason=reason)
    if holder := holder_of(session, case):
        tell_officers(session, [holder], for_officers.undelivered(case, event.text), at, case)
