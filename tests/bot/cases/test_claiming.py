"""Twenty officers press 接单 at the same moment: one has it, nineteen learn who."""

from __future__ import annotations

import threading

from sqlmodel import Session, select

from bot import cases
from bot.cases import AlreadyTaken, Case, Event
from bot.database import Database
from bot.officers import Officer, units
from tests.bot.cases.conftest import FRIDAY, asker, officer

AT_ONCE = 20


def opened(session: Session) -> tuple[int, list[int]]:
    unit = units.enter(session, "xinzhou", "市科技局")
    officers = [officer(session, f"第{n}位", unit).id for n in range(AT_ONCE)]
    wang = asker(session, "王老师").conversation_id
    case = cases.open_case(session, wang, "XZ", "问", ["市科技局"], FRIDAY, city="xinzhou")
    return case.id, officers


def test_of_twenty_at_once_exactly_one_wins(database: Database) -> None:
    with database.writing() as session:
        case_id, officers = opened(session)
    ready = threading.Barrier(AT_ONCE)
    won: list[int] = []
    told: list[str] = []
    faults: list[Exception] = []

    def press(officer_id: int) -> None:
        ready.wait()
        try:
            with database.writing() as session:
                cases.claim(session, case_id, session.get_one(Officer, officer_id), FRIDAY)
            won.append(officer_id)
        except AlreadyTaken as taken:
            told.append(taken.holder)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=press, args=(one,)) for one in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(won) == 1
    with database.reading() as session:
        case = session.get_one(Case, case_id)
        holder = session.get_one(Officer, won[0]).name
        claims = session.exec(select(Event).where(Event.kind == "claimed")).all()
    assert (case.state, case.holder_id) == ("claimed", won[0])
    assert told == [holder] * (AT_ONCE - 1)
    assert len(claims) == 1


def test_cases_opened_at_once_get_different_numbers(database: Database) -> None:
    with database.writing() as session:
        conversations = [asker(session, f"访客{n}").conversation_id for n in range(8)]
        units.enter(session, "xinzhou", "市科技局")
    ready = threading.Barrier(len(conversations))
    numbers: list[str] = []

    def open_one(conversation_id: int) -> None:
        ready.wait()
        with database.writing() as session:
            case = cases.open_case(
                session, conversation_id, "XZ", "问", ["市科技局"], FRIDAY, city="xinzhou"
            )
        numbers.append(case.number)

    threads = [threading.Thread(target=open_one, args=(one,)) for one in conversations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"XZ-20261120-{n:04d}" for n in range(1, 9)]
