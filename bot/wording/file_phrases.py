"""Every Chinese sentence about files that people send. Wording only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the verbs speak with these words, so that they cannot import one another
    from bot.enclosures.tables import Enclosure

PICTURE, DOCUMENT = "［图片］", "［文件］"
ON_ITS_WAY = "（正在接收，稍后送到）"
DELETED = "［文件已删除］"
STATES = {"waiting": ON_ITS_WAY, "refused": "（没有收下）", "lost": "（没有收到）"}
TO_CASE, TO_OFFICER, NOT_NEEDED = "附到我的办件", "转给服务专员", "不用了"
WHICH_CASE = "要附到哪一件办件？"
NO_CASE = "您现在没有正在办的办件。需要的话，可以把文件转给服务专员。"
NONE_LEFT = (
    "没有等着处理的文件了：可能已经处理过，或者超过 24 小时已经删除。需要的话，请重新发一次。"
)
WITHOUT_FILES = "不附文件了"
UNNAMED, MOST_LISTED = "图片", 5
DISCARDED = "好的，文件已经删除。"
PLEASE_LOOK = "发来了文件，请工作人员看一下"
TAKEN = "可以发 jpg、png 图片，PDF，Word、Excel、PPT 或 WPS 文档，以及 txt 文本"

ASKS = re.compile(r"[?？吗呢么]|多少|怎样|如何|什么|哪|几|能不能|可不可以|是否|有没有")
"""What makes words beside a file a question, and not the name of what is in it."""

REASONS = {
    "empty": "是空的，没有内容。请检查以后重新发一次。",
    "too_big": "超过 {megabytes} MB，收不下。请压缩一下，或者拆成几个小一点的文件再发。",
    "kind": f"这种类型的文件我收不了。{TAKEN}；别的文件请先转成 PDF 或图片。",
    "archive": "压缩包我收不了。请解压以后，把里面的文件一个一个发给我。",
    "mismatch": "内容和文件名的后缀对不上，不能放心收下。请用原来的软件重新保存，或者转成 PDF 再发。",
    "protected": "打不开，可能加了密码，或者后缀被改过。请去掉密码重新保存，或者转成 PDF 再发。",
    "too_many": "没有收下：一次最多发 {per_message} 个文件。请把剩下的再发一次。",
    "too_many_today": "没有收下：24 小时里最多收 {a_day} 个文件。请明天再发，或者合成一个 PDF。",
    "no_room": "暂时存不下，是我们这边的问题，已经记下。请过一会儿再发一次。",
    "gone": "已经取不到了。请重新发一次。",
    "out_of_reach": "试了很多次都没有收到，可能是网络不通。请重新发一次。",
}
"""What is wrong with a file and what to do, after its name."""


def label(row: Enclosure) -> str:
    """A file in a line of text: 「［文件］合同.pdf」."""
    if row.state == "deleted":
        return DELETED
    kind = PICTURE if row.is_picture else DOCUMENT
    return f"{kind}{row.name}{STATES.get(row.state, '')}"


def labels(rows: Sequence[Enclosure]) -> str:
    """Files, one on each line."""
    return "\n".join(label(row) for row in rows)


def _named(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names) if len(names) <= 3 else f"{len(names)} 个文件"


def kept_for_form(names: Sequence[str]) -> str:
    """Files that came while a service's form is being filled in."""
    return (
        f"收到了{_named(names)}。文件和图片的内容我看不了，先跟这张登记表放在一起，提交时一起交给经办人。"
        "请接着回答上面的问题。"
    )


def kept_for_sending(names: Sequence[str]) -> str:
    """Files that came when the form only has to be sent."""
    return f"收到了{_named(names)}。文件和图片的内容我看不了，您点“提交”，就和登记的内容一起交给经办人。"


def go_along(names: Sequence[str]) -> str:
    """In the summary of a form: the files that go along with it."""
    listed = "、".join(name or UNNAMED for name in names[:MOST_LISTED])
    more = "等" if len(names) > MOST_LISTED else ""
    return f"· 已收到 {len(names)} 个文件：{listed}{more}"


def into_form(name: str) -> str:
    """The button that puts loose files to a form that waits."""
    return f"放进没填完的“{name}”"


def put_to_form(count: int, name: str) -> str:
    """Loose files wait for a form now."""
    return f"好的，{count} 个文件放进“{name}”了，提交时一起交给经办人。要接着填，点下面的按钮就行。"


def kept(names: Sequence[str]) -> str:
    """Files that nobody has asked for, and the choice of what becomes of them."""
    return (
        f"收到了{_named(names)}。文件和图片的内容我看不了，先替您保管 24 小时，只有您选了去处才会有人看到。"
        "您想怎么处理？"
    )


def attached(count: int, number: str) -> str:
    """Files have been put into a case."""
    return f"已经把 {count} 个文件附到办件 {number}，经办人会看到。"


def refusal(name: str, reason: str, megabytes: int, per_message: int, a_day: int) -> str:
    """Why a file was not taken, and what to do."""
    said = REASONS[reason].format(megabytes=megabytes, per_message=per_message, a_day=a_day)
    return f"“{name}”{said}" if name else f"刚才的文件{said}"
