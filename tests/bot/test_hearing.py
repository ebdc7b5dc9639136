"""Each arrival is heard once, in one transaction, at most three times tried; nothing is lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot import inbox
from bot.conversation import Specialist
from bot.database import Database, open_database
from bot.hearing import Hearing
from bot.inbox import Arrival
from bot.messages import Incoming
from bot.outbox import Parcel
from bot.transcript import Message
from bot.wording import phrases
from knowledge.answering import Knowledge
from tests.conftest import Clock


class Killed(BaseException):
    """Stands for a process that dies: nothing in the program may catch it."""


def decode(payload: dict[str, Any]) -> Incoming | None:
    if payload.get("nobody"):
        return None
    if payload.get("unreadable"):
        raise ValueError("unreadable")
    channel = payload.get("channel", "web")
    return Incoming(channel, payload["from"], "text", text=payload["text"])


def arrives(database: Database, clock: Clock, *said: str, address: str = "王老师") -> None:
    updates = [(f"{address}-{text}", {"from": address, "text": text}) for text in said]
    arrive_raw(database, clock, *updates)


def arrive_raw(database: Database, clock: Clock, *updates: tuple[str, dict[str, Any]]) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", updates, clock())


def said(database: Database, speaker: str = "visitor") -> list[str]:
    with database.reading() as session:
        spoken = select(Message.text).where(Message.speaker == speaker).order_by(Message.id)
        return list(session.exec(spoken).all())


def promised(database: Database) -> list[str]:
    with database.reading() as session:
        return [p.reply.text for p in session.exec(select(Parcel).order_by(Parcel.id)).all()]


def arrival(database: Database) -> Arrival:
    with database.reading() as session:
        return session.exec(select(Arrival)).one()


@pytest.fixture
def hearing(database: Database, specialist: Specialist, clock: Clock) -> Hearing:
    return Hearing(database, specialist, {"web": decode}, clock=clock)


def fails(times: int, knowledge: Knowledge) -> Callable[[], Knowledge]:
    """Knowledge that cannot be opened so many times."""
    left = iter(range(times))

    def opened() -> Knowledge:
        if next(left, None) is not None:
            raise RuntimeError("knowledge is not there")
        return knowledge

    return opened


def test_a_batch_is_heard_in_order(database: Database, hearing: Hearing, clock: Clock) -> None:
    arrives(database, clock, "/help", "/menu", "/city")
    assert hearing.handle_batch() == 3
    assert said(database) == ["/help", "/menu", "/city"]
    assert [text.split("\n")[0] for text in promised(database)] == [
        phrases.help_text().split("\n")[0],
        phrases.MENU,
        phrases.WHICH_CITY,
    ]
    assert hearing.handle_batch() == 0


def test_who_cannot_be_begun_with_others_holds_none_of_them_up(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrives(database, clock, "/help")
    arrive_raw(database, clock, ("x", {"from": "nobody", "text": "x", "channel": None}))
    arrives(database, clock, "/menu", address="小李")
    hearing.handle_batch()
    assert said(database) == ["/help", "/menu"]
    with database.reading() as session:
        waiting = session.exec(select(Arrival).where(Arrival.attempts > 0)).all()
        assert [arrival.key for arrival in waiting] == ["x"]


def test_who_is_new_and_writes_twice_at_once_has_one_conversation(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrives(database, clock, "/help", "/menu")
    arrives(database, clock, "/city", address="小李")
    hearing.handle_batch()
    assert said(database) == ["/help", "/menu", "/city"]
    with database.reading() as session:
        talks = session.exec(select(Message.conversation_id).order_by(Message.id)).all()
    assert [talks.count(talk) for talk in dict.fromkeys(talks)] == [4, 2]


def test_who_promises_is_told(database: Database, specialist: Specialist, clock: Clock) -> None:
    told: list[str] = []
    hearing = Hearing(database, specialist, {"web": decode}, lambda: told.append("promised"), clock)
    hearing.handle_batch()
    assert told == []
    arrives(database, clock, "/help")
    hearing.handle_batch()
    assert told == ["promised"]


def test_what_nobody_needs_to_hear_is_done_silently(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrive_raw(database, clock, ("1", {"nobody": True}))
    hearing.handle_batch()
    assert arrival(database).handled_at == clock()
    assert promised(database) == []


def test_arrivals_of_a_channel_that_is_switched_off_wait(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    arrives(database, clock, "/help")
    assert Hearing(database, specialist, {"telegram": decode}, clock=clock).handle_batch() == 0


def test_one_failure_does_not_touch_its_neighbours(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrives(database, clock, "/help")
    arrive_raw(database, clock, ("bad", {"unreadable": True}))
    arrives(database, clock, "/menu")
    hearing.handle_batch()
    assert said(database) == ["/help", "/menu"]
    with database.reading() as session:
        bad = session.exec(select(Arrival).where(Arrival.key == "bad")).one()
    assert (bad.attempts, bad.handled_at, bad.error) == (1, None, "ValueError: unreadable")


def test_a_failed_turn_leaves_no_trace_and_is_tried_again(
    database: Database, knowledge: Knowledge, clock: Clock
) -> None:
    hearing = Hearing(
        database, Specialist(fails(1, knowledge), clock), {"web": decode}, clock=clock
    )
    arrives(database, clock, "/help")
    hearing.handle_batch()
    assert (said(database), promised(database)) == ([], [])
    assert hearing.handle_batch() == 0, "it waits before it is tried again"
    clock.passes(2)
    hearing.handle_batch()
    assert said(database) == ["/help"]
    assert len(promised(database)) == 1


def test_after_three_attempts_the_visitor_gets_an_apology(
    database: Database, knowledge: Knowledge, clock: Clock
) -> None:
    hearing = Hearing(
        database, Specialist(fails(99, knowledge), clock), {"web": decode}, clock=clock
    )
    arrives(database, clock, "高企奖多少")
    tried = 0
    for _ in range(10):
        tried += hearing.handle_batch()
        clock.passes(60)
    assert tried == 3
    assert promised(database) == [phrases.apology().text]
    kept = arrival(database)
    assert (kept.attempts, kept.error) == (3, "RuntimeError: knowledge is not there")
    assert kept.handled_at


def test_an_arrival_that_cannot_be_decoded_is_kept_without_an_apology(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrive_raw(database, clock, ("bad", {"unreadable": True}))
    for _ in range(5):
        hearing.handle_batch()
        clock.passes(60)
    assert promised(database) == []
    assert arrival(database).error == "ValueError: unreadable"


def test_a_log_of_a_failure_holds_no_personal_text(
    database: Database, knowledge: Knowledge, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    hearing = Hearing(
        database, Specialist(fails(1, knowledge), clock), {"web": decode}, clock=clock
    )
    arrives(database, clock, "我的身份证号是14220119900101")
    hearing.handle_batch()
    assert "knowledge is not there" in caplog.text
    assert "14220119900101" not in caplog.text


def test_nothing_of_a_killed_batch_stays_and_all_is_heard_after_the_restart(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    def dies_at_menu(payload: dict[str, Any]) -> Incoming | None:
        if payload["text"] == "/menu":
            raise Killed
        return decode(payload)

    arrives(database, clock, "/help", "/menu", "/city")
    with pytest.raises(Killed):
        Hearing(database, specialist, {"web": dies_at_menu}, clock=clock).handle_batch()
    assert (said(database), promised(database)) == ([], [])
    Hearing(database, specialist, {"web": decode}, clock=clock).resume()
    assert said(database) == ["/help", "/menu", "/city"]


def test_an_arrival_that_kills_the_process_is_found_out_and_given_up(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    deadly = True

    def dies_at_menu(payload: dict[str, Any]) -> Incoming | None:
        if payload["text"] == "/menu" and deadly:
            raise Killed
        return decode(payload)

    arrives(database, clock, "/help", "/menu", "/city")
    for _ in range(inbox.MOST_DEATHS):
        with pytest.raises(Killed):
            Hearing(database, specialist, {"web": dies_at_menu}, clock=clock).resume()
    assert said(database) == ["/help", "/city"]  # the others did not have to wait for its end
    deadly = False  # the apology has to be addressed
    Hearing(database, specialist, {"web": dies_at_menu}, clock=clock).resume()
    assert said(database) == ["/help", "/city"]
    assert phrases.apology().text in promised(database)


def test_an_arrival_is_heard_though_the_process_was_killed_over_it_again_and_again(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    def dies(payload: dict[str, Any]) -> Incoming | None:
        raise Killed

    arrives(database, clock, "/help")
    for _ in range(6):  # by an operator or the machine: it is not its fault
        with pytest.raises(Killed):
            Hearing(database, specialist, {"web": dies}, clock=clock).resume()
    Hearing(database, specialist, {"web": decode}, clock=clock).resume()
    assert said(database) == ["/help"]


def test_resuming_tries_a_failing_arrival_no_more_than_three_times(
    database: Database, knowledge: Knowledge, clock: Clock
) -> None:
    opened = fails(99, knowledge)
    arrives(database, clock, "高企奖多少")
    for _ in range(5):
        Hearing(database, Specialist(opened, clock), {"web": decode}, clock=clock).resume()
        clock.passes(60)
    assert arrival(database).attempts <= 4
    assert promised(database) == [phrases.apology().text]


def test_two_hearings_hear_each_arrival_once(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    texts = [f"/help {number}" for number in range(60)]
    for text in texts:
        arrives(database, clock, text, address=text)
    barrier = threading.Barrier(2)

    def hear() -> None:
        hearing = Hearing(database, specialist, {"web": decode}, clock=clock)
        barrier.wait()
        while hearing.handle_batch():
            pass

    both = [threading.Thread(target=hear) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(said(database)) == sorted(texts)
    assert len(promised(database)) == 60


def test_what_another_process_took_while_we_thought_is_not_heard_again(
    database: Database, knowledge: Knowledge, clock: Clock
) -> None:
    arrives(database, clock, "您好", "/menu")
    thoughts = iter([True])

    def opened() -> Knowledge:
        if next(thoughts, False):
            with database.writing() as session:
                first = inbox.waiting(session, ["web"], clock())[0]
                assert inbox.claim(session, first.id, clock())
        return knowledge

    Hearing(database, Specialist(opened, clock), {"web": decode}, clock=clock).handle_batch()
    assert said(database) == ["/menu"]


def test_the_thread_hears_until_it_is_stopped(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrives(database, clock, "/help")
    thread = threading.Thread(target=hearing.run)
    thread.start()
    _until(lambda: said(database) == ["/help"])
    arrives(database, clock, "/menu")
    hearing.wake()
    _until(lambda: said(database) == ["/help", "/menu"])
    hearing.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_a_database_in_trouble_does_not_end_the_thread(
    database: Database, hearing: Hearing, clock: Clock
) -> None:
    arrives(database, clock, "/help")
    trouble = iter(range(2))

    def refuse(_: object) -> None:
        if threading.current_thread() is thread and next(trouble, None) is not None:
            raise ConnectionError("the database is away")

    thread = threading.Thread(target=hearing.run)
    event.listen(database.engine, "begin", refuse)
    thread.start()
    _until(lambda: said(database) == ["/help"])
    hearing.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_a_database_locked_for_longer_than_our_patience_only_delays(
    tmp_path: Path, specialist: Specialist, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.LOCK_PATIENCE", 0.2)
    locked = open_database(f"sqlite:///{tmp_path / 'locked.db'}")
    arrives(locked, clock, "/help")
    other = sqlite3.connect(tmp_path / "locked.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    hearing = Hearing(locked, specialist, {"web": decode}, clock=clock)
    thread = threading.Thread(target=hearing.run)
    thread.start()
    thread.join(1.5)
    assert (thread.is_alive(), said(locked)) == (True, [])
    other.execute("COMMIT")
    other.close()
    _until(lambda: said(locked) == ["/help"])
    hearing.stop()
    thread.join(5)
    assert arrival(locked).attempts <= 1
    locked.close()


def _until(come_true: Callable[[], bool]) -> None:
    for _ in range(200):
        if come_true():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not come true within ten seconds")
