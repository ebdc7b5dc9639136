"""What a proposal must be before anybody is asked to decide on it, and again when it is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.cases import WordsMissing
from bot.deadlines import local_day
from bot.masking import mask
from bot.proposals.tables import Kind
from knowledge.claims import NO_CLAIM, unfounded
from knowledge.library import ClauseRecord, PolicyVersion

LONGEST_QUESTION = 200
LONGEST_ANSWER = 600


class NoSuchClause(LookupError):
    """No clause in use has this id; the text is the id."""


class UnfoundedFigures(ValueError):
    """The text says figures that its clause does not state; `figures` are they."""

    def __init__(self, figures: Sequence[str]) -> None:
        super().__init__("、".join(figures))
        self.figures = tuple(figures)


class PersonalNumbers(ValueError):
    """The text holds a mobile or identity number: take it out, everybody would read it."""


class TooLong(ValueError):
    """The question or the answer is too long to be read in one go."""


class PastDay(ValueError):
    """It would be valid until a day that has passed."""


@dataclass(frozen=True)
class Draft:
    """What is proposed, as it was typed. An FAQ rests on exactly one clause."""

    kind: Kind
    question: str
    clauses: tuple[str, ...]
    answer: str = ""
    valid_until: date | None = None
    case_id: int | None = None

    @property
    def is_faq(self) -> bool:
        """Whether it is an answer of our own."""
        return self.kind is Kind.FAQ


def check(session: Session, draft: Draft, at: datetime) -> None:
    """Raises WordsMissing, TooLong, NoSuchClause, PersonalNumbers, PastDay, or UnfoundedFigures."""
    _check_words(draft)
    texts = [clause_in_use(session, clause).text for clause in draft.clauses]
    if not texts or (draft.is_faq and len(texts) != 1):
        raise NoSuchClause(" ".join(draft.clauses))
    if _is_personal(draft.question) or _is_personal(draft.answer):
        raise PersonalNumbers
    if draft.valid_until is not None and draft.valid_until < local_day(at):
        raise PastDay(str(draft.valid_until))
    if draft.is_faq and (wrong := unfounded(f"{draft.question}\n{draft.answer}", texts[0])):
        raise UnfoundedFigures(wrong)


def _check_words(draft: Draft) -> None:
    if not draft.question.strip() or (draft.is_faq and not draft.answer.strip()):
        raise WordsMissing
    if len(draft.question) > LONGEST_QUESTION or len(draft.answer) > LONGEST_ANSWER:
        raise TooLong


def _is_personal(text: str) -> bool:
    """Whether a mobile or identity number stands in it; an office's own number may."""
    landlines = [m[0] for m in NO_CLAIM.finditer(text) if m[0].startswith("0")]
    for number in landlines:
        text = text.replace(number, "")
    return mask(text) != text


def clause_in_use(session: Session, clause: str) -> ClauseRecord:
    """The clause of this id as it reads now. Raises NoSuchClause."""
    in_use = (
        select(ClauseRecord)
        .join(PolicyVersion, col(PolicyVersion.id) == col(ClauseRecord.version_id))
        .where(ClauseRecord.clause == clause, col(PolicyVersion.replaced_at).is_(None))
    )
    found = session.exec(in_use).first()
    if found is None:
        raise NoSuchClause(clause)
    return found
