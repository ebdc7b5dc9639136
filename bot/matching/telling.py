"""Telling the two sides of a match, each through the case that it has at the desk, and the officers who watch."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.cases import Case
from bot.cases.telling import officers_there, tell_group, tell_officers, tell_visitor
from bot.matching.tables import Commission, Offer
from bot.messages import Reply
from bot.wording import publishing_phrases


def tell_owner(session: Session, offer: Offer, reply: Reply, at: datetime) -> None:
    """Say something to whoever offers it."""
    tell_visitor(session, session.get_one(Case, offer.case_id), reply, at)


def tell_asker(session: Session, commission: Commission, reply: Reply, at: datetime) -> None:
    """Say something to whoever asked for it."""
    tell_visitor(session, session.get_one(Case, commission.case_id), reply, at)


def tell_unit(
    session: Session, case: Case, offer: Offer, at: datetime, again: bool = False
) -> None:
    """Show what was made public to the officers whose turn it is, or in the group when none can be written to."""
    card = publishing_phrases.new_offer(offer, case.number, again)
    if not tell_officers(session, officers_there(session, case, at), card, at, case):
        tell_group(session, card, at, case)
