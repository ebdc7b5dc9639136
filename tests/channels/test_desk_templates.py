"""The page of templates: everybody reads what they may use, and gets forms for what the rights let them change."""

from __future__ import annotations

import pytest

from bot.channels.web.desk.coordinating.shown import told
from bot.channels.web.desk.coordinating.stock_words import Stock, _add, _change, stock, writer
from bot.channels.web.desk.forms import Refused
from bot.officers import Officer, templates
from tests.bot.cases.conftest import FRIDAY, Desk, desk

__all__ = ["desk"]


@pytest.fixture
def own(desk: Desk) -> int:
    """Words of 市科技局; 陈科长 leads the unit."""
    desk.陈科长.leads = True
    unit = desk.科技局.id
    return templates.add(desk.session, desk.孙主任, "高企", "看第二十一条。", FRIDAY, unit).id


def shown(desk: Desk, officer: Officer) -> dict[str, Stock]:
    return {one.title: one for one in stock(desk.session, officer, FRIDAY)}


def test_everybody_reads_what_they_may_use(desk: Desk, own: int) -> None:
    for officer in (desk.陈科长, desk.同事, desk.孙主任):
        assert {"问候", "高企"} <= set(shown(desk, officer))
    assert "高企" not in shown(desk, desk.刘科长)
    assert shown(desk, desk.停用) == {}


def test_the_page_offers_to_change_exactly_what_may_be_changed(desk: Desk, own: int) -> None:
    def changeable(officer: Officer) -> set[str]:
        return {one.title for one in shown(desk, officer).values() if one.is_theirs}

    assert changeable(desk.陈科长) == {"高企"}
    assert changeable(desk.同事) == changeable(desk.刘科长) == set()
    assert changeable(desk.孙主任) == set(shown(desk, desk.孙主任))
    for officer in (desk.陈科长, desk.同事, desk.孙主任):
        for one in shown(desk, officer).values():
            change = told(_change(one.id))
            words = {"title": one.title, "text": "换一句"}
            trying = desk.session.begin_nested()
            if one.is_theirs:
                assert change(desk.session, officer, FRIDAY, words)
            else:
                with pytest.raises(Refused):
                    change(desk.session, officer, FRIDAY, words)
            trying.rollback()
            desk.session.expire_all()


def test_the_form_to_add_offers_exactly_whom_words_may_be_added_for(desk: Desk, own: int) -> None:
    def offered(officer: Officer) -> list[str]:
        return [value for value, _ in writer(desk.session, officer, FRIDAY).whom]

    lead, chief = offered(desk.陈科长), offered(desk.孙主任)
    assert lead == [str(desk.科技局.id)]
    assert {"all", str(desk.科技局.id), str(desk.财政局.id)} <= set(chief)
    assert offered(desk.同事) == []
    add = told(_add)
    for officer, whom in ((desk.陈科长, lead), (desk.同事, []), (desk.孙主任, chief)):
        for unit in chief:
            fields = {"title": "再问候", "text": "您好！", "unit": unit}
            trying = desk.session.begin_nested()
            if unit in whom:
                assert add(desk.session, officer, FRIDAY, fields)
            else:
                with pytest.raises(Refused):
                    add(desk.session, officer, FRIDAY, fields)
            trying.rollback()
            desk.session.expire_all()
