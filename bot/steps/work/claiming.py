"""Taking a case: exactly one wins, and gets the full card in private."""

from __future__ import annotations

from bot import cases
from bot.cases import AlreadyTaken
from bot.officers import Officer
from bot.steps.work import card
from bot.steps.work.saying import spoken
from bot.turn import Spoken, Turn


def claim(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    """Claim a case; whoever has it already gets its card again. Raises NotAllowed, AlreadyTaken or NotNow."""
    try:
        case = cases.claim(turn.session, int(case_id), officer, turn.at)
    except AlreadyTaken as taken:
        if taken.case.holder_id != officer.id:
            raise
        return card.show(turn, officer, taken.case.id)
    return spoken(card.full(turn, officer, case), case=case.id)
