"""A table of figures as a chart: options of Apache ECharts, which NiceGUI brings along. Pure values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.figures import Table
from bot.figures.tables import shown

COLOURS = ("#1d6a77", "#5aa9a0", "#c8872d", "#a3261a", "#6b7fa8", "#8a8f98")
INK = "#3c4b52"
ROW_PIXELS, FRAME_PIXELS, DAYS_PIXELS = 34, 90, 280


def chart(table: Table) -> dict[str, Any] | None:
    """The chart of a table; None when it has none or there is nothing to draw."""
    if not table.chart or not any(row[place] for row in table.rows for place in table.drawn):
        return None
    names: dict[str, Any] = {
        "type": "category",
        "data": [shown(table.columns[0], r[0]) for r in table.rows],
    }
    values: dict[str, Any] = {"type": "value", "minInterval": 1}
    names["axisLabel"] = {"color": INK, "hideOverlap": True}
    lying = not _is_by_day(table)
    if lying:
        names |= {
            "inverse": True,
            "axisLabel": {"color": INK, "width": 110, "overflow": "truncate"},
        }
    return {
        "animation": False,
        "color": list(COLOURS),
        "grid": {"left": 8, "right": 20, "top": 44, "bottom": 8, "containLabel": True},
        "legend": {"type": "scroll", "top": 0, "textStyle": {"color": INK}},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "confine": True},
        "xAxis": values if lying else names,
        "yAxis": names if lying else values,
        "series": [_series(table, place) for place in table.drawn],
    }


def height(table: Table) -> int:
    """How high the chart is, in CSS pixels: by its rows when they lie one below the other."""
    return DAYS_PIXELS if _is_by_day(table) else FRAME_PIXELS + ROW_PIXELS * len(table.rows)


def _is_by_day(table: Table) -> bool:
    return table.columns[0].form == "day"


def _series(table: Table, place: int) -> dict[str, Any]:
    numbers: Sequence[Any] = [row[place] for row in table.rows]
    one = {
        "name": table.columns[place].name,
        "type": "bar",
        "data": [round(n, 1) if isinstance(n, float) else n for n in numbers],
        "barMaxWidth": 24,
    }
    return {**one, "stack": "all"} if table.chart == "stacked" else one
