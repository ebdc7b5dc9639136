"""Files that go with a form: kept as long as the form is under way, however long, and sent along with it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from bot.enclosures.enclosing import HERE
from bot.enclosures.tables import Enclosure


def give_to_form(rows: Iterable[Enclosure], interview_id: int) -> None:
    """From now on these files wait for the form to be sent, and have no term of their own."""
    for row in rows:
        row.interview_id, row.expires_at = interview_id, None


def of_form(session: Session, interview_id: int) -> list[Enclosure]:
    """What waits for a form to be sent, oldest first; also what is still on its way from the channel."""
    theirs = select(Enclosure).where(
        Enclosure.interview_id == interview_id, col(Enclosure.state).in_(HERE)
    )
    return list(session.exec(theirs.order_by(col(Enclosure.id))).all())
