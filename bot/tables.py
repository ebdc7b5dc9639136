"""Imports every module that has tables, so that migrations and their test see all of them."""

from __future__ import annotations

from sqlmodel import SQLModel

from bot import (
    audit,
    cases,
    enclosures,
    inbox,
    officers,
    outbox,
    posts,
    profiles,
    transcript,
    visitors,
)
from bot.officers import deeds, drafts, sessions, templates
from dialogs import storage
from knowledge import library

metadata = SQLModel.metadata
"""Every table of the program."""

__all__ = [
    "audit",
    "cases",
    "deeds",
    "drafts",
    "enclosures",
    "inbox",
    "library",
    "metadata",
    "officers",
    "outbox",
    "posts",
    "profiles",
    "sessions",
    "storage",
    "templates",
    "transcript",
    "visitors",
]
