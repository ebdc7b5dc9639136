"""Reviews: what was not answered well, grouped by likeness, so that it can be answered better."""

from __future__ import annotations

from bot.reviews.gathering import USELESS, Item, gather
from bot.reviews.grouping import Group, group
from bot.reviews.marking import mark
from bot.reviews.tables import Mark, Review

__all__ = ["USELESS", "Group", "Item", "Mark", "Review", "gather", "group", "mark"]
