"""A wish to see one's cases, in plain words; /cases and the button do the same."""

from __future__ import annotations

import re

from bot.steps.case_buttons import show_cases
from bot.turn import Spoken, Turn

WISH = re.compile(
    r"(我的|查|查询|查看|看看|看一下)+(我的)?(办件|工单|登记)(的?(进度|情况|状态))?"
    r"|(办件|工单)(的?(进度|情况|状态))?"
)
POLITE = re.compile(r"\W|请|帮我|麻烦|一下|吧|呢|吗")


def wish_for_cases(turn: Turn) -> Spoken | None:
    """Show the visitor's cases when that is all that was asked."""
    if not WISH.fullmatch(POLITE.sub("", turn.question)):
        return None
    return show_cases(turn)
