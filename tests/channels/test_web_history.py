"""What a visitor sees of their conversation on the web."""

from __future__ import annotations

import pytest

from bot import inbox, outbox
from bot.channels.web import history, receiving
from bot.channels.web.history import CHANNEL, OPENING, Seen
from bot.channels.web.receiving import Sent
from bot.conversation import Specialist
from bot.database import Database
from bot.messages import Incoming
from bot.wording import phrases
from tests.conftest import Clock


def hear(database: Database, specialist: Specialist, address: str, *texts: str) -> None:
    for text in texts:
        with database.writing() as session:
            specialist.hear(session, Incoming(CHANNEL, address, "text", text=text))


def texts(stretch: history.Stretch) -> list[str]:
    return [line.reply.text for line in stretch.lines]


def test_somebody_new_has_no_history(database: Database) -> None:
    with database.reading() as session:
        assert history.latest(session, "王老师") == history.Stretch()
        assert history.newer(session, "王老师", Seen()) == history.Stretch()


def test_the_opening_is_heard_but_not_shown(database: Database, specialist: Specialist) -> None:
    hear(database, specialist, "王老师", OPENING)
    with database.reading() as session:
        shown = history.latest(session, "王老师")
    assert [line.mine for line in shown.lines] == [False]
    assert phrases.welcome(None) in shown.lines[0].reply.text


def test_a_later_opening_was_typed_and_is_shown(database: Database, specialist: Specialist) -> None:
    hear(database, specialist, "王老师", OPENING, OPENING)
    with database.reading() as session:
        assert OPENING in texts(history.latest(session, "王老师"))


def test_replies_come_back_with_their_buttons(database: Database, specialist: Specialist) -> None:
    hear(database, specialist, "王老师", OPENING)
    with database.reading() as session:
        reply = history.latest(session, "王老师").lines[0].reply
    assert reply.choices == phrases.city_choices()


def test_only_what_is_new_is_read_again(database: Database, specialist: Specialist) -> None:
    hear(database, specialist, "王老师", "你好")
    with database.reading() as session:
        seen = history.latest(session, "王老师").seen
    hear(database, specialist, "王老师", "谢谢")
    with database.reading() as session:
        news = history.newer(session, "王老师", seen)
        assert texts(news)[0] == "谢谢"
        assert all(line.reply.text != "你好" for line in news.lines)
        assert history.newer(session, "王老师", news.seen).lines == ()


def test_nobody_reads_what_somebody_else_said(database: Database, specialist: Specialist) -> None:
    hear(database, specialist, "王老师", "你好")
    with database.reading() as session:
        assert history.latest(session, "小李").lines == ()
        assert history.older(session, "小李", 1_000_000).lines == ()


def test_a_long_history_is_read_page_by_page(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    said = [f"/没有的命令{number}" for number in range(history.PAGE)]
    for text in said:
        hear(database, specialist, "王老师", text)
        clock.passes(1)
    pages = []
    with database.reading() as session:
        stretch = history.latest(session, "王老师")
        pages.append(stretch)
        while stretch.first:
            stretch = history.older(session, "王老师", stretch.first)
            pages.append(stretch)
    lines = [line for page in reversed(pages) for line in page.lines]
    assert [line.reply.text for line in lines if line.mine] == said
    assert len(lines) == 2 * history.PAGE


def test_an_apology_for_a_turn_that_failed_is_shown_too(
    database: Database, specialist: Specialist, clock: Clock
) -> None:
    hear(database, specialist, "王老师", "你好")
    with database.reading() as session:
        seen = history.latest(session, "王老师").seen
    clock.passes(1)
    with database.writing() as session:
        outbox.promise(session, CHANNEL, "王老师", phrases.apology(), clock())
    with database.reading() as session:
        news = history.newer(session, "王老师", seen)
        assert [line.reply for line in news.lines] == [phrases.apology()]
        assert history.newer(session, "王老师", news.seen).lines == ()
        assert history.latest(session, "王老师").lines[-1].reply == phrases.apology()


def test_the_same_key_is_kept_once_for_each_visitor(database: Database, clock: Clock) -> None:
    sent = Sent("0123456789abcdef", "人才公寓怎么申请")
    with database.writing() as session:
        kept = [
            receiving.keep(session, address, sent, clock())
            for address in ("王老师", "王老师", "小李")
        ]
        waiting = inbox.waiting(session, [CHANNEL], clock())
    assert kept == [True, False, True]
    assert [receiving.decode(arrival.payload) for arrival in waiting] == [
        Incoming(CHANNEL, "王老师", "text", text="人才公寓怎么申请"),
        Incoming(CHANNEL, "小李", "text", text="人才公寓怎么申请"),
    ]


def test_a_pressed_button_is_heard_as_a_choice() -> None:
    payload = {"address": "王老师", "text": "忻州", "action": "city:xinzhou"}
    assert receiving.decode(payload) == Incoming(
        CHANNEL, "王老师", "choice", text="忻州", action="city:xinzhou"
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("一\r\n二\r三\t四", "一\n二\n三\t四"),
        ("一\x00二\x1b[31m", "一二[31m"),
        ("半个\ud83d字", "半个字"),
        ("整个😀字", "整个😀字"),
    ],
)
def test_what_no_database_keeps_is_left_out(text: str, kept: str) -> None:
    sent = receiving.read_sent({"key": "0123456789abcdef", "text": text})
    assert sent == Sent("0123456789abcdef", kept)


def test_an_apology_reaches_even_somebody_whose_first_words_failed(
    database: Database, clock: Clock
) -> None:
    with database.writing() as session:
        outbox.promise(session, CHANNEL, "小李", phrases.apology(), clock())
    with database.reading() as session:
        assert [line.reply for line in history.newer(session, "小李", Seen()).lines] == [
            phrases.apology()
        ]
