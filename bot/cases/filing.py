"""Files of a case: whose they become, who may see them, and who is told when one has arrived or is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import enclosures, outbox
from bot.cases.permission import Asker, NotAllowed, Verb, Who, permitted
from bot.cases.refusals import worded
from bot.cases.tables import Case, Happened
from bot.cases.telling import holder_of, tell_officers, tell_visitor, visitor_of
from bot.cases.timeline import note_event
from bot.enclosures import Enclosure, State
from bot.messages import Reply, say
from bot.officers import Officer, Unit
from bot.transcript import Speaker
from bot.wording import case_phrases as phrases
from bot.wording import file_phrases
from bot.wording import officer_phrases as for_officers

USABLE = (State.WAITING, State.KEPT)


def files_of(session: Session, case_id: int, by: Who, at: datetime) -> list[Enclosure]:
    """Everything that was sent in a case; an officer's look is audited. Raises NotAllowed."""
    permitted(session, case_id, Verb.LIST_FILES, by, at)
    return enclosures.of_case(session, case_id)


def file_of(session: Session, case_id: int, file_id: int, by: Who, at: datetime) -> Enclosure:
    """One kept file of a case, to be opened (files.path finds it by `.attachment`); audited.

    Raises NotAllowed, also when the case has no such file or it is not kept.
    """
    permitted(session, case_id, Verb.OPEN_FILE, by, at)
    row = next((r for r in enclosures.of_case(session, case_id) if r.id == file_id), None)
    if row is None or row.state != State.KEPT:
        raise NotAllowed(Verb.OPEN_FILE)
    return row


def give(session: Session, case: Case, by: Who, files: Sequence[Enclosure]) -> list[Enclosure]:
    """Make usable files the case's own; who sends a file that is not theirs to give gets NotAllowed."""
    given = [row for row in files if row.state in USABLE]
    for row in given:
        is_theirs = isinstance(by, Officer) or row.conversation_id == by.conversation_id
        if row.case_id not in {None, case.id} or not is_theirs:
            raise NotAllowed(Verb.ADD)
        sender = by.id if isinstance(by, Officer) else None
        enclosures.give_to_case(row, case.id, case.conversation_id, sender)
        session.add(row)
    session.flush()
    return given


def worded_with(text: str, given: Sequence[Enclosure]) -> str:
    """The words, with the names of files that they do not bring along. Raises WordsMissing without either."""
    unseen = [row for row in given if row.state == State.WAITING or not text.strip()]
    return worded("\n".join(filter(None, (text.strip(), file_phrases.labels(unseen)))))


def is_to_be_told(text: str, given: Sequence[Enclosure]) -> bool:
    """Whether there is something to say now: words or files that are here. The rest is told when it arrives."""
    return bool(text.strip()) or any(row.state == State.KEPT for row in given)


def with_files(reply: Reply, given: Sequence[Enclosure]) -> Reply:
    """The reply with the files that are here."""
    here = tuple(row.attachment for row in given if row.state == State.KEPT)
    return replace(reply, attachments=here) if here else reply


def details(given: Sequence[Enclosure]) -> dict[str, Any]:
    """What an event keeps of its files."""
    return {"files": [row.id for row in given]} if given else {}


def show_to(session: Session, case: Case, officer: Officer, at: datetime) -> None:
    """Hand an officer who takes a case over what was sent in it so far."""
    here = [row for row in enclosures.of_case(session, case.id) if row.state == State.KEPT]
    if here:
        reply = for_officers.files_so_far(case, file_phrases.labels(here))
        tell_officers(session, [officer], with_files(reply, here), at, case)


def file_arrived(session: Session, row: Enclosure, at: datetime) -> None:
    """A file that had to be fetched is here: whom it was sent to gets it."""
    case = session.get(Case, row.case_id) if row.case_id is not None else None
    if case is None:
        return
    sender = session.get(Officer, row.officer_id) if row.officer_id is not None else None
    words, message_id = file_phrases.label(row), None
    if sender is not None:
        unit = session.get_one(Unit, sender.unit_id)
        said = phrases.officer_says(case, sender.name, unit.name, words)
        message_id = tell_visitor(session, case, with_files(said, [row]), at, Speaker.OFFICER)
    elif holder := holder_of(session, case):
        said = for_officers.visitor_says(case, visitor_of(session, case).name, words)
        tell_officers(session, [holder], with_files(said, [row]), at, case)
    by = sender or Asker(case.conversation_id)
    note_event(session, case, Happened.FILE_ARRIVED, by, at, words, message_id, **details([row]))


def file_failed(session: Session, row: Enclosure, words: str, at: datetime) -> None:
    """A file could not be taken after all: its sender is told why, and the holder that it does not come."""
    case = session.get(Case, row.case_id) if row.case_id is not None else None
    if case is not None:
        note_event(session, case, Happened.FILE_FAILED, None, at, words, **details([row]))
    if row.officer_id is not None:
        sender = session.get_one(Officer, row.officer_id)
        tell_officers(
            session, [sender], say(f"{case.number}：{words}" if case else words), at, case
        )
    elif case is not None:
        tell_visitor(session, case, say(words), at)
        if holder := holder_of(session, case):
            label = file_phrases.label(row)
            tell_officers(session, [holder], for_officers.file_failed(case, label), at, case)
    else:
        visitor = enclosures.owner_of(session, row)
        outbox.promise(session, visitor.channel, visitor.address, say(words), at)
