"""Whether a clause states the thing asked at all: documents, telephone numbers, deadlines and the like.

The texts say none of it, but a clause on the same subject would always be found. What is asked, and which
words of a clause would state it, is data: vocabulary/unstated.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.policy import Clause


@dataclass(frozen=True)
class Aspect:
    """Something that people ask and policies seldom state. `says` names it in an answer."""

    says: str
    asks: re.Pattern[str]
    unless: re.Pattern[str] | None
    stated_by: tuple[str, ...]

    def asked(self, question: str) -> bool:
        """Whether the question (normalised, without spaces) asks this."""
        if self.unless is not None and self.unless.search(question):
            return False
        return bool(self.asks.search(question))

    def stated(self, clause: Clause) -> bool:
        """Whether the clause says something of it."""
        return any(words in clause.text for words in self.stated_by)


def unstated(question: str, clauses: Iterable[Clause], aspects: Iterable[Aspect]) -> str:
    """What the question asks and none of these clauses states, in words; "" when there is no such thing."""
    bare = question.replace(" ", "")
    near = tuple(clauses)
    for aspect in aspects:
        if aspect.asked(bare) and not any(aspect.stated(clause) for clause in near):
            return aspect.says
    return ""


def read_aspects(file: Path) -> tuple[Aspect, ...]:
    """The aspects of this file."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Aspect(
            about["says"],
            re.compile("|".join(f"(?:{pattern})" for pattern in about["asks"])),
            re.compile(about["unless"]) if about["unless"] else None,
            tuple(about["stated_by"]),
        )
        for about in listed.values()
    )
