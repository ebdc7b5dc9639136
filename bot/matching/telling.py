"""Telling the two sides of a match: each through the case that it has at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.cases import Case
from bot.cases.telling import tell_visitor
from bot.matching.tables import Commission, Offer
from bot.messages import Reply


def tell_owner(session: Session, offer: Offer, reply: Reply, at: datetime) -> None:
    """Say something to whoever offers it."""
    tell_visitor(session, session.get_one(Case, offer.case_id), reply, at)


def tell_asker(session: Session, commission: Commission, reply: Reply, at: datetime) -> None:
    """Say something to whoever asked for it."""
    tell_visitor(session, session.get_one(Case, commission.case_id), reply, at)
