"""Yuan as people write them: 20万元, 5000元, 1000万元. Money is Decimal and is never a float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

MONEY = re.compile(r"^(?P<number>\d+(?:\.\d+)?)(?P<unit>亿|万)?元$")
UNITS = {None: Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
FEN = Decimal("0.01")


def yuan_of(text: str) -> Decimal:
    """20万元 -> 200000. Raises ValueError when the text is not an amount with its unit."""
    match = MONEY.match(text.strip())
    if match is None:
        raise ValueError(f"“{text}”不是金额，请写成 20万元 或 5000元 这样")
    return Decimal(match["number"]) * UNITS[match["unit"]]


def in_words(yuan: Decimal) -> str:
    """200000 -> 20万元; amounts that 万 would make harder to read stay in 元."""
    if yuan >= 10_000 and yuan % 100 == 0:
        return f"{plain(yuan / 10_000)}万元"
    return f"{plain(yuan)}元"


def plain(number: Decimal) -> str:
    """A number without exponent and without trailing zeros."""
    return f"{number.normalize():f}"


def percent(share: Decimal) -> str:
    """0.02 -> 2%."""
    return f"{plain(share * 100)}%"


def share_in_words(base: str, share: Decimal, yuan: Decimal) -> str:
    """A share of a base with what it comes to: 800万元×2%=16万元; one to one is not multiplied out."""
    said = in_words(to_fen(yuan))
    return base if base == said else f"{base}×{percent(share)}={said}"


def to_fen(yuan: Decimal) -> Decimal:
    """Rounded half up to the smallest coin, as an office would pay it."""
    return yuan.quantize(FEN, rounding=ROUND_HALF_UP)


def as_json(yuan: Decimal | None) -> int | float | None:
    """An int when whole, else a float: the form of `assess --json`."""
    if yuan is None:
        return None
    return int(yuan) if yuan == yuan.to_integral_value() else float(yuan)
