"""New rows hold what their constructor would give them, and nothing that the table does not have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import SQLModel

from bot.cases.tables import Case, Event
from bot.database import Database
from bot.entering import entered, new_row
from bot.transcript import Conversation
from bot.visitors import Visitor

AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
GIVEN: dict[type[SQLModel], dict[str, object]] = {
    Visitor: {"channel": "web", "address": "a", "created_at": AT},
    Conversation: {"visitor_id": 1, "created_at": AT},
    Case: {
        "number": "",
        "conversation_id": 1,
        "kind": "service",
        "question": "问",
        "created_at": AT,
    },
    Event: {"case_id": 1, "kind": "created", "at": AT, "by": "visitor"},
}


@pytest.mark.parametrize("table", GIVEN)
def test_a_new_row_is_what_its_constructor_makes(table: type[SQLModel]) -> None:
    given = GIVEN[table]
    assert new_row(table, **given).model_dump() == table(**given).model_dump()


def test_what_is_made_anew_is_shared_by_nobody() -> None:
    one, other = (new_row(Conversation, **GIVEN[Conversation]) for _ in range(2))
    one.subject["question"] = "房租"
    assert other.subject == {}


def test_an_unknown_value_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="Visitor has no adress"):
        new_row(Visitor, adress="a")


def test_an_entered_row_is_changed_and_read_like_any_other(database: Database) -> None:
    with database.writing() as session:
        visitor = entered(session, new_row(Visitor, **GIVEN[Visitor]))
        visitor.city = "xinzhou"
    with database.reading() as session:
        read = session.get_one(Visitor, visitor.id)
        assert (read.city, read.name, read.reachable, read.created_at) == ("xinzhou", "", True, AT)
