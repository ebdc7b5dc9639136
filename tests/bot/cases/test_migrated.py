"""Cases from before there were units and timelines get both, and a clock that tells somebody of them."""

from __future__ import annotations

from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot import cases
from bot.cases import Case
from bot.database import MIGRATIONS, connect
from bot.reminders import remind
from tests.conftest import MORNING

BEFORE = (
    "INSERT INTO visitor (id, channel, address, name, reachable, created_at)"
    " VALUES (1, 'test', '王老师', '', true, '2026-11-20')",
    "INSERT INTO conversation (id, visitor_id, subject, created_at)"
    " VALUES (1, 1, '{}', '2026-11-20')",
    'INSERT INTO "case" (id, number, conversation_id, kind, question, units, state, created_at)'
    " VALUES (1, 'XZ-20261120-0001', 1, 'consultation', '高企', '[\"市科技局\", \"市财政局\"]',"
    " 'open', '2026-11-20 01:00:00')",
)


def test_an_old_case_is_carried_over(empty_database_url: str) -> None:
    database = connect(empty_database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in BEFORE:
            connection.execute(text(statement))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    with database.writing() as session:
        case = session.get_one(Case, 1)
        units = [(unit.city, unit.name) for unit in case.units]
        story = [(event.kind, event.text) for event in cases.timeline(session, 1)]
        assert remind(session, MORNING) == 3
    assert units == [("xinzhou", "市科技局"), ("xinzhou", "市财政局")]
    assert story == [("created", "高企")]
    assert case.created_at == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    database.close()
