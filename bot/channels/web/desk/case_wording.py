"""Every Chinese sentence about cases on the desk: the queue, one case, what can be done to it, searching."""

from __future__ import annotations

from datetime import timedelta

SEARCH = "查找"
MINE, UNIT, ALL, UNCLAIMED, LATE, DONE = "我的", "本单位", "全部", "待接单", "已超时", "已办结"
QUEUE = "办件列表"
NOTHING_HERE = "这里现在没有办件。"
NOTHING_FOUND = "没有找到符合的办件。可以少写几个词，或者放宽日期和单位。"
SHOW_MORE = "显示更多"
KEYS = "j、k 上下选，Enter 打开，/ 查找"
CONSULTATION = "咨询"
NOBODY = "还没有人接单"
WAITING_FOR_VISITOR = "等访客回复"
WORKING_TIME = "按工作时间算"
SUPPORTS = "配合"
STATES = {
    "open": "待接单",
    "claimed": "办理中",
    "waiting": "已回复，等访客",
    "closed": "已办结",
    "cancelled": "访客已取消",
}
LABELS = {
    "silent": "文件没有写",
    "handoff": "想找工作人员",
    "smalltalk": "寒暄",
    "out": "与园区无关",
    "service:": "办事：",
}
"""What the labels of questions that no clause answers mean."""

NUMBER_OR_WORDS = "编号或内容"
NUMBER_OR_WORDS_HINT = "编号、问题或往来内容里的词，用空格隔开"
WHICH_UNIT, WHICH_STATE, FROM, TO = "责任单位", "状态", "登记日期从", "到"
FIND, ANY = "查找", "不限"
NOT_A_DAY = "日期请写成 2026-10-09 这样。"

NO_SUCH_CASE = "没有这件办件，或者您不能查看"
NO_SUCH_CASE_MORE = "办件可能已经转给别的单位。可以回到列表看看，或者问协调员。"
VISITOR = "访客"
UNREACHABLE = "访客停用了机器人，现在的消息送不到；访客再来时就能收到之后的消息。"
TELEGRAM, WEB = "来自 Telegram", "来自网页"
ABOUT, CITY = "条款、单位和其他情况", "城市"
QUESTION = "问题"
FORM = "申请内容"
HIDDEN = "（接单后可见）"
CLAUSES = "相关条款"
NO_CLAUSES = "没有匹配到条款。"
CLAUSE_GONE = "这一条已经不在现行文件里。"
UNITS = "责任单位"
HOLDER = "经办人"
DEADLINE = "答复期限"
OPENED = "登记时间"
OUTCOME = "办结结果"
BEFORE = "登记之前的对话"
BEFORE_REFUSED = "访客只同意看问题，登记之前的对话不显示。"
BEFORE_UNASKED = "访客还没有同意查看登记之前的对话。"
BEFORE_FOR_HOLDER = "访客只同意经办人和协调员看登记之前的对话和测算结果，您接单后才看得到。"
NOTHING_BEFORE = "登记之前没有别的对话。"
ASSESSMENT = "访客的测算结果"
TO_KNOWLEDGE = "把这次的答复写成解答或相似问"
EXPLAIN = "这个问题是怎样匹配到条款的"
LOADING = "正在读取…"
BY_SPECIALIST = "自动应答"
STORY = "往来和记录"
SENDING, NOT_DELIVERED = "发送中", "未送达"

CLAIM = "接单"
REPLY, NOTE = "回复访客", "内部备注"
WHAT_TO_DO = "操作"
YOUR_WORDS, YOUR_NOTE = "写给访客的话", "只有工作人员看得到"
ADD_FILE, REMOVE_FILE = "添加文件", "去掉 "
UPLOAD_FAILED = "没有传上来，请去掉后再试一次"
STILL_GOING = "文件还在上传，传完再发。"
SEND, KEEP_NOTE = "发送", "记下备注"
SEND_HINT = "Ctrl + Enter 发送"
SHUT = "关闭"
TEMPLATES = "常用语"
CITE = "引用条款"
CITE_MORE = "插入条款原文和出处，发送前可以删减。"
FIND_CLAUSE, OTHER_CLAUSE = "查条款", "找别的条款"
INSERT = "插入"
NO_CLAUSE_FOUND = "没有找到相近的条款，请换个说法。"
TRANSFER, RETURN, CLOSE, REOPEN = "转办", "退单", "办结", "重新打开"
TRANSFER_MORE = "转给主办单位，本单位留作配合。访客会收到一句话，写明转到哪里和原因。"
RETURN_MORE = "不归本单位办时退单，并写明应该由谁办。访客会收到一句话，写明转到哪里和原因。"
CLOSE_MORE = "访客会收到结果，并被请求评价；七天内可以重新打开。"
TAKE_DOWN = "下架"
TAKE_DOWN_MORE = "访客发布的内容不再给别人看，访客会收到原因，不能自己重新发布。"
WHY_DOWN = "原因（发布的访客会看到）"
TAKEN_DOWN, NOTHING_PUBLISHED = "已下架，访客已收到通知。", "这件办件没有发布过内容，不用下架。"
REOPEN_MORE = "重新打开后从现在起计算答复期限，访客会收到通知。"
TO_UNIT, RIGHT_UNIT = "转给哪个单位", "应该由哪个单位办"
REASON, REASON_HINT = "原因", "访客和下一个单位都会看到"
RESULT, CLOSING_WORDS = "结果", "给访客的结束语（可以不写）"
REOPEN_REASON = "原因（可以不写）"
CLAIMED_IT = "已接单，访客已收到通知。"
SENT, NOTED, HANDED_ON = "已发给访客。", "备注已记下。", "已转给{unit}，访客已收到通知。"
SENT_UNREACHABLE = "已记下，但访客停用了机器人，现在送不到。"
CLOSED, REOPENED = "已办结，访客已收到通知。", "已重新打开，访客已收到通知。"


def tab_title(name: str, count: int) -> str:
    """A tab with its count."""
    return f"{name} {count}"


def left(working: timedelta) -> str:
    """How much working time is left until the deadline."""
    return f"还剩 {_span(working)}"


def late(working: timedelta) -> str:
    """By how much working time the deadline has passed."""
    return f"已超 {_span(working)}"


def answer_by(moment: str) -> str:
    """The deadline in a list."""
    return f"{moment} 前答复"


def opened_at(moment: str) -> str:
    """When it came in, in a list."""
    return f"{moment} 登记"


def by(moment: str, how_long: str) -> str:
    """The deadline, and how long until then."""
    return f"{moment} 前，{how_long}"


def _span(working: timedelta) -> str:
    minutes = int(working.total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)} 分钟"
    hours, rest = divmod(minutes, 60)
    return f"{hours} 小时 {rest} 分" if rest and hours < 3 else f"{hours} 小时"


def clause_line(name: str, score: float) -> str:
    """A matched clause."""
    return f"{name}（匹配度 {score:.2f}）"


def title(number: str, service: str) -> str:
    """What a case is called."""
    return f"{number} · {service}"


def who(unit: str, name: str) -> str:
    """An officer."""
    return f"{unit} {name}"


def claimed_by_other(who: str) -> str:
    """Somebody else was faster."""
    return f"{who}刚刚接了这件办件。"


def before(count: int) -> str:
    """What was said before the case."""
    return f"{BEFORE}（{count} 条）"
