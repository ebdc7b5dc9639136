"""What happened to a case, in lines of its story as officers read it."""

from __future__ import annotations

from bot.wording.case_phrases import NO, OUTCOMES, YES

RELEASED = "经办人已停用，办件退回单位，等待接单"
PLAIN = {
    "created": "访客登记办件",
    "claimed": "{who}接单",
    "reopened": "{who}重新打开",
    "undelivered": "未送达",
    "urged": "访客催办",
    "cancelled": "访客取消办件",
    "matched": "对接",
    "file_failed": "文件没有收到",
}
WITHOUT_WORDS = {"created"}
"""Their words are shown elsewhere on the page."""

REMINDED = {1: "经办人或责任单位", 2: "单位负责人", 3: "协调员"}


def plainly(kind: str, who: str, text: str) -> str:
    """What needs no more than who and what."""
    happened = PLAIN.get(kind, kind).format(who=who or "访客")
    return f"{happened}：{text}" if text and kind not in WITHOUT_WORDS else happened


def moved(kind: str, who: str, unit: str, reason: str) -> str:
    """Handed on."""
    verb = "转办" if kind == "transferred" else "退单"
    return f"{who}{verb}到{unit}，原因：{reason}"


def reminded(stage: int) -> str:
    """A reminder went out; `stage` counts from 1."""
    return f"第 {stage} 次提醒，提醒了{REMINDED.get(stage, '值班人员')}"


def closed(who: str, outcome: str, text: str) -> str:
    """Closed, with the words to the visitor."""
    return f"{who}办结，结果：{OUTCOMES.get(outcome, outcome)}" + (f"。{text}" if text else "")


def rated(reached: bool, solved: bool, satisfied: int, comment: str) -> str:
    """What the visitor thinks of it."""
    said = f"访客评价，联系上：{_yes(reached)}，解决：{_yes(solved)}，满意度 {satisfied} 分"
    return f"{said}。{comment}" if comment else said


def _yes(holds: bool) -> str:
    return YES if holds else NO
