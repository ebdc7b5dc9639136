"""Every Chinese sentence about reminders at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

REMINDERS = "提醒"
MORE = "该您看的办件。打开办件就算看过；答复、办结或者转走以后，提醒自动消失。"
NONE = "没有要看的提醒。"
STAGES: Mapping[int, str] = {
    1: "还没有答复，请尽快处理",
    2: "已经到期还没有答复，请单位负责人过问",
    3: "超过期限仍没有答复，请协调员过问",
}
WHY: Mapping[str, str] = {
    "urged": "访客催办",
    "transferred": "转到本单位",
    "returned": "转到本单位",
}


def why(kind: str, when: str, stage: int, text: str) -> str:
    """Why a case stands here: `stage` of a reminder counts from 1; `text` is the reason of a handing on."""
    if kind == "reminded":
        return f"{when} {STAGES.get(stage, STAGES[1])}"
    reason = f"，原因：{text}" if text and kind in {"transferred", "returned"} else ""
    return f"{when} {WHY.get(kind, REMINDERS)}{reason}"


def has_come(numbers: Sequence[str]) -> str:
    """Told for some seconds when a reminder comes."""
    return f"新的提醒：{'、'.join(numbers)}"
