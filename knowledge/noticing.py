"""What is noticed in a question besides the clauses it fits: levels, moods, what is nowhere written. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.decisions import Circumstances, Scores, best_of
from knowledge.followups import Followups
from knowledge.levels import Levels, OtherLevels
from knowledge.moods import Moods
from knowledge.outright import YesOrNo
from knowledge.places import Named
from knowledge.policy import Clause
from knowledge.stories import Stories
from knowledge.thresholds import Thresholds
from knowledge.unstated import Aspects


@dataclass(frozen=True)
class Heard:
    """One question, normalised: as typed (`own`), with what it goes on from (`asked`), and the cities of it.

    `asked_back` tells that the visitor was asked to choose just before, `offered` that a service was offered.
    """

    own: str
    asked: str
    named: Named
    cities: tuple[str, ...]
    every: tuple[str, ...]
    asked_back: bool = False
    offered: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the question stands for itself."""
        return self.asked == self.own


@dataclass(frozen=True)
class Noticing:
    """The words by which it is noticed."""

    followups: Followups
    aspects: Aspects
    levels: Levels
    moods: Moods
    stories: Stories
    yes_or_no: YesOrNo

    def said(self, heard: Heard) -> str:
        """What the question asks: its own words, or the last one's when it names a city and nothing else."""
        if heard.is_whole or not self.followups.is_bare(heard.own):
            return heard.own
        return heard.asked

    def notice(
        self,
        heard: Heard,
        scores: Scores,
        clauses: Mapping[str, Clause],
        limits: Thresholds,
    ) -> Circumstances:
        """Everything that decides beside the scores."""
        named, moods = heard.named, self.moods
        fused = scores.fused(limits)
        best, theirs = clauses[max(fused, key=fused.__getitem__)], best_of(fused, heard.cities)
        heart = self.stories.heart(self.said(heard))
        unstated, stated = self.aspects.look(heart, [best])
        unwritten = self._level_unwritten(heard)
        return Circumstances(
            heard.cities,
            heard.every,
            named.compares,
            named.elsewhere if named.elsewhere in heart else "",
            unstated,
            heard.asked_back,
            frozenset() if named.compares else self.levels.contradicted(heard.asked, clauses),
            stated=stated,
            shrugs=moods.shrugs(heard.own),
            wants_person=moods.wants_person(heard.own),
            vents=moods.vents(heard.own),
            complains=moods.complains(heard.own),
            other_levels=unwritten or (self.levels.other(heard.asked, theirs) if theirs else None),
            only_level=unwritten is not None,
            only_city=self._is_other_city(heard),
            is_broad=heard.is_whole and self._is_broad(named),
            means_business=moods.means_business(heard.own) or self.levels.names_level(heard.own),
            introduces=heard.is_whole and moods.introduces(named.rest),
            comes=moods.comes(heard.own) and not self.stories.asks.search(heard.own),
        )

    def _is_other_city(self, heard: Heard) -> bool:
        """Whether a question goes on from another by a city alone: 那晋城呢. What was a question stays one."""
        goes_on = not heard.is_whole and not heard.offered
        names_one = bool(self.followups.places.look(heard.own).cities)
        return goes_on and names_one and self.followups.is_bare(heard.own)

    def _is_broad(self, named: Named) -> bool:
        """Whether a question of its own names no matter: 有什么补贴, or 个人能申请吗 with nothing before it."""
        if named.compares:
            return self.moods.chooses(named.rest)
        return self.moods.is_broad(named.rest) or self.yes_or_no.asks_nothing_else(named.rest)

    def _level_unwritten(self, heard: Heard) -> OtherLevels | None:
        """What is written of a thing when nothing but a level of it is asked that is not: 市级孵化器有吗."""
        found = self.levels.unwritten(heard.own, heard.cities)
        if found is None:
            return None
        other, rest = found
        is_all = self.followups.is_bare(rest) or self.moods.is_general(rest)
        return other if is_all else None
