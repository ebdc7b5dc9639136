"""What was promised reaches the channel: in order for each address, and one slow address holds up no other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot import outbox, visitors
from bot.database import Database
from bot.delivery import MOST_AT_ONCE, Delivery, Send, Undeliverable, Wait
from bot.messages import Reply, say
from bot.outbox import Parcel
from tests.conftest import MORNING, Clock


def promise(database: Database, *promises: tuple[str, str]) -> None:
    with database.writing() as session:
        for address, text in promises:
            outbox.promise(session, "web", address, say(text), MORNING)


def parcels(database: Database) -> list[Parcel]:
    with database.reading() as session:
        return list(session.exec(select(Parcel).order_by(Parcel.id)).all())


def deliver(
    database: Database,
    clock: Clock,
    send: Send,
    until: Callable[[], bool],
    meanwhile: Callable[[Delivery], Awaitable[None]] | None = None,
) -> None:
    """Deliver until it is so; the test fails when it is not so within ten seconds."""

    async def run() -> None:
        delivery = Delivery(database, "web", send, clock)
        running = asyncio.create_task(delivery.run())
        async with asyncio.timeout(10):
            if meanwhile is not None:
                await meanwhile(delivery)
            while not until():
                await asyncio.sleep(0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(run())


class Mailbox:
    """The channel's far end: keeps what reaches it."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []

    async def send(self, address: str, reply: Reply) -> str:
        self.got.append((address, reply.text))
        return f"remote-{len(self.got)}"

    def of(self, address: str) -> list[str]:
        return [text for to, text in self.got if to == address]


def all_done(database: Database) -> bool:
    return all(parcel.sent_at or parcel.given_up_at for parcel in parcels(database))


def test_parcels_arrive_in_order_and_are_noted(database: Database, clock: Clock) -> None:
    promise(database, ("王", "一"), ("李", "甲"), ("王", "二"), ("王", "三"), ("李", "乙"))
    mailbox = Mailbox()
    deliver(database, clock, mailbox.send, lambda: all_done(database))
    assert (mailbox.of("王"), mailbox.of("李")) == (["一", "二", "三"], ["甲", "乙"])
    assert {p.sent_at for p in parcels(database)} == {MORNING}
    assert all(p.remote_id.startswith("remote-") for p in parcels(database))


def test_a_slow_address_holds_up_nobody_else(database: Database, clock: Clock) -> None:
    promise(database, ("慢", "一"), ("李", "甲"), ("慢", "二"), ("李", "乙"))
    mailbox = Mailbox()

    async def send(address: str, reply: Reply) -> str:
        while address == "慢" and len(mailbox.of("李")) < 2:
            await asyncio.sleep(0.02)
        return await mailbox.send(address, reply)

    deliver(database, clock, send, lambda: all_done(database))
    assert [text for _, text in mailbox.got] == ["甲", "乙", "一", "二"]


def test_what_is_promised_later_is_delivered_when_woken(database: Database, clock: Clock) -> None:
    mailbox = Mailbox()

    async def meanwhile(delivery: Delivery) -> None:
        await asyncio.sleep(0.2)
        promise(database, ("王", "一"))
        delivery.wake()

    deliver(database, clock, mailbox.send, lambda: mailbox.of("王") == ["一"], meanwhile)


def test_a_channel_that_asks_to_wait_is_given_the_time(database: Database, clock: Clock) -> None:
    promise(database, ("王", "一"), ("王", "二"))
    mailbox = Mailbox()
    refusals = iter([Wait(timedelta(seconds=30))])

    async def send(address: str, reply: Reply) -> str:
        if refusal := next(refusals, None):
            raise refusal
        return await mailbox.send(address, reply)

    deliver(database, clock, send, lambda: bool(parcels(database)[0].not_before))
    assert mailbox.got == []
    assert parcels(database)[0].not_before == MORNING + timedelta(seconds=30)
    clock.passes(30)
    deliver(database, clock, send, lambda: all_done(database))
    assert mailbox.of("王") == ["一", "二"]


def test_an_unexpected_error_is_tried_again_after_a_pause(database: Database, clock: Clock) -> None:
    promise(database, ("王", "一"))
    mailbox = Mailbox()
    errors = iter([TimeoutError("slow"), ConnectionError("away")])

    async def send(address: str, reply: Reply) -> str:
        if error := next(errors, None):
            raise error
        return await mailbox.send(address, reply)

    def time_flies() -> bool:
        clock.passes(1)
        return all_done(database)

    deliver(database, clock, send, time_flies)
    assert mailbox.of("王") == ["一"]
    assert parcels(database)[0].attempts == 2


def test_what_can_never_arrive_is_given_up_and_the_next_one_passes(
    database: Database, clock: Clock
) -> None:
    promise(database, ("王", "坏"), ("王", "好"))
    mailbox = Mailbox()

    async def send(address: str, reply: Reply) -> str:
        if reply.text == "坏":
            raise Undeliverable("message is too long")
        return await mailbox.send(address, reply)

    deliver(database, clock, send, lambda: all_done(database))
    assert mailbox.of("王") == ["好"]
    assert (parcels(database)[0].error, parcels(database)[0].sent_at) == (
        "message is too long",
        None,
    )


def test_a_visitor_who_blocked_the_bot_is_marked_unreachable(
    database: Database, clock: Clock
) -> None:
    with database.writing() as session:
        visitors.meet(session, "web", "王", "王老师", MORNING)
    promise(database, ("王", "一"))

    async def send(address: str, reply: Reply) -> str:
        raise Undeliverable("bot was blocked by the user", blocked=True)

    deliver(database, clock, send, lambda: all_done(database))
    with database.reading() as session:
        known = visitors.find(session, "web", "王")
        assert known
        assert not known.reachable


def test_order_is_kept_while_the_outbox_cannot_be_written(database: Database, clock: Clock) -> None:
    promise(database, ("王", "一"), ("王", "二"))
    mailbox = Mailbox()
    trouble = iter(range(2))

    def refuse(_: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("UPDATE parcel") and next(trouble, None) is not None:
            raise ConnectionError("the database is away")

    event.listen(database.engine, "before_cursor_execute", refuse)
    deliver(database, clock, mailbox.send, lambda: all_done(database))
    assert mailbox.of("王") == ["一", "二"], "sent once each, although the first was noted late"


def test_a_crash_between_sending_and_noting_repeats_and_never_loses(
    database: Database, clock: Clock
) -> None:
    promise(database, ("王", "一"), ("王", "二"))
    mailbox = Mailbox()

    def refuse(_: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("UPDATE parcel"):
            raise ConnectionError("the database is away")

    event.listen(database.engine, "before_cursor_execute", refuse)
    deliver(database, clock, mailbox.send, lambda: mailbox.got != [])
    event.remove(database.engine, "before_cursor_execute", refuse)
    deliver(database, clock, mailbox.send, lambda: all_done(database))
    assert mailbox.of("王") == ["一", "一", "二"]


def test_many_addresses_are_served_side_by_side(database: Database, clock: Clock) -> None:
    promise(database, *((f"访客{n}", "您好") for n in range(2 * MOST_AT_ONCE)))
    mailbox, inside, most = Mailbox(), 0, 0

    async def send(address: str, reply: Reply) -> str:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.05)
        inside -= 1
        return await mailbox.send(address, reply)

    deliver(database, clock, send, lambda: all_done(database))
    assert len(mailbox.got) == 2 * MOST_AT_ONCE
    assert 8 <= most <= MOST_AT_ONCE


def test_no_reply_waits_for_somebody_who_is_writing(database: Database, clock: Clock) -> None:
    promise(database, ("王", "一"), ("李", "甲"))
    with database.writing() as session:
        outbox.put_off(session, parcels(database)[1].id, clock(), "", timedelta(seconds=30))
    mailbox = Mailbox()

    async def meanwhile(delivery: Delivery) -> None:
        with database.writing() as session:
            session.connection()  # from here on nobody else may write
            while not mailbox.of("王"):
                await asyncio.sleep(0.02)
            clock.passes(30)
            while not mailbox.of("李"):
                delivery.wake()
                await asyncio.sleep(0.02)

    deliver(database, clock, mailbox.send, lambda: all_done(database), meanwhile)
    assert mailbox.got == [("王", "一"), ("李", "甲")]


@pytest.mark.parametrize("pause", [0, 5.5])
def test_a_wait_tells_its_length(pause: float) -> None:
    assert str(Wait(timedelta(seconds=pause))) == f"wait {pause:g} s"
