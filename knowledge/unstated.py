"""Whether a clause states the thing asked at all: documents, telephone numbers, deadlines and the like.

The texts say none of it, but a clause on the same subject would always be found. What is asked, and which
words of a clause would state it, is data: vocabulary/unstated.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.policy import Clause


@dataclass(frozen=True)
class Aspect:
    """Something that people ask and policies seldom state. `says` names it in an answer.

    `name` is how phrasings of the bank are labelled that ask it: asks:材料. Who asks something `whole` asks
    nothing else; words for something `plain` mean nothing else.
    """

    name: str
    says: str
    asks: re.Pattern[str]
    unless: re.Pattern[str] | None
    stated_by: tuple[str, ...]
    whole: bool = False
    plain: bool = False

    def asked(self, question: str) -> re.Match[str] | None:
        """Where the question (normalised, without spaces) asks this."""
        found = self.asks.search(question)
        if found and self.unless is not None and self.unless.search(question):
            return None
        return found

    def stated(self, clause: Clause) -> bool:
        """Whether the clause says something of it."""
        return any(words in clause.text for words in self.stated_by)


@dataclass(frozen=True)
class Unstated:
    """What a question asks that is nowhere written, in words; `beside` another thing that may be.

    `plain` tells that its words can mean nothing else: 电话是多少.
    """

    says: str
    beside: bool = False
    plain: bool = False


@dataclass(frozen=True, eq=False)
class Aspects:
    """Everything that policies seldom state. `also` are ways of asking something else beside it."""

    every: tuple[Aspect, ...]
    also: re.Pattern[str]
    only: re.Pattern[str]

    def asks_nothing_else(self, question: str) -> bool:
        """Whether such a thing is asked and no subject named: 需要带什么材料."""
        rest, bare = self.without(question), question.replace(" ", "")
        return rest != bare and self.only.fullmatch(rest.replace(" ", "")) is not None

    def look(self, question: str, clauses: Iterable[Clause]) -> tuple[Unstated | None, bool]:
        """What is asked and none of these clauses states, if anything; whether one states such a thing."""
        bare, near = question.replace(" ", ""), tuple(clauses)
        asked = [(aspect, at) for aspect in self.every if (at := aspect.asked(bare))]
        open_ = [(a, at) for a, at in asked if not any(a.stated(clause) for clause in near)]
        if not open_:
            return None, bool(asked)
        aspect, at = open_[0]
        rest = f"{bare[: at.start()]} {bare[at.end() :]}"
        beside = not aspect.whole and self.also.search(rest) is not None
        return Unstated(aspect.says, beside, aspect.plain), len(open_) < len(asked)

    def without(self, question: str) -> str:
        """The question less what it asks of the kind: its subject, for the next question to go on from."""
        return _without(self, question)


@lru_cache(maxsize=4)  # a short question is looked at several times in a turn
def _without(aspects: Aspects, question: str) -> str:
    rest = question.replace(" ", "")
    for aspect in aspects.every:
        if found := aspect.asked(rest):
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return rest.strip()


def read_aspects(file: Path) -> Aspects:
    """The aspects of this file."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    also = listed.pop("also")
    every = tuple(_aspect(name, about) for name, about in listed.items())
    return Aspects(every, re.compile(also["asks"]), re.compile(also["only"]))


def _aspect(name: str, about: Mapping[str, Any]) -> Aspect:
    return Aspect(
        name,
        about["says"],
        re.compile("|".join(f"(?:{pattern})" for pattern in _patterns(about))),
        re.compile(about["unless"]) if about["unless"] else None,
        tuple(about["stated_by"]),
        about.get("whole", False),
        about.get("plain", False),
    )


APART = 7
"""Characters that may stand between a thing and the way of asking for it."""


def _patterns(about: Mapping[str, Any]) -> Iterator[str]:
    """Every way of asking an aspect: those listed as they are, and things crossed with ways of asking."""
    yield from about["asks"]
    things, ways = about.get("things", ""), about.get("ways", "")
    if things and ways:
        yield f"(?:{things}).{{0,{APART}}}(?:{ways})|(?:{ways}).{{0,{APART}}}(?:{things})"
    elif ways:
        yield ways
