"""A chart draws what its table says, and nothing when there is nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.channels.web.desk.coordinating.charts import chart, height
from bot.figures import Asked, Course, Scope, tables
from bot.figures.counting import counted

DAY = date(2026, 11, 20)
SCOPE = Scope(DAY, DAY)
CASE = Course(
    "XZ-20261120-0001", "xinzhou", "市科技局", "consultation", "",
    datetime(2026, 11, 20, 2, tzinfo=UTC), 61.25, None, None, "under_way", False, 0,
)  # fmt: skip


def test_days_stand_side_by_side_with_a_bar_for_each_ending() -> None:
    asked = [
        Asked(DAY, "answered", "", "", frozenset()),
        Asked(DAY, "service", "", "", frozenset()),
    ]
    table = tables(counted(SCOPE, asked, [], []))[0]
    drawn = chart(table)
    assert drawn is not None
    assert drawn["xAxis"]["data"] == ["2026-11-20"]
    assert [(s["name"], s["data"]) for s in drawn["series"]] == [
        ("已回答", [1]), ("请对方选择", [0]), ("文件未写明", [0]),
        ("不在范围", [0]), ("办事请求", [1]), ("要求人工", [0]),
    ]  # fmt: skip
    assert {s["stack"] for s in drawn["series"]} == {"all"}


def test_units_lie_one_below_the_other_and_minutes_are_rounded() -> None:
    table = tables(counted(SCOPE, [], [CASE], []))[4]
    drawn = chart(table)
    assert drawn is not None
    assert drawn["yAxis"]["data"] == ["市科技局"]
    assert drawn["series"][0]["data"] == [61.2]
    assert height(table) < 200


def test_where_nothing_happened_nothing_is_drawn() -> None:
    assert [chart(table) for table in tables(counted(SCOPE, [], [], []))] == [None] * 8
