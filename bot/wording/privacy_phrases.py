"""Every Chinese sentence about a visitor's own data: notice, export, erasure. Wording only."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Block, Choice, Reply, pack, say

ERASED = "（内容已删除）"
"""What officers read in the place of a question that was erased."""

MY_DATA, FORGET_ME, NOTICE = "我的数据", "删除我的数据", "隐私说明"
GO_ON, NOT_NOW, FOR_EVER = "继续删除", "不删了", "确定删除"
EXPORT_FIRST = "先导出一份"

PRIVACY = (
    "隐私说明\n"
    "· 保存什么：您和我的对话、测算和登记时的回答、您的办件、您发来的文件，"
    "以及聊天软件显示的称呼。网页上只认一个随机编号，不知道您是谁。\n"
    "· 用来做什么：回答您的问题、测算能申领的支持、把您的事转给责任单位办理，不作别的用途。\n"
    "· 谁能看：平时没有人看。登记办件后，责任单位的工作人员、经手过的人和园区协调员看得到您的问题、"
    "填写的内容和发来的文件，其中的联系方式等个人信息只有经办人和协调员看得到；"
    "之前的对话和测算结果要您同意，经办人和协调员才看得到，同意了也可以随时收回。每次查看都有记录。\n"
    "· 您可以：打“我的数据”导出一份，打“删除我的数据”全部删掉。"
)
IN_SHORT = "对话会保存，只用来回答和办理您的事。发“我的数据”可以导出，发“删除我的数据”可以删除。"
WHAT_GOES = (
    "会删除：您和我说过的话、测算和登记时的回答、您的称呼和联系方式、您对回答的评价、"
    "办件里您和工作人员写的内容，还有您发来的和我为您做的文件。"
)
WHAT_STAYS = (
    "会保留：办件的编号、日期、责任单位和办理结果，回答过多少问题这样的统计，"
    "以及工作人员的操作记录。这些要留底备查，里面不再有您的姓名、联系方式和说过的话。"
)
OUT_OF_REACH = (
    "收不回来：已经发到您和工作人员手机上的消息、您已经下载的文件，要在各自的设备上删。"
    "数据库的备份里还会有，备份到期才一起删掉。"
)
CANNOT_UNDO = "删除以后不能恢复。需要的话可以先导出一份。"
SURE = "再确认一次：现在就删除您的全部数据，删了不能恢复。确定吗？"
FORGOTTEN = (
    "已经全部删除。我这里不再有您说过的话和个人信息，只留下这一条通知。"
    "欢迎随时再来，我会把您当作新朋友。"
)
NO_ROOM = "抱歉，文件现在存不下，没能整理好。请过一会儿再试，或者找服务专员。"
KEPT = "好的，没有删除，一切照旧。"
NOTHING_LEFT = "您的数据已经删除了，没有什么要再删的。"
ASK_AGAIN = "这个确认按钮过期了，为免误删，请重新确认一遍。"
READY = (
    "您的数据整理好了，在下面的压缩包里：“我的数据.html”用浏览器打开就能看，"
    "“我的数据.json”方便其他程序读取。里面有您的个人信息，请妥善保管。"
    "文件保留 24 小时，请及时下载。"
)


def explained(numbers: Sequence[str]) -> Reply:
    """What erasing means; `numbers` are of the cases that would be cancelled."""
    blocks = [Block("heading", FORGET_ME), Block("text", WHAT_GOES), Block("text", WHAT_STAYS)]
    blocks.append(Block("note", OUT_OF_REACH))
    if numbers:
        blocks.append(Block("text", still_open(numbers)))
    blocks.append(Block("text", CANNOT_UNDO))
    rows = (
        (Choice(GO_ON, pack("forget", "on")), Choice(NOT_NOW, pack("forget", "no"))),
        (Choice(EXPORT_FIRST, pack("mydata")),),
    )
    return Reply(tuple(blocks), rows)


def still_open(numbers: Sequence[str]) -> str:
    """Cases that have not ended."""
    return (
        f"请注意：您还有 {len(numbers)} 件办件没有办完（{'、'.join(numbers)}）。"
        "删除数据会一并取消，并通知经办的工作人员。"
    )


def sure(numbers: Sequence[str], message_id: int) -> Reply:
    """Asked once more."""
    row = (
        Choice(FOR_EVER, pack("forget", "sure", message_id)),
        Choice(NOT_NOW, pack("forget", "no")),
    )
    return say(SURE, *([still_open(numbers)] if numbers else []), choices=(row,))


def own_rows() -> tuple[tuple[Choice, ...], ...]:
    """The buttons to one's own data."""
    return ((Choice(MY_DATA, pack("mydata")), Choice(FORGET_ME, pack("forget"))),)


TITLE = "我们保存的关于您的数据"
ABOUT_YOU, PROFILE, CASES, INTERVIEWS = "您是谁", "记住的情况", "办件", "测算和登记"
FILES, FEEDBACK, CONVERSATION = "文件", "对回答的评价", "对话"
NONE = "没有。"
ASSESSMENT, CONSULTATION = "测一测能拿多少", "咨询"
SHARED, NOT_SHARED = "您同意工作人员看之前的对话。", "工作人员看不到之前的对话。"
SPEAKERS = {"visitor": "您", "specialist": "服务专员（自动应答）", "officer": "工作人员"}
VISITOR_LABELS = {
    "channel": "渠道",
    "address": "编号",
    "name": "称呼",
    "city": "选择的城市",
    "since": "第一次来",
}
CASE_LABELS = {
    "city": "城市",
    "units": "责任单位",
    "state": "进度",
    "outcome": "结果",
    "opened": "登记",
    "closed": "结束",
}


def made(at: str) -> str:
    """When the page was made."""
    return f"生成于 {at}"


def pair(label: str, said: str) -> str:
    """One thing and its value."""
    return f"{label}：{said}"


def answered(about: str, typed: str, understood: str, taken_back: bool) -> str:
    """One answer: as understood, and as typed where that differs."""
    own_words = f"（您写的是：{typed}）" if typed and typed != understood else ""
    return f"{about}：{understood}{own_words}{'（后来改了）' if taken_back else ''}"


def result(measure: str, outcome: str, amount: str) -> str:
    """One verdict of an assessment."""
    return f"结果 · {measure}：{outcome}{f'，{amount}' if amount else ''}"


def file_line(size: int, from_officer: bool) -> str:
    """What a file is; `size` in bytes."""
    return f"{-(-size // 1024)} KB，{'工作人员发给您' if from_officer else '您发来'}"


def judged(useful: bool, reason: str) -> str:
    """What was thought of an answer."""
    return ("有用" if useful else "没用") + (f"：{reason}" if reason else "")


def rated(reached: bool, solved: bool, satisfied: int, comment: str) -> str:
    """How a case was rated."""
    return (
        f"您的评价：联系上{_yes(reached)}，解决{_yes(solved)}，满意度 {satisfied} 分"
        f"{f'，{comment}' if comment else ''}"
    )


def _yes(holds: bool) -> str:
    return "：是" if holds else "：否"
