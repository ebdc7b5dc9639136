"""The chart as a picture: bars in proportion, loans on a scale of their own, all of it inside the frame."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.reports.chart import DARK, LOAN
from bot.reports.picture import LINE, MARGIN, STEP, WIDTH, png
from bot.reports.sheet import Bar
from bot.wording import report_phrases as words
from tests.bot.test_reports import small

FULL = WIDTH - 2 * MARGIN
NEAR = 2 * MARGIN
"""Letters are in the colour of bars too; no letter is as wide as this many pixels."""


def drawn(*bars: Bar, notes: tuple[str, ...] = ()) -> Image.Image:
    content = png(small(bars=bars, notes=notes))
    return Image.open(BytesIO(content)).convert("RGB")


def outlines(picture: Image.Image, color: tuple[int, int, int]) -> list[int]:
    """The lengths of the horizontal lines in one colour, from the left margin, each length once."""
    lengths = []
    for y in range(picture.height):
        x = MARGIN
        while x < picture.width and _close(picture.getpixel((x, y)), color):
            x += 1
        lengths.append(x - MARGIN)
    return sorted({length for length in lengths if length > NEAR}, reverse=True)


def _close(pixel: object, color: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= 8 for a, b in zip(pixel, color, strict=True))


def test_bars_are_as_long_as_their_sums_and_loans_have_their_own_scale() -> None:
    picture = drawn(
        Bar("租房补贴", Decimal(200_000), "ceiling"),
        Bar("高企奖励", Decimal(100_000), "certain"),
        Bar("贷款", Decimal(3_000_000), "loan"),
        Bar("小额贷款", Decimal(750_000), "loan"),
    )
    assert outlines(picture, DARK) == [FULL, FULL // 2]
    assert outlines(picture, LOAN) == [FULL, FULL // 4]


@pytest.mark.parametrize("many", [2, 8, 30])
def test_it_grows_with_its_bars_up_to_the_eight_largest(many: int) -> None:
    bars = [Bar(f"第{n}项", Decimal(n * 1000), "certain") for n in range(1, many + 1)]
    left_out = LINE if many > 8 else 0
    assert drawn(*bars).height == 2 * MARGIN + 4 * LINE + STEP * min(many, 8) + left_out


def test_nothing_is_drawn_into_the_margins_however_long_a_title_is() -> None:
    long = Bar("支持\ud800\x00" * 60, Decimal(10) ** 12, "ceiling")
    picture = drawn(long, Bar("", Decimal("0.01"), "loan"), notes=(words.NOT_SETTLED,))
    for x in (*range(MARGIN - 2), *range(WIDTH - MARGIN + 2, WIDTH)):
        assert all(picture.getpixel((x, y)) == (255, 255, 255) for y in range(picture.height))


def test_it_tells_nothing_beside_what_it_shows() -> None:
    assert (
        Image.open(BytesIO(png(small(bars=(Bar("高企奖励", Decimal(1), "certain"),))))).info == {}
    )
