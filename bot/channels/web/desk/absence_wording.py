"""Every Chinese sentence of an officer's own absences at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

ABSENCES = "请假"
ABSENCES_MORE = (
    "请假期间不提醒您，改提醒本单位在岗的同事。手上的办件仍归您，"
    "要别的单位接着办请先转办，要请人代为回复请联系协调员。只请一天的，最后一天可以不填。"
)
FIRST, LAST = "第一天", "最后一天"
ENTER, CALL_BACK = "登记请假", "取消这次请假"
NONE = "没有登记请假。"
NOT_A_DAY = "日期请写成 2026-12-01 这样。"
GONE_BY = "这几天已经过去了，请填今天或以后的日期。"
UNUSABLE = "最后一天不能早于第一天，一次请假最长一年。"
OVER = "这次请假已经取消，或者已经结束。"
CALLED_BACK = "已取消这次请假。"
REST_ONLY = "都是休息日，不影响提醒"
MOST_DAYS_NAMED = 5


def span(first: date, last: date) -> str:
    """From when until when."""
    return _day(first) if first == last else f"{_day(first)}至{_day(last)}"


def stand_ins(names: Sequence[str], nobody: Sequence[date]) -> str:
    """Who is reminded instead; `nobody` are the working days on which the unit has nobody."""
    if not names and not nobody:
        return REST_ONLY
    instead = f"改提醒{'、'.join(names)}" if names else ""
    if not nobody:
        return instead
    days = "、".join(f"{day.month}月{day.day}日" for day in nobody[:MOST_DAYS_NAMED])
    more = f"等 {len(nobody)} 天" if len(nobody) > MOST_DAYS_NAMED else ""
    alone = f"{days}{more}本单位没有人在岗，到时提醒协调员"
    return f"{instead}；{alone}" if instead else alone


def entered(span: str, stand_ins: str, held: int) -> str:
    """An absence was entered; `held` cases are in the officer's hands."""
    more = f"您手上还有 {held} 件办件，请安排好。" if held else ""
    return f"已登记：{span}请假，{stand_ins}。{more}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
