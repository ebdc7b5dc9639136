"""A wish to see one's cases, in plain words; /cases and the button do the same."""

from __future__ import annotations

import re

from bot.steps.case_buttons import consent_in_words, has_cases, show_cases
from bot.turn import Spoken, Turn

WISH = re.compile(
    r"(我的|查|查询|查看|看看|看一下)+(我的)?(办件|工单|登记)(的?(进度|情况|状态))?"
    r"|(办件|工单)(的?(进度|情况|状态))?"
)
ACT = re.compile(
    r"(我要)?(催办|催促|催催?|取消|撤销|撤回|不办)了?(我的|这个|这件|那个)?(办件|登记|申请|事)?了?"
)
POLITE = re.compile(r"\W|请|帮我|麻烦|一下|吧|呢|吗")


def wish_for_cases(turn: Turn) -> Spoken | None:
    """Show the visitor's cases when that, or something that their buttons do, is all that was asked."""
    if spoken := consent_in_words(turn):
        return spoken
    bare = POLITE.sub("", turn.question)
    if WISH.fullmatch(bare) or (ACT.fullmatch(bare) and has_cases(turn)):
        return show_cases(turn)
    return None
