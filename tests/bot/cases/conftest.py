"""The cast of a case: 王老师 asks; 陈科长 answers for 市科技局, 刘科长 for 市财政局, 孙主任 runs the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, select

from bot import cases, officers, transcript, visitors
from bot.cases import Asker, Case
from bot.database import Database
from bot.messages import Reply
from bot.officers import Officer, Role, StaffGroup, Unit, units
from bot.outbox import Parcel
from tests.conftest import Clock

FRIDAY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""09:00 on a working day in Shanxi."""


@dataclass
class Desk:
    """Everybody of one case, in one open transaction."""

    session: Session
    case: Case
    王老师: Asker
    小李: Asker
    陈科长: Officer
    同事: Officer
    刘科长: Officer
    停用: Officer
    孙主任: Officer
    科技局: Unit
    财政局: Unit
    at: datetime = FRIDAY

    def told(self, whom: str) -> list[Reply]:
        """What was promised to this address so far."""
        promised = select(Parcel).where(Parcel.address == whom).order_by(col(Parcel.id))
        return [parcel.reply for parcel in self.session.exec(promised).all()]

    def kinds(self) -> list[str]:
        return [event.kind for event in cases.timeline(self.session, self.case.id)]


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


def asker(session: Session, name: str) -> Asker:
    visitor = visitors.meet(session, "test", name, name, FRIDAY)
    return Asker(transcript.conversation_of(session, visitor.id, FRIDAY).id)


def officer(session: Session, name: str, unit: Unit, role: Role = Role.OFFICER) -> Officer:
    known = officers.add(session, name, unit, FRIDAY, role)
    known.telegram = name
    session.flush()
    return known


def staff(session: Session) -> dict[str, Officer | Unit]:
    tech, money, desk = (
        units.enter(session, "xinzhou", name)
        for name in ("市科技局", "市财政局", "忻州经济开发区管委会")
    )
    session.add(StaffGroup(channel="telegram", address="-100"))
    everyone = {
        "陈科长": officer(session, "陈科长", tech),
        "同事": officer(session, "同事", tech),
        "刘科长": officer(session, "刘科长", money),
        "停用": officer(session, "停用", tech),
        "孙主任": officer(session, "孙主任", desk, Role.COORDINATOR),
    }
    officers.revoke(session, everyone["停用"], FRIDAY)
    return {**everyone, "科技局": tech, "财政局": money}


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with database.writing() as session:
        people = staff(session)
        wang = asker(session, "王老师")
        case = cases.open_case(
            session,
            wang.conversation_id,
            "XZ",
            "科技保险补贴怎么申请，我的电话 13812345678",
            ["市科技局"],
            FRIDAY,
            city="xinzhou",
            clauses=[cases.Matched("xinzhou-17", "第（十七）条", 0.9)],
        )
        yield Desk(session, case, wang, asker(session, "小李"), **people)  # type: ignore[arg-type]
