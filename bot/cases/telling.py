"""Who is told what: everything is promised in the outbox, in the transaction of the verb that tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot import officers as people
from bot import outbox, transcript
from bot.cases.tables import Case
from bot.messages import Reply
from bot.officers import Officer, Role, StaffGroup
from bot.outbox import About, Parcel
from bot.transcript import Conversation, Speaker
from bot.visitors import Visitor

TELEGRAM = "telegram"

Address = tuple[str, str]
"""Channel and address."""


def visitor_of(session: Session, case: Case) -> Visitor:
    """The visitor whose case this is."""
    conversation = session.get_one(Conversation, case.conversation_id)
    return session.get_one(Visitor, conversation.visitor_id)


def tell_visitor(
    session: Session,
    case: Case,
    reply: Reply,
    at: datetime,
    speaker: Speaker = Speaker.SPECIALIST,
) -> int:
    """Say something to the visitor; returns the id of the message."""
    visitor = visitor_of(session, case)
    said = transcript.record(
        session, case.conversation_id, speaker, reply.text, at, body=reply.to_json()
    )
    outbox.promise(session, visitor.channel, visitor.address, reply, at, said)
    return said


def tell_officers(
    session: Session,
    officers: Iterable[Officer],
    reply: Reply,
    at: datetime,
    case: Case | None = None,
) -> list[Address]:
    """Say something to officers who can be written to; returns where it goes.

    What they answer to it is meant for the case.
    """
    told = [(TELEGRAM, o.telegram) for o in officers if o.telegram and o.revoked_at is None]
    about = About(case.id) if case is not None else outbox.NOTHING
    for channel, address in told:
        outbox.promise(session, channel, address, reply, at, about=about)
    return told


def tell_group(session: Session, reply: Reply, at: datetime, case: Case) -> list[Address]:
    """Say something of a case in the staff group, if there is one. Its words must be masked already.

    In a forum it goes to the topic of the case.
    """
    place = _place_in_group(session, case)
    if place is None:
        return []
    outbox.promise(session, *place, reply, at, about=About(case.id))
    return [place]


def announce(session: Session, card: Reply, at: datetime, case: Case) -> None:
    """A case that nobody has: to the staff group; where there is none, to whose turn it is, or to the desk."""
    if tell_group(session, card, at, case):
        return
    staff = people.officers_and_coordinators(session, [unit.id for unit in case.units[:1]])
    if not tell_officers(session, officers_there(session, case, at, staff), card, at, case):
        desk = [officer for officer in staff if officer.role == Role.COORDINATOR]
        tell_officers(session, people.present(session, desk, at), card, at, case)


def renew_card(session: Session, reply: Reply, at: datetime, case: Case) -> None:
    """Put a reply in the place of the newest card of a case in the staff group, if it has one."""
    group = people.staff_group(session)
    if group is None:
        return
    places = (group.address, _topic_in(group, case))  # it may have become a forum since
    of_case = select(Parcel).where(
        Parcel.case_id == case.id,
        Parcel.channel == group.channel,
        col(Parcel.address).in_(places),
        col(Parcel.edits).is_(None),
        col(Parcel.given_up_at).is_(None),
    )
    for parcel in session.exec(of_case.order_by(col(Parcel.id).desc())).all():
        if parcel.reply.choices:
            about = About(case.id, edits=parcel.id)
            outbox.promise(session, parcel.channel, parcel.address, reply, at, about=about)
            return


def _place_in_group(session: Session, case: Case) -> Address | None:
    group = people.staff_group(session)
    if group is None:
        return None
    return group.channel, _topic_in(group, case) if group.is_forum else group.address


def _topic_in(group: StaffGroup, case: Case) -> str:
    """The address of a case's topic; the channel makes the topic when something goes there."""
    return f"{group.address}/#{case.id}"


def in_topic(session: Session, reply: Reply, at: datetime, case: Case) -> None:
    """Say something in the topic of a case, where the staff group has topics. Masked, too."""
    group = people.staff_group(session)
    if group is not None and group.is_forum:
        tell_group(session, reply, at, case)


def holder_of(session: Session, case: Case) -> Officer | None:
    """The officer who has the case."""
    return session.get(Officer, case.holder_id) if case.holder_id is not None else None


def officers_there(
    session: Session, case: Case, at: datetime, staff: Sequence[Officer] | None = None
) -> list[Officer]:
    """Whose turn it is: the holder, or when away or nobody's the leading unit's officers who are there.

    `staff` holds these officers among others, where they are known already.
    """
    holder = holder_of(session, case)
    if holder is not None and people.present(session, [holder], at):
        return [holder]
    unit = next((unit.id for unit in case.units), None)
    if staff is None:
        staff = people.officers_of(session, unit) if unit is not None else []
    return people.present(session, [o for o in staff if o.unit_id == unit], at)


def is_attended(session: Session, case: Case) -> bool:
    """Whether somebody can act on this case by its deadline, so that a time may be promised.

    That is who is not away on that day of: the leading unit's officers (all its units' while no city is
    settled), the coordinators, and where a staff group shows every case the supporting units' who are in it.
    """
    able = people.officers_and_coordinators(session, [unit.id for unit in case.units])
    if case.city and able:
        supporting = {unit.id for unit in case.units[1:]}
        in_group = people.staff_group(session) is not None
        able = [
            officer
            for officer in able
            if officer.role == Role.COORDINATOR
            or officer.unit_id not in supporting
            or (in_group and officer.telegram)
        ]
    return bool(people.present(session, able, case.deadline or case.created_at))
