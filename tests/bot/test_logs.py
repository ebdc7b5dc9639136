"""The log holds kinds and places, never what people wrote: not in our lines, nor in those of libraries."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.database import Database
from bot.logs import FORM, Discreet
from tests.conftest import ROOT

SECRET = "王老师的电话13812345678"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    out = io.StringIO()
    door = logging.StreamHandler(out)
    door.setFormatter(Discreet(FORM))
    logger = logging.getLogger("somebody.elses")
    logger.addHandler(door)
    logger.propagate = False
    yield logger, out
    logger.removeHandler(door)
    logger.propagate = True


Log = tuple[logging.Logger, io.StringIO]


def test_numbers_are_masked_in_every_line(log: Log) -> None:
    log[0].warning("could not reach %s", "13812345678")
    assert "could not reach 138******78" in log[1].getvalue()


def fails() -> None:
    raise ValueError(SECRET)


def test_an_errors_text_is_left_out_its_kind_and_place_stay(log: Log) -> None:
    try:
        fails()
    except ValueError:
        log[0].exception("it failed")
    said = log[1].getvalue()
    assert "王老师" not in said
    assert "ValueError" in said
    assert "in fails" in said


def test_also_when_somebody_else_has_formatted_it_before(log: Log) -> None:
    class Indiscreet(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logging.Formatter().format(record)

    log[0].handlers.insert(0, Indiscreet())
    try:
        fails()
    except ValueError:
        log[0].exception("it failed")
    assert "王老师" not in log[1].getvalue()
    del log[0].handlers[0]


def test_also_when_the_database_says_what_it_did_not_like(database: Database, log: Log) -> None:
    """SQLAlchemy hides parameters, but PostgreSQL's own text holds values."""
    row = {"channel": "web", "address": SECRET, "at": "2026-11-21"}
    insert = text(
        "INSERT INTO visitor (channel, address, name, reachable, created_at)"
        " VALUES (:channel, :address, '', true, :at)"
    )
    try:
        with database.writing() as session:
            session.connection().execute(insert, row)
            session.connection().execute(insert, row)
    except SQLAlchemyError:
        log[0].exception("the database refused")
    said = log[1].getvalue()
    assert "IntegrityError" in said
    assert "王老师" not in said


def test_our_own_lines_name_kinds_only() -> None:
    """No error's text, no words: what goes into a line of the log is a kind, an id or a place."""
    telling = re.compile(
        r"log\.exception|exc_info|log\.\w+\([^)]*\b(text|question|words|name|str\(error\))\b"
    )
    faults = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in sorted(Path(ROOT / "bot").rglob("*.py"))
        if (found := telling.search(file.read_text(encoding="utf-8")))
    ]
    assert faults == []
