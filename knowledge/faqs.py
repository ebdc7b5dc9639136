"""Answers that a person gave and a second one confirmed (常见问题): tied to a clause, found by their question.

Only a question asked almost in these words finds one: it is shown as the answer, so a near miss would be wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Field, Session, SQLModel, col, func, select

from knowledge.nearest import SHORTEST, most_alike
from knowledge.places import Gazetteer
from knowledge.policy import Clause, Policy
from knowledge.words import Language

LONGEST = 500
"""Characters of a question that are compared."""


class FaqRecord(SQLModel, table=True):
    """One confirmed answer. `clause_digest` is of the clause's text when it was confirmed. Rows stay for good."""

    __tablename__ = "faq"

    id: int = Field(default=None, primary_key=True)
    question: str
    answer: str
    clause: str = Field(index=True)
    clause_digest: str
    given_by: str
    confirmed_by: str
    confirmed_on: date
    valid_until: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Faq:
    """One confirmed answer, as it is shown; valid through `valid_until`, None for as long as its clause."""

    question: str
    answer: str
    clause: str
    given_by: str
    confirmed_by: str
    confirmed_on: date
    valid_until: date | None

    @property
    def city(self) -> str:
        """The id of the city whose clause this rests on."""
        return self.clause.rpartition("-")[0]

    def holds_on(self, day: date) -> bool:
        """Whether it is still valid on this day."""
        return self.valid_until is None or day <= self.valid_until


@dataclass(frozen=True)
class Faqs:
    """The confirmed answers in use, by their bare question: without spaces and cities' names."""

    by_question: Mapping[str, tuple[Faq, ...]]
    language: Language
    gazetteer: Gazetteer
    cities: tuple[str, ...]

    def find(self, question: str, city: str | None, day: date) -> tuple[Faq, ...]:
        """What answers this very question on this day, one answer a city that is asked about."""
        if not self.by_question:
            return ()
        asked = self.gazetteer.look(self.language.plain(question[:LONGEST]))
        cities = asked.cities_for(city, self.cities)
        found: dict[str, Faq] = {}
        for known in self._alike("".join(asked.rest.split())):
            for faq in self.by_question[known]:
                if faq.city in cities and faq.holds_on(day):
                    found.setdefault(faq.city, faq)
        return tuple(found.values())

    def _alike(self, question: str) -> list[str]:
        """Known questions that are the same one, the most alike first."""
        if len(question) < SHORTEST:
            return [question] if question in self.by_question else []
        return most_alike(question, self.by_question.keys())


def digest_of(clause: Clause) -> str:
    """A digest of a clause's words; what was confirmed for other words does not count any more."""
    return hashlib.sha256(clause.text.encode()).hexdigest()[:16]


def read(session: Session) -> list[FaqRecord]:
    """Every answer that was not withdrawn, the newest first."""
    kept = select(FaqRecord).where(col(FaqRecord.withdrawn_on).is_(None))
    return list(session.exec(kept.order_by(col(FaqRecord.id).desc())).all())


def state(session: Session) -> tuple[object, ...]:
    """Something that changes whenever an answer is published or withdrawn."""
    rows = select(func.max(FaqRecord.id), func.count(col(FaqRecord.withdrawn_on)))
    return tuple(session.exec(rows).one())


def gathered(
    records: Iterable[FaqRecord],
    policies: Sequence[Policy],
    language: Language,
    gazetteer: Gazetteer,
) -> Faqs:
    """The answers whose clause still reads as it did, ready to be found; the newest of a question first."""
    texts = {clause.id: digest_of(clause) for policy in policies for clause in policy.clauses}
    known: dict[str, tuple[Faq, ...]] = {}
    for record in records:
        if texts.get(record.clause) == record.clause_digest:
            asked = gazetteer.look(language.plain(record.question))
            question = "".join(asked.rest.split())
            known[question] = (*known.get(question, ()), _faq(record))
    return Faqs(known, language, gazetteer, tuple(policy.id for policy in policies))


def _faq(record: FaqRecord) -> Faq:
    return Faq(
        record.question,
        record.answer,
        record.clause,
        record.given_by,
        record.confirmed_by,
        record.confirmed_on,
        record.valid_until,
    )
