"""`figures`: how the desk is doing, as text, or as a workbook with --xlsx."""

from __future__ import annotations

import argparse
from pathlib import Path

from sqlmodel import Session

from bot.application import assemble
from bot.database import now
from bot.figures import Scope, Table, UnusableSpan, count, read_scope, tables
from bot.figures.tables import Column, Value, shown
from bot.figures.workbook import write
from bot.lines import UsageError
from bot.officers import NoSuchUnit, units
from bot.settings import read_settings
from bot.wording import figure_phrases as words
from bot.wording.phrases import CITY_NAMES


def run(options: argparse.Namespace) -> int:
    """Count, and print the tables or write the workbook."""
    application = assemble(read_settings())
    try:
        with application.database.reading() as session:
            scope = _scope(session, options)
            counted = tables(count(session, scope, now()))
    finally:
        application.database.close()
    if options.xlsx is None:
        print("\n\n".join(_text(table) for table in counted[:-1]))  # the last lists every case
    else:
        _keep(options.xlsx, write(counted, scope))
        print(words.written(str(options.xlsx), words.span(scope.first, scope.last)))
    return 0


def _scope(session: Session, options: argparse.Namespace) -> Scope:
    unit_id = _unit_id(session, options.unit, options.city) if options.unit else None
    try:
        return read_scope(options.first, options.last, now(), options.city or "", unit_id)
    except UnusableSpan as error:
        raise UsageError(words.UNUSABLE_SPAN) from error


def _unit_id(session: Session, name: str, city: str | None) -> int:
    try:
        return units.find(session, name, city, CITY_NAMES.get(city or "", "")).id
    except NoSuchUnit as error:
        raise UsageError(words.NO_SUCH_UNIT.format(name=name)) from error


def _keep(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(words.UNWRITABLE.format(file=file)) from error


def _text(table: Table) -> str:
    rows = [*table.rows, *([table.total] if table.total else [])]
    lines = ["\t".join(column.name for column in table.columns)]
    lines += ["\t".join(_cells(table.columns, row)) for row in rows]
    return "\n".join((f"{table.title}\n{table.note}", *lines))


def _cells(columns: tuple[Column, ...], row: tuple[Value, ...]) -> list[str]:
    return [shown(column, value) for column, value in zip(columns, row, strict=True)]
