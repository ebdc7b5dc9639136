"""Cases as officers see them on a card. What goes to a group is masked; what the visitor said stays private."""

from __future__ import annotations

from sqlmodel import Session

import bot.officer_phrases as phrases
from bot.cases.tables import Case
from bot.cases.telling import holder_of, units_of
from bot.masking import mask
from bot.messages import Block, Choice, Reply, pack

MOST_CLAUSES = 3


def group_card(session: Session, case: Case, reason: str = "") -> Reply:
    """A case for the staff group, with the button to claim it. `reason` tells why it was handed on."""
    return _card(session, case, phrases.card_title(case.number, case.service), mask(reason))


def handed_on(session: Session, case: Case, reason: str) -> Reply:
    """A case for the officers of the unit that it was handed to."""
    return _card(session, case, phrases.handed_on_title(case.number), reason)


def _card(session: Session, case: Case, title: str, reason: str) -> Reply:
    blocks = [
        Block("heading", title),
        Block("text", mask(case.question)),
        Block("note", phrases.card_units("、".join(u.name for u in units_of(session, case)))),
    ]
    blocks += [
        Block("note", phrases.card_clause(clause["name"], clause["score"]))
        for clause in case.clauses[:MOST_CLAUSES]
    ]
    if reason:
        blocks.append(Block("note", phrases.card_reason(reason)))
    if case.deadline is not None:
        blocks.append(Block("note", phrases.card_deadline(case.deadline)))
    claim = Choice(phrases.CLAIM, pack("claim", case.id))
    return Reply(tuple(blocks), ((claim,),))


def reminder(session: Session, case: Case) -> Reply:
    """A reminder that a case waits for an answer; masked, as it may go to the group."""
    holder = holder_of(session, case)
    return Reply(
        (
            Block("heading", phrases.reminder_title(case.number)),
            Block("text", mask(case.question)),
            Block("note", phrases.reminder_state(case.deadline, holder.name if holder else "")),
        ),
        () if holder else ((Choice(phrases.CLAIM, pack("claim", case.id)),),),
    )
