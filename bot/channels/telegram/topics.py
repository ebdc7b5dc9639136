"""Topics of a forum: one for each case in the staff group. Where there can be none, all works without."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot import officers, posts
from bot.cases.cards import topic_title
from bot.channels.telegram.reading import NAME
from bot.channels.telegram.requests import BotApi
from bot.database import Database
from bot.posts import Topic

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""So often a topic is tried to be made when the server is in trouble; then its case goes without."""

LONGEST_TITLE = 128
"""Characters of a topic's name (Bot API, createForumTopic)."""


class Topics:
    """The topics of the staff group, as the database knows them."""

    def __init__(self, api: BotApi, database: Database) -> None:
        self._api = api
        self._database = database
        self._tries: Counter[int] = Counter()

    async def look(self, group: str) -> None:
        """Find out whether the staff group is a forum; when nobody says, it stays what it was."""
        if not group:
            return
        try:
            chat = await self._api.call("getChat", {"chat_id": int(group)})
        except (TelegramError, ValueError) as error:
            log.warning("the staff group could not be looked at (%s)", type(error).__name__)
            return
        is_forum = isinstance(chat, dict) and bool(chat.get("is_forum"))
        await asyncio.to_thread(self._note_forum, is_forum)

    async def thread_of(self, chat: str, case_id: int) -> str:
        """The topic of a case, made when there is none; "" when there can be none."""
        topic, title = await asyncio.to_thread(self._known, case_id)
        if topic is not None and topic.address == chat:
            return topic.thread
        thread = await self._made(chat, case_id, title) if title else ""
        await asyncio.to_thread(self._note, case_id, chat, thread)
        return thread

    async def _made(self, chat: str, case_id: int, title: str) -> str:
        self._tries[case_id] += 1
        try:
            wanted = {"chat_id": int(chat), "name": title[:LONGEST_TITLE]}
            made = await self._api.call("createForumTopic", wanted)
        except RetryAfter:
            raise
        except TelegramError as error:
            may_pass = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
            if may_pass and self._tries[case_id] < MOST_TRIES:
                raise
            log.warning("no topic could be made (%s); going on without", type(error).__name__)
            return ""
        return str(made.get("message_thread_id", "")) if isinstance(made, dict) else ""

    def _known(self, case_id: int) -> tuple[Topic | None, str]:
        with self._database.reading() as session:
            return posts.topic_of(session, case_id), topic_title(session, case_id)

    def _note(self, case_id: int, chat: str, thread: str) -> None:
        with self._database.writing() as session:
            posts.note_topic(session, case_id, chat, thread)

    def _note_forum(self, is_forum: bool) -> None:
        with self._database.writing() as session:
            group = officers.staff_group(session)
            if group is not None and group.channel == NAME:
                group.is_forum = is_forum
