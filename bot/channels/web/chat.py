"""The chat page: one ChatPage per open tab, showing what the transcript says.

A tab never trusts its memory: whenever something was delivered it reads what is new, so nothing shows twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from nicegui import Client, ui
from nicegui.events import GenericEventArguments

from bot.channels.web import history, receiving, wording
from bot.channels.web.composing import show_composer, show_header, show_if
from bot.channels.web.history import Line, Seen, Stretch
from bot.channels.web.receiving import Sent
from bot.channels.web.rendering import (
    part,
    renew,
    show_line,
    show_own_words,
    words,
)
from bot.database import Database, now
from bot.enclosures import USUAL, Terms
from bot.faults import described
from bot.messages import Reply

log = logging.getLogger(__name__)


class ChatPage:
    """One open tab of one visitor."""

    def __init__(
        self,
        database: Database,
        client: Client,
        address: str,
        arrived: Callable[[], None],
        terms: Terms = USUAL,
    ) -> None:
        self.address = address
        self._database = database
        self._client = client
        self._arrived = arrived
        self._terms = terms
        self._seen = Seen()
        self._first = 0
        self._unheard: list[tuple[Sent, ui.element]] = []
        self._cards: dict[int, tuple[ui.element, Reply]] = {}
        self._reading = asyncio.Lock()

    async def build(self) -> None:
        """Put the page together, with the history as it stands."""
        stretch = await asyncio.to_thread(self._latest)
        with part("div", "chat"):
            show_header()
            with part("main", "history", id="history"):
                self._earlier = words("button", wording.EARLIER, "earlier")
                self._earlier.props["type"] = "button"
                self._earlier.on("click", self._show_earlier)
                self._lines = part("div", "lines", id="lines", role="log", aria_live="polite")
                self._lines.props["aria-label"] = wording.HISTORY
                self._pending = part("div", "lines", id="pending")
                self._waiting = words("p", wording.SEARCHING, "waiting")
                self._waiting.props["role"] = "status"
            self._trouble = show_composer(self._terms)
        self._show(stretch)
        self._remember_first(stretch.first)
        self._wait(False)
        ui.on("sent", self._take)

    @property
    def waits(self) -> bool:
        """Whether something said in this tab has not been heard yet."""
        return bool(self._unheard)

    async def connected(self) -> None:
        """The tab is live: welcome somebody new, and read what came since the page was built."""
        if self._seen == Seen() and await asyncio.to_thread(self._keep_opening):
            self._wait(True)
            self._arrived()
        await self.catch_up()

    async def catch_up(self) -> None:
        """Show what was said since this tab last read the transcript."""
        async with self._reading:
            stretch = await asyncio.to_thread(self._newer)
            if not self._client.is_deleted:
                self._show(stretch)
                if stretch.tells_of_erasure:  # what stands above is kept no more
                    self._client.run_javascript("location.reload()")

    def _latest(self) -> Stretch:
        with self._database.reading() as session:
            return history.latest(session, self.address)

    def _newer(self) -> Stretch:
        with self._database.reading() as session:
            return history.newer(session, self.address, self._seen)

    def _older(self) -> Stretch:
        with self._database.reading() as session:
            return history.older(session, self.address, self._first)

    def _keep_opening(self) -> bool:
        with self._database.writing() as session:
            return receiving.keep_opening(session, self.address, now())

    def _keep(self, sent: Sent) -> bool:
        with self._database.writing() as session:
            return receiving.keep(session, self.address, sent, now())

    def _show(self, stretch: Stretch) -> None:
        apologised = stretch.seen.parcel > self._seen.parcel
        self._seen = stretch.seen
        for line in stretch.lines:
            if line.mine:
                self._settle(line)
        if apologised:
            self._stop_waiting()
        with self._lines:
            for line in stretch.lines:
                self._show_line(line)
        if stretch.lines:
            self._wait(bool(self._unheard))
        if stretch.renewed is not None:
            self._renew(stretch.renewed)

    def _show_line(self, line: Line) -> None:
        shown = show_line(line)
        if line.changes:
            self._cards[line.changes] = shown, line.reply

    def _renew(self, line: Line) -> None:
        """Ticks were set or taken back, perhaps in another tab."""
        shown, before = self._cards.get(line.changes, (None, line.reply))
        if shown is not None and before != line.reply:
            renew(shown, before, line.reply)
            self._cards[line.changes] = shown, line.reply

    def _settle(self, line: Line) -> None:
        """The transcript has these words now: take away what stood in for them."""
        for pair in self._unheard:
            sent, element = pair
            if sent.text == line.reply.text:
                element.delete()
                self._unheard.remove(pair)
                return

    def _stop_waiting(self) -> None:
        """What is not in the transcript by now will not come there: it stays as the visitor said it."""
        for _, element in self._unheard:
            element.move(self._lines)
        self._unheard.clear()

    async def _show_earlier(self) -> None:
        async with self._reading:
            stretch = await asyncio.to_thread(self._older)
            with self._lines, part("div", "lines earlier-lines") as batch:
                for line in stretch.lines:
                    self._show_line(line)
            batch.move(target_index=0)
            self._remember_first(stretch.first)

    def _remember_first(self, first: int) -> None:
        self._first = first
        show_if(self._earlier, first > 0)

    def _wait(self, waiting: bool) -> None:
        show_if(self._waiting, waiting)

    async def _take(self, event: GenericEventArguments) -> None:
        """Something was typed or pressed in this tab."""
        sent = receiving.read_sent(event.args)
        if sent is None or sent.empty or sent.too_long:  # static/chat.js lets none of these through
            self._tell_kept(event.args)
            return
        if all(known.key != sent.key for known, _ in self._unheard):
            await self._take_once(sent)

    async def _take_once(self, sent: Sent) -> None:
        if not sent.changes_a_card:  # a tick is shown by its card as soon as it was heard
            with self._pending:
                shown = show_own_words(sent.text, sent.files, are_kept=False)
                self._unheard.append((sent, shown))
            self._wait(True)
        try:
            is_new = await asyncio.to_thread(self._keep, sent)
        except Exception as error:
            log.error(
                "the inbox cannot be written; the browser will send again: %s", described(error)
            )
            self._forget(sent)
            show_if(self._trouble, True)
            return
        show_if(self._trouble, False)
        self._tell_kept({"key": sent.key})
        if is_new:
            self._arrived()
        else:
            self._forget(sent)

    def _forget(self, sent: Sent) -> None:
        """Take away the stand-in of something that was not kept just now."""
        for pair in self._unheard:
            if pair[0] is sent:
                pair[1].delete()
                self._unheard.remove(pair)
                break
        self._wait(bool(self._unheard))

    def _tell_kept(self, value: Any) -> None:
        """Let the browser forget what it kept for sending again."""
        key = value.get("key") if isinstance(value, dict) else None
        if isinstance(key, str):
            self._client.run_javascript(f"chat.kept({json.dumps(key)})")
