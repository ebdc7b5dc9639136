"""The values of the field: a Policy and its Clauses, as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Clause:
    """The smallest quotable part of a policy. `text` is verbatim; `number` is 0 for the closing paragraph."""

    id: str
    number: int
    section: str
    title: str
    text: str
    units: tuple[str, ...]

    @property
    def city(self) -> str:
        """The id of the city whose policy this clause stands in."""
        return self.id.rpartition("-")[0]


@dataclass(frozen=True)
class Policy:
    """One city's document. `numbered` tells whether its clauses carry numbers in the document itself."""

    id: str
    city: str
    title: str
    issuer: str
    source: str
    desk: str
    code: str
    numbered: bool
    issued: date | None
    effective: date | None
    valid_years: int | None
    applies_to: str
    clauses: tuple[Clause, ...]

    def clause(self, clause_id: str) -> Clause:
        """The clause of this id. Raises KeyError when there is none."""
        for clause in self.clauses:
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)


@dataclass(frozen=True)
class Quote:
    """A verbatim slice of a clause: characters `start` to `end` of its text."""

    clause: Clause
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.clause.text[self.start : self.end]
