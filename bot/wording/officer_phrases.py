"""Every Chinese sentence about cases as officers and the staff group read it. Wording only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.messages import Block, Choice, Reply, pack, say
from bot.wording.case_phrases import NO, OUTCOMES, YES, when

if (
    TYPE_CHECKING
):  # the verbs of cases speak with these words, so that they cannot import one another
    from bot.cases.tables import Case, Rating

CLAIM = "接单"
REPLY, CARD = "回复", "看卡片"
URGED_REASON = "访客催办"
MOVED = "这件已转给别的单位，见新的卡片。"


def visitor_says(case: Case, name: str, text: str) -> Reply:
    """A visitor's words to the officer."""
    head = Block("note", f"{case.number} {name or '访客'}：")
    return Reply((head, Block("text", text)), (to_card(case),))


def to_card(case: Case) -> tuple[Choice, ...]:
    """The buttons below what comes from a visitor: who does not know how to answer a message presses one."""
    return (
        Choice(REPLY, pack("desk", "reply", case.id)),
        Choice(CARD, pack("desk", "card", case.id)),
    )


def visitor_adds(case: Case, name: str, text: str) -> Reply:
    """What a visitor adds, for the officer."""
    head = Block("note", f"{case.number} {name or '访客'}补充：")
    return Reply((head, Block("text", text)), (to_card(case),))


def files_so_far(case: Case, labels: str) -> Reply:
    """What was sent in a case before the officer took it."""
    return Reply((Block("note", f"{case.number} 里已有的文件："), Block("text", labels)))


def file_failed(case: Case, label: str) -> Reply:
    """A file that does not come, for the officer."""
    return say(f"{case.number}：访客发来的{label}没有收下，已经请访客重新发。")


def visitor_left(case: Case) -> Reply:
    """The visitor talks with the specialist again."""
    return say(f"{case.number}：访客回到了自动应答。您发的消息仍会送到，访客可以点按钮回复您。")


def undelivered(case: Case, text: str) -> Reply:
    """Words that did not arrive, for the officer."""
    return Reply(
        (Block("note", f"{case.number} 未送达，对方可能停用了机器人："), Block("text", text))
    )


def reopened(case: Case, reason: str) -> Reply:
    """For the officer whose case it is again."""
    return say(f"{case.number} 已重新打开。{reason}")


def cancelled(case: Case) -> Reply:
    """The visitor has cancelled."""
    return say(f"{case.number}：访客取消了这件办件，不用再处理。")


def urged(case: Case) -> Reply:
    """The visitor urges."""
    late = f"请在 {when(case.deadline)} 前答复。" if case.deadline else ""
    return say(f"{case.number}：访客催办。{late}")


def rated(case: Case, rating: Rating) -> Reply:
    """What the visitor thinks, for the officer."""
    said = (
        f"联系上：{_yes(rating.reached)}，解决：{_yes(rating.solved)}，满意度 {rating.satisfied} 分"
    )
    return say(f"{case.number} 的评价：{said}。", *([rating.comment] if rating.comment else []))


def _yes(holds: bool) -> str:
    return YES if holds else NO


def supports_now(case: Case, unit: str, reason: str) -> Reply:
    """A supporting unit returned a case to a third one: for the unit that led until now."""
    return say(
        f"{case.number}：配合单位退单，改由{unit}主办，本单位留作配合。原因：{reason.rstrip('。')}。"
        "仍归本单位办的，可以直接接单。",
        choices=(to_card(case),),
    )


def coordinator_decides(case: Case, unit: str) -> Reply:
    """Handed on twice: the next time is the coordinators'."""
    return say(f"{case.number} 已转办两次，现在在{unit}。再要转，由协调员决定，请留意。")


def card_title(number: str, service: str | None) -> str:
    """A new case."""
    return f"办件 {number}" + (f" · {service}" if service else " · 咨询")


def handed_on_title(number: str) -> str:
    """A case handed to this unit."""
    return f"转来办件 {number}"


def answer_line(label: str, words: str) -> str:
    """One answer."""
    return f"{label}：{words}"


def card_units(units: str) -> str:
    """Who answers for it."""
    return f"责任单位：{units or '还没有定'}"


def card_clause(name: str, score: float) -> str:
    """A clause that the question was matched with."""
    return f"相关条款：{name}（匹配度 {score:.2f}）"


def card_reason(reason: str) -> str:
    """Why it is here."""
    return f"原因：{reason}"


def stands(case: Case, unit: str, holder: str) -> str:
    """Who has a case, or how it ended."""
    if case.state == "closed":
        by = f"（{unit} {holder}）" if holder else ""
        return f"已办结：{OUTCOMES[case.outcome or 'solved']}{by}"
    if case.state == "cancelled":
        return "访客已取消"
    return f"已接单：{unit} {holder}"


def noted(name: str, text: str) -> Reply:
    """An officer's note, in the topic of the case."""
    return Reply((Block("note", f"{name}的内部备注，访客看不到："), Block("text", text)))


def card_deadline(at: datetime) -> str:
    """By when."""
    return f"请在 {when(at)} 前答复"


def reminder_title(number: str) -> str:
    """A reminder."""
    return f"提醒：办件 {number} 等待答复"


def reminder_state(deadline: datetime | None, holder: str) -> str:
    """By when, and who has it."""
    until = f"答复期限 {when(deadline)}" if deadline else ""
    return f"{until}，{f'经办人 {holder}' if holder else '还没有人接单'}"
