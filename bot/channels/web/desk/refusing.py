"""What an officer is told when a form was not carried out: one sentence for each refusal of the verbs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.cases import AlreadyTaken, CoordinatorDecides, NotAllowed, NotNow, WordsMissing
from bot.channels.web.desk import wording
from bot.channels.web.desk.forms import Refused
from bot.faults import described
from bot.officers import NoSuchUnit

log = logging.getLogger(__name__)


def _taken(error: Exception) -> str:
    return wording.taken_by(error.holder if isinstance(error, AlreadyTaken) else "")


def _not_now(error: Exception) -> str:
    return wording.not_now(error.case.state if isinstance(error, NotNow) else "")


REFUSALS: tuple[tuple[type[Exception], Callable[[Exception], str]], ...] = (
    (Refused, str),
    (CoordinatorDecides, lambda _: wording.COORDINATOR_DECIDES),
    (NotAllowed, lambda _: wording.NOT_ALLOWED),
    (AlreadyTaken, _taken),
    (NotNow, _not_now),
    (WordsMissing, lambda _: wording.WORDS_MISSING),
    (NoSuchUnit, lambda _: wording.ANOTHER_UNIT),
)
"""More special kinds stand before their bases."""


def sentence(error: Exception) -> str:
    """What to tell the officer; a fault of ours is logged and told as one."""
    for kind, told in REFUSALS:
        if isinstance(error, kind):
            return told(error)
    log.error("a form could not be carried out: %s", described(error))
    return wording.TROUBLE
