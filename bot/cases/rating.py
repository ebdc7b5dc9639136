"""What the visitor thinks in the end: 联系上了吗、解决了吗、满意吗, and a comment that reaches the officer."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.cases.permission import Verb, Who, permitted
from bot.cases.refusals import NotNow, worded
from bot.cases.tables import Happened, Rating, State
from bot.cases.telling import holder_of, tell_officers
from bot.cases.timeline import note_event
from bot.wording import officer_phrases as phrases

STARS = range(1, 6)


def rate(
    session: Session,
    case_id: int,
    by: Who,
    reached: bool,
    solved: bool,
    satisfied: int,
    at: datetime,
    comment: str = "",
) -> Rating:
    """Rate a closed case; a later rating replaces an earlier one.

    Raises NotAllowed, NotNow, or ValueError when `satisfied` is not from 1 to 5.
    """
    case = permitted(session, case_id, Verb.RATE, by, at)
    if case.state != State.CLOSED:
        raise NotNow(case)
    if satisfied not in STARS:
        raise ValueError(f"{satisfied} is not from 1 to 5")
    rating = session.get(Rating, case.id) or Rating(
        case_id=case.id, reached=reached, solved=solved, satisfied=satisfied, rated_at=at
    )
    rating.reached, rating.solved, rating.satisfied = reached, solved, satisfied
    rating.comment, rating.rated_at = comment.strip(), at
    session.add(rating)
    details = {"reached": reached, "solved": solved, "satisfied": satisfied}
    note_event(session, case, Happened.RATED, by, at, rating.comment, **details)
    if holder := holder_of(session, case):
        tell_officers(session, [holder], phrases.rated(case, rating), at, case)
    return rating


def comment(session: Session, case_id: int, by: Who, text: str, at: datetime) -> Rating:
    """Add a comment to a rating given before. Raises NotAllowed, NotNow, or WordsMissing."""
    words = worded(text)
    case = permitted(session, case_id, Verb.RATE, by, at)
    given = session.get(Rating, case_id)
    if given is None:
        raise NotNow(case)
    return rate(
        session, case_id, by, given.reached, given.solved, given.satisfied, at, comment=words
    )
