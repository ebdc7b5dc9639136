"""The amounts of a sheet as a picture for the phone, which shows it in the chat: bars as in the PDF's chart.

Each bar stands below its title and amount, because a phone is narrow; loans have a scale of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.reports.chart import DARK, INK, LOAN, PALE, SOFT
from bot.reports.layout import largest, printable
from bot.reports.pdf import FONT
from bot.reports.sheet import Bar, Sheet, subtitle
from bot.wording import report_phrases as words
from dialogs.money import in_words

WIDTH, MARGIN, BAR = 1080, 48, 30
"""Of the picture, around it, and of a bar (pixels)."""

TITLE, TEXT, SMALL = 44, 34, 27
"""Sizes of letters (pixels)."""

LINE, STEP = 52, 104
"""From line to line, and from bar to bar (pixels)."""

HATCH = 14
WHITE = (255, 255, 255)
COLORS = 64
Color = tuple[int, int, int]


def png(sheet: Sheet) -> bytes:
    """The chart as the bytes of a PNG."""
    grants, loans, left_out = largest(sheet.bars)
    ending = [words.NOT_SETTLED] if words.NOT_SETTLED in sheet.notes else []
    ending += [words.more_in_papers(left_out)] if left_out else []
    lines = 4 + len(ending) + bool(loans)
    canvas = Canvas(MARGIN * 2 + LINE * lines + STEP * (len(grants) + len(loans)))
    canvas.line(words.CHART, TITLE, DARK)
    canvas.line(subtitle(sheet), SMALL, SOFT)
    if grants:
        canvas.legend([kind for kind in words.LEGEND if kind in {bar.kind for bar in grants}])
        canvas.bars(grants)
    if loans:
        canvas.line(words.CHART_LOANS, SMALL, SOFT)
        canvas.bars(loans)
    for text in (*ending, words.NO_PROMISE):
        canvas.line(text, SMALL, SOFT)
    return canvas.png()


class Canvas:
    """A white picture that is filled from the top down."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH, height), WHITE)
        self._pen = ImageDraw.Draw(self._image)
        self._fonts = {size: ImageFont.truetype(FONT, size) for size in (TITLE, TEXT, SMALL)}
        self._y = MARGIN

    def line(self, text: str, size: int, color: Color) -> None:
        """One line of text, cut when it is too long."""
        shown = self._short(printable(text), size, WIDTH - 2 * MARGIN)
        self._pen.text((MARGIN, self._y + size), shown, color, self._fonts[size], "ls")
        self._y += LINE + (TITLE - SMALL if size == TITLE else 0)

    def legend(self, kinds: Sequence[str]) -> None:
        """What the kinds of bars mean, in one line."""
        x = MARGIN
        for kind in kinds:
            self._bar(kind, x, self._y, 2 * BAR)
            x += 2 * BAR + 12
            text, font = words.LEGEND[kind], self._fonts[SMALL]
            self._pen.text((x, self._y + BAR // 2), text, SOFT, font, "lm")
            x += round(font.getlength(text)) + 2 * BAR
        self._y += LINE

    def bars(self, bars: Sequence[Bar]) -> None:
        """One below the other, the first (the largest) over the whole width."""
        for bar in bars:
            said = in_words(bar.yuan)
            amount = said if bar.kind == "certain" else words.at_most(said)
            font, right = self._fonts[TEXT], WIDTH - MARGIN
            room = right - MARGIN - font.getlength(amount) - MARGIN
            title = self._short(printable(bar.title), TEXT, room)
            self._pen.text((MARGIN, self._y + TEXT), title, INK, font, "ls")
            self._pen.text((right, self._y + TEXT), amount, INK, font, "rs")
            length = round(float(bar.yuan / bars[0].yuan) * (right - MARGIN))
            self._bar(bar.kind, MARGIN, self._y + TEXT + 14, max(length, 4))
            self._y += STEP

    def png(self) -> bytes:
        """The picture so far."""
        kept = BytesIO()
        self._image.quantize(COLORS).save(kept, "PNG", optimize=True)
        return kept.getvalue()

    def _short(self, text: str, size: int, room: float) -> str:
        font = self._fonts[size]
        if font.getlength(text) <= room:
            return text
        while text and font.getlength(f"{text}…") > room:
            text = text[:-1]
        return f"{text}…"

    def _bar(self, kind: str, x: int, y: int, length: int) -> None:
        color = LOAN if kind == "loan" else DARK
        fill = DARK if kind == "certain" else PALE if kind == "ceiling" else WHITE
        bar = Image.new("RGB", (length, BAR), fill)
        pen = ImageDraw.Draw(bar)
        if kind == "ceiling":
            for start in range(-BAR, length, HATCH):
                pen.line((start, BAR, start + BAR, 0), color, 2)
        pen.rectangle((0, 0, length - 1, BAR - 1), outline=color, width=2)
        self._image.paste(bar, (x, y))
