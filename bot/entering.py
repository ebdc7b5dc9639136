"""New rows, each inserted at once by one statement; the session then holds them like rows it has read.

A flush takes three times as long, which counts where nearly every message brings new rows.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)


def entered(session: Session, new: Row) -> Row:
    """Insert a new row, with its key from the database. What it points to must be written already."""
    return _entered(session, new, _inserting(type(new))) or new


def entered_unless_taken(session: Session, new: SQLModel) -> bool:
    """The same, unless another row has what is unique of this one; whether it was inserted."""
    dialect = session.get_bind().dialect.name
    return _entered(session, new, _inserting(type(new), dialect)) is not None


def _entered(session: Session, new: Row, statement: ReturningInsert[Any]) -> Row | None:
    given = {name: value for name, value in new.__dict__.items() if name[0] != "_"}
    values = {name: value for name, value in given.items() if value is not None}
    keys = session.connection().execute(statement, values).one_or_none()
    if keys is None:
        return None
    for name, key in keys._mapping.items():
        setattr(new, name, key)
    make_transient_to_detached(new)
    session.add(new)
    return new


@cache
def _inserting(kind: type[SQLModel], unless_taken_in: str = "") -> ReturningInsert[Any]:
    table = kind.__table__  # type: ignore[attr-defined]
    if not unless_taken_in:
        return insert(table).returning(*table.primary_key)
    dialect: Any = postgresql if unless_taken_in == "postgresql" else sqlite
    statement: ReturningInsert[Any] = (
        dialect.insert(table).on_conflict_do_nothing().returning(*table.primary_key)
    )
    return statement
