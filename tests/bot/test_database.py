"""Both databases keep moments in UTC, commit whole transactions, and are migrated from nothing."""

from __future__ import annotations

import sqlite3
import threading
from datetime import datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel, select

import bot.tables  # noqa: F401  (so that the metadata is whole)
from bot import visitors
from bot.application import assemble
from bot.database import Database, NewerSchema, open_database
from bot.settings import Settings, UnusableSettings
from bot.visitors import Visitor
from tests.conftest import MORNING


def test_opening_an_empty_database_makes_every_table(empty_database_url: str) -> None:
    database = open_database(empty_database_url)
    assert set(SQLModel.metadata.tables) <= set(inspect(database.engine).get_table_names())
    database.close()


def test_opening_it_again_changes_nothing(empty_database_url: str) -> None:
    first = open_database(empty_database_url)
    with first.writing() as session:
        visitors.meet(session, "test", "王老师", "", MORNING)
    first.close()
    again = open_database(empty_database_url)
    with again.reading() as session:
        assert visitors.find(session, "test", "王老师")
    again.close()


def test_the_migrations_say_what_the_tables_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_indexes_for_what_waits_hold_only_what_waits(database: Database) -> None:
    with database.engine.connect() as connection:
        assert "WHERE" in _definition(connection, "ix_arrival_waiting").upper()
        assert "WHERE" in _definition(connection, "ix_parcel_open").upper()


def _definition(connection: Connection, index: str) -> str:
    where = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name = :name",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = :name",
    }[connection.dialect.name]
    return str(connection.execute(text(where), {"name": index}).scalar_one())


def test_a_moment_comes_back_as_the_same_moment(database: Database) -> None:
    in_shanxi = MORNING.astimezone(timezone(timedelta(hours=8)))
    with database.writing() as session:
        visitors.meet(session, "test", "王老师", "", in_shanxi)
    with database.reading() as session:
        kept: datetime = session.exec(select(Visitor.created_at)).one()
    assert (kept, kept.utcoffset()) == (MORNING, timedelta(0))


def test_an_exception_rolls_everything_back(database: Database) -> None:
    def meet_and_fail() -> None:
        with database.writing() as session:
            visitors.meet(session, "test", "王老师", "", MORNING)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        meet_and_fail()
    with database.reading() as session:
        assert visitors.find(session, "test", "王老师") is None


def test_two_writers_wait_for_each_other(database: Database) -> None:
    def count_up() -> None:
        for _ in range(20):
            with database.writing() as session:
                known = visitors.find(session, "test", "王老师")
                assert known
                session.refresh(known, with_for_update=True)
                known.name = str(int(known.name) + 1)

    with database.writing() as session:
        visitors.meet(session, "test", "王老师", "0", MORNING)
    both = [threading.Thread(target=count_up) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    with database.reading() as session:
        known = visitors.find(session, "test", "王老师")
        assert known
        assert known.name == "40"


def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        visitors.meet(writer, "test", "王老师", "", MORNING)
        with database.reading() as reader:
            assert visitors.find(reader, "test", "王老师") is None


def test_sqlite_keeps_every_commit_on_disk(tmp_path: object) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a/b/specialist.db")
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_sqlite_in_use_by_another_process_is_waited_for(tmp_path: object) -> None:
    database = open_database(f"sqlite:///{tmp_path}/specialist.db")
    other = sqlite3.connect(f"{tmp_path}/specialist.db", check_same_thread=False)
    other.isolation_level = None
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    with database.writing() as session:
        visitors.meet(session, "test", "王老师", "", MORNING)
    database.close()
    other.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_usual_ways_to_write_a_postgresql_address(scheme: str, postgres_url: str) -> None:
    database = open_database(postgres_url.replace("postgresql", scheme, 1))
    assert database.engine.dialect.driver == "psycopg"
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    database = open_database(database_url)
    with database.writing() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(NewerSchema):
        open_database(database_url)
    with pytest.raises(UnusableSettings, match="更新的版本"):
        assemble(Settings(_env_file=None, database_url=database_url))  # type: ignore[call-arg]
