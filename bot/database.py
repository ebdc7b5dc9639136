"""The database: SQLite (WAL, every commit on disk) by default, PostgreSQL by its address.

A transaction that writes takes SQLite's write lock at its beginning, so it never fails half-way with "locked".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import DateTime, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from bot.turnstile import Turnstile

LOCK_PATIENCE = 30.0
"""Seconds that a transaction waits for SQLite's write lock before it gives up."""

LOG_PATIENCE = 2.0
"""Seconds to wait for readers of SQLite's log before it is left for the next time."""

MIGRATIONS = Path(__file__).parent / "migrations"


def _to_json(value: object) -> str:
    """Readable UTF-8, and fast; halves of characters, which a raw update may hold, are escaped instead."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return json.dumps(value)


def _from_json(written: str | bytes) -> object:
    try:
        return orjson.loads(written)
    except ValueError:
        return json.loads(written)


AS_JSON: Mapping[str, Any] = {"json_serializer": _to_json, "json_deserializer": _from_json}
"""How JSON columns are written: every reply is kept so twice."""


class NewerSchema(RuntimeError):
    """The database was brought up to date by a newer version of this program, which must not be undone."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC in every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database keeps it."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as we know it."""
        return value and value.replace(tzinfo=UTC)


class Database:
    """An open database; `writing()` and `reading()` give sessions in one transaction each."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader = engine.execution_options(reading=True)
        self._turnstile = Turnstile(_file_of(engine)) if engine.dialect.name == "sqlite" else None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose transaction commits at the end, or rolls back on an exception.

        SQLite has one writer, so that others queue for their turn (see bot/turnstile.py).
        """
        with (
            self._turnstile or nullcontext(),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading only; it does not wait for writers."""
        with Session(self._reader) as session:
            yield session

    def empty_log(self) -> bool:
        """Move SQLite's log into the database and cut it to nothing; False while somebody still reads it.

        What was overwritten is gone from the file then, as connections overwrite what they delete.
        """
        file = self.engine.url.database
        if self.engine.dialect.name != "sqlite" or file in {None, "", ":memory:"}:
            return True
        with closing(sqlite3.connect(str(file), timeout=LOG_PATIENCE)) as connection:
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
        if self._turnstile is not None:
            self._turnstile.close()


def _file_of(engine: Engine) -> Path | None:
    """SQLite's file, None for a database in memory."""
    file = engine.url.database
    return Path(file) if file and file != ":memory:" else None


def open_database(url: str) -> Database:
    """The database at `url`, with its schema brought up to date.

    Raises sqlalchemy.exc.OperationalError when it cannot be reached.
    """
    database = connect(url)
    migrate(database.engine)
    return database


def connect(url: str) -> Database:
    """The database at `url` with its schema as it is."""
    return Database(_sqlite(url) if url.startswith("sqlite") else _postgres(url))


def _postgres(url: str) -> Engine:
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, pool_pre_ping=True, hide_parameters=True, **AS_JSON)


def _sqlite(url: str) -> Engine:
    file = make_url(url).database
    if file in {None, "", ":memory:"}:
        engine = create_engine(
            url, poolclass=StaticPool, connect_args={"check_same_thread": False}, **AS_JSON
        )
    else:
        Path(str(file)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url, connect_args={"timeout": LOCK_PATIENCE}, hide_parameters=True, **AS_JSON
        )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def migrate(engine: Engine) -> None:
    """Bring the schema up to date, with Alembic's migrations of this folder. Raises NewerSchema."""
    with engine.execution_options(reading=True).connect() as connection:
        current = current_revision(connection)
    if current is not None and current > newest_revision():
        raise NewerSchema(current)
    if current != newest_revision():
        with engine.begin() as connection:
            _upgrade(connection)


def current_revision(connection: Connection) -> str | None:
    """The migration that the schema stands at, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def newest_revision() -> str:
    """The newest migration's name: files are named by a counter, so no Alembic is needed to look."""
    return max(file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def now() -> datetime:
    """This moment, in UTC: the clock of everything that is given none."""
    return datetime.now(UTC)
