"""Enclosures: files that people send with a message, from the moment they arrive until they are deleted.

The table knows of each what it is and where it stands; contents lie outside the database (bot/files.py).
"""

from __future__ import annotations

from bot.enclosures.checking import MEGABYTE, MOST_A_DAY, MOST_PER_MESSAGE, USUAL, Refused, Terms
from bot.enclosures.deleting import (
    any_lapsed,
    forget,
    forget_all_of,
    forget_case,
    forget_lapsed,
    kept_keys,
    sweep,
)
from bot.enclosures.enclosing import (
    LOOSE_FOR,
    enclose,
    give_to_case,
    loose,
    may_upload,
    of_case,
    of_messages,
    owner_of,
    readable_by,
    uploaded,
)
from bot.enclosures.tables import Enclosure, Reason, State
from bot.enclosures.with_form import give_to_form, of_form

__all__ = [
    "LOOSE_FOR",
    "MEGABYTE",
    "MOST_A_DAY",
    "MOST_PER_MESSAGE",
    "USUAL",
    "Enclosure",
    "Reason",
    "Refused",
    "State",
    "Terms",
    "any_lapsed",
    "enclose",
    "forget",
    "forget_all_of",
    "forget_case",
    "forget_lapsed",
    "give_to_case",
    "give_to_form",
    "kept_keys",
    "loose",
    "may_upload",
    "of_case",
    "of_form",
    "of_messages",
    "owner_of",
    "readable_by",
    "sweep",
    "uploaded",
]
