"""What arrives is kept raw before it is confirmed; what comes twice is heard once."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from bot import inbox
from bot.database import Database
from bot.inbox import Arrival
from tests.conftest import MORNING


def keys(session: Session, at: object = MORNING, channels: tuple[str, ...] = ("web",)) -> list[str]:
    return [arrival.key for arrival in inbox.waiting(session, channels, at)]  # type: ignore[arg-type]


def test_duplicates_vanish_within_a_batch_and_between_batches(database: Database) -> None:
    with database.writing() as session:
        twice = [("1", {"text": "一"}), ("2", {"text": "二"}), ("1", {"text": "又一次"})]
        assert inbox.receive(session, "web", twice, MORNING) == 2
        assert inbox.receive(session, "web", [("2", {}), ("3", {})], MORNING) == 1
        assert keys(session) == ["1", "2", "3"]
        first = inbox.waiting(session, ["web"], MORNING)[0]
        assert first.payload == {"text": "一"}


def test_an_empty_batch_is_no_trouble(database: Database) -> None:
    with database.writing() as session:
        assert inbox.receive(session, "web", [], MORNING) == 0


def test_the_same_key_on_two_channels_is_two_things(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        inbox.receive(session, "telegram", [("1", {})], MORNING)
        assert keys(session) == ["1"]
        assert len(keys(session, channels=("web", "telegram"))) == 2


def test_order_is_the_order_of_arrival_not_of_keys(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("9", {}), ("10", {}), ("1", {})], MORNING)
        assert keys(session) == ["9", "10", "1"]


def test_an_arrival_is_claimed_once(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        [arrival] = inbox.waiting(session, ["web"], MORNING)
        assert inbox.claim(session, arrival.id, MORNING)
        assert not inbox.claim(session, arrival.id, MORNING)
        assert keys(session) == []


def test_what_was_handled_is_recognised_when_it_comes_again(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        inbox.claim(session, inbox.waiting(session, ["web"], MORNING)[0].id, MORNING)
        assert inbox.receive(session, "web", [("1", {})], MORNING) == 0
        assert keys(session) == []


def test_a_failed_attempt_waits_longer_each_time(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        arrival = session.exec(select(Arrival)).one()
        for attempts, pause in ((1, 2), (2, 4), (3, 6)):
            assert inbox.count_attempt(session, arrival.id, MORNING, "出错了") == attempts
            assert keys(session, MORNING + timedelta(seconds=pause - 1)) == []
            assert keys(session, MORNING + timedelta(seconds=pause)) == ["1"]


def test_an_attempt_counted_beforehand_does_not_wait(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        arrival = session.exec(select(Arrival)).one()
        inbox.count_attempt(session, arrival.id, MORNING, "出错了")
        assert inbox.count_attempt(session, arrival.id, MORNING) == 2
        assert keys(session) == ["1"]
        assert arrival.error == "出错了"


def test_the_dead_are_kept_with_their_error(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        arrival = session.exec(select(Arrival)).one()
        inbox.bury(session, arrival.id, MORNING, "读不懂")
        assert keys(session) == []
        inbox.forget_handled(session, MORNING + timedelta(days=30))
    with database.reading() as session:
        assert session.exec(select(Arrival)).one().error == "读不懂"


def test_what_was_handled_long_ago_is_forgotten(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("old", {}), ("new", {}), ("waits", {})], MORNING)
        old, new, _ = inbox.waiting(session, ["web"], MORNING)
        inbox.claim(session, old.id, MORNING)
        inbox.claim(session, new.id, MORNING + timedelta(days=7))
        inbox.forget_handled(session, MORNING + timedelta(days=8))
    with database.reading() as session:
        kept = session.exec(select(Arrival.key).order_by(Arrival.key)).all()
    assert kept == ["new", "waits"]


def test_what_no_text_column_keeps_is_kept_in_a_payload(database: Database) -> None:
    payload = {"text": "\x00 \ud800 \u202e 高企\x1b[31m"}
    with database.writing() as session:
        inbox.receive(session, "web", [("1", payload)], MORNING)
    with database.reading() as session:
        assert session.exec(select(Arrival)).one().payload == payload


def test_what_was_heard_in_the_end_has_no_error(database: Database) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        arrival = session.exec(select(Arrival)).one()
        inbox.count_attempt(session, arrival.id, MORNING, "出错了")
        session.flush()
        inbox.claim(session, arrival.id, MORNING)
    with database.reading() as session:
        heard = session.exec(select(Arrival)).one()
        assert (heard.error, heard.attempts) == ("", 1)
