"""What both papers share: the sheet as tables, with each column's share of the width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.reports.sheet import Bar, Group, Line, Sheet, Total
from bot.wording import assessment_phrases
from bot.wording import report_phrases as words
from dialogs.money import in_words

UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither XML nor a page can hold."""

CLAIMED = (
    (words.MEASURE, "title", 23),
    (words.AMOUNT, "amount", 16),
    (words.HOW, "how", 25),
    (words.CITED, "cited", 18),
    (words.UNITS, "units", 30),
)
OTHERS = ((words.MEASURE, "title", 27), (words.HOW, "how", 55), (words.CITED, "cited", 22))
"""Header, field and share of the width; whom to turn to is printed for what can be claimed only."""

MOST_BARS = 8
TOTAL_SHARES = (12, 22, 22, 22, 22)


@dataclass(frozen=True)
class Table:
    """Rows as wide as the head; `shares` say how the width is divided. `title` may be empty."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


def tables(sheet: Sheet) -> list[Table]:
    """The totals, then the groups."""
    return [_totals(sheet.totals), *(_group(group) for group in sheet.groups)]


def largest(bars: Sequence[Bar]) -> tuple[list[Bar], list[Bar], int]:
    """Grants and loans, the largest first, for a scale each; and how many bars are left out."""
    grants, loans = (
        sorted(kind, key=lambda bar: -bar.yuan)[:MOST_BARS]
        for kind in (
            [bar for bar in bars if bar.kind != "loan"],
            [bar for bar in bars if bar.kind == "loan"],
        )
    )
    return grants, loans, len(bars) - len(grants) - len(loans)


def printable(text: str) -> str:
    """The text without what cannot be printed."""
    return UNPRINTABLE.sub("", text)


def _totals(totals: Sequence[Total]) -> Table:
    said = assessment_phrases
    head = (words.CITY, said.COUNT, said.CERTAIN, said.CEILINGS, said.LOANS)
    rows = tuple(
        (t.city, str(t.count), _sum(t.certain), _top(t.ceilings), _top(t.loans)) for t in totals
    )
    return Table("", head, rows, TOTAL_SHARES)


def _group(group: Group) -> Table:
    columns = CLAIMED if any(line.amount for line in group.lines) else OTHERS
    return Table(
        group.title,
        tuple(head for head, _, _ in columns),
        tuple(tuple(_cell(line, field) for _, field, _ in columns) for line in group.lines),
        tuple(share for _, _, share in columns),
    )


def _cell(line: Line, field: str) -> str:
    return printable(getattr(line, field))


def _sum(yuan: Decimal) -> str:
    return in_words(yuan) if yuan else assessment_phrases.NONE_YET


def _top(yuan: Decimal) -> str:
    return assessment_phrases.top(in_words(yuan)) if yuan else assessment_phrases.NONE_YET
