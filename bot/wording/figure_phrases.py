"""Every Chinese word of the figures: titles, columns, what is counted. Wording only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.wording.case_phrases import OUTCOMES

TITLE = "服务数据"
ALL = "合计"
NO_UNIT = "未定单位"
NOT_SAID = "没有说明"
CONSULTATION = "咨询"
ALL_CITIES, ALL_UNITS = "全部城市", "全部单位"
YES, NO = "是", "否"

ASKED: Mapping[str, str] = {
    "answered": "已回答",
    "clarified": "请对方选择",
    "not_in_policy": "文件未写明",
    "out_of_scope": "不在范围",
    "service": "办事请求",
    "handed_over": "要求人工",
}
ENDINGS: Mapping[str, str] = {**OUTCOMES, "cancelled": "访客取消", "under_way": "办理中"}

DAYS = "每日提问"
DAYS_NOTE = "一条提问只计一次；对方在候选中再选一次，不另计。城市按所答条款，没有条款的按访客所选。"
CASES_BY_DAY = "每日办件"
CASES_BY_DAY_NOTE = "登记：当天登记的办件。结束：本期登记、当天办结或取消的办件。"
BY_UNIT = "各单位办件"
BY_UNIT_NOTE = "按现在牵头的单位统计本期登记的办件；各种结果相加等于办件数。"
BY_KIND = "各类办件"
BY_KIND_NOTE = "按事项统计本期登记的办件；各种结果相加等于办件数。"
TIMES = "答复时间"
TIMES_NOTE = (
    "只计工作时间（分钟），按单位的值班时间和国家法定节假日、调休计算。首次答复：从登记到工作人员"
    "第一次答复或办结。九成：百分之九十的办件不超过这个数。超时：首次答复超过四个工作小时，"
    "或者到现在还没有答复且已超过。"
)
RATINGS = "访客评价"
RATINGS_NOTE = "只计已评价的办件；满意度从 1 到 5。"
OPINIONS = "对回答的反馈"
OPINIONS_NOTE = "访客点“有用”“没用”的次数，按点的那天统计；“没用”再按原因分。"
CASES = "办件明细"
CASES_NOTE = "不含访客的姓名、电话和提问内容。"

DAY, UNIT, KIND, COUNT, USEFUL, USELESS = "日期", "单位", "事项", "次数", "有用", "没用"
OPENED, ENDED, TOTAL, SERVICES = "登记", "结束", "合计", "其中办事"
ANSWERED, MEDIAN, NINETIETH = "已答复", "首次答复中位", "首次答复九成"
CLOSED, CLOSING_MEDIAN, CLOSING_NINETIETH = "已办结", "办结中位", "办结九成"
OVERDUE, OVERDUE_SHARE = "超时", "超时占比"
RATED, REACHED, SOLVED, SATISFIED = "评价数", "联系上", "解决", "满意度"
OPINION = "反馈"
CASE_COLUMNS = (
    "编号",
    "城市",
    "单位",
    "事项",
    "登记时间",
    "首次答复（工作分钟）",
    "结束时间",
    "办结（工作分钟）",
    "结果",
    "超时",
    "转办次数",
    "联系上",
    "解决",
    "满意度",
)


def span(first: date, last: date) -> str:
    """From which day to which."""
    return f"{first.isoformat()} 至 {last.isoformat()}"


def useless_because(reason: str) -> str:
    """Answers that were of no use, for one reason."""
    return f"{USELESS}：{reason or NOT_SAID}"


def duration(minutes: float) -> str:
    """Minutes of working time as people say it."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"


def written(file: str, days: str) -> str:
    """The workbook was written."""
    return f"已导出 {days} 的数据：{file}"


UNUSABLE_SPAN = "日期应写成 2026-11-01 这样，最后一天不能早于第一天，最多十年。"
NO_SUCH_UNIT = "没有“{name}”这个单位，或者两个城市都有（请加 --city）。"
UNWRITABLE = "文件写不进去：{file}。请换一个位置，或者先关闭已打开的同名文件。"
