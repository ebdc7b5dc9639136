"""Sending replies through the Bot API: how fast, and what its refusals mean for delivery."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot import files
from bot.channels.telegram.requests import READ_SECONDS, BotApi
from bot.channels.telegram.topics import Topics
from bot.channels.telegram.wording import WORK, menu
from bot.channels.telegram.writing import Part, parts
from bot.delivery import Undeliverable, Wait
from bot.messages import Attachment, Reply
from bot.officers.signing_in import OFFICERS
from bot.outbox import MENU, PRESS

log = logging.getLogger(__name__)

PER_SECOND = 30.0
"""Messages per second that Telegram takes from one bot (Bots FAQ)."""

PER_GROUP_MINUTE = 20
"""Messages per minute that Telegram takes in one group (Bots FAQ)."""

UPLOAD_SECONDS = 60.0
"""How long the sending of a file may take."""

OF_CASE = "#"
"""A topic that begins so is the one of a case, by the case's id."""

LONGEST_ANSWER = 200
"""Characters that the answer to a press may have (Bot API, answerCallbackQuery)."""

PHOTOS = {"image/jpeg", "image/png", "image/webp"}
MOST_PHOTO_BYTES = 10 * 1_048_576
"""What sendPhoto takes (Bot API); larger pictures go as documents."""

GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")


class Pace:
    """Spreads messages over time: about `per_second` in all, 20 a minute in one group."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = 1 / per_second
        self._burst = self._gap * min(per_second, PER_SECOND)
        self._clock = clock
        self._free_at = 0.0
        self._groups: dict[str, deque[float]] = {}

    async def turn(self) -> None:
        """Wait until the next message may go out."""
        at = self._clock()
        self._free_at = max(self._free_at, at - self._burst) + self._gap
        if self._free_at > at:
            await asyncio.sleep(self._free_at - at)

    def enter_group(self, chat: str) -> None:
        """Count a message to a group. Raises Wait when it has had its share of this minute."""
        at = self._clock()
        sent = self._groups.setdefault(chat, deque())
        while sent and sent[0] <= at - 60:
            sent.popleft()
        if len(sent) >= PER_GROUP_MINUTE:
            raise Wait(timedelta(seconds=sent[0] + 60 - at))
        sent.append(at)


class Sender:
    """Sends replies; a long one in several messages, of which it remembers how many are out.

    Attachments follow the text, each a message of its own; `folder` is where they are kept (bot/files.py).
    """

    def __init__(
        self,
        api: BotApi,
        pace: Pace,
        folder: Path = Path(files.FOLDER),
        topics: Topics | None = None,
    ) -> None:
        self._api = api
        self._pace = pace
        self._folder = folder
        self._topics = topics
        self._half_way: dict[str, tuple[Reply, list[str]]] = {}

    async def send(self, address: str, reply: Reply) -> str:
        """Send a reply to "chat", "chat/topic", "chat/#case" or "press:id"; returns the messages' ids.

        Raises Wait, Undeliverable, or whatever else went wrong, which is then worth another try.
        """
        if address.startswith(PRESS):
            return await self._answer_press(address.removeprefix(PRESS), reply)
        if address.startswith(MENU):
            return await self._show_menu(int(address.removeprefix(MENU)), reply)
        known, sent = self._half_way.pop(address, (reply, []))
        sent = sent if known == reply else []
        messages: list[Part | Attachment] = [*parts(reply), *reply.attachments]
        replaces = reply.replaces if len(messages) == 1 else ""
        for part in messages[len(sent) :]:
            try:
                sent.append(await self._send(address, part, replaces))
            except Undeliverable:
                raise
            except BaseException:
                if sent:
                    self._half_way[address] = (reply, sent)
                raise
        return " ".join(filter(None, sent))

    async def _answer_press(self, press: str, reply: Reply) -> str:
        """Show the words to the one who pressed, and to nobody else; too late for that is no fault."""
        shown = {"text": reply.text[:LONGEST_ANSWER], "show_alert": True}
        await self._pace.turn()
        try:
            await self._api.call("answerCallbackQuery", {"callback_query_id": press, **shown})
        except RetryAfter as error:
            raise Wait(seconds_of(error)) from error
        except (BadRequest, Forbidden):
            return ""
        return ""

    async def _show_menu(self, chat: int, reply: Reply) -> str:
        """Give a chat the officers' menu of commands, or the usual one back; it is no harm if that fails."""
        scope: dict[str, Any] = {"scope": {"type": "chat", "chat_id": chat}}
        try:
            if reply.text == OFFICERS:
                await self._api.call("setMyCommands", {**scope, "commands": menu(WORK)})
            else:
                await self._api.call("deleteMyCommands", scope)
        except RetryAfter as error:
            raise Wait(seconds_of(error)) from error
        except TelegramError as error:
            log.info("a menu could not be changed (%s)", type(error).__name__)
        return ""

    async def _target(self, chat: str, topic: str) -> dict[str, Any]:
        """Where to send to. A case's topic is made now, if there is none yet."""
        if topic.startswith(OF_CASE):
            case_id = int(topic.removeprefix(OF_CASE))
            topic = await self._topics.thread_of(chat, case_id) if self._topics else ""
        return {"chat_id": int(chat), **({"message_thread_id": int(topic)} if topic else {})}

    async def _send(self, address: str, part: Part | Attachment, replaces: str = "") -> str:
        chat, _, topic = address.partition("/")
        if chat.startswith("-"):
            self._pace.enter_group(chat)
        await self._pace.turn()
        try:
            target = await self._target(chat, topic)
            if replaces and isinstance(part, Part) and await self._edit(target, replaces, part):
                return replaces
            if isinstance(part, Attachment):
                return await self._post_file(target, part)
            return await self._post(target, part)
        except RetryAfter as error:
            raise Wait(seconds_of(error)) from error
        except Forbidden as error:
            raise Undeliverable(error.message, blocked=True) from error
        except BadRequest as error:  # before NetworkError, of which it is one
            raise Undeliverable(error.message, blocked=_is_gone(error)) from error

    async def _edit(self, target: dict[str, Any], message: str, part: Part) -> bool:
        """Put a part in the place of an earlier message; False when that is gone."""
        changed = {"text": part.html, "parse_mode": "HTML", "message_id": int(message)}
        keyboard = {"reply_markup": {"inline_keyboard": part.keyboard}}
        where = {"chat_id": target["chat_id"]}
        try:
            await self._api.call("editMessageText", {**where, **changed, **keyboard})
        except BadRequest as error:
            return "not modified" in error.message.lower()
        return True

    async def _post(self, target: dict[str, Any], part: Part) -> str:
        if part.keyboard:
            target = {**target, "reply_markup": {"inline_keyboard": part.keyboard}}
        try:
            marked_up = {**target, "text": part.html, "parse_mode": "HTML"}
            return await self._call("sendMessage", marked_up)
        except BadRequest as error:
            if "thread not found" in error.message.lower() and "message_thread_id" in target:
                return await self._post(_without_topic(target), part)
            if "entities" not in error.message.lower():
                raise
            return await self._call("sendMessage", {**target, "text": part.plain})

    async def _post_file(self, target: dict[str, Any], attachment: Attachment) -> str:
        file = files.path(self._folder, attachment)
        if file is None:
            raise Undeliverable("the file is kept no more")
        content = await asyncio.to_thread(file.read_bytes)
        if attachment.media_type in PHOTOS and len(content) <= MOST_PHOTO_BYTES:
            try:
                return await self._upload("sendPhoto", "photo", target, attachment, content)
            except BadRequest as error:
                if _is_gone(error):
                    raise
                log.info("a picture goes as a document: Telegram does not take it as a photo")
        return await self._upload("sendDocument", "document", target, attachment, content)

    async def _upload(
        self,
        method: str,
        field: str,
        target: dict[str, Any],
        attachment: Attachment,
        content: bytes,
    ) -> str:
        file = InputFile(content, filename=attachment.name)
        return await self._call(method, {**target, field: file}, UPLOAD_SECONDS)

    async def _call(
        self, method: str, parameters: dict[str, Any], seconds: float = READ_SECONDS
    ) -> str:
        """Send one message, to where the chat has moved if need be; its id."""
        try:
            sent = await self._api.call(method, parameters, seconds)
        except ChatMigrated as error:
            moved = {**parameters, "chat_id": error.new_chat_id}
            sent = await self._api.call(method, moved, seconds)
        return str(sent.get("message_id", "")) if isinstance(sent, dict) else ""


def _without_topic(target: dict[str, Any]) -> dict[str, Any]:
    """The group itself, when a topic was deleted there."""
    return {name: value for name, value in target.items() if name != "message_thread_id"}


def _is_gone(error: BadRequest) -> bool:
    return any(sign in error.message.lower() for sign in GONE)


def seconds_of(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
