"""What raw updates say, and what nobody needs to hear."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram.reading import block_of, decode, is_from_staff, key_of
from bot.messages import Incoming

ME = {"id": 123456, "username": "jcg_bot"}
WANG = {"id": 7, "is_bot": False, "first_name": "王", "last_name": "老师"}
AT = 1_795_000_000


def message(chat: dict[str, Any] | None = None, **content: Any) -> dict[str, Any]:
    place = chat or {"id": 7, "type": "private"}
    return {"message_id": 5, "date": AT, "from": WANG, "chat": place, **content}


def said(**content: Any) -> Incoming | None:
    return decode({"update_id": 1, "bot": ME, "message": message(**content)})


def in_group(**content: Any) -> Incoming | None:
    group = {"id": -100, "type": "supergroup", "title": "晋创谷工作群"}
    return decode({"update_id": 1, "bot": ME, "message": message(group, **content)})


def test_a_typed_message_is_heard_as_it_was_typed() -> None:
    assert said(text="博士租房补多少") == Incoming(
        "telegram",
        "7",
        "text",
        text="博士租房补多少",
        name="王 老师",
        sent_at=datetime.fromtimestamp(AT, UTC),
        extra={"message": "5"},
        person="7",
    )


def test_an_edited_message_is_marked() -> None:
    heard = decode({"update_id": 1, "edited_message": message(text="改过的", edit_date=AT + 60)})
    assert heard is not None
    assert heard.edited
    assert heard.sent_at == datetime.fromtimestamp(AT + 60, UTC)


def test_a_live_location_that_moves_is_not_heard_again() -> None:
    assert decode({"update_id": 1, "edited_message": message(location={"latitude": 38})}) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [{"file_id": "s"}, {"file_id": "l"}], "caption": "营业执照"}, "photo"),
        ({"document": {"file_id": "d", "file_name": "表.docx"}}, "document"),
        ({"voice": {"file_id": "v"}}, "voice"),
        ({"video_note": {"file_id": "n"}}, "voice"),
        ({"sticker": {"file_id": "s"}}, "other"),
        ({"location": {"latitude": 38.4, "longitude": 112.7}}, "other"),
        ({"contact": {"phone_number": "1", "first_name": "王"}}, "other"),
    ],
)
def test_other_kinds_are_heard_as_what_they_are(content: dict[str, Any], kind: str) -> None:
    heard = said(**content)
    assert heard is not None
    assert heard.kind == kind


def test_of_a_photo_the_largest_is_kept_with_its_caption() -> None:
    heard = said(photo=[{"file_id": "small"}, {"file_id": "large"}], caption="营业执照")
    assert heard is not None
    assert (heard.text, heard.extra["file_id"]) == ("营业执照", "large")


def test_a_start_link_brings_its_payload() -> None:
    heard = said(text="/start jincheng")
    assert heard is not None
    assert heard.extra["start"] == "jincheng"


def test_what_no_database_can_keep_is_taken_out() -> None:
    heard = said(text="a\0b\ud800c")
    assert heard is not None
    assert heard.text == "ab?c"


def test_a_press_carries_the_action_and_what_the_button_said() -> None:
    shown = message(
        text="…",
        reply_markup={"inline_keyboard": [[{"text": "忻州", "callback_data": "city:xinzhou"}]]},
    )
    press = {"id": "99", "from": WANG, "message": shown, "data": "city:xinzhou"}
    assert decode({"update_id": 1, "callback_query": press}) == Incoming(
        "telegram",
        "7",
        "choice",
        text="忻州",
        action="city:xinzhou",
        name="王 老师",
        extra={"press": "99"},
        person="7",
    )


def test_one_press_sent_twice_has_one_key() -> None:
    first = {"update_id": 1, "callback_query": {"id": "99"}}
    assert key_of(first) == key_of({**first, "update_id": 2}) == "press:99"
    assert key_of({"update_id": 3, "message": {}}) == "3"


@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": message(text="公告")},
        {"my_chat_member": {"chat": {"id": 7, "type": "private"}}},
        {"message": message(new_chat_members=[WANG])},
        {"message": message(pinned_message={})},
        {"callback_query": {"id": "1", "from": WANG, "game_short_name": "x"}},
        {"something_new": {}},
    ],
)
def test_what_nobody_needs_to_hear(update: dict[str, Any]) -> None:
    assert decode({"update_id": 1, "bot": ME, **update}) is None


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"text": "/help"}, "/help"),
        ({"text": "/help@JCG_bot"}, "/help"),
        ({"text": "@jcg_bot 博士租房补多少"}, "博士租房补多少"),
        ({"text": "博士租房补多少@jcg_bot谢谢"}, "博士租房补多少谢谢"),
        ({"text": "那忻州呢", "reply_to_message": {"from": {"id": 123456}}}, "那忻州呢"),
    ],
)
def test_in_a_group_what_is_addressed_to_the_bot_is_heard(
    content: dict[str, Any], text: str
) -> None:
    heard = in_group(**content)
    assert heard is not None
    assert (heard.address, heard.name, heard.text) == ("-100", "晋创谷工作群", text)


@pytest.mark.parametrize(
    "content",
    [
        {"text": "今天谁值班"},
        {"text": "/help@other_bot"},
        {"text": "/weather"},
        {"text": "/"},
        {"text": "@jcg_bot_2 在吗"},
        {"text": "好的", "reply_to_message": {"from": {"id": 8}}},
        {"text": "@jcg_bot", "from": {"id": 9, "is_bot": True}},
        {"sticker": {"file_id": "s"}},
    ],
)
def test_in_a_group_ordinary_talk_is_not_heard(content: dict[str, Any]) -> None:
    assert in_group(**content) is None


def test_a_topic_is_part_of_the_address_but_a_thread_of_replies_is_not() -> None:
    topic = in_group(text="/help", message_thread_id=44, is_topic_message=True)
    thread = in_group(text="/help", message_thread_id=44)
    assert topic is not None
    assert thread is not None
    assert (topic.address, thread.address) == ("-100/44", "-100")


def test_who_blocks_the_bot_cannot_be_reached_until_they_come_back() -> None:
    def change(kind: str, status: str) -> dict[str, Any]:
        chat = {"id": 7, "type": kind}
        return {"my_chat_member": {"chat": chat, "new_chat_member": {"status": status}}}

    assert block_of(change("private", "kicked")) == ("7", False)
    assert block_of(change("private", "member")) == ("7", True)
    assert block_of(change("group", "kicked")) is None
    assert block_of({"message": message(text="你好")}) is None


def test_an_answer_tells_which_message_it_answers_and_what_that_said_if_it_was_ours() -> None:
    ours = {"message_id": 3, "from": {"id": 123456}, "text": "XZ-20261120-0001 王老师："}
    heard = said(text="您好", reply_to_message=ours)
    assert heard is not None
    assert (heard.replied_to, heard.replied_text) == ("3", "XZ-20261120-0001 王老师：")
    somebodys = {**ours, "from": {"id": 8}}
    heard = said(text="您好", reply_to_message=somebodys)
    assert heard is not None
    assert (heard.replied_to, heard.replied_text) == ("3", "")


BEGINNING = {
    "message_id": 44,
    "from": {"id": 123456, "is_bot": True},
    "forum_topic_created": {"name": "XZ-20261120-0001"},
}


def in_topic(staff: str, **content: Any) -> Incoming | None:
    """Every message of a topic that answers nothing seems to answer its beginning."""
    group = {"id": -100, "type": "supergroup", "title": "晋创谷工作群"}
    about = {"is_topic_message": True, "message_thread_id": 44, "reply_to_message": BEGINNING}
    sent = message(group, **about, **content)
    return decode({"update_id": 1, "bot": {**ME, "staff": staff}, "message": sent})


def test_in_a_topic_of_the_staff_group_everything_is_heard_and_in_other_groups_nothing() -> None:
    heard = in_topic("-100", text="我来回复")
    assert heard is not None
    assert (heard.address, heard.person, heard.replied_to) == ("-100/44", "7", "")
    assert in_topic("-200", text="我来回复") is None


def test_a_press_in_the_staff_group_is_known_as_such() -> None:
    press = {"id": "9", "from": WANG, "message": message({"id": -100, "type": "supergroup"})}
    assert is_from_staff({"callback_query": press}, "-100")
    assert not is_from_staff({"callback_query": press}, "-200")
    assert not is_from_staff({"callback_query": press}, "")
    assert not is_from_staff({"message": {}}, "-100")
