"""The amounts of a sheet as horizontal bars: exact ones dark, ceilings hatched, loans on a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from bot.reports.breaking import lines
from bot.reports.layout import largest
from bot.reports.sheet import Bar
from bot.wording import report_phrases as words
from dialogs.money import in_words

BAR, STEP, GAP = 3.6, 5.4, 1.6
"""Height of a bar, from one bar to the next, and beside its texts (mm)."""

LABELS, AMOUNTS = 58.0, 30.0
"""Widths left of the bars for titles and right of them for amounts (mm)."""

SMALL = 8
DARK, PALE, INK, SOFT = (15, 92, 110), (227, 240, 242), (28, 43, 51), (82, 99, 109)
LOAN = (184, 138, 61)


def draw(pdf: FPDF, bars: Sequence[Bar]) -> None:
    """Draw the chart below what is on the page, on a new page when this one has no room for it."""
    grants, loans, left_out = largest(bars)
    heights = [STEP * (len(shown) + 1) for shown in (grants, loans) if shown]
    if pdf.will_page_break(sum(heights) + 3 * STEP):
        pdf.add_page()
    pdf.set_font(size=10)
    pdf.set_text_color(*DARK)
    pdf.cell(0, STEP + 1, words.CHART, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(size=SMALL)
    if grants:
        _legend(pdf, [kind for kind in ("certain", "ceiling") if _has(grants, kind)])
        _bars(pdf, grants)
    if loans:
        pdf.set_text_color(*SOFT)
        pdf.cell(0, STEP, words.CHART_LOANS, new_x="LMARGIN", new_y="NEXT")
        _bars(pdf, loans)
    if left_out:
        pdf.set_text_color(*SOFT)
        pdf.cell(0, STEP, words.more_bars(left_out), new_x="LMARGIN", new_y="NEXT")


def _has(bars: Sequence[Bar], kind: str) -> bool:
    return any(bar.kind == kind for bar in bars)


def _legend(pdf: FPDF, kinds: Sequence[str]) -> None:
    for kind in kinds:
        _bar(pdf, kind, pdf.get_x() + 1, pdf.get_y() + 1, 6)
        pdf.set_x(pdf.get_x() + 8)
        pdf.set_text_color(*SOFT)
        text = words.LEGEND[kind]
        pdf.cell(pdf.get_string_width(text) + 6, STEP, text)
    pdf.ln(STEP)


def _bars(pdf: FPDF, bars: Sequence[Bar]) -> None:
    longest = pdf.epw - LABELS - AMOUNTS
    most = max(bar.yuan for bar in bars)
    pdf.set_text_color(*INK)
    for bar in bars:
        length = max(float(bar.yuan / most) * longest, 0.4)
        y = pdf.get_y()
        pdf.cell(LABELS - GAP, STEP, _short(pdf, bar.title), align="R")
        _bar(pdf, bar.kind, pdf.l_margin + LABELS, y + (STEP - BAR) / 2, length)
        pdf.set_x(pdf.l_margin + LABELS + length + GAP)
        amount = in_words(bar.yuan)
        pdf.cell(0, STEP, amount if bar.kind == "certain" else words.at_most(amount))
        pdf.ln(STEP)


def _short(pdf: FPDF, title: str) -> str:
    first, *more = lines(title, LABELS - 4 * GAP, pdf.get_string_width)
    return f"{first}…" if more else first


def _bar(pdf: FPDF, kind: str, x: float, y: float, length: float) -> None:
    color = LOAN if kind == "loan" else DARK
    pdf.set_draw_color(*color)
    pdf.set_line_width(0.2)
    pdf.set_fill_color(*(DARK if kind == "certain" else PALE if kind == "ceiling" else (255,) * 3))
    pdf.rect(x, y, length, BAR, style="DF")
    if kind == "ceiling":
        _hatch(pdf, x, y, length)


def _hatch(pdf: FPDF, x: float, y: float, length: float) -> None:
    """Slanting lines inside a bar."""
    start = x - BAR
    while start < x + length:
        left, right = max(start, x), min(start + BAR, x + length)
        pdf.line(left, y + BAR - (left - start), right, y + BAR - (right - start))
        start += 1.4
