"""Cases: from "I want a person" to closed and rated. Each verb takes a session, the case, who, and when.

Who may do what stands in `permission`; every verb asks it first.
"""

from __future__ import annotations

from bot.cases.answering import answers_of, open_request
from bot.cases.claiming import claim
from bot.cases.closing import can_reopen, cancel, close, reopen
from bot.cases.filing import USABLE, file_arrived, file_failed, file_of, files_of
from bot.cases.finding import (
    cases_of,
    conversation_before,
    heard_before,
    held_by,
    look,
    numbered,
    opened_before,
    still_visible,
    visible,
    waiting_for,
)
from bot.cases.moving import MOST_HOPS, release_all, return_, returning_unit, transfer
from bot.cases.noticing import Unseen, unseen
from bot.cases.opening import NO_CITY, Answered, Matched, open_case
from bot.cases.permission import (
    ALLOWED,
    Asker,
    CoordinatorDecides,
    NotAllowed,
    Part,
    Verb,
    Who,
    is_coordinator,
    may,
    parts_of,
)
from bot.cases.rating import comment, rate
from bot.cases.refusals import AlreadyTaken, NotNow, UrgedToday, WordsMissing
from bot.cases.tables import (
    ENDED,
    HELD,
    Case,
    CaseUnit,
    Event,
    Happened,
    Kind,
    Notice,
    Rating,
    Solved,
    State,
)
from bot.cases.talking import (
    Said,
    add,
    allow_reading,
    attach,
    hear_from_visitor,
    note,
    note_undelivered,
    say_to_visitor,
    talk_to_officer,
    talk_to_specialist,
    talking_case,
)
from bot.cases.telling import holder_of, is_attended, visitor_of
from bot.cases.timeline import timeline
from bot.cases.urging import urge

__all__ = [
    "ALLOWED",
    "ENDED",
    "HELD",
    "MOST_HOPS",
    "NO_CITY",
    "USABLE",
    "AlreadyTaken",
    "Answered",
    "Asker",
    "Case",
    "CaseUnit",
    "CoordinatorDecides",
    "Event",
    "Happened",
    "Kind",
    "Matched",
    "NotAllowed",
    "NotNow",
    "Notice",
    "Part",
    "Rating",
    "Said",
    "Solved",
    "State",
    "Unseen",
    "UrgedToday",
    "Verb",
    "Who",
    "WordsMissing",
    "add",
    "allow_reading",
    "answers_of",
    "attach",
    "can_reopen",
    "cancel",
    "cases_of",
    "claim",
    "close",
    "comment",
    "conversation_before",
    "file_arrived",
    "file_failed",
    "file_of",
    "files_of",
    "hear_from_visitor",
    "heard_before",
    "held_by",
    "holder_of",
    "is_attended",
    "is_coordinator",
    "look",
    "may",
    "note",
    "note_undelivered",
    "numbered",
    "open_case",
    "open_request",
    "opened_before",
    "parts_of",
    "rate",
    "release_all",
    "reopen",
    "return_",
    "returning_unit",
    "say_to_visitor",
    "still_visible",
    "talk_to_officer",
    "talk_to_specialist",
    "talking_case",
    "timeline",
    "transfer",
    "unseen",
    "urge",
    "visible",
    "visitor_of",
    "waiting_for",
]
