"""What is published now, kept up to date while the program runs: a phrasing taught counts at once.

A change is noticed within a second. The indexes are made anew before the next answer; the weights, which take
seconds, are learned beside it, and until then the old ones serve.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sqlmodel import Session

from bot.database import Database
from bot.faults import described
from knowledge import faqs, library
from knowledge.answering import Knowledge
from knowledge.learning import Ranker
from knowledge.opening import open_knowledge

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks at whether something new was published."""


class PublishedKnowledge:
    """Gives the knowledge in use; a turn that has begun keeps the one it was given."""

    def __init__(
        self,
        database: Database,
        cache_dir: Path,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._cache_dir = cache_dir
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._knowledge: Knowledge | None = None
        self._state: tuple[object, ...] = ()
        self._looked_at = 0.0
        self._learning: threading.Thread | None = None

    def __call__(self) -> Knowledge:
        """The knowledge in use now."""
        with self._lock:
            if self._knowledge is None:
                self._knowledge = self._open(None)
            elif self._monotonic() - self._looked_at >= LOOK_EVERY and self._has_changed():
                self._knowledge = self._open(self._knowledge.ranker)
                self._learn()
            return self._knowledge

    def warm(self) -> None:
        """Load all that answers need, so that the first one is as quick as the others."""
        self().answer("您好", None, {})
        gc.freeze()  # it stays: who collects what is over need not go through it each time

    def wait(self) -> None:
        """Wait until what was published last is learned."""
        if self._learning is not None:
            self._learning.join()

    def _has_changed(self) -> bool:
        self._looked_at = self._monotonic()
        with self._database.reading() as session:
            return _state(session) != self._state

    def _open(self, ranker: Ranker | None) -> Knowledge:
        with self._database.reading() as session:
            self._state, shelf = _state(session), library.read_shelf(session)
            confirmed = faqs.read(session)
        self._looked_at = self._monotonic()
        return open_knowledge(shelf, self._cache_dir, ranker=ranker, confirmed=confirmed)

    def _learn(self) -> None:
        """Learn from what is on the shelf, beside the answering."""
        self._learning = threading.Thread(target=self._replace, name="learning", daemon=True)
        self._learning.start()

    def _replace(self) -> None:
        try:
            learned = self._open(None)
        except Exception as error:
            log.error(
                "what was published could not be learned; the old weights serve on: %s",
                described(error),
            )
            return
        with self._lock:
            self._knowledge = learned
        gc.unfreeze()
        gc.collect()  # the one before, too
        gc.freeze()


def _state(session: Session) -> tuple[object, ...]:
    return (*library.state(session), *faqs.state(session))
