"""From what happened to figures: pure sums, so that every table adds up to the same totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from sqlmodel import Session

from bot.cases import Kind, Solved, State
from bot.figures.courses import UNDER_WAY, Course, read_courses
from bot.figures.questions import ENDINGS, Asked, Opinion, read_asked, read_opinions
from bot.figures.scopes import Scope

ASKED_ENDINGS = tuple(dict.fromkeys(ENDINGS.values()))
CASE_ENDINGS = (*map(str, Solved), str(State.CANCELLED), UNDER_WAY)


@dataclass(frozen=True)
class Spread:
    """How long something took, in minutes of working time; None when there is nothing to count."""

    count: int
    median: float | None
    ninetieth: float | None


@dataclass(frozen=True)
class Day:
    """One local day: what was asked, by ending; cases opened on it, and cases that ended on it."""

    day: date
    asked: Mapping[str, int]
    opened: int
    ended: int


@dataclass(frozen=True)
class Work:
    """The cases of one unit (or of one kind): each was opened in the span; `endings` add up to `opened`."""

    name: str
    opened: int
    services: int
    endings: Mapping[str, int]
    overdue: int
    response: Spread
    closing: Spread

    @property
    def overdue_share(self) -> float | None:
        """The share of cases that were not answered in time."""
        return self.overdue / self.opened if self.opened else None


@dataclass(frozen=True)
class Rated:
    """What visitors thought of one unit's cases: how many said that they were reached, helped; 1 to 5."""

    name: str
    rated: int
    reached: int
    solved: int
    satisfied: float | None


@dataclass(frozen=True)
class Figures:
    """All figures of one scope. `total` is of all units together; `courses` are the cases themselves."""

    scope: Scope
    days: tuple[Day, ...]
    total: Work
    units: tuple[Work, ...]
    kinds: tuple[Work, ...]
    rated: tuple[Rated, ...]
    useful: int
    useless: Mapping[str, int]
    courses: tuple[Course, ...]


def count(session: Session, scope: Scope, at: datetime) -> Figures:
    """All figures, counted anew; `at` is now, until which open cases wait."""
    return counted(
        scope,
        read_asked(session, scope),
        read_courses(session, scope, at),
        read_opinions(session, scope),
    )


def counted(
    scope: Scope, asked: Sequence[Asked], courses: Sequence[Course], opinions: Sequence[Opinion]
) -> Figures:
    """The figures of what happened."""
    return Figures(
        scope,
        _days(scope, asked, courses),
        work("", courses),
        tuple(work(name, theirs) for name, theirs in _grouped(courses, lambda c: c.unit)),
        tuple(work(name, theirs) for name, theirs in _grouped(courses, _kind)),
        tuple(_rated(name, theirs) for name, theirs in _grouped(courses, lambda c: c.unit)),
        sum(opinion.useful for opinion in opinions),
        Counter(opinion.reason for opinion in opinions if not opinion.useful),
        tuple(courses),
    )


def work(name: str, courses: Sequence[Course]) -> Work:
    """The sums of some cases."""
    endings = Counter(course.ending for course in courses)
    return Work(
        name,
        len(courses),
        sum(course.kind == Kind.SERVICE for course in courses),
        {ending: endings[ending] for ending in CASE_ENDINGS},
        sum(course.overdue for course in courses),
        spread(course.response for course in courses),
        spread(course.closing for course in courses),
    )


def spread(minutes: Iterable[float | None]) -> Spread:
    """Median and ninetieth percentile by nearest rank: the least value that covers that share of all."""
    known = sorted(value for value in minutes if value is not None)
    if not known:
        return Spread(0, None, None)
    return Spread(len(known), _at_rank(known, 0.5), _at_rank(known, 0.9))


def _at_rank(values: Sequence[float], share: float) -> float:
    return values[max(ceil(share * len(values)) - 1, 0)]


def _days(scope: Scope, asked: Sequence[Asked], courses: Sequence[Course]) -> tuple[Day, ...]:
    ended_ways = Counter((one.day, one.ending) for one in asked)
    opened = Counter(course.day for course in courses)
    ended = Counter(course.ended_day for course in courses if course.ended_day)
    return tuple(
        Day(day, {e: ended_ways[day, e] for e in ASKED_ENDINGS}, opened[day], ended[day])
        for day in scope.days()
    )


def _grouped(
    courses: Sequence[Course], key: Callable[[Course], str]
) -> list[tuple[str, list[Course]]]:
    """Courses by name, the most frequent name first."""
    groups: dict[str, list[Course]] = {}
    for course in courses:
        groups.setdefault(key(course), []).append(course)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def _kind(course: Course) -> str:
    return course.service


def _rated(name: str, courses: Sequence[Course]) -> Rated:
    stars = [course.satisfied for course in courses if course.satisfied is not None]
    return Rated(
        name,
        len(stars),
        sum(bool(course.reached) for course in courses),
        sum(bool(course.solved) for course in courses),
        sum(stars) / len(stars) if stars else None,
    )
