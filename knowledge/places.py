"""Which city a question speaks of: one of ours, both of them, or a place that has no policy here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.words import REMEMBERED


@dataclass(frozen=True)
class Named:
    """The places in a question. `versus` tells that the visitor's own city is meant beside the named one.

    `rest` is the question without our cities' names, and without the words that only compare them.
    """

    cities: tuple[str, ...]
    compares: bool
    elsewhere: str
    rest: str
    versus: bool = False

    def only_city_or(self, city: str | None) -> str | None:
        """The one city that a whole message is about, else the visitor's own."""
        return self.cities[0] if len(self.cities) == 1 else city

    def cities_for(self, city: str | None, every: tuple[str, ...]) -> tuple[str, ...]:
        """The cities asked about: the named ones, else the visitor's own, else all."""
        own = (city,) if city else ()
        if self.versus and len(self.cities) == 1 and city not in self.cities:
            return (*own, *self.cities) if own else every
        if self.compares and not self.cities:
            return every
        return self.cities or own or every


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """How people call the cities; read from vocabulary/places.toml."""

    ours: Mapping[str, re.Pattern[str]]
    names: re.Pattern[str]
    others: re.Pattern[str]
    both: re.Pattern[str]
    versus: re.Pattern[str]
    comparing: re.Pattern[str]
    choosing: re.Pattern[str]

    def alone(self, question: str) -> str | None:
        """The one city that a normalised question names and says nothing else of."""
        named = self.look(question)
        is_bare = len(named.cities) == 1 and not self.choosing.sub("", named.rest).strip()
        return named.cities[0] if is_bare else None

    def look(self, question: str) -> Named:
        """The places named in a normalised question, in the order of their naming."""
        return _look(self, question)


@lru_cache(maxsize=REMEMBERED)
def _look(gazetteer: Gazetteer, question: str) -> Named:
    found = {
        city: match.start()
        for city, names in gazetteer.ours.items()
        if (match := names.search(question))
    }
    cities = tuple(sorted(found, key=lambda city: found[city]))
    names_other = not cities and gazetteer.names.search(question)  # seldom, and soon seen
    elsewhere = gazetteer.others.search(question) if names_other else None
    rest = question
    for names in gazetteer.ours.values():
        rest = names.sub("", rest)
    compares = len(cities) > 1 or (not cities and bool(gazetteer.both.search(question)))
    if compares:
        rest = gazetteer.comparing.sub("", gazetteer.both.sub("", rest))
    versus = len(cities) == 1 and bool(gazetteer.versus.search(question))
    place = elsewhere["place"] if elsewhere else ""
    return Named(cities, compares or versus, place, rest, versus)


def read_gazetteer(file: Path) -> Gazetteer:
    """The gazetteer of this file."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    ours = {
        city: re.compile(f"(?:晋创谷)?(?:{_any(names)})(?:市(?!级))?(?:的?晋创谷)?")
        for city, names in listed["ours"].items()
    }
    names = listed["others"]["names"]
    others = _asked_about(names, listed["passing"])
    both = listed["both"]
    words, versus = re.compile(_any(both["words"])), re.compile(_any(both["versus"]))
    choosing = re.compile(_any(listed["choosing"]["words"]))
    comparing = re.compile(_any(both["comparing"]))
    return Gazetteer(ours, re.compile(_any(names)), others, words, versus, comparing, choosing)


def _asked_about(names: Sequence[str], passing: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A place that a question is about, not one where somebody comes from or belongs to."""
    before = "".join(f"(?<!{re.escape(word)})" for word in passing["before"])
    after, belongs = _any(passing["after"]), _any(passing["belongs"])
    # at the very start, of a question that does not speak of the asker, even 太原高校 is the subject
    subject = f"(?:(?!{belongs})|(?<=^..)(?!.*{_any(passing['here'])})|(?<=^...)(?!.*{_any(passing['here'])}))"
    return re.compile(rf"{before}(?P<place>{_any(names)})市?(?!{after}){subject}")


def _any(words: Sequence[str]) -> str:
    """Any of these words, longest first; 两 is 2 where a question is normalised."""
    longest_first = map(re.escape, sorted(words, key=len, reverse=True))
    return "(?:" + "|".join(longest_first).replace("两", "[两2]") + ")"
