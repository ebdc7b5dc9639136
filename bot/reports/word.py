"""The sheet as a Word document (A4): 仿宋 for text, 宋体 in tables, which every Chinese office has.

Word takes the East Asian font from w:eastAsia, which python-docx does not set, so it is set here.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.reports.layout import Table, largest, printable, tables
from bot.reports.sheet import Bar, Sheet, footer, subtitle
from bot.wording import report_phrases as words
from dialogs.money import in_words

TEXT_FONT, TABLE_FONT, LATIN_FONT = "仿宋", "宋体", "Times New Roman"
TITLE, HEADING, BODY, CELL, SMALL = 18.0, 12.0, 10.5, 9.0, 9.0
"""Sizes in points."""

WIDTH, MARGIN, FOOT = 182.0, 14.0, 12.0
"""Of the text, beside it, and of the footer (mm)."""

BARS = {"certain": "█", "ceiling": "▒", "loan": "□"}
LONGEST_BAR, LABELS = 24, 72.0
"""Characters of the longest bar, and where bars begin (mm)."""

DARK, SOFT, HEAD_FILL = RGBColor(15, 92, 110), RGBColor(82, 99, 109), "E3F0F2"


def docx(sheet: Sheet) -> bytes:
    """The sheet as the bytes of a .docx; header rows are repeated when a table runs over a page."""
    paper = Document()
    _prepare(paper, sheet)
    _write(paper.add_paragraph(), sheet.title, TITLE, color=DARK, bold=True)
    _write(paper.add_paragraph(), subtitle(sheet), BODY, color=SOFT)
    totals, *groups = tables(sheet)
    _table(paper, totals)
    if len(sheet.bars) > 1:
        _chart(paper, sheet)
    for table in groups:
        _heading(paper, table.title)
        _table(paper, table)
    _heading(paper, words.OTHER_REMARKS)
    for number, said in enumerate((*sheet.remarks, *sheet.notes), start=1):
        note = paper.add_paragraph()
        note.paragraph_format.keep_with_next = True  # no page holds a note or two alone
        _write(note, f"{number}. {said}", SMALL)
    kept = BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _chart(paper: Opened, sheet: Sheet) -> None:
    """Bars of characters, which every Word and printer shows; grants and loans each on a scale of their own."""
    _heading(paper, words.CHART)
    grants, loans, left_out = largest(sheet.bars)
    shown = dict.fromkeys(bar.kind for bar in (*grants, *loans))
    legend = "　".join(f"{BARS[kind]} {words.LEGEND[kind]}" for kind in BARS if kind in shown)
    _write(paper.add_paragraph(), legend, SMALL, color=SOFT)
    for bars in (grants, loans):
        for bar in bars:
            _bar(paper, bar, length=max(round(LONGEST_BAR * bar.yuan / bars[0].yuan), 1))
    if left_out:
        _write(paper.add_paragraph(), words.more_bars(left_out), SMALL, color=SOFT)


def _bar(paper: Opened, bar: Bar, length: int) -> None:
    amount = in_words(bar.yuan)
    said = amount if bar.kind == "certain" else words.at_most(amount)
    line = paper.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(LABELS))
    line.paragraph_format.keep_with_next = True
    _write(line, bar.title, SMALL)
    line.add_run().add_tab()
    _write(line, f"{BARS[bar.kind] * length} {said}", SMALL)


def _prepare(paper: Opened, sheet: Sheet) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN)
    section.bottom_margin, section.footer_distance = Mm(MARGIN + 2), Mm(FOOT - 4)
    language = paper.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = paper.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    _fonts(normal.element.get_or_add_rPr(), TEXT_FONT)
    kept = paper.core_properties
    kept.title, kept.author, kept.comments, kept.language = sheet.title, "", "", "zh-CN"
    kept.created = kept.modified = sheet.made_at.replace(tzinfo=None)
    foot = section.footer.paragraphs[0]
    _write(foot, f"{footer(sheet)} · ", 8.0, color=SOFT)
    _page_number(foot)


def _heading(paper: Opened, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(5)
    paragraph.paragraph_format.space_after = Pt(2)
    _write(paragraph, text, HEADING, color=DARK, bold=True)


def _table(paper: Opened, table: Table) -> None:
    made = paper.add_table(rows=0, cols=len(table.head))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    widths = [Mm(WIDTH * share / sum(table.shares)) for share in table.shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for texts in (table.head, *table.rows):
        row = made.add_row()
        is_head = texts is table.head
        _fill(row.cells, texts, widths, is_head)
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if is_head:
            properties.append(OxmlElement("w:tblHeader"))


def _fill(
    cells: Sequence[_Cell], texts: Sequence[str], widths: Sequence[Mm], is_head: bool
) -> None:
    for cell, text, width in zip(cells, texts, widths, strict=True):
        cell.width = width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        spacing = cell.paragraphs[0].paragraph_format
        spacing.space_before = spacing.space_after = Pt(1.5)
        spacing.line_spacing = Pt(CELL * 1.3)
        color = DARK if is_head else None
        _write(cell.paragraphs[0], text, CELL, color=color, bold=is_head, font=TABLE_FONT)
        if is_head:
            shade = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
                shade.set(qn(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(shade)


def _write(
    paragraph: Paragraph,
    text: str,
    size: float,
    color: RGBColor | None = None,
    bold: bool = False,
    font: str = TEXT_FONT,
) -> Run:
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold = Pt(size), bold or None
    if color is not None:
        run.font.color.rgb = color
    _fonts(run._r.get_or_add_rPr(), font)
    return run


def _fonts(properties: BaseOxmlElement, east_asian: str) -> None:
    """Chinese in the one font, Latin letters and digits in the other."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN_FONT)
    fonts.set(qn("w:eastAsia"), east_asian)


def _page_number(paragraph: Paragraph) -> None:
    """This page and how many there are: two fields that Word fills in."""
    _field(paragraph, "PAGE")
    _write(paragraph, "/", 8.0, color=SOFT)
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    for kind, code in (("begin", ""), ("", name), ("end", "")):
        run = _write(paragraph, "", 8.0, color=SOFT)
        part = OxmlElement("w:instrText" if code else "w:fldChar")
        if code:
            part.text = code
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
