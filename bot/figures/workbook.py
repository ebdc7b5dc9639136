"""The figures as a workbook (xlsx): one sheet for each table. Names typed by people are never formulas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.figures.scopes import Scope
from bot.figures.tables import Column, Table, Value
from bot.wording import figure_phrases as words

FORMATS = {
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "count": "#,##0",
    "minutes": "#,##0",
    "share": "0.0%",
    "mean": "0.0",
}
HEAD_ROW = 3
"""Above it stand the title with its days, and what is counted."""

NARROWEST, WIDEST = 10, 40
TITLE = Font(bold=True, size=14)
BOLD = Font(bold=True)
SHADE = PatternFill("solid", start_color="E3EFEC")


def write(tables: Sequence[Table], scope: Scope) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(table.title), table, scope)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _fill(sheet: Worksheet, table: Table, scope: Scope) -> None:
    sheet["A1"] = f"{table.title}（{words.span(scope.first, scope.last)}）"
    sheet["A1"].font = TITLE
    sheet["A2"] = table.note
    sheet.append([_head(sheet, column) for column in table.columns])
    for row in table.rows:
        sheet.append(_cells(sheet, table, row))
    if table.total:
        sheet.append([_bold(cell) for cell in _cells(sheet, table, table.total)])
    for place in range(len(table.columns)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _width(table, place)
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    end = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{end}{HEAD_ROW + len(table.rows)}"


def _head(sheet: Worksheet, column: Column) -> Cell:
    """A head; where it stands is settled when the row is appended."""
    head = _bold(Cell(sheet, 1, 1, column.name))
    head.fill = SHADE
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return head


def _bold(cell: Cell) -> Cell:
    cell.font = BOLD
    return cell


def _cells(sheet: Worksheet, table: Table, row: Sequence[Value]) -> list[Cell]:
    return [_cell(sheet, column, v) for column, v in zip(table.columns, row, strict=True)]


def _cell(sheet: Worksheet, column: Column, value: Value) -> Cell:
    plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = Cell(sheet, 1, 1, plain)
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins with = would be a formula
    elif column.form in FORMATS:
        cell.number_format = FORMATS[column.form]
    return cell


def _width(table: Table, place: int) -> float:
    """Wide enough for the longest value; a Chinese character takes two places."""
    values = [table.columns[place].name, *(_shown(row[place]) for row in table.rows)]
    longest = max(sum(2 if ord(char) > 0x2E80 else 1 for char in value) for value in values)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value or "")
