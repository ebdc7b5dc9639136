"""A seat: one officer in one open tab. Every look and every deed asks anew whether the officer still may.

Nothing is kept from the moment when the page was opened: a session that has ended closes the tab's page.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from nicegui import Client, ui
from sqlmodel import Session

from bot.channels.web.desk import forms, refusing, wording
from bot.channels.web.desk.forms import PLAIN, Do, Looks, Sent
from bot.channels.web.rendering import part, words
from bot.database import Database, now
from bot.enclosures import USUAL, Terms
from bot.faults import described
from bot.officers import Officer, Role, deeds, sessions
from knowledge.answering import Knowledge

log = logging.getLogger(__name__)

T = TypeVar("T")
Look = Callable[[Session, Officer, datetime], T]
"""Reads what a page shows."""

Refresh = Callable[[], Awaitable[None]]


class SignedOut(Exception):
    """The session has ended, or may not open this page any more: sign in again."""


@dataclass(frozen=True)
class Surroundings:
    """What all seats share.

    `promised` wakes the delivery, so that the visitor hears at once; `desk_link` makes a one-time link of a
    code; `files` is where files are kept, `terms` tell which may be sent.
    """

    database: Database
    knowledge: Callable[[], Knowledge]
    promised: Callable[[], None]
    desk_link: Callable[[str], str]
    files: Path
    terms: Terms = USUAL


class Seat:
    """An officer in one open tab; `token` is the session's."""

    def __init__(
        self, around: Surroundings, client: Client, token: str, only_coordinators: bool
    ) -> None:
        self.around = around
        self.client = client
        self._token = token
        self._only_coordinators = only_coordinators
        self._deeds: dict[str, Do] = {}
        self._refreshes: list[Refresh] = []
        self._left = False
        self._busy = asyncio.Lock()

    async def reads(self, look: Look[T]) -> T:
        """What is to be shown, read beside the event loop. Raises SignedOut, and what `look` raises."""
        return await asyncio.to_thread(self._read, look)

    async def does(self, deed: Look[T], key: str = "") -> T | None:
        """Do something in one transaction; None when this key was carried out before. Raises SignedOut."""
        done = await asyncio.to_thread(self._do, deed, key)
        self.around.promised()
        return done

    def form(
        self, name: str, submit: str, do: Do, looks: Looks = PLAIN
    ) -> AbstractContextManager[ui.element]:
        """A form that `do` carries out; fields go inside (see forms.py). Names are unique on a page."""
        self._deeds[name] = do
        return forms.form(name, submit, looks)

    async def attempt(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do what a click asks for that is no form; a refusal is told, an ended session closes the page."""
        try:
            await act()
        except SignedOut:
            self.leave()
        except Exception as error:
            self.tell(refusing.sentence(error))

    def tell(self, text: str) -> None:
        """Show a sentence for some seconds."""
        if not self.client.is_deleted:
            self.client.run_javascript(f"desk.toast({json.dumps(text)})")

    def keeps_fresh(self, refresh: Refresh) -> None:
        """Called whenever something may have changed; it paints only what has."""
        self._refreshes.append(refresh)

    async def refresh(self) -> None:
        """Have the page look again. An ended session closes it."""
        async with self._busy:
            if self._left or self.client.is_deleted:
                return
            try:
                await self.reads(lambda _session, _officer, _at: None)
                for refresh in self._refreshes:
                    await refresh()
            except SignedOut:
                self.leave()
            except Exception as error:
                log.error("a page of the desk could not be refreshed: %s", described(error))

    async def take(self, value: object) -> None:
        """A form was sent by the browser: carry it out once, and tell the browser how it ended."""
        sent = forms.read_sent(value)
        if sent is None or sent.name not in self._deeds or self._left:
            return
        try:
            told = await self.does(_with(self._deeds[sent.name], sent), sent.key)
        except SignedOut:
            self.leave()
        except Exception as error:
            self._tell("refused", sent.name, refusing.sentence(error))
        else:
            self._tell("settled", sent.name, told or "")
        await self.refresh()

    def _read(self, look: Look[T]) -> T:
        with self.around.database.reading() as session:
            at = now()
            return look(session, self._officer(session, at), at)

    def _do(self, deed: Look[T], key: str) -> T | None:
        with self.around.database.writing() as session:
            at = now()
            officer = self._officer(session, at)
            if key and not deeds.is_first(session, officer, key, at):
                return None
            return deed(session, officer, at)

    def _officer(self, session: Session, at: datetime) -> Officer:
        officer = sessions.officer_of(session, self._token, at)
        if officer is None or (self._only_coordinators and officer.role != Role.COORDINATOR):
            raise SignedOut
        return officer

    def _tell(self, what: str, name: str, text: str) -> None:
        if not self.client.is_deleted:
            arguments = ", ".join(map(json.dumps, (name, text)))
            self.client.run_javascript(f"desk.{what}({arguments})")

    def leave(self, title: str = wording.SIGNED_OUT, more: str = wording.HOW_TO_SIGN_IN) -> None:
        """Show nothing any more of what the officer may not see, and say why."""
        self._left = True
        self._deeds.clear()
        if self.client.is_deleted:
            return
        self.client.content.clear()
        with self.client.content, part("main", "failure"):
            words("h1", title)
            words("p", more)
            words("a", wording.BACK_TO_CASES).props["href"] = "/desk"
        if title == wording.SIGNED_OUT:
            self.client.run_javascript("desk.left()")


def _with(do: Do, sent: Sent) -> Look[str]:
    return lambda session, officer, at: do(session, officer, at, sent.fields)
