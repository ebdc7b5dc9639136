"""How loud the log is, and what it never holds: words of visitors, numbers of people, texts of errors.

Our own lines hold none (bot/faults.py); the form of all lines sees to it for the libraries too.
"""

from __future__ import annotations

import logging

from bot.faults import described
from bot.masking import mask
from bot.settings import Settings

FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Discreet(logging.Formatter):
    """Lines without the numbers of people, and errors by their kind and place only."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with its error below it."""
        record.exc_text = None  # another one may have formatted it before, with its text
        return mask(super().format(record))

    def formatException(self, ei: object) -> str:
        """The kind of the error and where it happened; its text may hold what somebody wrote."""
        error = ei[1] if isinstance(ei, tuple) else None
        return described(error) if error is not None else ""


def log_as(settings: Settings) -> None:
    """Log to standard error, as much as the settings want."""
    out = logging.StreamHandler()
    out.setFormatter(Discreet(FORM))
    logging.basicConfig(level=settings.log_level, handlers=[out])
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines hold the token
