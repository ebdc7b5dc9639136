"""What 孙主任 may do with officers, units, roster and trail, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from bot import cases, officers
from bot.audit import AuditLine
from bot.cases import NotAllowed, WordsMissing
from bot.coordinating import places, roster, staff
from bot.coordinating.trail import trail
from bot.deadlines import UnusableHours
from bot.officers import Absence, NoSuchUnit, Officer, Role, units
from tests.bot.cases.conftest import FRIDAY, Desk, clock, desk

__all__ = ["clock", "desk"]

Deed = Callable[[Desk, Officer], Any]
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)

DEEDS: dict[str, Deed] = {
    "hire": lambda d, by: staff.hire(d.session, by, "周科长", d.科技局.id, FRIDAY),
    "change": lambda d, by: staff.change(
        d.session, by, d.同事.id, "同事", d.财政局.id, Role.OFFICER, False, FRIDAY
    ),
    "dismiss": lambda d, by: staff.dismiss(d.session, by, d.同事.id, FRIDAY),
    "invite": lambda d, by: staff.invite(d.session, by, d.同事.id, FRIDAY),
    "call": lambda d, by: places.call(d.session, by, d.科技局.id, "科委", FRIDAY),
    "call_no_more": lambda d, by: places.call_no_more(d.session, by, d.科技局.id, "科委", FRIDAY),
    "set_duty": lambda d, by: places.set_duty(d.session, by, d.科技局.id, "9:00-17:00", FRIDAY),
    "send_away": lambda d, by: roster.send_away(
        d.session, by, d.同事.id, MONDAY, TUESDAY, FRIDAY
    ),
    "trail": lambda d, by: trail(d.session, by),
}  # fmt: skip


def actions(desk: Desk) -> list[str]:
    lines = desk.session.exec(select(AuditLine).order_by(AuditLine.id)).all()
    return [line.action for line in lines if line.officer_id == desk.孙主任.id]


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("who", ["陈科长", "刘科长", "停用"])
def test_nobody_but_a_coordinator(desk: Desk, name: str, who: str) -> None:
    with pytest.raises(NotAllowed):
        DEEDS[name](desk, getattr(desk, who))


@pytest.mark.parametrize("name", DEEDS)
def test_a_coordinator_may_until_the_rights_end(desk: Desk, name: str) -> None:
    DEEDS[name](desk, desk.孙主任)
    officers.revoke(desk.session, desk.孙主任, FRIDAY)
    with pytest.raises(NotAllowed):
        DEEDS[name](desk, desk.孙主任)


@pytest.mark.parametrize("name", sorted(DEEDS.keys() - {"trail", "call_no_more"}))
def test_every_change_leaves_a_line(desk: Desk, name: str) -> None:
    DEEDS[name](desk, desk.孙主任)
    assert len(actions(desk)) == 1


def test_changing_somebody_tells_before_and_after(desk: Desk) -> None:
    staff.change(
        desk.session, desk.孙主任, desk.同事.id, "王科长", desk.财政局.id, Role.COORDINATOR, True, FRIDAY
    )  # fmt: skip
    assert (desk.同事.name, desk.同事.unit_id, desk.同事.leads) == ("王科长", desk.财政局.id, True)
    (line,) = trail(desk.session, desk.孙主任, officer_id=desk.同事.id)[:1]
    assert (line.by, line.action, line.whom) == ("孙主任", "officer_changed", "王科长")
    told = dict(line.details)
    assert (told["before unit"], told["after unit"]) == ("市科技局", "市财政局")
    assert (told["before role"], told["after role"]) == ("officer", "coordinator")


def test_a_unit_has_one_lead(desk: Desk) -> None:
    for one in (desk.陈科长, desk.同事):
        staff.change(
            desk.session, desk.孙主任, one.id, one.name, one.unit_id, Role.OFFICER, True, FRIDAY
        )
    assert (desk.陈科长.leads, desk.同事.leads) == (False, True)


def test_who_is_dismissed_gives_back_what_they_held(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    assert staff.dismiss(desk.session, desk.孙主任, desk.陈科长.id, FRIDAY) == 1
    assert (desk.case.state, desk.case.holder_id) == ("open", None)
    with pytest.raises(NotAllowed):
        staff.invite(desk.session, desk.孙主任, desk.陈科长.id, FRIDAY)
    with pytest.raises(NotAllowed):
        staff.dismiss(desk.session, desk.孙主任, desk.陈科长.id, FRIDAY)


def test_the_last_coordinator_stays(desk: Desk) -> None:
    sun = desk.孙主任
    with pytest.raises(staff.LastCoordinator):
        staff.dismiss(desk.session, sun, sun.id, FRIDAY)
    with pytest.raises(staff.LastCoordinator):
        staff.change(desk.session, sun, sun.id, "孙", sun.unit_id, Role.OFFICER, False, FRIDAY)
    staff.hire(desk.session, sun, "李主任", sun.unit_id, FRIDAY, Role.COORDINATOR)
    assert staff.dismiss(desk.session, sun, sun.id, FRIDAY) == 0


@pytest.mark.parametrize(
    ("name", "unit", "error"),
    [(" ", 1, WordsMissing), ("名" * 41, 1, staff.NameTooLong), ("周", 10**10, NoSuchUnit)],
)
def test_what_cannot_be_entered(desk: Desk, name: str, unit: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        staff.hire(desk.session, desk.孙主任, name, unit, FRIDAY)


def test_a_code_signs_the_officer_in(desk: Desk) -> None:
    code = staff.invite(desk.session, desk.孙主任, desk.陈科长.id, FRIDAY)
    assert officers.redeem(desk.session, code, FRIDAY) is desk.陈科长


def test_an_alias_finds_its_unit_and_goes_again(desk: Desk) -> None:
    places.call(desk.session, desk.孙主任, desk.科技局.id, "市　科 委", FRIDAY)
    assert units.find(desk.session, "市科委", "xinzhou") is desk.科技局
    with pytest.raises(places.AliasTaken):
        places.call(desk.session, desk.孙主任, desk.财政局.id, "市科委", FRIDAY)
    with pytest.raises(places.AliasTaken):
        places.call(desk.session, desk.孙主任, desk.财政局.id, "市科技局", FRIDAY)
    places.call_no_more(desk.session, desk.孙主任, desk.科技局.id, "市科委", FRIDAY)
    assert "市科委" not in desk.科技局.aliases


def test_duty_hours_are_read_before_they_are_kept(desk: Desk) -> None:
    places.set_duty(desk.session, desk.孙主任, desk.科技局.id, "8:30至12：00、14:00-17:30", FRIDAY)
    assert desk.科技局.duty == "08:30-12:00, 14:00-17:30"
    for wrong in ("", "早上", "12:00-9:00", "9:00-25:00"):
        with pytest.raises(UnusableHours):
            places.set_duty(desk.session, desk.孙主任, desk.科技局.id, wrong, FRIDAY)


def test_an_absence_counts_and_is_taken_back(desk: Desk) -> None:
    away = roster.send_away(desk.session, desk.孙主任, desk.陈科长.id, MONDAY, TUESDAY, FRIDAY)
    again = roster.send_away(desk.session, desk.孙主任, desk.陈科长.id, MONDAY, TUESDAY, FRIDAY)
    assert again is away
    assert officers.is_absent(desk.session, desk.陈科长.id, TUESDAY)
    assert [o.name for _, o in roster.away_from(desk.session, FRIDAY)] == ["陈科长"]
    roster.call_back(desk.session, desk.孙主任, away.id, FRIDAY)
    roster.call_back(desk.session, desk.孙主任, away.id, FRIDAY)
    assert desk.session.exec(select(Absence)).all() == []


def test_an_officer_enters_their_own_absence_only(desk: Desk) -> None:
    roster.send_away(desk.session, desk.陈科长, desk.陈科长.id, MONDAY, MONDAY, FRIDAY)
    with pytest.raises(NotAllowed):
        roster.send_away(desk.session, desk.陈科长, desk.同事.id, MONDAY, MONDAY, FRIDAY)
    with pytest.raises(roster.UnusableAbsence):
        roster.send_away(desk.session, desk.陈科长, desk.陈科长.id, TUESDAY, MONDAY, FRIDAY)


def test_the_trail_of_a_case(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    (line,) = trail(desk.session, desk.孙主任, desk.case.number.lower())
    assert (line.by, line.action, line.case) == ("陈科长", "claim", desk.case.number)
    assert trail(desk.session, desk.孙主任, "XZ-20200101-0001") == []


def test_the_coming_days_tell_where_nobody_is_there(desk: Desk) -> None:
    for one in (desk.陈科长, desk.同事):
        roster.send_away(desk.session, desk.孙主任, one.id, MONDAY, TUESDAY, FRIDAY)
    covers = {cover.unit: cover.there for cover in roster.coverage(desk.session, FRIDAY, 6)}
    assert covers["市科技局"] == (2, 2, 2, 0, 0, 2)
    assert covers["市财政局"] == (1, 1, 1, 1, 1, 1)
