"""PostgreSQL databases to lend to tests: a used one is emptied and lent again, as to make one takes 100 ms."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg.abc import Query
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import make_url

SCHEMA = """
SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
    SELECT concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull, attisdropped) AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL
    SELECT concat_ws(' ', conrelid::regclass, conname) FROM pg_constraint WHERE conrelid > 0
) AS described
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


class Databases:
    """Databases with the newest schema and only the rows that the migrations put there.

    One whose schema a test changed, or that is still in use, is dropped.
    """

    def __init__(self, server: str, prepare: Callable[[str], None]) -> None:
        self._server, self._template = server, f"template_{uuid.uuid4().hex[:12]}"
        self._create(self._template, "template1")
        prepare(self._address(self._template))
        with psycopg.connect(self._address(self._template)) as connection:
            self._first = _First(connection)
        self._idle: list[str] = []
        self._made: list[str] = []

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of a database that nobody else has."""
        name = self._idle.pop() if self._idle else self._new(self._template)
        yield self._address(name)
        if self._emptied(name):
            self._idle.append(name)

    @contextmanager
    def lend_bare(self) -> Iterator[str]:
        """The address of a database without any table."""
        name = self._new("template1")
        yield self._address(name)

    def drop(self) -> None:
        """Leave nothing behind."""
        for name in (*self._made, self._template):
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self, template: str) -> str:
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._create(name, template)
        self._made.append(name)
        return name

    def _emptied(self, name: str) -> bool:
        try:
            with psycopg.connect(self._address(name)) as connection:
                return self._first.restored(connection)
        except psycopg.errors.LockNotAvailable:
            return False

    def _create(self, name: str, template: str) -> None:
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}", " STRATEGY FILE_COPY")

    def _do(self, statement: str, since_15: str = "") -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            newer = connection.info.server_version >= 15_00_00
            connection.execute(statement + since_15 * newer)  # type: ignore[call-overload]

    def _address(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)


class _First:
    """What the template holds: its schema, and rows, of which each database has a copy in a schema of its own."""

    def __init__(self, template: psycopg.Connection) -> None:
        self._schema = _scalar(template, SCHEMA)
        self._sequences = template.execute(SEQUENCES).fetchall()
        self._tables = [name for (name,) in template.execute(TABLES, ["public"])]
        template.execute("CREATE SCHEMA first")
        self._kept = [
            name
            for name in self._tables
            if _scalar(template, _of("SELECT EXISTS (TABLE {})", name))
        ]
        for name in self._kept:
            template.execute(_of("CREATE TABLE first.{0} AS TABLE {0}", name))

    def restored(self, used: psycopg.Connection) -> bool:
        """Put back the first rows; False when the schema is another now."""
        used.execute("SET lock_timeout = '2s'; SET session_replication_role = replica")
        if _scalar(used, SCHEMA) != self._schema:
            return False
        for name in self._tables:
            used.execute(_of("DELETE FROM {}", name))
        for name in self._kept:
            used.execute(_of("INSERT INTO {0} TABLE first.{0}", name))
        for name, last in self._sequences:
            used.execute("SELECT setval(%s::regclass, %s, %s)", [name, last or 1, bool(last)])
        return True


def _of(statement: LiteralString, table: str) -> Composed:
    return SQL(statement).format(Identifier(table))


def _scalar(connection: psycopg.Connection, query: Query) -> object:
    row = connection.execute(query).fetchone()
    return row and row[0]
