"""Ticks change the message that carries them: one message, however often something is ticked."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlmodel import col, select
from telegram.error import BadRequest

from bot import outbox
from bot.channels.telegram.sending import Pace, Sender
from bot.outbox import Parcel
from bot.transcript import Message, Speaker
from tests.bot.test_assessment import press_option
from tests.conftest import Visitor


def said_by_the_specialist(visitor: Visitor) -> list[Message]:
    with visitor.database.reading() as session:
        spoken = select(Message).where(Message.speaker == Speaker.SPECIALIST)
        return list(session.exec(spoken.order_by(col(Message.id))).all())


def parcels(visitor: Visitor) -> list[Parcel]:
    with visitor.database.reading() as session:
        return list(session.exec(select(Parcel).order_by(col(Parcel.id))).all())


def test_ticking_changes_the_card_and_says_nothing_new(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    before = len(said_by_the_specialist(王老师))
    press_option(王老师, "高校")
    press_option(王老师, "科研院所")
    press_option(王老师, "✓ 1 高校")
    shown = said_by_the_specialist(王老师)
    assert len(shown) == before
    labels = [choice["label"] for row in shown[-1].body["choices"] for choice in row]
    assert "✓ 2 科研院所" in labels
    assert "1 高校" in labels


def test_what_was_noted_before_the_question_stays_on_the_card(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    王老师.says("高校")
    card = said_by_the_specialist(王老师)[-1]
    assert "记下了：高校" in card.text
    press_option(王老师, "晋创谷·忻州")
    assert said_by_the_specialist(王老师)[-2].text.startswith("记下了：高校")


def test_each_tick_is_delivered_as_a_change_of_the_one_before(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    press_option(王老师, "高校")
    press_option(王老师, "科研院所")
    card, first, second = parcels(王老师)[-3:]
    assert (card.edits, first.edits, second.edits) == (None, card.id, first.id)
    assert {card.message_id, first.message_id, second.message_id} == {card.message_id}


def test_after_a_question_in_between_the_card_is_shown_again(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    press_option(王老师, "高校")
    before = len(said_by_the_specialist(王老师))
    heard = 王老师.says("高新技术企业认定奖励多少钱？")
    assert "✓ 1 高校" in heard.buttons
    assert len(said_by_the_specialist(王老师)) == before + 2
    press_option(王老师, "科研院所")
    assert len(said_by_the_specialist(王老师)) == before + 2


class Api:
    """The Bot API, as far as messages are sent and edited; `refusal` is what an edit is answered with."""

    def __init__(self, refusal: str = "") -> None:
        self.calls: list[str] = []
        self.refusal = refusal

    async def call(self, method: str, parameters: Any = None, seconds: float = 0) -> Any:
        self.calls.append(method)
        if method == "editMessageText" and self.refusal:
            raise BadRequest(self.refusal)
        return True if method == "editMessageText" else {"message_id": 100 + len(self.calls)}


def deliver(visitor: Visitor, api: Api) -> list[str]:
    """Deliver everything that was promised, one by one; the remote ids."""
    sender, remote_ids = Sender(api, Pace(1000.0)), []  # type: ignore[arg-type]
    for parcel in parcels(visitor):
        with visitor.database.writing() as session:
            reply = outbox.as_it_is_sent(session, session.get(Parcel, parcel.id))  # type: ignore[arg-type]
            remote_ids.append(asyncio.run(sender.send("7", reply)))
            outbox.mark_sent(session, parcel.id, parcel.promised_at, remote_ids[-1])
    return remote_ids


def ticked_twice(visitor: Visitor) -> None:
    visitor.presses_action("assess:xinzhou-7")
    press_option(visitor, "高校")
    press_option(visitor, "科研院所")


def test_telegram_edits_the_message_that_carries_the_ticks(王老师: Visitor) -> None:
    ticked_twice(王老师)
    api = Api()
    remote_ids = deliver(王老师, api)
    assert api.calls[-2:] == ["editMessageText", "editMessageText"]
    assert len(set(remote_ids[-3:])) == 1


def test_a_message_that_is_not_modified_is_done(王老师: Visitor) -> None:
    ticked_twice(王老师)
    api = Api("Bad Request: message is not modified: specified new message content is the same")
    assert len(set(deliver(王老师, api)[-3:])) == 1
    assert api.calls.count("sendMessage") == 1


def test_a_message_that_is_too_old_to_be_edited_is_sent_anew(王老师: Visitor) -> None:
    ticked_twice(王老师)
    api = Api("Bad Request: message can't be edited")
    assert len(set(deliver(王老师, api)[-3:])) == 3
    assert api.calls.count("sendMessage") == 3
