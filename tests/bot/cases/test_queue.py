"""The queue and the search: only what an officer may see, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot import cases
from bot.cases import Case, Solved, queue
from bot.cases.queue import Tab, Wanted
from bot.channels.web.desk.queue_page import Queue, queue_of
from bot.channels.web.desk.search_page import found as found_for
from bot.coordinating.trail import trail
from bot.database import Database
from bot.officers import Officer
from tests.bot.cases.conftest import FRIDAY, Desk, asker, staff

HOUR = timedelta(hours=1)


def opened(desk: Desk, question: str, at: datetime, unit: str = "市科技局") -> Case:
    return cases.open_case(
        desk.session, desk.小李.conversation_id, "XZ", question, [unit], at, city="xinzhou"
    )


def questions(desk: Desk, tab: Tab, officer: Officer, at: datetime = FRIDAY) -> list[str]:
    return [case.question[:4] for case in queue.listed(desk.session, officer, tab, at)]


def test_each_part_holds_what_its_name_says_and_the_counts_agree(desk: Desk) -> None:
    held, late = opened(desk, "人才公寓", FRIDAY), opened(desk, "办公场所", FRIDAY - 24 * HOUR)
    closed = opened(desk, "高企奖励", FRIDAY)
    for case in (held, closed):
        cases.claim(desk.session, case.id, desk.陈科长, FRIDAY)
    cases.close(desk.session, closed.id, desk.陈科长, Solved.SOLVED, FRIDAY)
    found = {tab: questions(desk, tab, desk.陈科长) for tab in Tab}
    assert found == {
        Tab.MINE: ["人才公寓"],
        Tab.UNDER_WAY: ["办公场所", "人才公寓", "科技保险"],
        Tab.UNCLAIMED: ["办公场所", "科技保险"],
        Tab.LATE: ["办公场所"],
        Tab.ENDED: ["高企奖励"],
    }
    assert late.deadline is not None
    counts = queue.counted(desk.session, desk.陈科长, FRIDAY)
    assert counts == {tab: len(rows) for tab, rows in found.items()}


def test_what_waits_for_the_visitor_stands_last(desk: Desk) -> None:
    answered = opened(desk, "人才公寓", FRIDAY - HOUR)
    cases.claim(desk.session, answered.id, desk.陈科长, FRIDAY)
    cases.say_to_visitor(desk.session, answered.id, desk.陈科长, "您好", FRIDAY)
    opened(desk, "办公场所", FRIDAY + HOUR)
    assert questions(desk, Tab.UNDER_WAY, desk.陈科长) == ["科技保险", "办公场所", "人才公寓"]


@pytest.mark.parametrize("tab", Tab)
def test_another_unit_and_a_revoked_officer_see_nothing_and_a_coordinator_all(
    desk: Desk, tab: Tab
) -> None:
    at = FRIDAY + 48 * HOUR
    assert questions(desk, tab, desk.刘科长, at) == questions(desk, tab, desk.停用, at) == []
    if tab in {Tab.UNDER_WAY, Tab.UNCLAIMED, Tab.LATE}:
        assert questions(desk, tab, desk.孙主任, at) == ["科技保险"]


def found(desk: Desk, officer: Officer | None = None, **wanted: object) -> list[str]:
    cases_found = queue.search(desk.session, officer or desk.陈科长, Wanted(**wanted))  # type: ignore[arg-type]
    return [case.question[:4] for case in cases_found]


def test_words_are_found_in_number_question_and_timeline(desk: Desk) -> None:
    opened(desk, "人才公寓怎么住", FRIDAY)
    cases.note(desk.session, desk.case.id, desk.陈科长, "已向银保监核实 100% 无误", FRIDAY)
    assert found(desk, words=("保险",)) == found(desk, words=("银保监", "科技")) == ["科技保险"]
    assert found(desk, words=("xz-2026",)) == ["人才公寓", "科技保险"]
    assert found(desk, words=("银保监", "公寓")) == []
    assert found(desk, words=("0% 无",)) == ["科技保险"]
    assert found(desk, words=("%",)) == ["科技保险"], "a percent sign is a percent sign"
    assert found(desk, words=("_",)) == []


def test_a_search_is_narrowed_by_unit_state_and_day(desk: Desk) -> None:
    at = FRIDAY - 24 * HOUR
    earlier = opened(desk, "人才公寓", at, "市财政局")
    cases.claim(desk.session, earlier.id, desk.刘科长, FRIDAY)
    all_of_it = found(desk, desk.孙主任)
    assert all_of_it == ["人才公寓", "科技保险"]
    assert found(desk, desk.孙主任, unit_id=desk.财政局.id) == ["人才公寓"]
    assert found(desk, desk.孙主任, state="open") == ["科技保险"]
    assert found(desk, desk.孙主任, last=date(2026, 11, 19)) == ["人才公寓"]
    assert found(desk, desk.孙主任, first=date(2026, 11, 20)) == ["科技保险"]
    assert found(desk, desk.陈科长) == ["科技保险"], "the other unit's case stays unseen"


@pytest.mark.parametrize("words", ["电话", "XZ", "核实"])
def test_a_search_shows_nothing_that_the_officer_may_not_see(desk: Desk, words: str) -> None:
    cases.note(desk.session, desk.case.id, desk.陈科长, "核实", FRIDAY)
    assert found(desk, desk.刘科长, words=(words,)) == []
    assert found(desk, desk.停用, words=(words,)) == []


@pytest.fixture
def crowd(database: Database) -> Iterator[tuple[Session, Officer]]:
    with database.writing() as session:
        everyone = staff(session)
        visitor = asker(session, "王老师")
        for number in range(250):
            cases.open_case(
                session, visitor.conversation_id, "XZ", f"第{number}问", ["市科技局"], FRIDAY
            )
        officer = everyone["孙主任"]
        assert isinstance(officer, Officer)
        yield session, officer


def test_a_long_list_ends_at_its_most(crowd: tuple[Session, Officer]) -> None:
    session, 孙主任 = crowd
    assert len(queue.listed(session, 孙主任, Tab.UNDER_WAY, FRIDAY)) == queue.MOST
    assert queue.counted(session, 孙主任, FRIDAY)[Tab.UNDER_WAY] == 250
    assert queue.search(session, 孙主任, Wanted())[0].question == "第249问"


def test_every_case_of_a_long_list_is_reached_page_by_page(crowd: tuple[Session, Officer]) -> None:
    session, 孙主任 = crowd
    for read in (queue_of(Tab.UNDER_WAY), found_for(Wanted(words=("问",)))):
        some = read(session, 孙主任, FRIDAY)
        shown = some.some if isinstance(some, Queue) else some
        assert (len(shown.rows), shown.more) == (100, True)
    for most, there, more in ((200, 200, True), (250, 250, False), (300, 250, False)):
        part = queue_of(Tab.UNDER_WAY, most)(session, 孙主任, FRIDAY).some
        assert (len({row.id for row in part.rows}), part.more) == (there, more)
        part = found_for(Wanted(), most)(session, 孙主任, FRIDAY)
        assert (len({row.id for row in part.rows}), part.more) == (there, more)


def test_a_long_list_asks_the_database_no_more_often_than_a_short_one(
    crowd: tuple[Session, Officer],
) -> None:
    session, 孙主任 = crowd

    def asked(most: int) -> tuple[int, int]:
        return (
            statements(session, lambda: queue_of(Tab.UNDER_WAY, most)(session, 孙主任, FRIDAY)),
            statements(session, lambda: found_for(Wanted(), most)(session, 孙主任, FRIDAY)),
        )

    assert asked(250) == asked(1)


def statements(session: Session, reading: Callable[[], object]) -> int:
    """How many statements a reading takes when nothing is at hand yet."""
    session.expunge_all()
    asked: list[str] = []
    connection = session.connection()

    def note(_: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    reading()
    event.remove(connection, "before_cursor_execute", note)
    return len(asked)


def test_every_line_of_a_long_trail_is_reached_page_by_page(
    crowd: tuple[Session, Officer],
) -> None:
    session, 孙主任 = crowd
    for case in queue.listed(session, 孙主任, Tab.UNDER_WAY, FRIDAY, 250):
        cases.look(session, case.id, 孙主任, FRIDAY)
    read: list[int] = []
    pages = 0
    while lines := trail(session, 孙主任, before=read[-1] if read else None):
        read += [line.id for line in lines]
        pages += 1
    assert (pages, len(set(read)), read) == (3, 250, sorted(read, reverse=True))
    assert len(trail(session, 孙主任, officer_id=孙主任.id, before=read[99])) == 100
