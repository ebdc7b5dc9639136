"""The Telegram channel: updates into the inbox and only then confirmed, promised replies out.

Every arrival carries who the bot was when it came, so that decoding needs nothing but the arrival.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from sqlmodel import Session
from telegram.error import InvalidToken, TelegramError

from bot import files, inbox, visitors
from bot.application import Application, terms_of
from bot.channels.telegram import reading
from bot.channels.telegram.downloads import Downloads
from bot.channels.telegram.polling import Polling, RightToPoll
from bot.channels.telegram.reading import BOT, NAME, STAFF, UPDATES, Raw
from bot.channels.telegram.requests import BotApi
from bot.channels.telegram.sending import Pace, Sender
from bot.channels.telegram.topics import Topics
from bot.channels.telegram.webhook import Webhook
from bot.channels.telegram.wording import COMMANDS, menu
from bot.database import now
from bot.delivery import Delivery
from bot.fetching import Fetching
from bot.messages import Incoming

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0


class TelegramChannel:
    """One bot of Telegram."""

    name = NAME

    def __init__(self, application: Application) -> None:
        self.arrived: Callable[[], None] = lambda: None
        settings = application.settings
        self._staff = settings.telegram_staff_group
        self._database = application.database
        self._api = BotApi(
            settings.telegram_token, settings.telegram_base_url, settings.telegram_proxy
        )
        self._webhook = (
            Webhook(settings.telegram_webhook_url, settings.telegram_webhook_secret, self.keep)
            if settings.telegram_webhook_url
            else None
        )
        self._me: Mapping[str, Any] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._topics = topics = Topics(self._api, application.database)
        pace, folder = Pace(settings.telegram_per_second), files.folder_of(settings)
        sender = Sender(self._api, pace, folder, topics)
        self.delivery = Delivery(application.database, NAME, sender.send)
        fetch = Downloads(self._api).fetch
        self._fetching = Fetching(application.database, NAME, fetch, folder, terms_of(settings))

    def decode(self, payload: Raw) -> Incoming | None:
        """What an arrival of this channel says."""
        return reading.decode(payload)

    def add_routes(self, app: FastAPI) -> None:
        """Take part in the web server, when Telegram is to call us."""
        if self._webhook is not None:
            self._webhook.add_to(app)

    async def run(self) -> None:
        """Receive and deliver until cancelled."""
        self._loop = asyncio.get_running_loop()
        await self._api.open()
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self.delivery.run())
                self._tasks.create_task(self._fetching.run())
                self._tasks.create_task(self._receive())
        finally:
            await self._api.close()

    def keep(self, updates: Sequence[Raw]) -> int:
        """Commit updates to the inbox; returns how many are new. Called on a thread of its own."""
        at = now()
        with self._database.writing() as session:
            rows = [(reading.key_of(update), {**update, BOT: self._me}) for update in updates]
            new = inbox.receive(session, NAME, rows, at)
            for address, reachable in filter(None, map(reading.block_of, updates)):
                _note_block(session, address, reachable)
        self.arrived()
        presses = [
            u["callback_query"]["id"]
            for u in updates
            if "callback_query" in u and not reading.is_from_staff(u, self._staff)
        ]
        if presses and self._loop is not None:
            self._loop.call_soon_threadsafe(self._acknowledge, presses)
        return new

    async def _receive(self) -> None:
        me = await self._insist("getMe")
        self._me = {"id": me["id"], "username": me.get("username", ""), STAFF: self._staff}
        log.info("on Telegram as @%s", self._me["username"])
        await self._try("setMyCommands", {"commands": menu(COMMANDS)})
        await self._topics.look(self._staff)
        if self._webhook is not None:
            await self._insist("setWebhook", {**self._webhook.terms, "allowed_updates": [*UPDATES]})
            self._webhook.open = True
            return
        await self._try("deleteWebhook")
        right = RightToPoll(self._database)
        try:
            await Polling(self._api, right, self.keep).run()
        finally:
            right.give_back()

    def _acknowledge(self, presses: Sequence[str]) -> None:
        """Stop the buttons' little clocks; it does not matter if one is too old for that."""
        assert self._tasks is not None
        for press in presses:
            self._tasks.create_task(self._try("answerCallbackQuery", {"callback_query_id": press}))

    async def _try(self, method: str, parameters: Mapping[str, Any] | None = None) -> None:
        try:
            await self._api.call(method, parameters)
        except TelegramError as error:
            log.info("%s failed (%s); going on without", method, type(error).__name__)

    async def _insist(self, method: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """The method's result, however long it takes to get through."""
        pause = 1.0
        while True:
            try:
                return await self._api.call(method, parameters)
            except InvalidToken:
                log.error("Telegram refuses the token: check TELEGRAM_TOKEN")
            except TelegramError as error:
                log.warning("%s failed (%s); trying again", method, type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _note_block(session: Session, address: str, reachable: bool) -> None:
    if not reachable:
        visitors.mark_unreachable(session, NAME, address)
    elif visitor := visitors.find(session, NAME, address):
        visitor.reachable = True
