"""A visitor is one address on one channel."""

from __future__ import annotations

from bot import visitors
from bot.database import Database
from tests.conftest import MORNING


def test_a_visitor_is_met_once(database: Database) -> None:
    with database.writing() as session:
        first = visitors.meet(session, "web", "a1", "王老师", MORNING)
        again = visitors.meet(session, "web", "a1", "", MORNING)
        assert (again.id, again.name, again.city, again.reachable) == (
            first.id,
            "王老师",
            None,
            True,
        )


def test_the_same_address_on_another_channel_is_somebody_else(database: Database) -> None:
    with database.writing() as session:
        here = visitors.meet(session, "web", "7", "", MORNING)
        there = visitors.meet(session, "telegram", "7", "", MORNING)
        assert here.id != there.id


def test_who_blocked_the_bot_is_reachable_again_with_the_next_message(database: Database) -> None:
    with database.writing() as session:
        visitors.meet(session, "telegram", "7", "小李", MORNING)
        visitors.mark_unreachable(session, "telegram", "7")
    with database.writing() as session:
        known = visitors.find(session, "telegram", "7")
        assert known
        assert not known.reachable
        assert visitors.meet(session, "telegram", "7", "", MORNING).reachable


def test_marking_a_stranger_unreachable_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        visitors.mark_unreachable(session, "telegram", "nobody")
        assert visitors.find(session, "telegram", "nobody") is None
