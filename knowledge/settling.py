"""Whether the gists of a clause settle a question that wants a yes or a no. Pure; None when they do not.

Every verdict comes with the clause's own words for it; what two gists put differently is not settled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from knowledge import sums
from knowledge.gists import Gist, Kind

ASIDE = re.compile(r"[(（].*?[)）]")
YEARS = re.compile(r"(?P<years>\d+|[一二两三四五六七八九十])年期?以上(?:劳动)?合同")
MONTHS = re.compile(r"(?P<months>\d+)个月以上社会保险")
PERIODS = {"月": re.compile("每月|个月|按月"), "年": re.compile("每年|一年|1年|年年")}
IN_ADVANCE, AFTERWARDS = "先缴后补", "后补助"
ONCE = "一次性"
NUMERALS = {char: number for number, char in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


class Matter(StrEnum):
    """What such a question asks; the values are the keys of [asks]."""

    EITHER = "either"
    PERSON = "person"
    PERSON_MAY = "person_may"
    FIRM = "firm"
    FIRM_MAY = "firm_may"
    CONTRACT = "contract"
    INSURED = "insured"
    PROMISED = "promised"
    AMOUNT = "amount"
    SHARE = "share"
    PREPAID = "prepaid"
    ONCE = "once"
    YEARLY = "yearly"
    PARTED = "parted"


class Verdict(StrEnum):
    """Yes, no, or that it depends."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@dataclass(frozen=True)
class Sides:
    """How a payee reads, at its end, that is a person, a firm, or at any rate no person."""

    person: re.Pattern[str]
    firm: re.Pattern[str]
    unit: re.Pattern[str]


@dataclass(frozen=True)
class Asked:
    """One such question, with the gists that answer it and all others of their clause.

    `whole` is the question with what it goes on from; `is_capped` tells that it speaks of a ceiling itself.
    """

    found: re.Match[str]
    whole: str
    chosen: Sequence[Gist]
    every: Sequence[Gist]
    sides: Sides
    is_capped: bool = False

    @property
    def paying(self) -> list[Gist]:
        """The gists in question that give something."""
        return [gist for gist in self.chosen if gist.amount] or [g for g in self.every if g.amount]

    @property
    def only_one(self) -> Gist | None:
        """The gist that is meant; None when the question does not tell it from another one of its clause."""
        gist = next(iter(self.paying), None)
        others = [other for other in self.every if other.amount]
        if gist is None or any(self._may_mean(other, gist) for other in (*self.paying, *others)):
            return None
        return gist

    def _may_mean(self, other: Gist, gist: Gist) -> bool:
        """Whether another gist, which gives something else, has all words of this one that are said."""
        said = [word for word in gist.words if word in self.whole]
        of_other = f"{other.says} {' '.join(other.words)}"
        return other.in_full != gist.in_full and all(word in of_other for word in said)


Said = tuple[Verdict, str] | None


def _payee(asked: Asked) -> str:
    """Who is paid, when all that the question may be about is paid to the same."""
    payees = {gist.who for gist in asked.paying}
    return payees.pop() if len(payees) == 1 else ""


def _either(asked: Asked) -> Said:
    """给企业还是给个人: yes is to a unit, no is to a person."""
    payee = _payee(asked)
    head = ASIDE.sub("", payee)
    if asked.sides.unit.search(head):
        return Verdict.YES, payee
    return (Verdict.NO, payee) if asked.sides.person.search(head) else None


def _to_person(asked: Asked) -> Said:
    payee = _payee(asked)
    head = ASIDE.sub("", payee)
    if asked.sides.person.search(head):
        return Verdict.YES, payee
    return (Verdict.NO, payee) if asked.sides.unit.search(head) else None


def _to_firm(asked: Asked) -> Said:
    payee = _payee(asked)
    head = ASIDE.sub("", payee)
    if asked.sides.firm.search(head):
        return Verdict.YES, payee
    is_other = asked.sides.person.search(head) or asked.sides.unit.search(head)
    return (Verdict.NO, payee) if is_other else None


def _long_enough(asked: Asked, needs: re.Pattern[str], unit: str) -> Said:
    """Whether so many years or months are enough for everything that the question may be about."""
    needed = [needs.search(gist.condition) for gist in asked.paying]
    stated = {match[0] for match in needed if match}
    if len(stated) != 1 or None in needed:
        return None
    least = needs.search(next(iter(stated)))
    assert least is not None
    enough = _number(asked.found[unit]) >= _number(least[unit])
    return (Verdict.YES if enough else Verdict.NO), least[0]


def _contract(asked: Asked) -> Said:
    return _long_enough(asked, YEARS, "years")


def _insured(asked: Asked) -> Said:
    return _long_enough(asked, MONTHS, "months")


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else NUMERALS[numeral]


def _promised(asked: Asked) -> Said:
    """Only a fixed amount is promised; a ceiling, a range or a share is not."""
    gist = asked.only_one
    if gist is None:
        return None
    return (Verdict.YES if gist.kind is Kind.FIXED else Verdict.DEPENDS), gist.in_full


def _amount(asked: Asked) -> Said:
    """Whether a sum is what is given; nothing when several sums may be meant."""
    gist, claimed = asked.only_one, sums.yuan(asked.found["sum"])
    bounds = sums.bounds(gist) if gist else None
    if gist is None or claimed is None or bounds is None or _other_period(asked, gist):
        return None
    return _compared(claimed, bounds, asked.is_capped), gist.in_full


def _share(asked: Asked) -> Said:
    """Whether a share is what is given: 是80%吧, 是两成吗. Nothing when several shares may be meant."""
    gist = asked.only_one
    bounds = sums.share_bounds(gist) if gist else None
    if gist is None or bounds is None:
        return None
    return _compared(_per_cent(asked.found), bounds, asked.is_capped), gist.in_full


def _per_cent(found: re.Match[str]) -> Decimal:
    """The share that is asked: 80%, 两成, 一半."""
    said = found.groupdict()
    if said.get("half"):
        return Decimal(50)
    return Decimal(said["share"]) * (10 if said["unit"] == "成" else 1)


def _other_period(asked: Asked, gist: Gist) -> bool:
    """Whether a sum by the month or the year is asked, and the gist does not give it so."""
    asks = asked.found.string
    return any(
        words.search(asks) is not None and unit not in gist.in_full
        for unit, words in PERIODS.items()
    )


def _compared(claimed: Decimal, bounds: tuple[Decimal, Decimal], is_capped: bool) -> Verdict:
    low, high = bounds
    if low == high or is_capped:
        return Verdict.YES if claimed == high else Verdict.NO
    return Verdict.DEPENDS if low <= claimed <= high else Verdict.NO


def _prepaid(asked: Asked) -> Said:
    said = [f"{gist.says}{gist.condition}" for gist in asked.paying]
    for words in (IN_ADVANCE, AFTERWARDS):
        if said and all(words in text for text in said):
            return Verdict.YES, words
    return None


def _once(asked: Asked) -> Said:
    caps = [gist.cap for gist in asked.paying]
    return (Verdict.YES, ONCE) if caps and all(cap == ONCE for cap in caps) else None


def _yearly(asked: Asked) -> Said:
    """Neither every year nor in parts, where it is given once."""
    return (Verdict.NO, ONCE) if _once(asked) else None


SETTLING: Mapping[Matter, Callable[[Asked], Said]] = {
    Matter.EITHER: _either,
    Matter.PERSON: _to_person,
    Matter.PERSON_MAY: _to_person,
    Matter.FIRM: _to_firm,
    Matter.FIRM_MAY: _to_firm,
    Matter.CONTRACT: _contract,
    Matter.INSURED: _insured,
    Matter.PROMISED: _promised,
    Matter.AMOUNT: _amount,
    Matter.SHARE: _share,
    Matter.PREPAID: _prepaid,
    Matter.ONCE: _once,
    Matter.YEARLY: _yearly,
    Matter.PARTED: _yearly,
}
