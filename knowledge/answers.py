"""What the policies say to a question (Answer), and how it came about (Explanation)."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.decisions import Circumstances, Decision, Scores, Status
from knowledge.gists import Gist
from knowledge.levels import OtherLevels
from knowledge.outright import Outright
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
    `plain` says the same in plain words, clause by clause; `remarks` are what the asker's role makes of it;
    `other_levels` tells that this city's text knows the thing at other levels only; `complains` that somebody
    waits for money; `second` answers the next one of several matters in a message; `outright` is the yes or no
    that a question wanted, clause by clause, where they leave no doubt.
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
    remarks: tuple[str, ...] = ()
    other_levels: OtherLevels | None = None
    complains: bool = False
    second: Answer | None = None
    explanation: Explanation | None = None
    outright: tuple[Outright, ...] = ()

    def __post_init__(self) -> None:
        if self.status in {Status.ANSWERED, Status.COMPARE} and not self.quotes:
            raise UncitedAnswer(self.status)

    @property
    def why(self) -> str:
        """The check that decided."""
        return self.explanation.decision.why if self.explanation else ""

    @property
    def others(self) -> tuple[Answer, ...]:
        """The answers to the other matters of the message, in their order."""
        return (self.second, *self.second.others) if self.second else ()

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the quoted clauses, in the order of quoting."""
        return tuple(dict.fromkeys(quote.clause.id for quote in self.quotes))


def unstated_of(about: Circumstances, decision: Decision) -> str:
    """What is said to be nowhere written: the reason of a refusal, or a remark beside an answer."""
    asked = about.unstated
    answers = decision.status in {Status.ANSWERED, Status.COMPARE}
    return asked.says if asked and (decision.why == "unstated" or answers) else ""
