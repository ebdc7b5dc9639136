"""Cases as officers see them on a card. What goes to a group is masked; what the visitor said stays private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bot.cases.tables import Case
from bot.cases.telling import holder_of
from bot.masking import mask
from bot.messages import Block, Choice, Reply, pack
from bot.officers import Unit
from bot.wording import officer_phrases as phrases

MOST_CLAUSES = 3
LONGEST_ON_CARD = 800
"""Characters of a question or a reason on a card of the group."""


def group_card(case: Case, reason: str = "") -> Reply:
    """A case for the staff group, with the button to claim it. `reason` tells why it was handed on."""
    title = phrases.card_title(case.number, case.service)
    return _card(case, title, _in_short(mask(reason)))


def handed_on(case: Case, reason: str) -> Reply:
    """A case for the officers of the unit that it was handed to."""
    title = phrases.handed_on_title(case.number)
    return _card(case, title, reason)


def _card(case: Case, title: str, reason: str) -> Reply:
    blocks = [
        Block("heading", title),
        *_asked(case),
        Block("note", _units(case)),
    ]
    blocks += [
        Block("note", phrases.card_clause(clause["name"], clause["score"]))
        for clause in case.clauses[:MOST_CLAUSES]
    ]
    if open_answers := [answer for answer in case.answers if not answer["personal"]]:
        blocks.append(Block("text", _in_short(mask(_lines(open_answers)))))
    if reason:
        blocks.append(Block("note", phrases.card_reason(reason)))
    if case.deadline is not None:
        blocks.append(Block("note", phrases.card_deadline(case.deadline)))
    claim = Choice(phrases.CLAIM, pack("claim", case.id))
    return Reply(tuple(blocks), ((claim,),))


def where_it_stands(session: Session, case: Case) -> Reply:
    """What the group's card says once a case is taken or has ended; nobody can claim it there any more."""
    holder = holder_of(session, case)
    unit = session.get_one(Unit, holder.unit_id).name if holder else ""
    state = phrases.stands(case, unit, holder.name if holder else "")
    return _plain_card(case, state)


def moved(case: Case) -> Reply:
    """What the old card says when a case was handed on: there is a new one."""
    return _plain_card(case, phrases.MOVED)


def _plain_card(case: Case, state: str) -> Reply:
    blocks = (
        Block("heading", phrases.card_title(case.number, case.service)),
        *_asked(case),
        Block("note", _units(case)),
        Block("text", state),
    )
    return Reply(blocks)


def _units(case: Case) -> str:
    return phrases.card_units("、".join(unit.name for unit in case.units))


def _asked(case: Case) -> list[Block]:
    """The question, unless the title says it already."""
    return [Block("text", _in_short(mask(case.asked)))] if case.asked else []


def _in_short(text: str) -> str:
    """A card has to be one message, or it could not be renewed."""
    return text if len(text) <= LONGEST_ON_CARD else f"{text[:LONGEST_ON_CARD]}…"


def topic_title(session: Session, case_id: int) -> str:
    """What a case's topic in a forum is called; masked. "" when there is no such case."""
    case = session.get(Case, case_id)
    return f"{case.number} {' '.join(mask(case.question).split())}"[:60] if case else ""


def _lines(answers: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(phrases.answer_line(a["label"], a["words"]) for a in answers)


def reminder(session: Session, case: Case) -> Reply:
    """A reminder that a case waits for an answer; masked, as it may go to the group."""
    holder = holder_of(session, case)
    return Reply(
        (
            Block("heading", phrases.reminder_title(case.number)),
            Block("text", mask(case.question)),
            Block("note", phrases.reminder_state(case.deadline, holder.name if holder else "")),
        ),
        (phrases.to_card(case) if holder else (Choice(phrases.CLAIM, pack("claim", case.id)),),),
    )
