"""Who is paid by a clause: a remark when the asker is the other side (the buyer, the landlord, the person).

Which side a clause leaves out, and how people say that they are on it, is data: vocabulary/payees.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Unpaid:
    """One side that a clause does not pay: how askers on it speak, and what they are told."""

    asks: re.Pattern[str]
    unless: re.Pattern[str] | None
    says: str

    def asked(self, question: str) -> bool:
        """Whether the asker (normalised question, without spaces) is on this side."""
        if self.unless is not None and self.unless.search(question):
            return False
        return bool(self.asks.search(question))


@dataclass(frozen=True)
class Payees:
    """For each clause the sides that it does not pay."""

    unpaid: Mapping[str, tuple[Unpaid, ...]]

    def remark(self, question: str, clause: str) -> str:
        """What an asker on an unpaid side is told of a clause; "" when the asker is not on one."""
        bare = question.replace(" ", "")
        sides = (side for side in self.unpaid.get(clause, ()) if side.asked(bare))
        return next((side.says for side in sides), "")


def read_payees(file: Path) -> Payees:
    """The payees of this file."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    unpaid: dict[str, tuple[Unpaid, ...]] = {}
    for entry in listed["paid"]:
        asks = re.compile("|".join(f"(?:{listed['roles'][role]})" for role in entry["not_paid"]))
        unless = re.compile(entry["unless"]) if "unless" in entry else None
        for clause in entry["clauses"]:
            side = Unpaid(asks, unless, entry["says"])
            unpaid[clause] = (*unpaid.get(clause, ()), side)
    return Payees(unpaid)
