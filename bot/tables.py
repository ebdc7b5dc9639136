"""Imports every module that has tables, so that migrations and their test see all of them."""

from __future__ import annotations

from sqlmodel import SQLModel

from bot import (
    audit,
    cases,
    enclosures,
    inbox,
    matching,
    officers,
    outbox,
    posts,
    profiles,
    transcript,
    visitors,
)
from bot.officers import deeds, drafts, sessions, templates
from bot.privacy import leftovers
from bot.proposals import tables as proposals
from bot.reviews import tables as reviews
from dialogs import storage
from knowledge import faqs, library, shipping

metadata = SQLModel.metadata
"""Every table of the program."""

__all__ = [
    "audit",
    "cases",
    "deeds",
    "drafts",
    "enclosures",
    "faqs",
    "inbox",
    "leftovers",
    "library",
    "matching",
    "metadata",
    "officers",
    "outbox",
    "posts",
    "profiles",
    "proposals",
    "reviews",
    "sessions",
    "shipping",
    "storage",
    "templates",
    "transcript",
    "visitors",
]
