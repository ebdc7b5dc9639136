"""Telegram from end to end over HTTP: polling against an emulator that others wrote, faults against our own."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.cases import Case
from bot.channels.telegram.polling import RightToPoll
from bot.database import Database, open_database
from bot.outbox import Parcel
from bot.settings import Settings
from bot.transcript import Feedback, Message
from bot.visitors import Visitor
from bot.wording import file_phrases, phrases
from tests.emulators.bot_api import BotApi, Refusal
from tests.emulators.chat import Chat, Server, labels, wait_until
from tests.emulators.npm_emulator import NpmEmulator
from tests.emulators.running import RunningTelegram
from tests.faults import failing_turns

Start = Callable[..., RunningTelegram]


@pytest.fixture
def start(published_var: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the channel towards a server, on a copy of the published VAR_DIR."""
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    with ExitStack() as running:

        def begin(server: Server, per_second: float = 1000, **settings: str) -> RunningTelegram:
            known = {"telegram_token": server.token, "telegram_base_url": server.base_url}
            made = Settings(_env_file=None, var_dir=var, **known, **settings)  # type: ignore[call-arg, arg-type]
            return running.enter_context(RunningTelegram(made, per_second))

        yield begin


@pytest.fixture(scope="module")
def emulator() -> Iterator[NpmEmulator]:
    with NpmEmulator() as running:
        yield running


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


def rows(running: RunningTelegram, table: type) -> list:  # type: ignore[type-arg]
    with running.application.database.reading() as session:
        return list(session.exec(select(table).order_by(col(table.id))).all())  # type: ignore[attr-defined]


def test_a_visit_from_the_first_word_to_an_officer(emulator: NpmEmulator, start: Start) -> None:
    running = start(emulator)
    wang = Chat(emulator, 7001, "王老师")

    welcome = wang.says("/start")
    assert "晋创谷的服务专员" in welcome["text"]
    assert labels(welcome) == ["忻州", "晋城", "两个城市都看"]

    assert "忻州" in wang.presses("忻州")["text"]

    answer = wang.says("新认定的高新技术企业有奖励吗")
    assert answer["parse_mode"] == "HTML"
    assert "<blockquote>" in answer["text"]
    assert "依据：《" in answer["text"]

    clause = wang.presses("看全文")
    assert "忻州：" in clause["text"]
    assert wang.presses("下一条")["text"] != clause["text"]

    assert labels(wang.presses("没用"))[:2] == ["答非所问", "看不明白"]
    assert wang.presses("看不明白")["text"] == phrases.THANKS_REASON
    (judged,) = rows(running, Feedback)
    assert (judged.useful, judged.reason) == (False, "看不明白")

    assert "编号 XZ-" in wang.presses("找服务专员")["text"]
    (case,) = rows(running, Case)
    assert case.question == "新认定的高新技术企业有奖励吗"

    wait_until(lambda: len(emulator.calls("answerCallbackQuery")) == 6)


def test_replies_keep_the_order_of_the_questions(emulator: NpmEmulator, start: Start) -> None:
    start(emulator)
    wang, li = Chat(emulator, 7002, "王老师"), Chat(emulator, 7003, "小李")
    turns = ["/help", "/city", "/menu", "/policy"] * 5
    for text in turns:
        emulator.arrives({"message": wang.message(text=text)})
        emulator.arrives({"message": li.message(text=text)})
    wait_until(lambda: len(wang.received()) == len(li.received()) == len(turns))
    first_round = [sent["text"] for sent in wang.received()[:4]]
    assert len(set(first_round)) == 4
    assert [sent["text"] for sent in wang.received()] == first_round * 5
    assert [sent["text"] for sent in li.received()] == first_round * 5


def test_one_press_that_arrives_twice_is_heard_once(emulator: NpmEmulator, start: Start) -> None:
    running = start(emulator)
    wang = Chat(emulator, 7004, "王老师")
    press = wang.press("officer")
    wang.does({"callback_query": press})
    emulator.arrives({"callback_query": press})
    wang.says("/help")
    assert len(wang.received()) == 2
    assert len(rows(running, Case)) == 1


@pytest.mark.parametrize(
    "action", ["no-such-thing:1", "clause:xinzhou-99", "useful:999:yes", "::::"]
)
def test_an_unknown_or_stale_button_is_answered_kindly(
    emulator: NpmEmulator, start: Start, action: str
) -> None:
    start(emulator)
    wang = Chat(emulator, 7005, "王老师")
    assert wang.does({"callback_query": wang.press(action)})["text"] == phrases.BUTTON_OVER


@pytest.mark.parametrize(
    ("content", "reply"),
    [
        ({"voice": {"file_id": "v", "duration": 3}}, phrases.VOICE),
        (
            {"photo": [{"file_id": "p", "width": 1, "height": 1}]},
            file_phrases.kept(["图片.jpg"]),
        ),
        ({"sticker": {"file_id": "s"}}, phrases.OTHER_KIND),
        ({"location": {"latitude": 38.4, "longitude": 112.7}}, phrases.OTHER_KIND),
        ({"text": "   "}, phrases.NOTHING_TYPED),
    ],
)
def test_what_is_no_text_is_answered_kindly(
    emulator: NpmEmulator, start: Start, content: dict[str, object], reply: str
) -> None:
    start(emulator)
    assert Chat(emulator, 7006, "王老师").sends(**content)["text"] == reply


def test_an_edited_message_is_answered_too(emulator: NpmEmulator, start: Start) -> None:
    start(emulator)
    wang = Chat(emulator, 7007, "王老师")
    wang.says("/menu")
    again = wang.edits("/help")["text"]
    assert again.startswith(phrases.EDITED)
    assert phrases.help_text() in again


@pytest.mark.parametrize(
    "text",
    [
        "博士租房补贴是多少" * 1112,
        "<b>补贴</b> & <script>alert(1)</script>",
        "*补贴* _多少_ [链接](tg://user?id=1) `x`",
        "'; DROP TABLE visitor; --",
        "\x01\x02 \ud800 \u200b\u202e补贴",
    ],
)
def test_odd_text_is_answered_and_not_logged(
    emulator: NpmEmulator, start: Start, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    start(emulator)
    with caplog.at_level(logging.INFO):
        assert Chat(emulator, 7008, "王老师").says(text)["text"]
    assert "补贴" not in caplog.text
    assert "DROP" not in caplog.text
    assert emulator.token not in caplog.text


def test_a_turn_that_fails_is_apologised_for_and_the_visitor_goes_on(
    api: BotApi, start: Start, tmp_path: Path
) -> None:
    running = start(api)
    wang = Chat(api, 7, "王老师")
    with failing_turns(tmp_path / "var"):
        apology = wang.says("高新技术企业认定有奖励吗")
        assert apology["text"] == phrases.apology().text
        assert labels(apology) == ["找服务专员"]
    assert "10万元" in wang.says("高新技术企业认定有奖励吗")["text"]
    assert rows(running, Parcel)[0].error == ""


def test_who_has_blocked_the_bot_is_known_to_be_out_of_reach(api: BotApi, start: Start) -> None:
    running = start(api)
    api.is_blocked_by(7)
    wang, li = Chat(api, 7, "王老师"), Chat(api, 8, "小李")
    api.arrives({"message": wang.message(text="/help")})
    li.says("/help")
    wait_until(lambda: not rows(running, Visitor)[0].reachable)
    assert rows(running, Parcel)[0].error == "Forbidden: bot was blocked by the user"
    assert rows(running, Visitor)[1].reachable


def test_blocking_and_coming_back_is_noticed_without_writing(api: BotApi, start: Start) -> None:
    running = start(api)
    Chat(api, 7, "王老师").says("/help")
    for status, reachable in (("kicked", False), ("member", True)):
        chat = {"id": 7, "type": "private"}
        change = {"chat": chat, "new_chat_member": {"status": status}}
        api.arrives({"my_chat_member": change})
        wait_until(lambda now=reachable: rows(running, Visitor)[0].reachable is now)


def test_flood_control_makes_one_chat_wait_and_no_other(api: BotApi, start: Start) -> None:
    start(api)
    wang, li = Chat(api, 7, "王老师"), Chat(api, 8, "小李")
    api.refuses("sendMessage", Refusal(429, "Too Many Requests", retry_after=2))
    api.arrives({"message": wang.message(text="/help")})
    wait_until(lambda: any(not call.answered for call in api.journal))
    li.says("/help")
    assert wang.received() == []
    wait_until(lambda: len(wang.received()) == 1)


def test_lost_connections_and_server_errors_lose_nothing(api: BotApi, start: Start) -> None:
    running = start(api)
    api.refuses("getUpdates", Refusal(), Refusal(502, "Bad Gateway"))
    api.refuses("sendMessage", Refusal(), Refusal(500, "Internal Server Error"))
    wang = Chat(api, 7, "王老师")
    wang.says("/help")
    assert len(rows(running, Message)) == 2


def test_another_poller_is_waited_out(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = Refusal(409, "Conflict: terminated by other getUpdates request")
    api.refuses("getUpdates", conflict, conflict)
    start(api)
    Chat(api, 7, "王老师").says("/help")
    assert "another program polls with this token" in caplog.text


def test_the_menu_of_commands_may_be_refused(api: BotApi, start: Start) -> None:
    api.refuses("setMyCommands", Refusal(404, "Not Found"))
    api.refuses("deleteWebhook", Refusal(500, "Internal Server Error"))
    start(api)
    Chat(api, 7, "王老师").says("/help")


def test_the_commands_are_described_in_chinese(api: BotApi, start: Start) -> None:
    start(api)
    wait_until(lambda: api.calls("setMyCommands"))
    ((commands,),) = [call.values() for call in api.calls("setMyCommands")]
    assert {"command": "city", "description": "选择城市"} in commands


def test_the_first_poll_names_no_offset_and_later_ones_confirm_what_is_committed(
    api: BotApi, start: Start
) -> None:
    start(api)
    Chat(api, 7, "王老师").says("/help")
    wait_until(lambda: api.waiting == 0)
    first, *later = [c.parameters for c in api.journal if c.method == "getUpdates"]
    assert "offset" not in first
    assert later[-1]["offset"] == 2
    assert api.calls("deleteWebhook") == [{}]


def test_a_server_that_does_not_hold_polls_back_is_asked_gently(
    emulator: NpmEmulator, start: Start
) -> None:
    start(emulator)
    Chat(emulator, 7009, "王老师").says("/help")
    before = emulator.last_request()
    time.sleep(1)
    assert emulator.last_request() - before <= 6


@pytest.fixture
def another(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


def test_one_process_polls_at_a_time(database: Database, another: Database) -> None:
    first, second = RightToPoll(database), RightToPoll(another)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.give_back()
    assert second.take()
    second.give_back()
