"""A case's story as an officer reads it: what both sides said, notes, and what happened, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from bot import cases, enclosures
from bot.cases import Case, Event, Happened
from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk import story_wording as told
from bot.enclosures import Enclosure
from bot.enclosures import State as FileState
from bot.officers import Officer, Unit
from bot.outbox import Parcel
from bot.wording import file_phrases
from bot.wording.case_phrases import when

Voice = Literal["visitor", "officer", "note", "event", "trouble"]


@dataclass(frozen=True)
class FileLine:
    """A file of a case; `id` is 0 when it cannot be opened."""

    id: int
    label: str


@dataclass(frozen=True)
class Entry:
    """One thing said or done. `mark` tells of an officer's words that have not arrived."""

    voice: Voice
    who: str
    when: str
    text: str
    mark: str = ""
    files: tuple[FileLine, ...] = ()


@dataclass(frozen=True)
class Names:
    """What ids in events stand for."""

    visitor: str
    officers: Mapping[int, str]
    units: Mapping[int, str]
    files: Mapping[int, Enclosure]
    marks: Mapping[int, str]

    def officer(self, event: Event) -> str:
        """Who did it."""
        return self.officers.get(event.officer_id or 0, "")


def story(session: Session, case: Case, visitor: str) -> tuple[Entry, ...]:
    """Everything that happened to a case, oldest first."""
    events = cases.timeline(session, case.id)
    names = _names(session, case, events, visitor)
    return tuple(_entry(event, names) for event in events)


def _names(session: Session, case: Case, events: list[Event], visitor: str) -> Names:
    ids = {event.officer_id for event in events} - {None}
    acted = select(Officer, Unit.name).join(Unit).where(col(Officer.id).in_(ids))
    officers = {o.id: wording.who(unit, o.name) for o, unit in session.exec(acted).all()}
    units = dict(session.exec(select(Unit.id, Unit.name)).all())
    files = {row.id: row for row in enclosures.of_case(session, case.id)}
    return Names(visitor, officers, units, files, _marks(session, events))


def _marks(session: Session, events: list[Event]) -> dict[int, str]:
    """What has not arrived of what officers said, by the message's id."""
    said = {e.message_id for e in events if e.officer_id is not None and e.message_id is not None}
    open_ones = select(Parcel.message_id, Parcel.given_up_at).where(
        col(Parcel.message_id).in_(said), col(Parcel.sent_at).is_(None)
    )
    return {
        message: wording.NOT_DELIVERED if given_up else wording.SENDING
        for message, given_up in session.exec(open_ones).all()
        if message is not None
    }


def _entry(event: Event, names: Names) -> Entry:
    moment, files = when(event.at), _files(event, names)
    if event.kind in {Happened.MESSAGE, Happened.ADDED, Happened.FILE_ARRIVED}:
        if event.officer_id is None:
            return Entry("visitor", names.visitor, moment, event.text, files=files)
        mark = names.marks.get(event.message_id or 0, "")
        return Entry("officer", names.officer(event), moment, event.text, mark, files)
    if event.kind == Happened.NOTE:
        return Entry("note", names.officer(event), moment, event.text, files=files)
    voice: Voice = (
        "trouble" if event.kind in {Happened.UNDELIVERED, Happened.FILE_FAILED} else "event"
    )
    return Entry(voice, "", moment, _in_words(event, names), files=files)


def _in_words(event: Event, names: Names) -> str:
    """What happened, in one line."""
    who, details = names.officer(event), event.details
    match event.kind:
        case Happened.TRANSFERRED | Happened.RETURNED:
            unit = names.units.get(details.get("to", 0), "")
            return told.moved(event.kind, who, unit, event.text) if who else told.RELEASED
        case Happened.REMINDED:
            return told.reminded(int(details.get("stage", 0)))
        case Happened.CLOSED:
            return told.closed(who, str(details.get("outcome", "")), event.text)
        case Happened.RATED:
            said = (bool(details.get("reached")), bool(details.get("solved")))
            return told.rated(*said, int(details.get("satisfied", 0)), event.text)
        case _:
            return told.plainly(event.kind, who, event.text)


def _files(event: Event, names: Names) -> tuple[FileLine, ...]:
    rows = (names.files.get(number) for number in event.details.get("files", ()))
    return tuple(
        FileLine(row.id if row.state == FileState.KEPT else 0, file_phrases.label(row))
        for row in rows
        if row is not None
    )
