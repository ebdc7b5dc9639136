"""How loud the log is. What goes into it is no visitor's words: see bot/faults.py."""

from __future__ import annotations

import logging

from bot.settings import Settings


def log_as(settings: Settings) -> None:
    """Log to standard error, as much as the settings want."""
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines hold the token
