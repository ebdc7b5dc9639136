"""Every Chinese sentence that an officer at work in a chat reads on cards and buttons. Wording only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.wording.case_phrases import OUTCOMES, when

if TYPE_CHECKING:
    from bot.cases.tables import Case

MY_CASES, QUEUE = "我的办件", "待接单"
NO_CASES = "您手上没有办件。"
NOTHING_WAITING = "现在没有等待接单的办件。"
YOUR_CASES = "您经办的办件，点编号看卡片："
WAITING_CASES = "等待接单的办件，点编号看卡片，点“接单”就归您："
NOTE, CITE, TEMPLATES = "内部备注", "引用条款", "常用语"
TRANSFER, RETURN, CLOSE = "转办", "退单", "办结"
REOPEN, TIMELINE = "重新打开", "时间线"
TAKE_DOWN, WHY_DOWN = "下架", "为什么下架？发布的访客会看到原因，不能自己重新发布。"
DOWN_REASONS = ("信息不真实", "不属于本平台的服务", "重复发布", "发布的访客要求下架")
TAKEN_DOWN, NOTHING_PUBLISHED = "已下架，访客已收到通知。", "这件办件没有发布过内容，不用下架。"
DROP, SEND, CLOSE_NOW, SEARCH = "取消", "发给访客", "不写，直接办结", "搜索别的条款"
AS_QUESTION, NOT_SENT = "这是我在问政策", "不发了"
WHICH_CASE = "您手上有几件办件，这句话发给哪一位？原话我先留着，点一下就发出。"
DROPPED = "好的，没有发出。"
DONE_ALREADY = "这一步已经办过了，不会重复。"
GONE = "没有这件办件，或者它现在不归您看。"
OVER = "这个按钮已经用不了了。发 /my 看您手上的办件。"
COORDINATOR_DECIDES = (
    "这件已经转过两次，再转由协调员决定。协调员已经收到提醒；您可以写一条内部备注，说明应该归谁办。"
)
WHAT_TO_SAY = "请写给访客的话，下一条消息会发给这位访客。"
WHAT_TO_NOTE = "请写内部备注，访客看不到。"
WHICH_CLAUSE = "引用哪一条？"
WHAT_TO_SEARCH = "请写几个关键词，我来找条款，比如：博士 租房补贴。"
NOTHING_FOUND = "没有找到相近的条款，换几个词再试试。"
FOUND = "找到这些条款，点一下先看全文："
WHICH_TEMPLATE = "用哪一句？点一下先看全文。"
NO_TEMPLATES = "还没有常用语。协调员可以在网页工作台里添加。"
PREVIEW = "点“发给访客”就发出；想改几个字，复制下面的话改好，再作为回复发给我。"
TRANSFER_TO = "转给哪个单位？本单位留作协办。"
RETURN_TO = "不归本单位办的话，应该归哪个单位？本单位从此不再参与。"
HOW_IT_ENDED = "办得怎么样？"
NOTED = "备注已记下，访客看不到。"
UNKNOWN_UNIT = "这个单位现在不能选，请重新选一个。"
NO_FILES_HERE = "这一步请用文字写。"
UNSENDABLE = "语音、表情、位置这类消息转不给访客，请用文字、图片或文件。"
FILE_NEEDS_REPLY = "您手上有几件办件。请长按要回复的那条消息选“回复”，再把文件发一次。"
EDIT_NOT_SENT = "这条消息没有发给访客，修改也不会转出。"
NOT_THE_HOLDER = (
    "{number} 由{holder}经办，您的话没有发给访客。要留言给同事，请在开头写 // 或“备注”。"
)
NOT_YOUR_UNITS = "这件不归您单位办，您的话没有发给访客，也没有记下。"
NOBODY_HOLDS = "{number} 还没有人接单，您的话没有发给访客。请先点卡片上的“接单”。"
HAPPENED = {
    "created": "访客登记",
    "claimed": "接单",
    "note": "内部备注",
    "transferred": "转办",
    "returned": "退单",
    "reminded": "提醒已发出",
    "closed": "办结",
    "reopened": "重新打开",
    "rated": "访客评价",
    "undelivered": "未送达",
    "urged": "访客催办",
    "cancelled": "访客取消",
    "added": "访客补充",
    "matched": "对接",
    "file_arrived": "文件收到",
    "file_failed": "文件没有收到",
}
STATES = {
    "open": "等待接单",
    "claimed": "等工作人员答复",
    "waiting": "已答复，等访客",
    "closed": "已办结",
    "cancelled": "访客已取消",
}
SPEAKERS = {"visitor": "访客", "specialist": "自动应答", "officer": "工作人员"}


def taken_by(number: str, holder: str) -> str:
    """Somebody else was faster."""
    return f"{number} 已经由{holder}接单，不用再处理，谢谢您。"


def yours(number: str) -> str:
    """Claimed now or before."""
    return f"{number} 归您办理，卡片在我们的私聊里。"


def now_stands(case: Case) -> str:
    """The case moved on in the meantime."""
    ended = f"：{OUTCOMES[case.outcome]}" if case.outcome else ""
    return f"{case.number} 现在不能这样操作，它目前的情况是：{STATES[case.state]}{ended}。"


def sent_to(number: str, visitor: str) -> str:
    """Where plain words went."""
    return f"已发给{visitor or '访客'}（{number}）。"


def out_of_reach(number: str) -> str:
    """The visitor has blocked the bot."""
    return f"{number}：对方可能停用了机器人，这句话不一定能送到。送不到时会标明“未送达”。"


def visitor_button(number: str, visitor: str, question: str) -> str:
    """A case on a button."""
    return f"{visitor or '访客'} {number[-4:]}：{question[:16]}"


def line(case: Case) -> str:
    """One case in a list."""
    until = f"，{when(case.deadline)} 前答复" if case.deadline else ""
    return f"{case.number} {case.service or '咨询'}：{STATES[case.state]}{until}\n  {case.question[:60]}"


def why_transfer(unit: str, is_return: bool) -> str:
    """Asks for the reason."""
    what = "退给" if is_return else "转给"
    return f"{what}{unit}。请写原因：下一位同事会看到，访客会收到一句说明。"


def handed_on(number: str, unit: str) -> str:
    """Done."""
    return f"{number} 已转给{unit}，访客和那边的同事都收到了说明。"


def closing(outcome: str) -> str:
    """Asks for the last words."""
    return f"结果：{OUTCOMES[outcome]}。请写几句结束的话发给访客，或者点“{CLOSE_NOW}”。"


def closed(number: str, outcome: str) -> str:
    """Done."""
    return f"{number} 已办结：{OUTCOMES[outcome]}。访客收到了通知和评价的邀请。"


def reopened(number: str) -> str:
    """Done."""
    return f"{number} 已重新打开。"


def clause_in_full(text: str, source: str) -> str:
    """A clause, for the visitor."""
    return f"政策原文：\n{text.strip()}\n{source}"


def card_state(case: Case, holder: str) -> str:
    """Where it stands, on the private card."""
    by = f"，经办人 {holder}" if holder else ""
    until = f"，请在 {when(case.deadline)} 前答复" if case.deadline else ""
    return f"{STATES[case.state]}{by}{until}"


def card_visitor(name: str, reachable: bool) -> str:
    """Who asks."""
    return f"访客：{name or '没有留名字'}" + (
        "" if reachable else "（可能已停用机器人，消息送不到）"
    )


def card_city(name: str) -> str:
    """Which city."""
    return f"城市：{name or '访客还没有选'}"


NO_CONSENT = "访客没有同意查看之前的对话，所以这里只有问题本身。"
CONSENT_OPEN = "访客还没有说是否可以查看之前的对话。"
HOLDER_READS = "访客只同意经办人和协调员看之前的对话和测算结果，您接单后才看得到。"
BEFORE = "办件之前的对话（访客同意查看）："
SINCE = "办件里的往来："
FORM = "访客填写的内容："
HIDDEN = "（接单后可见）"
ASSESSED = "访客做过的测算（访客同意查看）："


def said(speaker: str, text: str) -> str:
    """One message of the conversation before."""
    return f"{SPEAKERS[speaker]}：{text}"


def event_line(kind: str, at: datetime, who: str, text: str) -> str:
    """One line of the timeline."""
    more = f"：{text}" if text else ""
    if kind == "message":
        return f"{when(at)} {who}说{more}"
    name = HAPPENED.get(kind, kind)
    return f"{when(at)} {name}（{who}）{more}" if who else f"{when(at)} {name}{more}"
