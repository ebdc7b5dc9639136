"""An assessment as files to forward, Word and PDF, and its chart as a picture, kept for one visitor."""

from __future__ import annotations

from pathlib import Path

from bot import files
from bot.messages import Attachment
from bot.reports.sheet import Sheet
from bot.wording import report_phrases as words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
PNG = "image/png"


def make(sheet: Sheet, folder: Path, channel: str, address: str) -> tuple[Attachment, ...]:
    """Write both papers for the visitor at this address, and the picture when there are sums to compare.

    What they need is imported when the first is made.
    """
    from bot.reports.pdf import pdf
    from bot.reports.picture import png
    from bot.reports.word import docx

    papers = [("docx", WORD, docx(sheet)), ("pdf", PDF, pdf(sheet))]
    if len(sheet.bars) > 1:
        papers.append(("png", PNG, png(sheet)))
    name = sheet.as_of.isoformat()
    return tuple(
        files.keep(folder, words.file_name(name, suffix), kind, content, channel, address)
        for suffix, kind, content in papers
    )
