"""What the work of officers is answered with: replies about a case, kept out of the transcript."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from bot import cases, officers
from bot.cases import AlreadyTaken, Case, CoordinatorDecides, NotAllowed, NotNow, WordsMissing
from bot.messages import Choice, Reply, UnusableAction, pack, say
from bot.officers import Officer, drafts
from bot.officers.drafts import Draft, DraftOver
from bot.officers.templates import NotYourTemplate
from bot.outbox import About
from bot.turn import Outcome, Spoken, Turn
from bot.wording import officer_phrases as for_officers
from bot.wording import officer_work_phrases as phrases

log = logging.getLogger(__name__)

STATUS = "at_work"
"""The outcome of everything that officers do here."""

DESK = "desk"
"""The verb of all buttons on officers' cards; what it does comes next: desk:card:12."""

Row = tuple[Choice, ...]


def spoken(*replies: Reply, case: int | None = None, draft: int | None = None) -> Spoken:
    """Replies to an officer; an answer to them is meant for the case."""
    return Spoken(replies, Outcome(STATUS), about=About(case, draft))


def desk(label: str, verb: str, *arguments: str | int) -> Choice:
    """A button on an officer's card."""
    return Choice(label, pack(DESK, verb, *arguments))


def card_row(case: Case) -> Row:
    """The button to a case's card."""
    return (desk(for_officers.CARD, "card", case.id), desk(phrases.MY_CASES, "my"))


def asked(turn: Turn, officer: Officer, draft: Draft, words: str, *more: Choice) -> Spoken:
    """A question whose answer is the officer's next words."""
    row = (*more, desk(phrases.DROP, "drop", draft.id))
    return spoken(say(words, choices=(row,)), case=draft.case_id, draft=draft.id)


def awaiting(
    turn: Turn, officer: Officer, purpose: drafts.Purpose, case: Case, words: str
) -> Spoken:
    """From now on the next words are for this."""
    draft = drafts.await_words(turn.session, officer, purpose, case.id, turn.at)
    return asked(turn, officer, draft, words)


def refused_kindly(act: Callable[[], Spoken]) -> Spoken:
    """Do something; what the verbs refuse is told in a sentence, and what stands in the way."""
    try:
        return act()
    except AlreadyTaken as taken:
        return spoken(say(phrases.taken_by(taken.case.number, taken.holder)), case=taken.case.id)
    except NotNow as refusal:
        said = say(phrases.now_stands(refusal.case), choices=(card_row(refusal.case),))
        return spoken(said, case=refusal.case.id)
    except tuple(REFUSALS) as error:
        log.info("an officer's wish was refused: %s", type(error).__name__)
        words = next(told for kind, told in REFUSALS.items() if isinstance(error, kind))
        return spoken(say(words))


REFUSALS: Mapping[type[Exception], str] = {
    CoordinatorDecides: phrases.COORDINATOR_DECIDES,
    NotAllowed: phrases.GONE,
    DraftOver: phrases.DONE_ALREADY,
    officers.NoSuchUnit: phrases.UNKNOWN_UNIT,
    UnusableAction: phrases.OVER,
    NotYourTemplate: phrases.OVER,
    WordsMissing: phrases.OVER,
    LookupError: phrases.OVER,
    TypeError: phrases.OVER,
    ValueError: phrases.OVER,
}
"""What is said when something cannot be done; of several that fit the first counts."""


def in_rows(choices: Sequence[Choice], wide: int = 2) -> tuple[Row, ...]:
    """Buttons side by side."""
    return tuple(tuple(choices[at : at + wide]) for at in range(0, len(choices), wide))


def visitor_name(turn: Turn, case: Case) -> str:
    """What the visitor is called."""
    return cases.visitor_of(turn.session, case).name
