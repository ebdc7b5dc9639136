"""Raw updates of the Bot API -> what was said, pressed or sent, and by whom.

In groups only what is addressed to the bot is heard: a command, a mention, a reply to it, a button.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram.wording import COMMANDS, OFFICER_COMMANDS, PICTURE
from bot.messages import Incoming, Kind, SentFile

NAME = "telegram"
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that we ask for."""

BOT = "bot"
"""Where an arrival keeps {"id", "username"} of the bot that received it; no update has this key."""

STAFF = "staff"
"""Where BOT keeps the id of the staff group."""

Raw = Mapping[str, Any]

CONTENT: Mapping[str, Kind] = {
    "photo": "photo",
    "document": "document",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "other",
    "location": "other",
    "venue": "other",
    "contact": "other",
    "video": "other",
    "animation": "other",
    "poll": "other",
    "dice": "other",
    "story": "other",
}
"""Fields of a message that are content; a message with none of them is a service message."""


def key_of(update: Raw) -> str:
    """What makes an update the same again: a press its own id, all else the update's id."""
    press = update.get("callback_query")
    return f"press:{press['id']}" if press else str(update["update_id"])


def decode(payload: Raw) -> Incoming | None:
    """What this update says, or None when nobody needs to hear it."""
    if press := payload.get("callback_query"):
        return _pressed(press)
    if message := payload.get("message"):
        return _said(message, payload.get(BOT, {}))
    edited = payload.get("edited_message")
    if edited and "text" in edited:  # a live location is edited every few seconds
        return _said(edited, payload.get(BOT, {}), edited=True)
    return None


def block_of(update: Raw) -> tuple[str, bool] | None:
    """The address and whether it is reachable now, when a visitor has blocked the bot or come back."""
    change = update.get("my_chat_member")
    if not change or change["chat"].get("type") != "private":
        return None
    return str(change["chat"]["id"]), change["new_chat_member"]["status"] not in {"kicked", "left"}


def _pressed(press: Raw) -> Incoming | None:
    if not press.get("data"):
        return None
    message = press.get("message") or {"chat": {"id": press["from"]["id"], "type": "private"}}
    return Incoming(
        NAME,
        _address(message),
        "choice",
        text=_clean(_label(message, press["data"])),
        action=_clean(press["data"]),
        name=_name(message["chat"], press["from"]),
        extra={"press": str(press.get("id", ""))},
        person=str(press["from"]["id"]),
    )


def _said(message: Raw, bot: Raw, edited: bool = False) -> Incoming | None:
    kind = _kind(message)
    text = _clean(message.get("text") or message.get("caption") or "")
    if kind is None:
        return None
    addressed = True
    if message["chat"].get("type") != "private":
        addressed = _is_for(bot, message, text)
        if not addressed and not _is_overheard(bot, message):
            return None
        text = _mention(bot).sub("", text).strip()
    answered, words = _answered(message, bot)
    moment = message.get("edit_date") or message.get("date")
    return Incoming(
        NAME,
        _address(message),
        kind,
        text=text,
        name=_name(message["chat"], message.get("from", {})),
        edited=edited,
        sent_at=datetime.fromtimestamp(moment, UTC) if moment else None,
        extra=_extra(message, kind),
        person=str(message.get("from", {}).get("id", "")),
        replied_to=answered,
        replied_text=words,
        overheard=not addressed,
        files=_files(message, kind),
    )


def _answered(message: Raw, bot: Raw) -> tuple[str, str]:
    """Which message this one answers, and its words if it was ours.

    All messages of a topic seem to answer its beginning, which does not count.
    """
    answered = message.get("reply_to_message", {})
    if not answered or "forum_topic_created" in answered:
        return "", ""
    ours = answered.get("from", {}).get("id") == bot.get("id", 0)
    text = _clean(answered.get("text") or answered.get("caption") or "") if ours else ""
    return str(answered.get("message_id", "")), text


def is_from_staff(update: Raw, group: str) -> bool:
    """Whether a press came from the staff group, where it is answered with words of its own."""
    chat = update.get("callback_query", {}).get("message", {}).get("chat", {})
    return bool(group) and str(chat.get("id", "")) == group


def _kind(message: Raw) -> Kind | None:
    if "text" in message:
        return "text"
    return next((kind for field, kind in CONTENT.items() if field in message), None)


def _is_for(bot: Raw, message: Raw, text: str) -> bool:
    if message.get("from", {}).get("is_bot"):
        return False
    if text.startswith("/"):
        known = {*COMMANDS, *OFFICER_COMMANDS} if _is_staff(bot, message) else {*COMMANDS}
        command, _, whose = (
            text[1:].split(maxsplit=1)[0].partition("@") if text[1:] else ("", "", "")
        )
        return whose.lower() == str(bot.get("username")).lower() if whose else command in known
    answered = message.get("reply_to_message", {})
    is_answer = answered.get("from", {}).get("id") == bot.get("id", 0)
    return (is_answer and "forum_topic_created" not in answered) or bool(_mention(bot).search(text))


def _is_overheard(bot: Raw, message: Raw) -> bool:
    """Whether it was said in a topic of the staff group: it may be a case's, for the visitor to hear."""
    by_person = not message.get("from", {}).get("is_bot")
    return bool(message.get("is_topic_message")) and by_person and _is_staff(bot, message)


def _is_staff(bot: Raw, message: Raw) -> bool:
    return str(message["chat"]["id"]) == bot.get(STAFF)


def _mention(bot: Raw) -> re.Pattern[str]:
    name = bot.get("username")
    return re.compile(rf"(?i)@{re.escape(name)}(?!\w)" if name else r"(?!)", re.ASCII)


def _address(message: Raw) -> str:
    """Where replies go: "chat", or "chat/topic". Threads of replies in ordinary groups are no topics."""
    chat = str(message["chat"]["id"])
    return f"{chat}/{message['message_thread_id']}" if message.get("is_topic_message") else chat


def _name(chat: Raw, person: Raw) -> str:
    if chat.get("type") != "private" and chat.get("title"):
        return _clean(chat["title"])
    names = (person.get("first_name"), person.get("last_name"))
    return _clean(" ".join(name for name in names if name))


def _label(message: Raw, action: str) -> str:
    """What the pressed button said, when the message still shows it."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    labels = (b["text"] for row in rows for b in row if b.get("callback_data") == action)
    return next(labels, "")


def _extra(message: Raw, kind: Kind) -> dict[str, str]:
    extra = {"message": str(message.get("message_id", ""))}
    if "media_group_id" in message:
        extra["album"] = _clean(str(message["media_group_id"]))
    _, start, payload = message.get("text", "").partition("/start ")
    if start:
        extra["start"] = _clean(payload.strip())
    if kind in {"photo", "document", "voice"}:
        sent = next(message[field] for field in CONTENT if field in message)
        largest = sent[-1] if isinstance(sent, list) else sent
        for field in ("file_id", "file_name", "mime_type"):
            if field in largest:
                extra[field] = _clean(str(largest[field]))
    return extra


def _files(message: Raw, kind: Kind) -> tuple[SentFile, ...]:
    """The picture in its largest size, or the document."""
    if kind not in {"photo", "document"}:
        return ()
    sent = message[kind]
    largest = sent[-1] if kind == "photo" else sent
    name = PICTURE if kind == "photo" else _clean(str(largest.get("file_name", "")))
    media_type = "image/jpeg" if kind == "photo" else _clean(str(largest.get("mime_type", "")))
    size = int(largest.get("file_size", 0))
    return (SentFile(name, media_type, size, remote=_clean(str(largest["file_id"]))),)


def _clean(text: str) -> str:
    """Without what no database can keep: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
