"""Every Chinese sentence about running the desk: proposals, staff, units, the audit. Wording only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.citations import day
from bot.messages import Reply, say

DECISIONS: Mapping[str, str] = {
    "proposed": "等待审核",
    "approved": "已采用",
    "declined": "没有采用",
    "withdrawn": "已撤回",
}
KINDS: Mapping[str, str] = {"phrasing": "相似问", "faq": "常见问题"}


def proposal_decided(question: str, decision: str, by: str, word: str) -> Reply:
    """For whoever proposed it."""
    said = f"，{by}说：{word}" if word else "。"
    return say(f"您提交的“{question}”{DECISIONS[decision]}{said}")


def unfounded(figures: Sequence[str]) -> str:
    """Figures that the clause does not state."""
    listed = "、".join(figures)
    return (
        f"“{listed}”和条款原文对不上。解答里的金额、比例、年限要照条款写，“最高”“以内”也不能少；"
        "条款没有写的，请不要写成数字。"
    )


def confirmed_by(given: str, confirmed: str, on: date, until: date | None) -> str:
    """Who stands for an answer of our own, and how long it holds."""
    holds = f"，有效至{day(until)}" if until else ""
    return (
        f"以上解答由{given}提供，{confirmed}于{day(on)}核对确认{holds}。条款原文如下，以原文为准："
    )
