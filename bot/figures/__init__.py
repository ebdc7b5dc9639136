"""Figures of the desk: counted from the database for a span of local days, a city, a unit. Nothing is kept.

A case belongs to the day on which it was opened; everything that came of it is counted with it (see courses).
The spreadsheet stands apart (bot.figures.workbook): its library is heavy, and most commands never write one.
"""

from __future__ import annotations

from bot.figures.counting import Figures, count
from bot.figures.courses import Course, read_courses
from bot.figures.questions import ENDINGS, Asked, read_asked
from bot.figures.scopes import Scope, UnusableSpan, last_days, read_scope
from bot.figures.tables import Column, Table, tables

__all__ = [
    "ENDINGS",
    "Asked",
    "Column",
    "Course",
    "Figures",
    "Scope",
    "Table",
    "UnusableSpan",
    "count",
    "last_days",
    "read_asked",
    "read_courses",
    "read_scope",
    "tables",
]
