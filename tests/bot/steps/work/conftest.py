"""Officers at work in their chats: what they type and press goes through the specialist, what they are told is
read from the outbox, delivered by the test itself under ids of its own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlmodel import Session, col, select

from bot import cases, officers, outbox, posts
from bot.cases import Case
from bot.conversation import Specialist
from bot.database import Database
from bot.messages import Incoming, Kind, Reply, SentFile
from bot.officers import Officer, Role, StaffGroup, units
from bot.outbox import Parcel
from tests.conftest import Clock, Visitor

FRIDAY = datetime.fromisoformat("2026-11-20T09:00+08:00")
GROUP = "-100"
ids = itertools.count(1000)


@dataclass
class Office:
    """The database, the specialist, and everybody's numbers at Telegram."""

    database: Database
    specialist: Specialist
    clock: Clock

    def deliver(self) -> None:
        """Everything promised arrives, each message under an id of its own."""
        with self.database.writing() as session:
            waiting = select(Parcel).where(col(Parcel.sent_at).is_(None)).order_by(col(Parcel.id))
            for parcel in session.exec(waiting).all():
                remote_id = str(next(ids))
                outbox.mark_sent(session, parcel.id, self.clock(), remote_id)
                posts.note_sent(session, parcel, remote_id)

    def parcels(self, address: str) -> list[Parcel]:
        with self.database.reading() as session:
            theirs = select(Parcel).where(Parcel.address == address).order_by(col(Parcel.id))
            return list(session.exec(theirs).all())

    def told(self, address: str) -> list[Reply]:
        return [parcel.reply for parcel in self.parcels(address)]

    def case(self, number: int = -1) -> Case:
        with self.database.reading() as session:
            return list(session.exec(select(Case).order_by(col(Case.id))).all())[number]

    def kinds(self, number: int = -1) -> list[str]:
        with self.database.reading() as session:
            return [event.kind for event in cases.timeline(session, self.case(number).id)]

    def officer(self, name: str) -> Officer:
        with self.database.reading() as session:
            return session.exec(select(Officer).where(Officer.name == name)).one()

    def writing(self) -> Session:
        return self.database.writing()  # type: ignore[return-value]


@dataclass
class Person:
    """Somebody with a Telegram account, officer or not."""

    office: Office
    id: str
    seen: int = 0
    pressed: list[str] = field(default_factory=list)

    def types(
        self, text: str, answering: str = "", edits: str = "", kind: Kind = "text", **more: object
    ) -> list[Reply]:
        """Type something in private; `answering` is a part of the message that it answers."""
        self.last = edits or str(next(ids))
        replied = self._message(answering) if answering else None
        incoming = Incoming(
            "telegram",
            self.id,
            kind,
            text=text,
            edited=bool(edits),
            extra={"message": self.last},
            person=self.id,
            replied_to=replied.remote_id if replied else "",
            replied_text=replied.reply.text if replied else "",
            **more,  # type: ignore[arg-type]
        )
        return self._hear(incoming)

    def sends_photo(self, text: str = "", answering: str = "") -> list[Reply]:
        sent = SentFile(name="", media_type="image/jpeg", size=1000, remote="file-1")
        return self.types(text, answering, kind="photo", files=(sent,))

    def presses(self, label: str) -> list[Reply]:
        """Press the newest button that says this."""
        shown = (c for r in reversed(self.office.told(self.id)) for row in r.choices for c in row)
        return self.presses_action(next(c.action for c in shown if c.label == label))

    def presses_action(self, action: str) -> list[Reply]:
        return self._hear(Incoming("telegram", self.id, "choice", action=action, person=self.id))

    def presses_in_group(self, action: str) -> str:
        """Press a button in the staff group; what only this person is shown."""
        press = str(next(ids))
        where = Incoming(
            "telegram", GROUP, "choice", action=action, person=self.id, extra={"press": press}
        )
        self._hear(where)
        return "".join(reply.text for reply in self.office.told(f"press:{press}"))

    def types_in_topic(self, thread: str, text: str) -> list[Reply]:
        where = Incoming(
            "telegram", f"{GROUP}/{thread}", "text", text=text, person=self.id, overheard=True
        )
        return self._hear(where)

    def _message(self, part: str) -> Parcel:
        return next(p for p in reversed(self.office.parcels(self.id)) if part in p.reply.text)

    def _hear(self, incoming: Incoming) -> list[Reply]:
        """Hear it; what this person was told in private because of it."""
        before = len(self.office.told(self.id))
        with self.office.database.writing() as session:
            self.office.specialist.hear(session, incoming)
        self.office.deliver()
        return self.office.told(self.id)[before:]


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


@pytest.fixture
def office(database: Database, specialist: Specialist, clock: Clock) -> Office:
    with database.writing() as session:
        tech, money, school, desk = (
            units.enter(session, "xinzhou", name)
            for name in ("市科技局", "市财政局", "市教育局", "忻州经济开发区管委会")
        )
        for name, unit, role in (
            ("陈科长", tech, Role.OFFICER),
            ("同事", tech, Role.OFFICER),
            ("刘科长", money, Role.OFFICER),
            ("周科长", school, Role.OFFICER),
            ("孙主任", desk, Role.COORDINATOR),
        ):
            officers.add(session, name, unit, FRIDAY, role)
        session.add(StaffGroup(channel="telegram", address=GROUP))
    return Office(database, specialist, clock)


def signed_in(office: Office, name: str, id: str) -> Person:
    with office.database.writing() as session:
        code = officers.issue(session, officers.find(session, name), office.clock())
    person = Person(office, id)
    person.types(f"/login {code}")
    return person


@pytest.fixture
def 陈科长(office: Office) -> Person:
    return signed_in(office, "陈科长", "501")


@pytest.fixture
def 同事(office: Office) -> Person:
    return signed_in(office, "同事", "502")


@pytest.fixture
def 刘科长(office: Office) -> Person:
    return signed_in(office, "刘科长", "503")


@pytest.fixture
def 周科长(office: Office) -> Person:
    """Of a unit that has nothing to do with the case; 刘科长's supports it."""
    return signed_in(office, "周科长", "505")


@pytest.fixture
def 孙主任(office: Office) -> Person:
    return signed_in(office, "孙主任", "504")


@pytest.fixture
def 路人(office: Office) -> Person:
    return Person(office, "900")


def asks_for_officer(visitor: Visitor, office: Office) -> Case:
    """A question of 市科技局, handed over."""
    visitor.presses_action("city:xinzhou")
    visitor.says("高新技术企业认定奖励多少")
    visitor.presses("找服务专员")
    office.deliver()
    return office.case()


@pytest.fixture
def case(office: Office, 王老师: Visitor) -> Case:
    return asks_for_officer(王老师, office)
