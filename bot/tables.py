"""Imports every module that has tables, so that migrations and their test see all of them."""

from __future__ import annotations

from bot import cases, inbox, outbox, transcript, visitors
from knowledge import library

__all__ = ["cases", "inbox", "library", "outbox", "transcript", "visitors"]
