"""Imports every module that has tables, so that migrations and their test see all of them."""

from __future__ import annotations

from sqlmodel import SQLModel

from bot import cases, inbox, outbox, transcript, visitors
from knowledge import library

metadata = SQLModel.metadata
"""Every table of the program."""

__all__ = ["cases", "inbox", "library", "metadata", "outbox", "transcript", "visitors"]
