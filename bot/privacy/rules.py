"""What becomes of every table when a visitor is erased. This is the one list: erasing does what it says.

Rows whose ids stand in buttons or in other rows are blanked, not deleted, as SQLite gives ids out again. A test
walks all tables and fails when one, or one of its columns of text, is not named here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Table, cast, literal
from sqlalchemy.types import String

from bot.visitors import ERASED_ADDRESS
from bot.wording.privacy_phrases import ERASED

Root = Literal["visitor", "conversation", "message", "case", "interview", "offer"]
"""What the erased rows hang on."""

EMPTY_REPLY: Mapping[str, Any] = {"blocks": [], "choices": []}


@dataclass(frozen=True)
class Whose:
    """Rows belong to a visitor when this column holds the id of one of their rows of `root`."""

    column: str
    root: Root


@dataclass(frozen=True)
class Only:
    """A column of JSON objects keeps these keys, which hold nothing personal, and loses all others."""

    keys: frozenset[str]

    def of(self, value: Any) -> Any:
        """What stays of a value."""
        return {k: v for k, v in value.items() if k in self.keys} if value else value


Becomes = object | Only | Callable[[Table], ColumnElement[Any]]


@dataclass(frozen=True)
class Deleted:
    """The visitor's rows are deleted."""

    whose: Whose


@dataclass(frozen=True)
class Blanked:
    """The visitor's rows stay as a skeleton: `becomes` names what replaces a column.

    `stays` are columns of text that are left, as they hold ids and kinds only. Without `whose` the rows are
    found by address and by what they speak of (bot/privacy/tracing.py).
    """

    whose: Whose | None
    becomes: Mapping[str, Becomes]
    stays: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class NothingPersonal:
    """Nothing of a visitor stands in this table; `why` tells what does."""

    why: str


Rule = Deleted | Blanked | NothingPersonal


def _nobody(table: Table) -> ColumnElement[Any]:
    """An address that no channel has, one for each row."""
    return literal(ERASED_ADDRESS).concat(cast(table.c.id, String))


OFFICERS = NothingPersonal("officers and units, not visitors")
PUBLISHED = NothingPersonal("what is published, the same for everybody")

RULES: Mapping[str, Rule] = {
    "profile": Deleted(Whose("visitor_id", "visitor")),
    "interview_answer": Deleted(Whose("interview_id", "interview")),
    "interview": Blanked(
        Whose("conversation_id", "conversation"),
        {"scope": [], "picked": [], "asides": [], "redoing": None, "phase": "dropped"},
        frozenset({"digest", "form", "started_at", "changed_at"}),
    ),
    "feedback": Blanked(Whose("message_id", "message"), {"reason": ""}),
    "message": Blanked(
        Whose("conversation_id", "conversation"),
        {"text": "", "body": None, "outcome": Only(frozenset({"status", "clauses", "why"}))},
        frozenset({"speaker"}),
    ),
    "enclosure": Blanked(
        Whose("conversation_id", "conversation"),
        {
            **dict.fromkeys(("name", "media_type", "remote", "reason", "sha256"), ""),
            "size": 0,
            "state": "deleted",
            "expires_at": None,
            "not_before": None,
        },
        frozenset({"channel", "key"}),
    ),
    "rating": Blanked(Whose("case_id", "case"), {"comment": ""}),
    "event": Blanked(
        Whose("case_id", "case"),
        {
            "text": "",
            "details": Only(
                frozenset({"from", "to", "outcome", "stage", "reached", "solved", "satisfied"})
            ),
        },
        frozenset({"kind", "by"}),
    ),
    "bid": Blanked(Whose("offer_id", "offer"), {"words": ""}, frozenset({"state"})),
    "offer": Blanked(
        Whose("conversation_id", "conversation"),
        {
            **dict.fromkeys(("title", "about", "place", "price", "more"), ""),
            "topics": [],
            "state": "withdrawn",
        },
        frozenset({"kind", "city"}),
    ),
    "commission": Blanked(
        Whose("conversation_id", "conversation"),
        {
            **dict.fromkeys(("about", "price", "more"), ""),
            "topics": [],
            "settled": True,
            "asker_shares": False,
        },
        frozenset({"kind", "city"}),
    ),
    "draft": Blanked(
        Whose("case_id", "case"),
        {"text": "", "waits": False},
        frozenset({"purpose", "outcome", "message"}),
    ),
    "proposal": Blanked(
        Whose("case_id", "case"),
        {"case_id": None},
        frozenset({"kind", "question", "clauses", "answer", "state", "word", "replaced"}),
    ),
    "case": Blanked(
        Whose("conversation_id", "conversation"),
        {
            "question": ERASED,
            "clauses": [],
            "answers": [],
            "consent": None,
            "assessment_id": None,
        },
        frozenset({"number", "kind", "service", "city", "state", "outcome"}),
    ),
    "conversation": Blanked(Whose("visitor_id", "visitor"), {"subject": {}}),
    "visitor": Blanked(
        Whose("id", "visitor"),
        {"address": _nobody, "name": "", "city": None, "reachable": False},
        frozenset({"channel"}),
    ),
    "parcel": Blanked(
        None, {"body": EMPTY_REPLY}, frozenset({"channel", "address", "remote_id", "error"})
    ),
    "arrival": Blanked(None, {"payload": {}, "error": ""}, frozenset({"channel", "key"})),
    "erasure": NothingPersonal("keys of files that are about to be deleted"),
    "case_unit": NothingPersonal("ids of units and cases"),
    "audit_line": NothingPersonal("ids of officers and cases, and what was done"),
    "officer": OFFICERS,
    "unit": OFFICERS,
    "absence": OFFICERS,
    "sign_in_code": OFFICERS,
    "staff_group": OFFICERS,
    "template": OFFICERS,
    "desk_session": OFFICERS,
    "deed": OFFICERS,
    "desk_notice": OFFICERS,
    "review": NothingPersonal("ids of messages, and which officer looked at them"),
    "post": NothingPersonal("where messages about a case stand in officers' chats"),
    "topic": NothingPersonal("where a case's topic is in the staff group"),
    "faq": PUBLISHED,
    "policy_version": PUBLISHED,
    "clause": PUBLISHED,
    "phrasing": PUBLISHED,
    "packaged": PUBLISHED,
    "definitions_version": PUBLISHED,
}
"""By the table's name, in the order in which erasing goes: what hangs on a row comes before it."""
