"""Every Chinese sentence of an officer's way in and out of a chat: codes, help, absences. Wording only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

CODE_MISSING = (
    "请把登录码写在后面，像这样：\n/login 登录码\n登录码向协调员要，15 分钟内有效，只能用一次。"
)
CODE_REFUSED = (
    "这个登录码用不了：可能已经用过、超过了 15 分钟，或者少复制了几个字。请向协调员再要一个新的。"
)
STILL_SIGNED_IN = "不过您已经登录了，可以直接使用。"
CODE_IN_GROUP = (
    "登录码只能您自己看到，请不要发在群里。这个码已经作废，请向协调员再要一个，私聊发给我。"
)
SIGNED_OUT = "您已退出登录，这里不再收到办件消息。再来时向协调员要新的登录码。"
SIGN_IN_FIRST = "请先登录：向协调员要登录码，再私聊我发“/login 登录码”，然后回来点一次就行。"
ASK_WHAT = "请把问题写在后面，像这样：/ask 博士租房补多少"
COMMAND_IN_PRIVATE = "办件的内容不便在群里说，请看我们的私聊。"
ABSENT_HOW = (
    "请写第一天和最后一天，像这样：\n/absent 2026-12-01 2026-12-05\n"
    "也可以写 12月1日 12月5日；只请一天就写一个日期。要取消，发：/absent 取消"
)
ABSENT_WRONG = "日期没看明白，或者已经过去、前后颠倒了。"
NOT_ABSENT = "您没有登记请假。"
ABSENCE_CANCELLED = "好的，之后的请假都取消了。"
HELP = (
    "您已作为工作人员登录。\n"
    "· 新办件来了点“接单”，谁先点到归谁\n"
    "· 回复访客：对着卡片或访客的话选“回复”再写；手上只有一件时，直接写也会发给访客\n"
    "· 备注、引用条款、常用语、转办、退单、办结，都在卡片下面的按钮里\n"
    "· 改动已发出的话，访客会看到修改后的内容\n\n"
    "命令：\n/my 我经办的办件\n/queue 待接单的办件\n/ask 问政策，不会发给访客\n"
    "/absent 登记请假\n/desk 打开网页工作台\n/logout 退出登录\n"
    "访客用的命令您也能用，比如 /policy 条款目录"
)


def signed_in(name: str, unit: str, held: int, waiting: int) -> str:
    """Welcome."""
    return (
        f"{name}，您已登录，代表{unit}。\n"
        f"您手上有 {held} 件办件，本单位有 {waiting} 件等待接单。\n"
        "发 /help 看怎么用。给您发登录码的那条消息，可以长按删除。"
    )


def signed_in_elsewhere(name: str) -> str:
    """For the chat that was signed in before."""
    return f"{name}在另一个 Telegram 账号登录了，这里已经退出。如果不是您本人，请马上告诉协调员。"


def desk_link(link: str) -> str:
    """The way to the desk on the web."""
    return f"网页工作台的登录链接，15 分钟内有效，只能用一次，请不要转发：\n{link}"


def absent(first: date, last: date, held: int) -> str:
    """Noted."""
    span = _day(first) if first == last else f"{_day(first)}至{_day(last)}"
    ways = "要别的单位接着办请先转办，要请人代为回复请联系协调员。"
    more = f"您手上还有 {held} 件办件，{ways}" if held else ""
    return f"已记下：{span}请假。这期间不提醒您，改提醒本单位的其他同事。{more}"


def absences(spans: Sequence[tuple[date, date]]) -> str:
    """What is noted so far."""
    lines = (_day(a) if a == b else f"{_day(a)}至{_day(b)}" for a, b in spans)
    return "已登记的请假：" + "；".join(lines)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
