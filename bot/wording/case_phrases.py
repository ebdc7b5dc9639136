"""Every Chinese sentence about cases: as visitors read it. Wording only."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from bot.deadlines import LOCAL
from bot.messages import Block, Choice, Reply, pack, say

if (
    TYPE_CHECKING
):  # the verbs of cases speak with these words, so that they cannot import one another
    from bot.cases.tables import Case

WEEKDAYS = "一二三四五六日"
TO_SPECIALIST = "回到自动应答"
TO_OFFICER = "回复工作人员"
MY_CASES = "我的办件"
NO_CASES = "您还没有登记过办件。需要人工帮忙的话，点“找服务专员”，或者直接说“转人工”。"
YOUR_CASES = "您的办件："
WHAT_TO_ADD = "请把要补充的内容发给我，一条消息说完就行，也可以发图片或文件，我会加到这件办件里。"
MORE_FILES = "还有图片或文件的话，接着发就行。"
ADDED = "已经加到办件里，经办人会看到。"
URGED = "已经替您催办，经办人会收到提醒。同一件办件每天可以催一次。"
URGED_TODAY = "今天已经催过了，明天可以再催。"
CANCELLED = "这件办件已经取消。以后需要时，随时可以重新登记。"
SURE_TO_CANCEL = "确定不用办了吗？取消以后要重新登记。"
CANCEL_IT, KEEP_IT = "确定取消", "先不取消"
REOPENED = "已经重新打开，经办人会继续跟进。"
NOT_ANY_MORE = "这件办件现在不能这样操作了，它目前的情况是："
BACK_AGAIN = "好的，现在由我来自动应答。您的办件还在，工作人员回复时我会告诉您。"
LISTENING = "好的，接下来您发的消息会直接转给工作人员。"
READING_ALLOWED = "好的，经办人和协调员可以看到我们之前的对话，您不用从头再说一遍。"
READING_REFUSED = "好的，工作人员只看到您的问题，看不到我们之前的对话和测算结果。"
MAY_READ, MAY_NOT_READ = "可以看", "只看问题"
MAY_READ_WORDS = re.compile(
    r"(?:(?:好|行|嗯|同意|可以)的?)?(?:可以|让(?:他们?|你们)|你们|随便|都)看(?:吧|的|没事|没问题)?"
)
MAY_NOT_READ_WORDS = re.compile(
    r"(?:就|还是)?只(?:能|给|让(?:他们?)?)?看(?:我的?)?(?:这个)?问题(?:吧|就行|就好)?"
    r"|(?:不可以|不能|不要|别|不想让(?:他们?)?|不让)看(?:吧|了)?"
)
"""Typed instead of pressing one of the two buttons; the whole message, without punctuation."""

MAY_THEY_READ = (
    "为了不用您从头再说一遍，可以让经办人和协调员看我们之前的对话和测算结果吗？只用于办这件事，"
    "每次查看都有记录。不同意也照常办理；同意了，也可以随时在“我的办件”里收回。"
)
LET_READ, READ_NO_MORE = "让经办人看之前的对话", "收回：不再给看之前的对话"
NOW_READABLE = "您已同意经办人和协调员看之前的对话和测算结果。"
NOT_READABLE = "工作人员看不到之前的对话和测算结果。"
NOT_ATTENDED = (
    "主办单位现在还没有工作人员在这里值守，我不能向您保证几点答复。您的事已经记下、不会丢，"
    "工作人员上线后会看到；如果着急，请直接联系{units}。"
)
MEANWHILE = "在这之前，您可以继续问我政策问题，我随时都在。"
REACHED = "想请您说说这次办得怎么样。工作人员联系上您了吗？"
ASK_SOLVED = "您的问题解决了吗？"
ASK_SATISFIED = "总体满意吗？5 分最高。"
RATED = "谢谢您的评价。还有什么想说的，请直接发给我，会转给经办人；没有就不用管。"
COMMENTED = "谢谢，已经转给经办人。"
YES, NO = "是", "否"
RATE, ADD, URGE, CANCEL, REOPEN = "评价", "补充", "催办", "取消", "还没解决，重新打开"

OUTCOMES = {
    "solved": "已解决",
    "unsolved": "未解决",
    "unreachable": "联系不上",
    "elsewhere": "不属本平台",
}
STATES = {
    "open": "等待工作人员接单",
    "claimed": "工作人员正在办理",
    "waiting": "工作人员已回复，等您的消息",
    "closed": "已办结",
    "cancelled": "已取消",
}
KINDS = {
    "photo": "［图片］",
    "document": "［文件］",
    "voice": "［语音］",
    "other": "［其他消息］",
}
HAPPENED = {
    "created": "登记",
    "claimed": "工作人员接单",
    "transferred": "转到另一个责任单位",
    "returned": "改由另一个责任单位办理",
    "closed": "办结",
    "reopened": "重新打开",
    "rated": "您作了评价",
    "urged": "您催办了一次",
    "cancelled": "您取消了办件",
    "added": "您补充了内容",
    "matched": "对接",
}
"""What a visitor sees of a timeline; notes and reminders are the officers' own."""


def added_to(number: str) -> str:
    """Words were added to the one open case."""
    return f"已经加到办件 {number} 里，经办人会看到。"


def no_such_number(number: str) -> str:
    """A number was typed that belongs to no case of this visitor."""
    return f"没有找到您编号为 {number} 的办件，请核对一下编号；您的办件都列在“我的办件”里。"


def when(at: datetime) -> str:
    """A moment as people say it, in Shanxi's time."""
    here = at.astimezone(LOCAL)
    return f"{here.month}月{here.day}日（周{WEEKDAYS[here.weekday()]}）{here:%H:%M}"


def opened(
    case: Case, units: str, at_work: bool, next_duty: datetime, attended: bool = True
) -> Reply:
    """Told on handover: the number, who is asked, by when; out of hours when somebody will be there.

    Where nobody can act on this case yet (not `attended`), no time is promised.
    """
    named = f"{case.number}（{case.service}）" if case.service else case.number
    blocks = [Block("text", f"已为您登记，编号 {named}，转请{units}办理。")]
    if not attended:
        blocks.append(Block("text", NOT_ATTENDED.format(units=units)))
    elif case.deadline is not None:
        promise = f"工作人员会在 {when(case.deadline)} 前答复您。"
        waiting = (
            f"现在是非工作时间，{when(next_duty)} 起有人受理，最晚 {when(case.deadline)} 答复。"
        )
        blocks.append(Block("text", promise if at_work else waiting))
    blocks.append(Block("text", MEANWHILE))
    if case.consent is not None:
        return Reply(tuple(blocks), (my_cases_row(),))
    blocks.append(Block("text", MAY_THEY_READ))
    consent = (
        Choice(MAY_READ, pack("consent", case.id, "yes")),
        Choice(MAY_NOT_READ, pack("consent", case.id, "no")),
    )
    return Reply(tuple(blocks), (consent, my_cases_row()))


def consent_row(case: Case) -> tuple[Choice, ...]:
    """The button that gives what was not given, or takes back what was."""
    if case.consent:
        return (Choice(READ_NO_MORE, pack("consent", case.id, "no")),)
    return (Choice(LET_READ, pack("consent", case.id, "yes")),)


def my_cases_row() -> tuple[Choice, ...]:
    """The button to the visitor's cases."""
    return (Choice(MY_CASES, pack("cases")),)


def back_row(case: Case) -> tuple[Choice, ...]:
    """The button back to the specialist."""
    return (Choice(TO_SPECIALIST, pack("auto", case.id)),)


def claimed(case: Case, name: str, unit: str) -> Reply:
    """An officer has taken the case; for a consultation the specialist falls silent."""
    who = f"{unit}的{name}已经接手您的办件 {case.number}"
    if case.kind == "service":
        return say(f"{who}，有进展会告诉您。", choices=(my_cases_row(),))
    told = f"{who}。接下来您发的消息会直接转给{name}，我先不插话。"
    return say(
        told, f"想继续问我，点“{TO_SPECIALIST}”，或者直接说这几个字。", choices=(back_row(case),)
    )


def officer_says(case: Case, name: str, unit: str, text: str) -> Reply:
    """An officer's words to the visitor."""
    head = Block("note", f"{unit} {name}（办件 {case.number}）：")
    answer = (Choice(TO_OFFICER, pack("talk", case.id)),)
    return Reply((head, Block("text", text)), () if case.relaying else (answer,))


def edited(text: str) -> str:
    """Words that the visitor has changed afterwards."""
    return f"（修改为）{text}"


def handed_on(number: str, unit: str, reason: str) -> Reply:
    """In one sentence for the visitor."""
    return say(f"您的办件 {number} 已转给{unit}办理，原因：{reason.rstrip('。')}。")


def closed(case: Case, text: str, was_relaying: bool) -> Reply:
    """A case was closed; the first question of the rating."""
    outcome = OUTCOMES[case.outcome] if case.outcome else ""
    blocks = [Block("text", f"您的办件 {case.number} 已办结：{outcome}。")]
    blocks += [Block("text", text)] if text else []
    blocks += [Block("note", "现在由我继续自动应答。")] if was_relaying else []
    blocks.append(Block("text", REACHED))
    again = (Choice(REOPEN, pack("reopen", case.id)),)
    return Reply(tuple(blocks), (rate_row(case.id, ""), again))


def rate_row(case_id: int, so_far: str) -> tuple[Choice, ...]:
    """Yes or no to one question of the rating; `so_far` are the answers before."""
    return (
        Choice(YES, pack("rate", case_id, f"{so_far}y")),
        Choice(NO, pack("rate", case_id, f"{so_far}n")),
    )


def stars_row(case_id: int, so_far: str) -> tuple[Choice, ...]:
    """One to five."""
    return tuple(Choice(str(n), pack("rate", case_id, f"{so_far}{n}")) for n in range(1, 6))


def reopened(case: Case) -> Reply:
    """For the visitor, when an officer took it up again."""
    return say(
        f"您的办件 {case.number} 已重新打开，工作人员会继续跟进。", choices=(my_cases_row(),)
    )


def case_line(case: Case, unit: str, attended: bool = True) -> str:
    """One case in one line of the visitor's list; no time is promised where nobody is there."""
    state = STATES[case.state]
    if case.outcome:
        state += f"（{OUTCOMES[case.outcome]}）"
    until = f"，{when(case.deadline)} 前答复" if case.deadline and attended else ""
    return f"{case.number} {case.service or '咨询'}：{state}，{unit}{until}"


def answers(case: Case) -> str:
    """What the visitor filled in."""
    lines = (f"· {answer['label']}：{answer['words']}" for answer in case.answers)
    return "\n".join(("您填写的内容：", *lines))


def history_line(kind: str, at: datetime, by: str, text: str) -> str:
    """One line of a case's history for the visitor; "" for what is the officers' own."""
    if kind == "message":
        return f"{when(at)} {'工作人员' if by == 'officer' else '您'}说：{text}"
    if kind not in HAPPENED:
        return ""
    more = f"：{text}" if text and kind != "created" else ""
    return f"{when(at)} {HAPPENED[kind]}{more}"
