"""What a service's form asked: answers on a case, for whoever may look; and the request they would belong to."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot.cases.opening import Answered
from bot.cases.permission import Verb, Who, permitted
from bot.cases.tables import ENDED, Case


def open_request(session: Session, conversation_id: int, service: str) -> Case | None:
    """The visitor's newest case of this service that has not ended."""
    theirs = select(Case).where(
        Case.conversation_id == conversation_id,
        Case.service == service,
        col(Case.state).not_in(ENDED),
    )
    return session.exec(theirs.order_by(col(Case.id).desc())).first()


def answers_of(session: Session, case_id: int, by: Who, at: datetime) -> tuple[Answered, ...]:
    """What the visitor answered to the service's form, in its order. Raises NotAllowed; a look is audited."""
    case = permitted(session, case_id, Verb.LOOK, by, at)
    return tuple(Answered(**answer) for answer in case.answers)
