"""The sums and shares that a gist's amount states, as numbers: yuan, or per cent."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.claims import MONEY, SCALES
from knowledge.gists import Gist, Kind

RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(万元|元)")
SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
AT_MOST = re.compile("最高|不超过|至多|以内")

Bounds = tuple[Decimal, Decimal]
"""The least and the most."""


def bounds(gist: Gist) -> Bounds | None:
    """The least and the most of a gist's amount, in yuan; None when its text does not say."""
    if gist.kind is Kind.LOAN:
        return None
    if between := RANGE.search(gist.amount):
        low, high, unit = between.groups()
        return Decimal(low) * _scale(unit), Decimal(high) * _scale(unit)
    stated = _sums(gist.amount) or _sums(gist.cap)
    if len(stated) != 1:
        return None
    return (stated[0] if gist.kind is Kind.FIXED else Decimal(0)), stated[0]


def share_bounds(gist: Gist) -> Bounds | None:
    """The least and the most of the one share that a gist's amount states, in per cent; None without one."""
    stated = SHARE.findall(gist.amount)
    if len(stated) != 1:
        return None
    share, before = Decimal(stated[0]), gist.amount.partition(stated[0])[0]
    return (Decimal(0) if AT_MOST.search(before) else share), share


def yuan(text: str) -> Decimal | None:
    """The first sum of a text in yuan, which go without saying (最高3000是吧); None when it holds none."""
    return Decimal(text) if text.isdigit() else next(iter(_sums(text)), None)


def _sums(text: str) -> list[Decimal]:
    return [Decimal(number) * _scale(unit) for number, unit in MONEY.findall(text)]


def _scale(unit: str) -> Decimal:
    return SCALES.get(unit[0], Decimal(1))
