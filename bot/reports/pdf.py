"""The sheet as PDF (A4), with a Chinese font of our own, so that it looks the same on a bare machine.

A character that the font lacks is shown as 〓, which printers use for a missing type.
"""

from __future__ import annotations

import logging
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import FontFace

from bot.reports import chart
from bot.reports.breaking import lines
from bot.reports.layout import Table, printable, tables
from bot.reports.sheet import Bar, Sheet, footer, subtitle
from bot.wording import report_phrases as words

FONT = Path(__file__).parent / "fonts" / "NotoSansSC-Subset.otf"
FAMILY = "NotoSansSC"
MISSING = "〓"
MARGIN, FOOT = 14.0, 15.0
PADDING = 0.9
TITLE, HEADING, BODY, CELL, SMALL = 16, 10.5, 9, 8.2, 7.5
"""Sizes in points."""

LINE = 4.0
SLACK = 0.3
"""Room for rounding, so that a line that was measured is not broken once more (mm)."""

DARK, INK, SOFT, HEAD, RULE = chart.DARK, chart.INK, chart.SOFT, (227, 240, 242), (190, 203, 209)


class Paper(FPDF):
    """A4 in our font; every page has the sheet's footer."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self._foot = footer(sheet)
        self.set_title(sheet.title)
        self.set_lang("zh-CN")
        self.set_creation_date(sheet.made_at)
        self.set_margins(MARGIN, MARGIN - 2)
        self.set_auto_page_break(True, FOOT)
        self.add_font(FAMILY, "", FONT)
        self.set_font(FAMILY, size=BODY)
        self.c_margin = 0
        self.add_page()

    def footer(self) -> None:
        """When it was made, on which rules, and which page this is."""
        self.set_y(-FOOT + 4)
        self.set_font(size=SMALL)
        self.set_text_color(*SOFT)
        self.cell(0, LINE, self._foot)
        self.set_x(self.l_margin)
        self.cell(0, LINE, f"{self.page_no()}/{{nb}}", align="R")

    def shown(self, text: str) -> str:
        """The text with every character that the font lacks replaced visibly."""
        cmap = self.fonts[FAMILY.lower()].cmap  # type: ignore[union-attr]
        return "".join(
            char if char == "\n" or ord(char) in cmap else MISSING for char in printable(text)
        )

    def broken(self, text: str, width: float) -> str:
        """The text in lines of this width (mm), in the size that is set."""
        return "\n".join(lines(self.shown(text), width - SLACK, self.get_string_width))

    def write_text(self, text: str, size: float, color: tuple[int, int, int], step: float) -> None:
        """A paragraph across the page; `step` is the distance of its lines (mm)."""
        self.set_font(size=size)
        self.set_text_color(*color)
        self.multi_cell(
            0, step, self.broken(text, self.epw), align="L", new_x="LMARGIN", new_y="NEXT"
        )


def pdf(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a PDF; a typical team's fits one page."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # else a dozen lines for each font
    paper = Paper(sheet)
    paper.write_text(sheet.title, TITLE, DARK, 8.5)
    paper.write_text(subtitle(sheet), BODY, SOFT, 6)
    totals, *groups = tables(sheet)
    _table(paper, totals)
    if len(sheet.bars) > 1:
        paper.ln(2)
        chart.draw(paper, [_shown(paper, bar) for bar in sheet.bars])
    for group in groups:
        _table(paper, group)
    _remarks(paper, sheet)
    return bytes(paper.output())


def _shown(paper: Paper, bar: Bar) -> Bar:
    return Bar(paper.shown(bar.title), bar.yuan, bar.kind)


def _table(paper: Paper, table: Table) -> None:
    if table.title:
        if paper.will_page_break(30):  # a heading stays with the first rows below it
            paper.add_page()
        paper.ln(2)
        paper.write_text(table.title, HEADING, DARK, 6)
    paper.set_font(size=CELL)
    paper.set_text_color(*INK)
    paper.set_draw_color(*RULE)
    paper.set_line_width(0.15)
    paper.set_fill_color(255)
    widths = [paper.epw * share / sum(table.shares) for share in table.shares]
    with paper.table(
        col_widths=table.shares,
        line_height=LINE,
        padding=PADDING,
        text_align="LEFT",
        headings_style=FontFace(color=DARK, fill_color=HEAD),
    ) as rows:
        for row in (table.head, *table.rows):
            rows.row(
                [
                    paper.broken(cell, width - 2 * PADDING)
                    for cell, width in zip(row, widths, strict=True)
                ]
            )


def _remarks(paper: Paper, sheet: Sheet) -> None:
    paper.ln(2)
    paper.write_text(words.OTHER_REMARKS, HEADING, DARK, 6)
    for number, said in enumerate((*sheet.remarks, *sheet.notes), start=1):
        paper.write_text(f"{number}. {said}", SMALL + 0.5, INK, LINE)
