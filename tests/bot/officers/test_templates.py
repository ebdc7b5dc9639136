"""Words that officers write often: everybody's and the unit's own, changed by those who may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlmodel import Session, select

from bot import officers
from bot.audit import AuditLine
from bot.database import Database
from bot.officers import Officer, Role, templates, units
from bot.officers.templates import NotYourTemplate, UnusableTemplate
from tests.conftest import MORNING


@dataclass
class Staff:
    session: Session
    陈科长: Officer
    负责人: Officer
    刘科长: Officer
    孙主任: Officer
    停用: Officer


@pytest.fixture
def staff(database: Database) -> Iterator[Staff]:
    with database.writing() as session:
        tech, money = (units.enter(session, "xinzhou", n) for n in ("市科技局", "市财政局"))
        revoked = officers.add(session, "停用", tech, MORNING, Role.COORDINATOR)
        officers.revoke(session, revoked, MORNING)
        yield Staff(
            session,
            officers.add(session, "陈科长", tech, MORNING),
            officers.add(session, "负责人", tech, MORNING, leads=True),
            officers.add(session, "刘科长", money, MORNING),
            officers.add(session, "孙主任", money, MORNING, Role.COORDINATOR),
            revoked,
        )


def titles(staff: Staff, officer: Officer) -> list[str]:
    return [template.title for template in templates.of(staff.session, officer)]


def test_there_are_some_to_begin_with_for_everybody(staff: Staff) -> None:
    assert titles(staff, staff.陈科长) == titles(staff, staff.刘科长)
    assert "问候" in titles(staff, staff.陈科长)


def test_a_units_own_come_first_and_other_units_do_not_see_them(staff: Staff) -> None:
    own = templates.add(
        staff.session, staff.负责人, "高企", "请看第（二十一）条。", MORNING, staff.陈科长.unit_id
    )
    assert titles(staff, staff.陈科长)[0] == "高企"
    assert "高企" not in titles(staff, staff.刘科长)
    assert templates.find(staff.session, own.id, staff.陈科长) is own
    with pytest.raises(NotYourTemplate):
        templates.find(staff.session, own.id, staff.刘科长)
    assert own in templates.all_of_them(staff.session)


@pytest.mark.parametrize(
    ("who", "for_all", "own", "others"),
    [
        ("陈科长", False, False, False),
        ("负责人", False, True, False),
        ("孙主任", True, True, True),
        ("停用", False, False, False),
    ],
)
def test_who_may_change_which(
    staff: Staff, who: str, for_all: bool, own: bool, others: bool
) -> None:
    by: Officer = getattr(staff, who)
    places = ((None, for_all), (staff.陈科长.unit_id, own), (staff.刘科长.unit_id, others))
    for unit_id, may in places:
        made = templates.add(staff.session, staff.孙主任, "标题", "内容", MORNING, unit_id)
        if may:
            templates.add(staff.session, by, "标题", "内容", MORNING, unit_id)
            assert templates.change(staff.session, by, made.id, "新", "改", MORNING).text == "改"
            templates.remove(staff.session, by, made.id, MORNING)
            assert made not in templates.all_of_them(staff.session)
        else:
            with pytest.raises(NotYourTemplate):
                templates.add(staff.session, by, "标题", "内容", MORNING, unit_id)
            with pytest.raises(NotYourTemplate):
                templates.change(staff.session, by, made.id, "新", "改", MORNING)
            with pytest.raises(NotYourTemplate):
                templates.remove(staff.session, by, made.id, MORNING)
            assert made.text == "内容"


def test_a_revoked_officer_sees_none(staff: Staff) -> None:
    assert templates.of(staff.session, staff.停用) == []


@pytest.mark.parametrize(("title", "text"), [("", "内容"), ("标题", "  "), ("长" * 21, "内容")])
def test_title_and_text_must_be_there_and_fit(staff: Staff, title: str, text: str) -> None:
    with pytest.raises(UnusableTemplate):
        templates.add(staff.session, staff.孙主任, title, text, MORNING)


@pytest.mark.parametrize("number", [0, -1, 999, 2**40])
def test_one_that_is_not_there_is_refused(staff: Staff, number: int) -> None:
    with pytest.raises(NotYourTemplate):
        templates.remove(staff.session, staff.孙主任, number, MORNING)


def test_every_change_leaves_a_line(staff: Staff) -> None:
    made = templates.add(staff.session, staff.孙主任, "标题", "内容", MORNING)
    templates.change(staff.session, staff.孙主任, made.id, "标题", "别的内容", MORNING)
    templates.remove(staff.session, staff.孙主任, made.id, MORNING)
    lines = staff.session.exec(select(AuditLine)).all()
    assert [(line.action, line.officer_id) for line in lines] == [
        (action, staff.孙主任.id)
        for action in ("template_added", "template_changed", "template_removed")
    ]
