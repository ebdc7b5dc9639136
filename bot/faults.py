"""Faults in the log: what kind and where, never the message, which may hold what a visitor wrote."""

from __future__ import annotations

import traceback


def described(error: BaseException) -> str:
    """The kind of an error and the lines of code that it came through."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{frames}".rstrip()
