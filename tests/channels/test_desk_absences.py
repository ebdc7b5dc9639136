"""陈科长's own absences on the account page: entered, listed with who stands in, called back, audited."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from bot import officers
from bot.audit import AuditLine
from bot.channels.web.desk.absences import absences, call_back, send_away
from bot.channels.web.desk.forms import Refused
from bot.coordinating import roster
from bot.coordinating.roster import StandIns
from bot.officers import Absence
from tests.bot.cases.conftest import FRIDAY, Desk, desk

__all__ = ["desk"]

SATURDAY, MONDAY, TUESDAY = date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 24)


def enters(desk: Desk, first: str, last: str = "") -> str:
    return send_away(desk.session, desk.陈科长, FRIDAY, {"first": first, "last": last})


def actions(desk: Desk) -> list[tuple[str, int | None]]:
    lines = desk.session.exec(select(AuditLine).order_by(AuditLine.id)).all()
    return [(line.action, line.officer_id) for line in lines]


def test_an_absence_is_entered_listed_and_called_back_and_each_leaves_a_line(desk: Desk) -> None:
    told = enters(desk, "2026-11-23", "2026-11-24")
    assert told == "已登记：2026年11月23日至2026年11月24日请假，改提醒同事。"
    (away,) = absences(desk.session, desk.陈科长, FRIDAY)
    assert (away.span, away.stand_ins) == ("2026年11月23日至2026年11月24日", "改提醒同事")
    assert officers.is_absent(desk.session, desk.陈科长.id, TUESDAY)
    assert call_back(away.id)(desk.session, desk.陈科长, FRIDAY, {}) == "已取消这次请假。"
    assert absences(desk.session, desk.陈科长, FRIDAY) == ()
    assert actions(desk) == [
        ("absence_added", desk.陈科长.id),
        ("absence_removed", desk.陈科长.id),
    ]


def test_the_same_sent_twice_is_one_absence_and_one_line(desk: Desk) -> None:
    for _ in range(2):
        enters(desk, "2026-11-23")
    assert len(absences(desk.session, desk.陈科长, FRIDAY)) == 1
    assert len(actions(desk)) == 1


def test_a_second_press_to_call_back_says_that_it_is_over(desk: Desk) -> None:
    enters(desk, "2026-11-23")
    (away,) = absences(desk.session, desk.陈科长, FRIDAY)
    call_back(away.id)(desk.session, desk.陈科长, FRIDAY, {})
    with pytest.raises(Refused, match="已经取消"):
        call_back(away.id)(desk.session, desk.陈科长, FRIDAY, {})


def test_nobody_calls_back_somebody_else_not_even_a_coordinator_from_here(desk: Desk) -> None:
    enters(desk, "2026-11-23")
    (away,) = absences(desk.session, desk.陈科长, FRIDAY)
    for other in (desk.同事, desk.刘科长, desk.孙主任, desk.停用):
        with pytest.raises(Refused):
            call_back(away.id)(desk.session, other, FRIDAY, {})
    assert desk.session.get(Absence, away.id) is not None


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("", "", "日期请写成"),
        ("下周一", "", "日期请写成"),
        ("2026-11-24", "2026-11-23", "不能早于"),
        ("2026-11-18", "2026-11-19", "已经过去"),
        ("2026-11-23", "2028-01-01", "最长一年"),
    ],
)
def test_what_cannot_be_entered_is_told_why(desk: Desk, first: str, last: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        enters(desk, first, last)
    assert desk.session.exec(select(Absence)).all() == []


def test_who_stands_in_is_who_is_there_on_working_days(desk: Desk) -> None:
    def found(first: date, last: date) -> StandIns:
        return roster.stand_ins(desk.session, desk.陈科长, first, last)

    assert found(SATURDAY, TUESDAY) == StandIns(("同事",), ())
    assert found(SATURDAY, SATURDAY) == StandIns((), ())
    roster.send_away(desk.session, desk.同事, desk.同事.id, MONDAY, MONDAY, FRIDAY)
    assert found(SATURDAY, TUESDAY) == StandIns(("同事",), (MONDAY,))
    assert "改提醒同事；11月23日本单位没有人在岗" in enters(desk, "2026-11-21", "2026-11-24")
    assert found(MONDAY, MONDAY) == StandIns((), (MONDAY,))


def test_cases_in_hand_are_not_forgotten(desk: Desk) -> None:
    from bot import cases

    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    assert "手上还有 1 件办件" in enters(desk, "2026-11-23")
