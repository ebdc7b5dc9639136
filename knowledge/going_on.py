"""Whether a short question goes on from the last one, by its words and by how well it fits alone. Pure.

A question fits its best label with a score: about 0 is that label's border.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from knowledge.followups import Followups
from knowledge.outright import YesOrNo
from knowledge.unstated import Aspects

SURE = 0.0
"""A short question whose best label scores less by itself may go on from the last one."""

NEW_SUBJECT = 0.15
"""One that sounds like going on, but fits another label so well, begins a new subject."""

TOO_SHORT_ALONE, CERTAIN = 4, 0.5
"""Characters; a question so short goes on, unless it fits some label as well as CERTAIN."""

SMALL_TALK = "smalltalk"


@dataclass(frozen=True)
class Fit:
    """The label that fits a question best, and its score."""

    label: str
    sure: float


@dataclass(frozen=True)
class GoingOn:
    """The words by which questions go on from the last one. Questions are given normalised."""

    followups: Followups
    aspects: Aspects
    yes_or_no: YesOrNo

    def last(self, question: str, last: str) -> str:
        """The question asked last; what it asked that is nowhere written is asked again of a city only."""
        return last if self.followups.is_bare(question) else self.aspects.without(last) or last

    def names(self, question: str) -> str:
        """The words by which a question that goes on names something; "" when it names nothing."""
        return "" if self._names_no_subject(question) else question.replace(" ", "")

    def goes_on(
        self,
        question: str,
        alone: Fit,
        inherited: Callable[[], Fit],
        spoken_of: Collection[str],
    ) -> bool:
        """Whether a short question goes on from the last one, which spoke of these clauses.

        `inherited` is asked only when the words leave it open, as it takes a search.
        """
        if self._names_no_subject(question):
            return True
        same = alone.label in spoken_of
        if len(question) <= TOO_SHORT_ALONE:
            return alone.sure < CERTAIN or same
        if self.followups.leans_twice(question) and alone.label == SMALL_TALK:
            return alone.sure < CERTAIN
        if self.followups.leans_twice(question) and inherited().label in spoken_of:
            return alone.sure < CERTAIN or same
        if self.followups.leans(question):
            return alone.sure < NEW_SUBJECT or same
        return alone.sure < SURE and inherited().label in spoken_of

    def _names_no_subject(self, question: str) -> bool:
        less, bare = self.aspects.without(question), self.followups.is_bare
        asks = (self.aspects, self.yes_or_no)
        return bare(question) or bare(less) or any(a.asks_nothing_else(question) for a in asks)
