"""Notices at the desk: reminders and urgings for officers who may have nothing but the desk, until they look.

Whoever opened the desk lately counts as told, so that an officer without Telegram is one step of the way up like
any other; the next step comes with time. Answering the case takes its notices back (clock.stop).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import officers as people
from bot.cases.tables import ENDED, Case, Event, Notice
from bot.cases.telling import officers_there
from bot.officers import Officer, sessions


@dataclass(frozen=True)
class Unseen:
    """The newest thing that an officer was told of a case and has not looked at."""

    case: Case
    event: Event


def lead_of(session: Session, case: Case, at: datetime) -> list[Officer]:
    """Who leads the unit that leads, if there."""
    officers = [o for u in case.units[:1] for o in people.officers_of(session, u.id)]
    return people.present(session, [o for o in officers if o.leads], at)


def the_desk(session: Session, _case: Case, at: datetime) -> list[Officer]:
    """The coordinators who are there."""
    return people.present(session, people.coordinators(session), at)


WHOSE: Mapping[int, Callable[[Session, Case, datetime], list[Officer]]] = {
    1: officers_there,
    2: lead_of,
    3: the_desk,
}
"""Whose turn it is, by place."""


def show_at_desk(session: Session, event: Event, place: int, officers: Sequence[Officer]) -> None:
    """Show what happened to these officers at the desk, once each."""
    for officer in officers:
        if session.get(Notice, (event.id, officer.id)) is None:
            session.add(
                Notice(
                    event_id=event.id,
                    officer_id=officer.id,
                    case_id=event.case_id,
                    place=place,
                    at=event.at,
                )
            )
    session.flush()


def are_told(session: Session, officers: Sequence[Officer], at: datetime) -> bool:
    """Whether one of them will see at the desk what is shown there."""
    return any(sessions.is_at_desk(session, officer, at) for officer in officers)


def unseen(session: Session, officer: Officer, at: datetime) -> list[Unseen]:
    """What waits for this officer's look, a line for each case, the newest first.

    A case that has become somebody else's meanwhile is no longer theirs to look at.
    """
    waiting = (
        select(Notice, Case, Event)
        .join(Case, col(Case.id) == col(Notice.case_id))
        .join(Event, col(Event.id) == col(Notice.event_id))
        .where(col(Notice.officer_id) == officer.id, col(Notice.seen_at).is_(None))
        .where(col(Case.state).not_in(ENDED))
        .order_by(col(Notice.event_id).desc())
    )
    found: dict[int, Unseen] = {}
    for notice, case, event in session.exec(waiting).all():
        if case.id not in found and _is_turn_of(session, officer, notice.place, case, at):
            found[case.id] = Unseen(case, event)
    return [*found.values()]


def _is_turn_of(session: Session, officer: Officer, place: int, case: Case, at: datetime) -> bool:
    return officer.id in {one.id for one in WHOSE[place](session, case, at)}
