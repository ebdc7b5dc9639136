"""A time is promised only where somebody can act on this case; elsewhere it is said that nobody can yet."""

from __future__ import annotations

from sqlmodel import col, delete

from bot import cases, officers
from bot.cases import CaseUnit
from bot.database import Database
from bot.officers import StaffGroup, units
from tests.bot.cases.conftest import Desk
from tests.conftest import MORNING, Visitor


def without_coordinators(desk: Desk) -> None:
    officers.revoke(desk.session, desk.孙主任, desk.at)


def without_the_leading_unit(desk: Desk) -> None:
    without_coordinators(desk)
    for officer in (desk.陈科长, desk.同事):
        officers.revoke(desk.session, officer, desk.at)


def test_an_officer_of_the_leading_unit_can_act(desk: Desk) -> None:
    without_coordinators(desk)
    assert cases.is_attended(desk.session, desk.case)


def test_a_coordinator_can_act_on_every_case(desk: Desk) -> None:
    without_the_leading_unit(desk)
    officers.add(desk.session, "周主任", desk.财政局, desk.at, officers.Role.COORDINATOR)
    assert cases.is_attended(desk.session, desk.case)


def test_an_officer_of_another_unit_cannot_act_nor_can_an_empty_group(desk: Desk) -> None:
    without_the_leading_unit(desk)
    assert desk.刘科长.telegram
    assert not cases.is_attended(desk.session, desk.case)


def test_a_supporting_unit_can_act_when_the_group_shows_it_the_case(desk: Desk) -> None:
    without_the_leading_unit(desk)
    desk.session.add(CaseUnit(case_id=desk.case.id, unit_id=desk.财政局.id))
    desk.session.expire(desk.case, ["units"])
    assert cases.is_attended(desk.session, desk.case)
    desk.session.execute(delete(StaffGroup).where(col(StaffGroup.id).is_not(None)))
    assert not cases.is_attended(desk.session, desk.case)


def test_who_is_away_when_an_answer_is_due_does_not_count(desk: Desk) -> None:
    without_coordinators(desk)
    for officer in (desk.陈科长, desk.同事):
        officers.note_absence(desk.session, officer, desk.at.date(), desk.at.date())
    assert not cases.is_attended(desk.session, desk.case)


def test_the_visitor_is_told_that_nobody_of_this_unit_is_here_yet(
    王老师: Visitor, database: Database
) -> None:
    with database.writing() as session:
        elsewhere = units.enter(session, "jincheng", "市水务局")
        officers.add(session, "陈科长", elsewhere, MORNING)
    王老师.presses_action("city:xinzhou")
    王老师.says("高新技术企业认定奖励多少")
    text = 王老师.presses("找服务专员").text
    assert "前答复" not in text
    assert "主办单位现在还没有工作人员在这里值守" in text
    assert "请直接联系市科技局" in text
    assert "前答复" not in 王老师.says("/mycases").text
