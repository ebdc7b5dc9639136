"""What the policies say to a question (Answer), and how it came about (Explanation)."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.deciding import Circumstances, Decision, Scores, Status
from knowledge.gists import Gist
from knowledge.policy import Quote


class UncitedAnswer(ValueError):
    """An answer was built that cites no clause."""


@dataclass(frozen=True)
class Explanation:
    """How an answer came about, for `ask --explain` and the officer's card."""

    words: tuple[str, ...]
    scores: Scores
    about: Circumstances
    decision: Decision


@dataclass(frozen=True)
class Answer:
    """What the policies say.

    `ranked` are clause ids, best first; `elsewhere` quotes the other city's clause when this city's text is
    silent; `place` is a place without a policy here; `unstated` what was asked, alone or beside
    what is answered, and is nowhere written; `question` is the question with what it inherited;
    `plain` says the same in plain words, clause by clause.
    """

    status: Status
    quotes: tuple[Quote, ...] = ()
    ranked: tuple[str, ...] = ()
    service: str | None = None
    cities: tuple[str, ...] = ()
    elsewhere: tuple[Quote, ...] = ()
    place: str = ""
    unstated: str = ""
    question: str = ""
    plain: tuple[Gist, ...] = ()
    explanation: Explanation | None = None

    def __post_init__(self) -> None:
        if self.status in {Status.ANSWERED, Status.COMPARE} and not self.quotes:
            raise UncitedAnswer(self.status)

    @property
    def why(self) -> str:
        """The check that decided."""
        return self.explanation.decision.why if self.explanation else ""

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the quoted clauses, in the order of quoting."""
        return tuple(dict.fromkeys(quote.clause.id for quote in self.quotes))
