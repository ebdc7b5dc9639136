"""What the Bot API's refusals mean, how fast we send, and that nothing of the token leaks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram import requests
from bot.channels.telegram.sending import Pace, Sender
from bot.delivery import Undeliverable, Wait
from bot.messages import Block, Reply, say
from tests.emulators.bot_api import BotApi, Refusal


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


def send(api: BotApi, *replies: Reply, address: str = "7", per_second: float = 1000) -> list[str]:
    """Send replies as delivery does: one after another, again after what may pass."""

    async def sending() -> list[str]:
        client = requests.BotApi(api.token, api.base_url)
        await client.open()
        sender = Sender(client, Pace(per_second))
        try:
            return [await _insist(sender, address, reply) for reply in replies]
        finally:
            await client.close()

    return asyncio.run(sending())


async def _insist(sender: Sender, address: str, reply: Reply) -> str:
    try:
        return await sender.send(address, reply)
    except NetworkError:
        return await sender.send(address, reply)


def texts(api: BotApi) -> list[str]:
    return [call["text"] for call in api.calls("sendMessage")]


def test_a_reply_goes_to_its_chat_and_topic(api: BotApi) -> None:
    assert send(api, say("您好"), address="-100/44") == ["1"]
    assert api.calls("sendMessage") == [
        {"chat_id": -100, "message_thread_id": 44, "text": "您好", "parse_mode": "HTML"}
    ]


def test_flood_control_says_how_long_to_wait(api: BotApi) -> None:
    api.refuses("sendMessage", Refusal(429, "Too Many Requests: retry after 3", retry_after=3))
    with pytest.raises(Wait) as caught:
        send(api, say("您好"))
    assert caught.value.pause == timedelta(seconds=3)


@pytest.mark.parametrize(
    ("refusal", "blocked"),
    [
        (Refusal(403, "Forbidden: bot was blocked by the user"), True),
        (Refusal(400, "Bad Request: chat not found"), True),
        (Refusal(400, "Bad Request: message thread not found"), False),
    ],
)
def test_what_can_never_arrive_is_given_up(api: BotApi, refusal: Refusal, blocked: bool) -> None:
    api.refuses("sendMessage", refusal)
    with pytest.raises(Undeliverable) as caught:
        send(api, say("您好"))
    assert caught.value.blocked is blocked


def test_markup_that_telegram_cannot_read_is_sent_plain(api: BotApi) -> None:
    api.refuses("sendMessage", Refusal(400, "Bad Request: can't parse entities"))
    send(api, Reply((Block("heading", "A<B"),)))
    assert api.calls("sendMessage") == [{"chat_id": 7, "text": "A<B"}]


def test_a_lost_connection_is_worth_another_try(api: BotApi) -> None:
    api.refuses("sendMessage", Refusal())
    send(api, say("您好"))
    assert texts(api) == ["您好"]


def test_of_a_long_reply_only_what_is_missing_is_sent_again(api: BotApi) -> None:
    api.refuses("sendMessage", None, Refusal(502, "Bad Gateway"))
    send(api, say("甲" * 4096, "乙" * 4096, "丙"))
    assert [text[0] for text in texts(api)] == ["甲", "乙", "丙"]


def test_a_group_gets_no_more_than_twenty_a_minute() -> None:
    pace = Pace(1000, clock=lambda: 100.0)
    for _ in range(20):
        pace.enter_group("-100")
    pace.enter_group("-200")
    with pytest.raises(Wait) as caught:
        pace.enter_group("-100")
    assert caught.value.pause == timedelta(seconds=60)


def test_messages_are_spread_over_time(api: BotApi) -> None:
    send(api, *[say("您好")] * 26, per_second=20)
    sent = [call.at for call in api.journal]
    assert sent[-1] - sent[0] > 0.2  # 20 at once, then one every 50 ms


def test_a_call_that_takes_too_long_is_broken_off_and_tells_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def calling(api: BotApi) -> None:
        client = requests.BotApi(api.token, api.base_url)
        await client.open()
        try:
            await client.call("getUpdates", {"timeout": 5}, seconds=0.2)
        finally:
            await client.close()

    with BotApi() as api, caplog.at_level(logging.DEBUG), pytest.raises(TimedOut) as caught:
        asyncio.run(calling(api))
    assert api.token not in caplog.text + str(caught.value)


def test_an_answer_that_is_not_json_is_not_written_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Exception, match="not JSON"):
        requests.AiohttpRequest.parse_json_payload(b"<html>secret</html>")
    assert "secret" not in caplog.text


def test_a_reply_takes_the_place_of_an_earlier_message(api: BotApi) -> None:
    assert send(api, replace(say("已接单"), replaces="41"), address="-100/44") == ["41"]
    (edit,) = api.calls("editMessageText")
    assert (edit["chat_id"], edit["message_id"], edit["text"]) == (-100, 41, "已接单")
    assert edit["reply_markup"] == {"inline_keyboard": []}
    assert api.calls("sendMessage") == []


@pytest.mark.parametrize(
    ("refusal", "sent"), [("message is not modified", 0), ("message to edit not found", 1)]
)
def test_where_the_earlier_message_is_gone_a_new_one_is_sent(
    api: BotApi, refusal: str, sent: int
) -> None:
    api.refuses("editMessageText", Refusal(400, f"Bad Request: {refusal}"))
    send(api, replace(say("已接单"), replaces="41"), address="-100")
    assert len(api.calls("sendMessage")) == sent


def test_who_pressed_is_shown_the_words_and_too_late_is_no_fault(api: BotApi) -> None:
    api.refuses("answerCallbackQuery", None, Refusal(400, "Bad Request: query is too old"))
    assert send(api, say("请" * 300), say("请先登录"), address="press:99") == ["", ""]
    (shown,) = api.calls("answerCallbackQuery")
    assert shown == {"callback_query_id": "99", "text": "请" * 200, "show_alert": True}


def test_a_long_reply_tells_the_ids_of_all_its_messages(api: BotApi) -> None:
    assert send(api, say("很长的话。" * 1000)) == ["1 2"]


def test_a_topic_that_was_deleted_is_left_out(api: BotApi) -> None:
    api.refuses("sendMessage", Refusal(400, "Bad Request: message thread not found"))
    send(api, say("您好"), address="-100/44")
    (sent,) = api.calls("sendMessage")
    assert "message_thread_id" not in sent


def test_an_officers_chat_has_a_menu_of_its_own_until_they_sign_out(api: BotApi) -> None:
    api.refuses("deleteMyCommands", Refusal(400, "Bad Request: chat not found"))
    assert send(api, say("officers"), say("visitors"), address="menu:501") == ["", ""]
    (shown,) = api.calls("setMyCommands")
    assert shown["scope"] == {"type": "chat", "chat_id": 501}
    names = [command["command"] for command in shown["commands"]]
    assert {"my", "queue", "policy"} <= set(names)
    assert len(names) == len(set(names))
