"""A case has a number that people can say: city, local day, count of the day."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from bot import cases, transcript, visitors
from bot.database import Database
from tests.conftest import MORNING


def conversation(session: Session, address: str = "王老师") -> int:
    visitor = visitors.meet(session, "test", address, "", MORNING)
    return transcript.conversation_of(session, visitor.id, MORNING).id


def number(session: Session, question: str, at: datetime = MORNING, code: str = "XZ") -> str:
    return cases.open_case(session, conversation(session), code, question, ["市科技局"], at).number


def test_numbers_count_up_within_a_day_and_a_city(database: Database) -> None:
    with database.writing() as session:
        assert number(session, "一") == "XZ-20261121-0001"
        assert number(session, "二") == "XZ-20261121-0002"
        assert number(session, "三", code="JC") == "JC-20261121-0001"


def test_the_day_is_the_day_in_shanxi(database: Database) -> None:
    before = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)
    after = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    with database.writing() as session:
        assert number(session, "一", before) == "XZ-20261121-0001"
        assert number(session, "二", after) == "XZ-20261122-0001"


def test_the_ten_thousandth_case_of_a_day_follows_the_one_before(database: Database) -> None:
    with database.writing() as session:
        case = cases.open_case(session, conversation(session), "XZ", "一", [], MORNING)
        case.number = "XZ-20261121-9998"
        session.flush()
        numbers = [number(session, question) for question in ("二", "三", "四")]
    assert numbers == ["XZ-20261121-9999", "XZ-20261121-10000", "XZ-20261121-10001"]


def test_an_open_request_is_opened_once_and_again_after_it_was_closed(database: Database) -> None:
    with database.writing() as session:
        here = conversation(session)
        first = cases.open_case(session, here, "XZ", "问", [], MORNING)
        assert cases.open_case(session, here, "XZ", "问", [], MORNING).id == first.id
        first.state = "closed"
        session.flush()
        assert cases.open_case(session, here, "XZ", "问", [], MORNING).id != first.id


def test_a_question_and_a_service_with_the_same_words_are_two_cases(database: Database) -> None:
    with database.writing() as session:
        here = conversation(session)
        asked = cases.open_case(session, here, "XZ", "公寓", [], MORNING)
        wished = cases.open_case(session, here, "XZ", "公寓", [], MORNING, service="人才公寓申请")
        assert (asked.kind, wished.kind) == ("consultation", "service")
        assert asked.id != wished.id


def test_two_people_with_the_same_question_have_a_case_each(database: Database) -> None:
    with database.writing() as session:
        mine = cases.open_case(session, conversation(session), "XZ", "问", [], MORNING)
        theirs = cases.open_case(session, conversation(session, "小李"), "XZ", "问", [], MORNING)
        assert mine.number != theirs.number
