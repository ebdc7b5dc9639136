"""Levels: a clause on 市级重点实验室 does not answer a question on a 省级 one.

Which clause states which levels of a thing is data: vocabulary/levels.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

REACH = 7
"""Characters between a level and the thing it belongs to: 省里刚认定的孵化器."""


@dataclass(frozen=True)
class OtherLevels:
    """A clause states a thing at these levels (国家, 省, 市, 县); it was asked at others."""

    clause: str
    thing: str
    asked: tuple[str, ...]
    stated: tuple[str, ...]


AtLevel = tuple[re.Match[str], frozenset[str], Mapping[str, frozenset[str]]]
"""A thing that a question names at a level: where, at which ones, and which clause states it at which."""


@dataclass(frozen=True, eq=False)
class Levels:
    """For each thing its levels, clause by clause."""

    things: tuple[tuple[re.Pattern[str], Mapping[str, frozenset[str]]], ...]
    levels: Mapping[str, re.Pattern[str]]
    only: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()
    first: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()

    def named(self, question: str) -> frozenset[str]:
        """The clauses of the things that the question names unmistakably: the first of each list."""
        return frozenset(answering[0] for answering in _answering(self, question))

    def begins_anew(self, question: str, spoken_of: Collection[str]) -> bool:
        """Whether the question names something unmistakably of which none of these clauses speaks."""
        bare = question.replace(" ", "")
        named = {answering[0] for words, answering in self.only if words.search(bare)}
        return bool(named) and named.isdisjoint(spoken_of)

    def names_level(self, question: str) -> bool:
        """Whether the question names a thing and its level, and so stands for itself."""
        bare = question.replace(" ", "")
        return bool(_asked(self, bare))

    def unwritten(self, question: str, cities: Collection[str]) -> tuple[OtherLevels, str] | None:
        """A thing of these cities asked at a level that no clause states, and the question less both; or None."""
        bare = question.replace(" ", "")
        for named, asked, at_levels in _asked(self, bare):
            theirs = [clause for clause in at_levels if clause.rpartition("-")[0] in cities]
            is_stated = any(asked & stated for stated in at_levels.values())
            if theirs and not is_stated:
                other = self._other(theirs[0], named[0], asked, at_levels[theirs[0]])
                return other, self._less(bare, named)
        return None

    def _less(self, question: str, named: re.Match[str]) -> str:
        """The question less a thing and the levels shortly before it."""
        start = max(0, named.start() - REACH)
        before = question[start : named.start()]
        for words in self.levels.values():
            before = words.sub("", before)
        return f"{question[:start]}{before}{question[named.end() :]}"

    def _other(
        self, clause: str, thing: str, asked: Collection[str], stated: Collection[str]
    ) -> OtherLevels:
        in_order = tuple(level for level in self.levels if level in stated)
        return OtherLevels(clause, thing, tuple(sorted(asked)), in_order)

    def contradicted(self, question: str, clauses: Iterable[str]) -> frozenset[str]:
        """Those of these clauses that speak of something else, or of the thing asked at other levels."""
        bare = question.replace(" ", "")
        stated = _answering(self, question)
        found = {c for c in clauses if stated and not any(c in answering for answering in stated)}
        for _, asked, at_levels in _asked(self, bare):
            found |= {clause for clause, level in at_levels.items() if not asked & level}
        return frozenset(found)

    def other(self, question: str, clause: str) -> OtherLevels | None:
        """At which other levels than the asked ones this clause states the thing asked, if it is so."""
        bare = question.replace(" ", "")
        for named, asked, at_levels in _asked(self, bare):
            stated = at_levels.get(clause, frozenset())
            if stated and not asked & stated:
                return self._other(clause, named[0], asked, stated)
        return None


@lru_cache(maxsize=4)  # a question is looked at several times in a turn
def _answering(listed: Levels, question: str) -> tuple[tuple[str, ...], ...]:
    """The clauses that can answer what is named; what goes before everything else leaves only its own."""
    bare = question.replace(" ", "")
    first = tuple(answering for words, answering in listed.first if words.search(bare))
    return first or tuple(answering for words, answering in listed.only if words.search(bare))


@lru_cache(maxsize=4)
def _asked(listed: Levels, question: str) -> tuple[AtLevel, ...]:
    """Each thing that the question names at a level."""
    found = []
    for thing, at_levels in listed.things:
        named = [*thing.finditer(question)]
        if named and (asked := _levels_before(named, question, listed.levels)):
            found.append((named[0], asked, at_levels))
    return tuple(found)


def _levels_before(
    named: Sequence[re.Match[str]], question: str, levels: Mapping[str, re.Pattern[str]]
) -> frozenset[str]:
    """The levels named shortly before a thing."""
    before = [question[max(0, one.start() - REACH) : one.start()] for one in named]
    return frozenset(level for level, words in levels.items() if any(map(words.search, before)))


def read_levels(file: Path) -> Levels:
    """The levels of this file."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    things = tuple(
        (re.compile(words), {clause: frozenset(stated) for clause, stated in clauses.items()})
        for words, clauses in listed["things"].items()
    )
    levels = {name: re.compile(words) for name, words in listed["levels"].items()}
    only, first = (
        tuple((re.compile(words), tuple(ids)) for words, ids in listed[name].items())
        for name in ("only", "first")
    )
    return Levels(things, levels, only, first)
