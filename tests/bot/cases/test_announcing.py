"""A new case is announced where officers look: in the staff group, or without one to those whose turn it is."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot import cases, officers
from bot.cases import Case
from bot.officers import StaffGroup
from tests.bot.cases.conftest import Desk

EVERYBODY = ("陈科长", "同事", "刘科长", "停用", "孙主任")


def without_group(desk: Desk) -> None:
    desk.session.delete(desk.session.exec(select(StaffGroup)).one())
    desk.session.flush()


def asked(desk: Desk, unit: str) -> Case:
    asker = desk.小李.conversation_id
    return cases.open_case(desk.session, asker, "XZ", "问", [unit], desk.at, city="xinzhou")


def told(desk: Desk) -> set[str]:
    return {who for who in EVERYBODY if desk.told(who)}


def test_with_a_group_nobody_is_written_to_in_private(desk: Desk) -> None:
    case = asked(desk, "市科技局")
    assert told(desk) == set()
    assert case.number in desk.told("-100")[-1].text


@pytest.mark.parametrize(
    ("unit", "whom"), [("市科技局", {"陈科长", "同事"}), ("市教育局", {"孙主任"})]
)
def test_without_one_the_unit_is_told_or_else_the_coordinators(
    desk: Desk, unit: str, whom: set[str]
) -> None:
    without_group(desk)
    case = asked(desk, unit)
    assert told(desk) == whom
    card = desk.told(next(iter(whom)))[-1]
    assert case.number in card.text
    assert [choice.label for row in card.choices for choice in row] == ["接单"]


def test_a_case_set_free_is_announced_again(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    without_group(desk)
    officers.revoke(desk.session, desk.陈科长, desk.at)
    cases.release_all(desk.session, desk.陈科长, desk.at)
    assert desk.case.number in desk.told("同事")[-1].text
