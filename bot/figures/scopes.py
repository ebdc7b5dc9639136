"""What is counted: a span of local days, and if wanted one city or one unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.deadlines import LOCAL, local_day

USUAL_DAYS = 30
MOST_DAYS = 3660


class UnusableSpan(ValueError):
    """Days that are no span: not written as 2026-11-01, ending before they begin, or more than ten years."""


@dataclass(frozen=True)
class Scope:
    """From the first to the last day, both included, in Shanxi. `city` "" and `unit_id` None mean all."""

    first: date
    last: date
    city: str = ""
    unit_id: int | None = None

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.last - self.first < timedelta(days=MOST_DAYS):
            raise UnusableSpan(f"{self.first} - {self.last}")

    @property
    def begins(self) -> datetime:
        """The first moment that counts, in UTC."""
        return datetime.combine(self.first, time(), LOCAL).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The first moment that does not count any more, in UTC."""
        return datetime.combine(self.last + timedelta(days=1), time(), LOCAL).astimezone(UTC)

    def days(self) -> Iterator[date]:
        """Every day, in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def covers(self, city: str, units: frozenset[int]) -> bool:
        """Whether something of this city and these units is counted."""
        return self.city in {"", city} and (self.unit_id is None or self.unit_id in units)


def last_days(at: datetime, days: int = USUAL_DAYS) -> Scope:
    """The last so many days, today included."""
    today = local_day(at)
    return Scope(today - timedelta(days=days - 1), today)


def read_scope(
    first: str, last: str, at: datetime, city: str = "", unit_id: int | None = None
) -> Scope:
    """A scope from what people write; an empty day is the usual one. Raises UnusableSpan."""
    usual = last_days(at)
    try:
        until = date.fromisoformat(last) if last else usual.last
        since = date.fromisoformat(first) if first else until - (usual.last - usual.first)
    except (ValueError, OverflowError) as error:
        raise UnusableSpan(f"{first} - {last}") from error
    return Scope(since, until, city, unit_id)
