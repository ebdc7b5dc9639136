"""New rows, each inserted at once by one statement; the session then holds them like rows it has read.

A flush takes three times as long, and a row's own constructor ten times as long as making it like a row that was
read. That counts where nearly every message brings new rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import class_mapper, make_transient_to_detached
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)


def new_row(table: type[Row], /, **values: object) -> Row:
    """A row with these values, and what is usual for the others. Raises TypeError for an unknown one."""
    usual, made_anew = _usual(table)
    if unknown := values.keys() - table.model_fields.keys():
        raise TypeError(f"{table.__name__} has no {', '.join(sorted(unknown))}")
    row: Row = class_mapper(table).class_manager.new_instance()
    row.__dict__.update(usual, **{name: make() for name, make in made_anew.items()})
    row.__dict__.update(values)
    return row


@cache
def _usual(table: type[SQLModel]) -> tuple[dict[str, object], dict[str, Callable[[], object]]]:
    """What a new row of this table holds unless it is told otherwise: values, and what makes them anew."""
    fields = table.model_fields
    made_anew = {
        name: cast("Callable[[], object]", field.default_factory)
        for name, field in fields.items()
        if field.default_factory is not None
    }
    usual = {
        name: field.default
        for name, field in fields.items()
        if name not in made_anew and not field.is_required()
    }
    return usual, made_anew


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
