"""A fault in the database itself: while it lasts nothing that is said can be written down."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FAILS = """CREATE TRIGGER fault BEFORE INSERT ON message
BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"""


@contextmanager
def failing_turns(var: Path) -> Iterator[None]:
    """What arrives is kept, and every turn fails, in the running program whose VAR_DIR this is."""
    with closing(sqlite3.connect(var / "specialist.db", isolation_level=None)) as other:
        other.execute(FAILS)
        yield
        other.execute("DROP TRIGGER fault")
