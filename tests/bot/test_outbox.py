"""What is promised is delivered in order per address, put off, or given up visibly."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot import outbox
from bot.database import Database
from bot.messages import Block, Reply, say
from bot.outbox import LONGEST_PAUSE, Parcel
from tests.conftest import MORNING


def promise(session: Session, address: str, text: str) -> None:
    outbox.promise(session, "web", address, say(text), MORNING)
    session.flush()


def due(session: Session, at: datetime = MORNING, busy: Collection[str] = ()) -> list[str]:
    return [parcel.reply.text for parcel in outbox.due(session, "web", at, busy)]


def sent(session: Session, text: str) -> Parcel:
    [parcel] = [p for p in outbox.due(session, "web", MORNING) if p.reply.text == text]
    outbox.mark_sent(session, parcel.id, MORNING, "42")
    return parcel


def test_one_parcel_an_address_at_a_time_in_order(database: Database) -> None:
    with database.writing() as session:
        for address, text in [("王", "一"), ("李", "甲"), ("王", "二"), ("李", "乙")]:
            promise(session, address, text)
        assert due(session) == ["一", "甲"]
        sent(session, "一")
        assert due(session) == ["甲", "二"]
        assert due(session, busy={"王"}) == ["甲"]


def test_a_reply_comes_out_as_it_went_in(database: Database) -> None:
    reply = Reply((Block("heading", "标题"), Block("table", rows=(("甲", "乙"), ("1", "2")))))
    with database.writing() as session:
        outbox.promise(session, "web", "王", reply, MORNING)
    with database.reading() as session:
        assert [p.reply for p in outbox.due(session, "web", MORNING)] == [reply]


def test_what_is_sent_is_never_due_again(database: Database) -> None:
    with database.writing() as session:
        promise(session, "王", "一")
        parcel = sent(session, "一")
        session.refresh(parcel)
        assert (parcel.sent_at, parcel.remote_id) == (MORNING, "42")
        assert due(session, MORNING + timedelta(days=99)) == []


def test_a_put_off_parcel_holds_back_its_own_address_only(database: Database) -> None:
    with database.writing() as session:
        for address, text in [("王", "一"), ("王", "二"), ("李", "甲")]:
            promise(session, address, text)
        first = outbox.due(session, "web", MORNING)[0]
        outbox.put_off(session, first.id, MORNING, "429", timedelta(seconds=30))
        assert due(session) == ["甲"]
        assert due(session, MORNING + timedelta(seconds=30)) == ["一", "甲"]


def test_pauses_double_up_to_ten_minutes(database: Database) -> None:
    with database.writing() as session:
        promise(session, "王", "一")
        parcel = session.exec(select(Parcel)).one()
        pauses = []
        for _ in range(40):
            outbox.put_off(session, parcel.id, MORNING, "TimedOut")
            session.flush()
            session.refresh(parcel)
            assert parcel.not_before
            pauses.append((parcel.not_before - MORNING).total_seconds())
        assert pauses[:5] == [1, 2, 4, 8, 16]
        assert max(pauses) == LONGEST_PAUSE.total_seconds()


def test_what_is_given_up_lets_the_next_one_pass(database: Database) -> None:
    with database.writing() as session:
        promise(session, "王", "一")
        promise(session, "王", "二")
        first = outbox.due(session, "web", MORNING)[0]
        outbox.give_up(session, first.id, MORNING, "blocked")
        assert due(session) == ["二"]
        session.refresh(first)
        assert (first.given_up_at, first.error) == (MORNING, "blocked")


def test_channels_do_not_see_each_other(database: Database) -> None:
    with database.writing() as session:
        promise(session, "王", "一")
        assert outbox.due(session, "telegram", MORNING) == []


def test_a_promise_is_part_of_the_callers_transaction(database: Database) -> None:
    try:
        with database.writing() as session:
            promise(session, "王", "一")
            raise RuntimeError
    except RuntimeError:
        pass
    with database.reading() as session:
        assert due(session) == []
