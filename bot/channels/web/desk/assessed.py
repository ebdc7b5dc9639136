"""A visitor's assessment as an officer reads it, with everything unfolded; only with the visitor's consent."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot import cases
from bot.assessment import assessments
from bot.deadlines import local_day
from bot.messages import Block
from bot.officers import Officer
from dialogs import storage
from knowledge.answering import Knowledge


def assessed(
    session: Session, case_id: int, officer: Officer, at: datetime, knowledge: Knowledge
) -> tuple[Block, ...]:
    """The result and the groups that it folds away; nothing without consent. Raises NotAllowed."""
    case = cases.opened_before(session, case_id, officer, at)
    if case is None or case.assessment_id is None:
        return ()
    interview = storage.find(session, case.assessment_id, case.conversation_id)
    if interview is None:
        return ()
    state = storage.state_of(session, interview, local_day(at))
    result = assessments.result(state, interview.id, knowledge)
    folded = (block for group in assessments.folded_away(state, knowledge) for block in group)
    return (*result.blocks, *folded)
