"""Every Chinese sentence of the coordinators' pages."""

from __future__ import annotations

from collections.abc import Mapping

from bot.wording.case_phrases import WEEKDAYS
from bot.wording.phrases import CITY_NAMES

FIGURES, REVIEWS, KNOWLEDGE, RUNNING = "数据", "待改进", "知识", "管理"
STAFF, UNITS, ROSTER, TEMPLATES, TRAIL = "工作人员", "责任单位", "请假值班", "常用语", "操作记录"
RUNNING_PARTS = "管理的各部分"

NOT_ALLOWED = "您现在不能这样做：可能已经不是协调员，或者对方已经停用。请刷新页面再看。"
LAST_COORDINATOR = "这是最后一位协调员。请先设另一位协调员，再这样改。"
NAME_TOO_LONG = "名字太长了，请不要超过 40 个字。"
NO_SUCH_UNIT = "没有这个单位，请从列表里选。"
ALIAS_TOO_LONG = "别名太长了，请不要超过 40 个字。"
UNUSABLE_HOURS = "值班时间请写成“09:00-12:00, 14:30-18:00”这样，按先后顺序，不能跨过零点。"
UNUSABLE_ABSENCE = "最后一天不能早于第一天，一次请假最长一年。"
UNUSABLE_TEMPLATE = "标题要 1 到 20 个字，内容要 1 到 2000 个字。"
TEMPLATE_GONE = "这条常用语已经没有了，或者您不能改。请刷新页面再看。"
SECOND_PERSON = "自己提交的要由另一位协调员审核。"
ALREADY_DECIDED = "这一条已经有人处理过了，请看最新的情况。"
NO_SUCH_CLAUSE = "请选一条现行的条款；常见问题只能选一条。"
PERSONAL_NUMBERS = (
    "内容里有手机号或身份证号，所有人都会看到，请去掉。办公电话请写区号，如 0350-3012345。"
)
PAST_DAY = "有效期不能早于今天。"
TOO_LONG = "太长了：问题不超过 200 个字，解答不超过 600 个字。"
WORDS_MISSING = "还没有写内容，请写上再提交。"
UNUSABLE_DAY = "日期请写成 2026-11-20 这样。"
NO_SUCH_CASE = "没有这个编号的办件，或者您看不到它。"

NO_SUCH_OFFICER = "没有这位工作人员。"
ADD_OFFICER = "添加工作人员"
ADD, SAVE, REMOVE = "添加", "保存", "去掉"
SAVED = "已保存。"
NAME, UNIT, ROLE, LEADS = (
    "姓名",
    "单位",
    "身份",
    "单位负责人（超过期限时提醒，可以改本单位的常用语）",
)
ROLES: Mapping[str, str] = {"officer": "工作人员", "coordinator": "协调员"}
LEAD, REVOKED, ON_TELEGRAM, ON_WEB = "负责人", "已停用", "已接入 Telegram", "已登录工作台"
CHANGE_OFFICER = "修改"
SIGN_IN_LINK = "登录链接"
SIGN_IN_LINK_MORE = "生成一次性链接，15 分钟内有效。请当面或用可靠的方式发给本人。"
MAKE_LINK = "生成登录链接"
DISMISS = "停用"
DISMISS_MORE = (
    "停用后马上失去全部权限，手里的办件回到单位等人接单。停用不能恢复，以后可以重新添加。"
)
DO_DISMISS = "停用这位工作人员"
HISTORY, WHOLE_HISTORY = "最近的操作记录", "看全部操作记录"
BACK_TO_STAFF = "回到工作人员列表"
NOTHING_YET = "还没有记录。"

NO_OFFICERS = "还没有工作人员"
NAMED_IN = "提到这个单位的条款"
NAMED_NOWHERE = "现行条款里没有提到这个单位。"
ALIASES = "别名"
ALIAS = "新的别名"
ALIAS_MORE = "文件里或访客口中的其他写法，空格和全角半角不用管。"
NO_ALIASES = "没有别名。"
DUTY = "值班时间"
DUTY_MORE = "按国家法定节假日和调休计算工作日。已经开始计时的办件，按原来的时间算。"
BACK_TO_UNITS = "回到责任单位列表"

AWAY = "登记请假"
OFFICER, FIRST, LAST = "谁", "第一天", "最后一天"
AWAY_NOW = "请假情况"
NOBODY_AWAY = "今后没有人请假。"
CALL_BACK = "取消请假"
COVERAGE = "今后两周在岗人数"
COVERAGE_MORE = "只列有工作人员的单位；红色表示工作日没有人在岗，灰色表示休息日。"

TEMPLATE_TITLE, TEMPLATE_TEXT = "标题", "内容"
TEMPLATES_MORE = (
    "回复访客时可以直接插入。本单位的由单位负责人添加和修改，所有单位共用的由协调员添加和修改。"
)
ADD_TEMPLATE = "添加常用语"
FOR_ALL = "所有单位"
FOR_WHOM = "给谁用"
SURE_REMOVE_TEMPLATE = "确定去掉这条常用语吗？"
NO_TEMPLATES = "还没有常用语。"

CASE_NUMBER, SHOW, ALL_OFFICERS = "办件编号", "查看", "全部工作人员"
TRAIL_MORE = "谁在什么时候看了、改了什么。每页 100 条，新的在前；只能看，不能改。"
OLDER, NEWEST = "更早的记录", "回到最新的记录"
BY_PROGRAM = "命令行或程序"
TRAIL_COLUMNS = ("时间", "谁", "做了什么", "办件", "涉及的人", "详情")
NO_LINES = "没有符合的记录。"

FROM, TO, CITY = "从", "到", "城市"
EXPORT = "导出表格（xlsx）"
EXPORTED = "表格已生成，请看浏览器的下载。"
NO_DATA = "这段时间没有数据。"

USELESS_MORE = (
    "访客点了“没用”，或者没有得到回答的问题，相似的放在一起，最近 90 天。电话和身份证号已遮盖。"
)
NOTHING_TO_REVIEW = "没有要看的，都处理好了。"
WHY: Mapping[str, str] = {
    "useless": "点了“没用”",
    "not_in_policy": "文件未写明",
    "out_of_scope": "不在范围",
    "clarify": "候选都没有选",
    "handoff": "转了人工",
}
SHOWN: Mapping[str, str] = {"new": "未看", "seen": "已看", "handled": "已处理", "all": "全部"}
MARK_SEEN, MARK_HANDLED, MARK_NONE = "标为已看", "标为已处理", "改回未看"
MARKED = "已标好。"
WRITE_ANSWER = "写成解答或相似问"
REASON, GIVEN, NEAREST = "原因", "给出的条款", "最接近的条款"

PROPOSE = "提交一条"
PROPOSE_MORE = (
    "相似问：访客的另一种问法，对应一条条款。常见问题：您的解答，连同条款原文一起给访客看。"
    "提交后由另一位协调员审核，通过后马上生效。"
)
KIND, QUESTION, CLAUSE, ANSWER = "类型", "访客怎么问", "条款", "解答（常见问题要写）"
ANSWER_MORE = "金额、比例、年限要和条款原文一致；可以写去哪里办、带什么、找谁。"
VALID_UNTIL = "有效期到哪天（不写则一直有效）"
SEND_PROPOSAL = "提交审核"
PROPOSED_NOW = "已提交，等另一位协调员审核。"
TO_DECIDE, DECIDED = "等待审核", "已处理"
NOTHING_PROPOSED = "还没有提交过。"
APPROVE, DECLINE, WITHDRAW = "采用", "不采用", "撤回"
WORD = "说明"
WHY_NOT = "不采用的原因"
WHY_WITHDRAW = "撤回的原因"
WORD_MAYBE = "说明（可不写）"
SURE_WITHDRAW = "撤回后访客就看不到了，确定吗？"
WHOLE_CLAUSE = "看条款原文"
CLAUSE_CHANGED = "条款原文已经更新，这条解答暂停显示，请核对后重新提交。"
APPROVED_NOW, DECLINED_NOW, WITHDRAWN_NOW = (
    "已采用，马上生效。",
    "已退回，对方会看到说明。",
    "已撤回。",
)
FROM_CASE = "来自办件"


def taken(unit: str) -> str:
    """An alias that is another unit's."""
    return f"{unit}已经叫这个名字了，同一个城市里不能重复。"


def unit_name(city: str, name: str) -> str:
    """A unit with its city in front."""
    where = CITY_NAMES.get(city, "")
    return name if not where or where in name else f"{where}{name}"


def sure_dismiss(name: str) -> str:
    """Asked before an officer is dismissed."""
    return f"确定停用{name}吗？对方马上失去全部权限，不能恢复。"


def dismissed(name: str, freed: int) -> str:
    """An officer was dismissed."""
    return f"已停用{name}，{freed} 件办件回到单位。"


def added(name: str) -> str:
    """An officer was entered."""
    return f"已添加{name}。打开这位工作人员的页面可以生成登录链接。"


def link(address: str) -> str:
    """A one-time link for an officer."""
    return f"15 分钟内有效，只能用一次：{address}"


def group_of(count: int) -> str:
    """How many questions are alike."""
    return f"相似的 {count} 条"


def clauses(count: int) -> str:
    """How many clauses name a unit."""
    return f"{NAMED_IN}：{count} 条"


def weekday(number: int) -> str:
    """A day of the week, Monday is 0."""
    return f"周{WEEKDAYS[number]}"


def people(count: int) -> str:
    """How many officers a unit has."""
    return f"{count} 人" if count else NO_OFFICERS
