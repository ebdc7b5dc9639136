"""The chart of the Word document: longest bar for the largest sum, loans on a scale of their own."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from docx import Document

from bot.reports.sheet import Bar
from bot.reports.word import LONGEST_BAR, docx
from bot.wording import report_phrases as words
from tests.bot.test_reports import small

BARS = (
    Bar("高企奖励", Decimal(100_000), "certain"),
    Bar("租房补贴", Decimal(200_000), "ceiling"),
    Bar("贷款", Decimal(3_000_000), "loan"),
)


def lines(bars: tuple[Bar, ...]) -> list[str]:
    paper = Document(BytesIO(docx(small(bars=bars))))
    return [p.text for p in paper.paragraphs if "\t" in p.text]


def test_bars_are_as_long_as_their_sums_and_ceilings_say_so() -> None:
    assert lines(BARS) == [
        f"租房补贴\t{'▒' * LONGEST_BAR} 最高20万元",
        f"高企奖励\t{'█' * (LONGEST_BAR // 2)} 10万元",
        f"贷款\t{'□' * LONGEST_BAR} 最高300万元",
    ]


def test_a_single_sum_needs_no_chart() -> None:
    assert lines(BARS[:1]) == []


def test_a_long_chart_shows_the_largest_sums_and_counts_the_rest() -> None:
    many = tuple(Bar(f"第{n}项", Decimal(n * 10_000), "certain") for n in range(1, 12))
    paper = Document(BytesIO(docx(small(bars=many))))
    shown = [p.text.partition("\t")[0] for p in paper.paragraphs if "\t" in p.text]
    assert shown == [f"第{n}项" for n in range(11, 3, -1)]
    assert words.more_bars(3) in [p.text for p in paper.paragraphs]


def test_the_chart_stands_above_the_tables_that_it_points_to() -> None:
    paper = Document(BytesIO(docx(small(bars=BARS))))
    headings = [p.text for p in paper.paragraphs]
    assert headings.index(words.CHART) < headings.index("条件都符合，可以申领（1项）")
