"""Hearing: takes arrivals from the inbox, in order, and has the specialist hear each in one transaction.

One thread does it: order per conversation comes for free, and SQLite has one writer anyway. A batch shares
one transaction; if it fails, each of its arrivals is handled in one of its own. What was waiting at the start
is taken singly, its attempt counted first, so that an arrival which kills the process is found out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from bot import inbox, outbox
from bot.conversation import NotTogether, Specialist
from bot.database import Database, now
from bot.faults import described
from bot.inbox import Arrival, Waiting
from bot.masking import mask
from bot.messages import Incoming
from bot.wording import phrases

log = logging.getLogger(__name__)

Decoder = Callable[[dict[str, object]], Incoming | None]
"""Turns a channel's raw update into Incoming, or None for one that nobody needs to hear."""

Read = Mapping[int, Incoming | None]
"""What arrivals say, by their ids."""

GATHER_SECONDS = 0.005
"""What arrives so soon after a batch was begun shares the next one; whoever writes alone never waits."""

IDLE_SECONDS = 1.0
"""How long the thread sleeps when nobody wakes it; retries wait no longer than that."""


class Hearing:
    """Handles what waits in the inbox of the given channels."""

    def __init__(
        self,
        database: Database,
        specialist: Specialist,
        decoders: Mapping[str, Decoder],
        promised: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._specialist = specialist
        self._decoders = decoders
        self._promised = promised
        self._clock = clock
        self._wake = threading.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something arrived; safe to call from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """End `run` after the batch at hand."""
        self._stopping = True
        self._wake.set()

    def run(self) -> None:
        """Handle arrivals until `stop`; meant for a thread of its own."""
        resumed = False
        while not self._stopping:
            self._wake.clear()
            handled, begun = 0, time.monotonic()
            try:
                if not resumed:
                    self._forget()
                    self.resume()
                resumed = True
                handled = self.handle_batch()
            except Exception as error:
                log.error("arrivals could not be handled; trying again: %s", described(error))
            if not handled:
                self._wake.wait(IDLE_SECONDS)
            time.sleep(max(begun + GATHER_SECONDS - time.monotonic(), 0))

    def resume(self) -> None:
        """Handle what an earlier process left waiting, one by one, each attempt counted beforehand."""
        for arrival_id in self._left():
            if self._stopping:
                return
            with self._database.writing() as session:
                attempts = inbox.count_attempt(session, arrival_id, self._clock())
            if attempts > inbox.MOST_DEATHS:
                self._bury(arrival_id, "the process died while this was handled")
            else:
                self._handle_one(arrival_id)

    def _left(self) -> list[int]:
        """What waits, in order; but those over which the process keeps dying come after all others."""
        with self._database.reading() as session:
            left = inbox.waiting(session, [*self._decoders], self._clock(), 100_000)
            left.sort(key=lambda arrival: arrival.attempts >= inbox.MOST_ATTEMPTS)
            return [arrival.id for arrival in left]

    def _forget(self) -> None:
        with self._database.writing() as session:
            inbox.forget_handled(session, self._clock())

    def handle_batch(self) -> int:
        """Handle up to one batch in one transaction. Returns how many arrivals were taken."""
        with self._database.reading() as session:
            batch = inbox.waiting(session, [*self._decoders], self._clock())
        if not batch:
            return 0
        read = self._think_ahead(batch) if len(batch) > 1 else {}
        heard: list[int] = []
        try:
            with self._database.writing() as session:
                self._handle_together(session, batch, read, heard)
        except Exception as error:
            if not heard:
                raise
            self._handle_singly([arrival.id for arrival in batch], heard[-1], error)
        self._promised()
        return len(batch)

    def _decoded(self, arrival: Arrival | Waiting) -> Incoming | None:
        return self._decoders[arrival.channel](arrival.payload)

    def _think_ahead(self, batch: Sequence[Waiting]) -> Read:
        """Work out what needs no database before it is our turn at writing, which others wait for."""
        read: dict[int, Incoming | None] = {}
        for arrival in batch:
            with suppress(Exception):  # it fails again when it is heard, and is noted there
                read[arrival.id] = incoming = self._decoded(arrival)
                if incoming is not None:
                    self._specialist.think_ahead(incoming)
        return read

    def _handle_together(
        self, session: Session, batch: Sequence[Waiting], read: Read, heard: list[int]
    ) -> None:
        ours = inbox.claim_all(session, [arrival.id for arrival in batch], self._clock())
        incomings = []
        for arrival in batch:
            heard.append(arrival.id)
            known = arrival.id in read
            incoming = read[arrival.id] if known else self._decoded(arrival)
            if incoming is not None and arrival.id in ours:
                incomings.append((arrival.id, incoming))
        spoken = self._specialist.hear_all(session, [incoming for _, incoming in incomings])
        for arrival_id, _ in incomings:
            heard.append(arrival_id)
            next(spoken)
        next(spoken, None)  # nothing is promised before the end

    def _handle_singly(self, batch: Sequence[int], failed: int, error: Exception) -> None:
        one_failed = not isinstance(error, NotTogether)
        if one_failed:
            self._note_failure(failed, error)
        for arrival_id in batch:
            if not (one_failed and arrival_id == failed):
                self._handle_one(arrival_id)

    def _handle_one(self, arrival_id: int) -> None:
        try:
            with self._database.writing() as session:
                if inbox.claim(session, arrival_id, self._clock()):
                    self._hear(session, session.get_one(Arrival, arrival_id))
        except Exception as error:
            self._note_failure(arrival_id, error)
        self._promised()

    def _hear(self, session: Session, arrival: Arrival) -> None:
        incoming = self._decoded(arrival)
        if incoming is not None:
            self._specialist.hear(session, incoming)

    def _note_failure(self, arrival_id: int, error: Exception) -> None:
        log.error("arrival %s failed: %s", arrival_id, described(error))
        reason = mask(f"{type(error).__name__}: {error}")
        with self._database.writing() as session:
            attempts = inbox.count_attempt(session, arrival_id, self._clock(), reason)
            if attempts >= inbox.MOST_ATTEMPTS:
                inbox.bury(session, arrival_id, self._clock())
                self._apologise(session, session.get_one(Arrival, arrival_id))

    def _bury(self, arrival_id: int, reason: str) -> None:
        with self._database.writing() as session:
            inbox.bury(session, arrival_id, self._clock(), reason)
            self._apologise(session, session.get_one(Arrival, arrival_id))
        self._promised()

    def _apologise(self, session: Session, arrival: Arrival) -> None:
        try:
            incoming = self._decoded(arrival)
        except Exception:
            return  # nobody can be told: the sender could not be read
        if incoming is not None:
            outbox.promise(
                session, incoming.channel, incoming.address, phrases.apology(), self._clock()
            )
