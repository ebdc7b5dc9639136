"""What a policy changes beside the one in use: clauses that are new, gone, worded anew, or numbered anew."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.policy import Clause, Policy

ALIKE = 0.6
"""The least likeness of two texts that are taken for one clause under another title."""


@dataclass(frozen=True)
class Change:
    """One clause: as it is in use and as it will be; None on one side when it is new or gone."""

    before: Clause | None
    after: Clause | None

    @property
    def renumbered(self) -> bool:
        """Whether the same clause stands under another id, which phrasings and measures do not know yet."""
        return bool(self.before and self.after and self.before.id != self.after.id)


def changes(before: Policy | None, after: Policy) -> tuple[Change, ...]:
    """Every clause that is not the same as before, in the order of the new text, what is gone last."""
    left = list(before.clauses) if before else []
    found = []
    for clause in after.clauses:
        twin = _twin(clause, left)
        if twin is not None:
            left.remove(twin)
        if twin is None or (twin.id, twin.text) != (clause.id, clause.text):
            found.append(Change(twin, clause))
    return (*found, *(Change(clause, None) for clause in left))


def _twin(clause: Clause, left: list[Clause]) -> Clause | None:
    """The clause that this one was before: the same text, else the same title, else the most alike."""
    same = [one for one in left if one.text == clause.text]
    same += [one for one in left if one.title == clause.title]
    if same:
        return same[0]
    likeness = {one.id: SequenceMatcher(None, one.text, clause.text).ratio() for one in left}
    best = max(left, key=lambda one: likeness[one.id], default=None)
    return best if best is not None and likeness[best.id] >= ALIKE else None
