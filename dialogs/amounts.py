"""What a measure pays, as values, and how much that is for the stated facts, with the arithmetic shown.

Money is Decimal yuan. 最高 and ranges are ceilings (upper bounds); a formula with a cap is exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dialogs.facts import Facts, Pending, Vocabulary
from dialogs.money import in_words, percent, plain, share_in_words, to_fen
from dialogs.rules import Ground

ZERO = Decimal(0)
LISTED = 6  # more items than that are only counted and added up; an officer has the list itself


class AmountKind(StrEnum):
    """The kinds of amounts, in the words of the measure files."""

    FIXED = "定额"
    UP_TO = "最高"
    RANGE = "区间"
    MONTHLY = "按人按月"
    RENT = "租金"
    RATE = "比例"
    MATCHED = "配套"
    LOAN = "贷款额度"
    REVIEW_ONLY = "由主管部门核定"
    NONE = "不涉及金额"


@dataclass(frozen=True)
class Times:
    """A count that multiplies: people, months, square metres, or a price. Counts above `most` are cut."""

    fact: str
    most: Decimal | None = None
    presumed: Decimal | None = None


@dataclass(frozen=True)
class Product:
    """`yuan` (one, for a rent) times counts; `low` is the lower end of a range, shown only."""

    kind: AmountKind
    ground: Ground
    yuan: Decimal
    times: tuple[Times, ...] = ()
    low: Decimal | None = None
    share_limit: Rate | None = None


@dataclass(frozen=True)
class Rate:
    """A share of the sum of `plus` less `minus`, at most `limits` (facts) and `cap`.

    `cap_by` is the span of the cap in the clause's words (每年, 每个项目, …); with `each`, every item of
    the list has the cap to itself. `drawn` is a fact: what was already paid within the span.
    """

    kind: AmountKind
    ground: Ground
    share: Decimal
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    cap: Decimal | None = None
    cap_by: str = ""
    each: bool = False
    drawn: str = ""


@dataclass(frozen=True)
class Uncounted:
    """No sum in the text: nothing to pay (NONE), or a sum that only the authority sets (REVIEW_ONLY)."""

    kind: AmountKind
    ground: Ground | None = None


Amount = Product | Rate | Uncounted
CEILINGS = frozenset(
    {AmountKind.UP_TO, AmountKind.RANGE, AmountKind.MONTHLY, AmountKind.RENT, AmountKind.LOAN}
)


@dataclass(frozen=True)
class Reckoning:
    """An amount in yuan, or None when it is not counted or `missing` facts are needed for it."""

    yuan: Decimal | None
    is_upper_bound: bool = False
    arithmetic: str = ""
    missing: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()


def reckon(amount: Amount, facts: Facts) -> Reckoning:
    """How much, for these facts; with every missing input named when any is missing."""
    missing = tuple(name for name in _needed(amount) if _sum(facts, name) is None)
    if missing:
        return Reckoning(None, missing=missing)
    match amount:
        case Product():
            return _product(amount, facts)
        case Rate():
            return _rate(amount, facts)
        case Uncounted():
            return Reckoning(None)


def inputs_of(amount: Amount) -> tuple[str, ...]:
    """Every fact that the amount reads, needed or presumed."""
    match amount:
        case Product():
            limit = inputs_of(amount.share_limit) if amount.share_limit else ()
            return tuple(count.fact for count in amount.times) + limit
        case Rate():
            drawn = (amount.drawn,) if amount.drawn else ()
            return amount.plus + amount.minus + amount.limits + drawn
        case Uncounted():
            return ()


def assumed(amount: Amount, presumed: Iterable[str]) -> tuple[tuple[str, Decimal], ...]:
    """The counts that were not stated, with the number that the sum rests on instead."""
    times = amount.times if isinstance(amount, Product) else ()
    counts = ((count.fact, count.presumed) for count in times if count.fact in presumed)
    return tuple((fact, number) for fact, number in counts if number is not None)


def is_loan(amount: Amount) -> bool:
    """A quota to borrow is never added to grants (R32)."""
    return amount.kind is AmountKind.LOAN


def _needed(amount: Amount) -> tuple[str, ...]:
    match amount:
        case Product():
            counts = tuple(count.fact for count in amount.times if count.presumed is None)
            return counts + (_needed(amount.share_limit) if amount.share_limit else ())
        case Rate():
            return amount.plus + amount.minus + amount.limits
        case Uncounted():
            return ()


def _product(amount: Product, facts: Facts) -> Reckoning:
    yuan = amount.yuan
    shown = [] if amount.kind is AmountKind.RENT else [in_words(amount.yuan)]
    for count in amount.times:
        stated = _count(count, facts)
        counted = stated if count.most is None else min(stated, count.most)
        yuan *= counted
        unit = unit_of(count.fact, facts.vocabulary)
        cut = f"（最多{plain(counted)}{unit}）" if counted < stated else ""
        shown.append(f"{plain(counted)}{unit}{cut}")
    words = "×".join(shown) + (f"={in_words(to_fen(yuan))}" if len(shown) > 1 else "")
    if amount.low is not None:
        words += f"；文件写的是{in_words(amount.low)}到{in_words(amount.yuan)}，这里按最高的算"
    if amount.share_limit:
        limit = _rate(amount.share_limit, facts)
        words = f"{words}；{limit.arithmetic}；取较小的一个"
        yuan = min(yuan, limit.yuan or ZERO)
    presumed = tuple(count.fact for count in amount.times if facts.get(count.fact) is None)
    return Reckoning(to_fen(yuan), amount.kind in CEILINGS, words, presumed=presumed)


def _count(count: Times, facts: Facts) -> Decimal:
    stated = _sum(facts, count.fact)
    return stated if stated is not None else count.presumed or ZERO


def _rate(amount: Rate, facts: Facts) -> Reckoning:
    items = [item for name in amount.plus for item in _items(facts, name)]
    minus = sum((_sum(facts, name) or ZERO for name in amount.minus), ZERO)
    if amount.each and amount.cap is not None:
        return _capped_each(amount, amount.cap, items)
    full = yuan = max(sum(items, ZERO) - minus, ZERO) * amount.share
    words = [share_in_words(_base_in_words(items, minus), amount.share, full)]
    for name in amount.limits:
        limit = _sum(facts, name) or ZERO
        words.append(f"不超过{name.removesuffix('元')}{in_words(limit)}")
        yuan = min(yuan, limit)
    if amount.cap is not None:
        left, said = _left_of_cap(amount, amount.cap, facts)
        words.append(said)
        yuan = min(yuan, left)
    if yuan < full:
        words.append(f"得{in_words(to_fen(yuan))}")
    presumed = (amount.drawn,) if amount.drawn and facts.get(amount.drawn) is None else ()
    return Reckoning(to_fen(yuan), False, "；".join(words), presumed=presumed)


def _capped_each(amount: Rate, cap: Decimal, items: list[Decimal]) -> Reckoning:
    share, most = amount.share, f"，{amount.cap_by}最多{in_words(cap)}"
    words = [
        share_in_words(in_words(item), share, item * share) + (most if item * share > cap else "")
        for item in items
    ]
    if len(items) > LISTED:
        words = [f"{_base_in_words(items, ZERO)}，每笔按{percent(share)}{most}"]
    total = to_fen(sum((min(item * share, cap) for item in items), ZERO))
    if len(items) != 1:
        words.append(f"合计{in_words(total)}")
    return Reckoning(total, False, "；".join(words))


def _left_of_cap(amount: Rate, cap: Decimal, facts: Facts) -> tuple[Decimal, str]:
    drawn = (_sum(facts, amount.drawn) or ZERO) if amount.drawn else ZERO
    if not drawn:
        return cap, f"{amount.cap_by}最多{in_words(cap)}"
    left = max(cap - drawn, ZERO)
    return left, f"{amount.cap_by}最多{in_words(cap)}，已领{in_words(drawn)}，还剩{in_words(left)}"


def _base_in_words(items: list[Decimal], minus: Decimal) -> str:
    parts = "＋".join(in_words(item) for item in items) or in_words(ZERO)
    if len(items) > LISTED:
        parts = f"{len(items)}笔共{in_words(sum(items, ZERO))}"
    if minus:
        parts = f"{parts}－{in_words(minus)}"
    return f"（{parts}）" if len(items) > 1 or minus else parts


def _items(facts: Facts, name: str) -> tuple[Decimal, ...]:
    value = facts.get(name)
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Decimal) else ()


def _sum(facts: Facts, name: str) -> Decimal | None:
    """A number, or the sum of several; None when nothing was stated."""
    value = facts.get(name)
    if value is None or isinstance(value, Pending):
        return None
    return sum(_items(facts, name), ZERO)


def unit_of(fact: str, vocabulary: Vocabulary) -> str:
    """The unit in which a count is said."""
    known = vocabulary.get(fact)
    return known.unit if known and known.unit else "元"
