"""What a question asks, with what it inherits from the last one, and how well everything fits that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from knowledge.decisions import Scores
from knowledge.going_on import Fit, GoingOn
from knowledge.levels import Levels
from knowledge.plain_words import PlainWords
from knowledge.policy import Policy
from knowledge.thresholds import Thresholds

STILL_SPOKEN_OF = 0.2
"""What the clauses spoken of gain when a question goes on from them."""

KNOWN_THERE = 0.3
"""What one of them gains besides that has words of its own for what is newly named: 担保的呢."""


@dataclass(frozen=True)
class Understanding:
    """How questions go on from the last one; `scores` are those of a question for itself."""

    going_on: GoingOn
    levels: Levels
    plain_words: PlainWords
    policies: tuple[Policy, ...]
    scores: Callable[[str], Scores]
    thresholds: Thresholds

    def understand(self, question: str, subject: Mapping[str, Any]) -> tuple[str, Scores]:
        """The question with its scores; one that does not stand for itself inherits from the last one.

        It is given normalised, `subject` is what was spoken of last, as the conversation keeps it.
        """
        followups = self.going_on.followups
        is_short = followups.is_short(question)
        asked_last = str(subject.get("question", "")) if is_short else ""
        last = self.going_on.last(question, asked_last) if asked_last else ""
        if meant := followups.meant(question, last):
            asked = followups.inherit(question, self._cities_of(last))
            return f"{asked} {meant}".strip(), self.scores(f"{meant} {meant}")
        alone = self.scores(question)
        spoken_of = set(subject.get("clauses", ()))
        if not last or self.levels.begins_anew(question, spoken_of):
            return question, alone
        return self._inheriting(question, alone, self._less(question, last), spoken_of)

    def _less(self, question: str, last: str) -> str:
        """The last question; nothing but its cities where the question names a thing and its level."""
        return self._cities_of(last) if self.levels.names_level(question) else last

    def _cities_of(self, last: str) -> str:
        named = self.going_on.followups.places.look(last).cities
        return " ".join(
            policy.city for city in named for policy in self.policies if policy.id == city
        )

    def _inheriting(
        self, question: str, alone: Scores, last: str, spoken_of: set[str]
    ) -> tuple[str, Scores]:
        followups = self.going_on.followups
        asked = followups.inherit(question, last)
        inherited = cache(lambda: self.scores(asked))  # most questions stand for themselves
        fits = self._surest(alone), lambda: self._surest(inherited())
        newly = followups.newly(question)
        known = {clause for clause in spoken_of if self.plain_words.knows(clause, newly)}
        rest = self.going_on.yes_or_no.without(question)
        is_same = known or followups.is_rival(rest, last)
        if not is_same and not self.going_on.goes_on(question, *fits, spoken_of):
            return question, alone
        gone_on = inherited().favouring(spoken_of, STILL_SPOKEN_OF)
        return asked, gone_on.favouring(known, KNOWN_THERE)

    def _surest(self, scores: Scores) -> Fit:
        fits = {**scores.learned, **scores.fused(self.thresholds)}
        return Fit(*max(fits.items(), key=itemgetter(1)))
