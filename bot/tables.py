"""Imports every module that has tables, so that migrations and their test see all of them."""

from __future__ import annotations

from sqlmodel import SQLModel

from bot import cases, inbox, outbox, profiles, transcript, visitors
from dialogs import storage
from knowledge import library

metadata = SQLModel.metadata
"""Every table of the program."""

__all__ = [
    "cases",
    "inbox",
    "library",
    "metadata",
    "outbox",
    "profiles",
    "storage",
    "transcript",
    "visitors",
]
