"""An officer proposes, a second person decides: rights, figures, what is published and taken back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from bot import audit, cases, officers
from bot.audit import AuditLine
from bot.cases import NotAllowed, Solved, WordsMissing
from bot.officers import Officer, Role
from bot.proposals import (
    AlreadyDecided,
    Decision,
    Draft,
    Kind,
    NoSuchClause,
    PastDay,
    PersonalNumbers,
    Proposal,
    SecondPersonNeeded,
    TooLong,
    UnfoundedFigures,
    approve,
    decline,
    drafted,
    listed,
    propose,
    withdraw,
)
from knowledge import library
from knowledge.faqs import FaqRecord
from knowledge.library import PhrasingRecord
from knowledge.policy import Clause, Policy
from tests.bot.cases.conftest import FRIDAY, Desk, clock, desk

__all__ = ["clock", "desk"]

FAQ = Draft(
    Kind.FAQ, "高企奖励的材料交到哪里", ("xinzhou-21",), "交到3号窗口，奖励10万元直接拨付。"
)
PHRASING = Draft(Kind.PHRASING, "高企证下来了给钱不", ("xinzhou-21",))


@pytest.fixture(autouse=True)
def published(desk: Desk) -> None:
    text = "对上年度通过高新技术企业认定的，一次性给予奖励10万元。"
    clause = Clause("xinzhou-21", 21, "", "支持企业升级提质", text, ("市科技局",))
    policy = Policy(
        "xinzhou", "忻州", "措施", "", "", "", "XZ", True, None, None, None, "", (clause,)
    )
    library.publish_policy(desk.session, policy, FRIDAY)


@pytest.fixture
def 协调员(desk: Desk) -> Officer:
    """A second coordinator, who may decide on what 孙主任 proposed."""
    return officers.add(desk.session, "李主任", desk.财政局, FRIDAY, Role.COORDINATOR)


def known(session: Session) -> list[PhrasingRecord]:
    return list(session.exec(select(PhrasingRecord)).all())


def test_an_faq_is_published_with_who_gave_and_who_confirmed_it(desk: Desk) -> None:
    proposed = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    assert desk.session.exec(select(FaqRecord)).all() == []
    approve(desk.session, proposed.id, desk.孙主任, FRIDAY, "核对过")
    (faq,) = desk.session.exec(select(FaqRecord)).all()
    assert (faq.given_by, faq.confirmed_by) == ("市科技局 陈科长", "忻州经济开发区管委会 孙主任")
    assert (faq.confirmed_on, faq.withdrawn_on) == (FRIDAY.date(), None)
    assert "已采用，孙主任说：核对过" in desk.told("陈科长")[-1].text


def test_a_phrasing_is_taught_and_what_it_replaced_comes_back(desk: Desk) -> None:
    library.teach(desk.session, PHRASING.question, ["xinzhou-2"], "企业", library.SHIPPED)
    proposed = propose(desk.session, desk.陈科长, PHRASING, FRIDAY)
    approve(desk.session, proposed.id, desk.孙主任, FRIDAY)
    assert [p.labels for p in known(desk.session)] == ["xinzhou-21"]
    withdraw(desk.session, proposed.id, desk.孙主任, FRIDAY, "不合适")
    assert [(p.labels, p.origin) for p in known(desk.session)] == [("xinzhou-2", library.SHIPPED)]
    assert proposed.state == Decision.WITHDRAWN


def test_what_was_withdrawn_is_gone(desk: Desk) -> None:
    for draft in (FAQ, PHRASING):
        proposed = propose(desk.session, desk.陈科长, draft, FRIDAY)
        approve(desk.session, proposed.id, desk.孙主任, FRIDAY)
        withdraw(desk.session, proposed.id, desk.陈科长, FRIDAY, "过时了")
    assert known(desk.session) == []
    assert desk.session.exec(select(FaqRecord)).one().withdrawn_on == FRIDAY.date()


@pytest.mark.parametrize("who", ["陈科长", "刘科长", "停用"])
def test_only_a_coordinator_decides(desk: Desk, who: str) -> None:
    proposed = propose(desk.session, desk.同事, FAQ, FRIDAY)
    officer = getattr(desk, who)
    for decide in (approve, decline):
        with pytest.raises(NotAllowed):
            decide(desk.session, proposed.id, officer, FRIDAY, "好")
    with pytest.raises(NotAllowed):
        withdraw(desk.session, proposed.id, officer, FRIDAY, "不要")
    assert proposed.state == Decision.PROPOSED


def test_nobody_decides_on_their_own(desk: Desk, 协调员: Officer) -> None:
    proposed = propose(desk.session, desk.孙主任, FAQ, FRIDAY)
    with pytest.raises(SecondPersonNeeded):
        approve(desk.session, proposed.id, desk.孙主任, FRIDAY)
    assert approve(desk.session, proposed.id, 协调员, FRIDAY).state == Decision.APPROVED


def test_a_coordinator_who_was_revoked_or_is_none_any_more_decides_nothing(
    desk: Desk, 协调员: Officer
) -> None:
    proposed = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    officers.revoke(desk.session, 协调员, FRIDAY)
    desk.孙主任.role = Role.OFFICER
    for officer in (协调员, desk.孙主任):
        with pytest.raises(NotAllowed):
            approve(desk.session, proposed.id, officer, FRIDAY)


def test_a_revoked_officer_proposes_nothing(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        propose(desk.session, desk.停用, FAQ, FRIDAY)
    assert listed(desk.session, desk.停用) == []


def test_a_case_is_quoted_only_by_those_who_may_see_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        propose(desk.session, desk.刘科长, replace(FAQ, case_id=desk.case.id), FRIDAY)
    with pytest.raises(NotAllowed):
        drafted(desk.session, desk.case.id, desk.刘科长, FRIDAY)


def test_a_closed_case_suggests_the_officers_last_words(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    cases.close(desk.session, desk.case.id, desk.陈科长, Solved.SOLVED, FRIDAY, "带上保单来。")
    draft = drafted(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    assert (draft.answer, draft.clauses) == ("带上保单来。", ("xinzhou-17",))


def test_a_decision_is_made_once(desk: Desk) -> None:
    proposed = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    decline(desk.session, proposed.id, desk.孙主任, FRIDAY, "条款里已经写了")
    for decide in (approve, decline, withdraw):
        with pytest.raises(AlreadyDecided):
            decide(desk.session, proposed.id, desk.孙主任, FRIDAY, "好")
    assert desk.session.exec(select(FaqRecord)).all() == []


def test_declining_and_withdrawing_need_a_word(desk: Desk) -> None:
    proposed = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    for decide in (decline, withdraw):
        with pytest.raises(WordsMissing):
            decide(desk.session, proposed.id, desk.孙主任, FRIDAY, " ")


def test_an_amount_that_the_clause_does_not_state_is_refused(desk: Desk) -> None:
    with pytest.raises(UnfoundedFigures) as refused:
        propose(desk.session, desk.陈科长, replace(FAQ, answer="奖励20万元。"), FRIDAY)
    assert refused.value.figures == ("20万元",)


def test_it_is_checked_again_when_it_is_decided(desk: Desk) -> None:
    proposed = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    proposed.answer = "奖励20万元。"
    with pytest.raises(UnfoundedFigures):
        approve(desk.session, proposed.id, desk.孙主任, FRIDAY)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"clauses": ("xinzhou-99",)}, NoSuchClause),
        ({"clauses": ()}, NoSuchClause),
        ({"clauses": ("xinzhou-21", "xinzhou-21")}, NoSuchClause),
        ({"answer": ""}, WordsMissing),
        ({"question": "  "}, WordsMissing),
        ({"question": "问" * 201}, TooLong),
        ({"question": "我的电话 13812345678 高企奖励"}, PersonalNumbers),
        ({"answer": "找小王 138 1234 5678"}, PersonalNumbers),
        ({"valid_until": date(2026, 11, 19)}, PastDay),
    ],
)
def test_what_cannot_be_published_cannot_be_proposed(
    desk: Desk, change: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        propose(desk.session, desk.陈科长, replace(FAQ, **change), FRIDAY)  # type: ignore[arg-type]
    assert desk.session.exec(select(Proposal)).all() == []


def test_an_offices_own_number_may_be_told(desk: Desk) -> None:
    told = replace(FAQ, answer="请打电话0350-3012345。")
    assert propose(desk.session, desk.陈科长, told, FRIDAY).state == Decision.PROPOSED


def test_the_same_again_is_the_same_proposal(desk: Desk) -> None:
    first = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    assert propose(desk.session, desk.陈科长, FAQ, FRIDAY) is first


def test_officers_see_their_own_and_coordinators_all(desk: Desk) -> None:
    propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    assert len(listed(desk.session, desk.孙主任)) == len(listed(desk.session, desk.陈科长)) == 1
    assert listed(desk.session, desk.刘科长) == []


def test_everything_leaves_an_audit_line(desk: Desk) -> None:
    proposed = propose(desk.session, desk.陈科长, FAQ, FRIDAY)
    approve(desk.session, proposed.id, desk.孙主任, FRIDAY)
    withdraw(desk.session, proposed.id, desk.孙主任, FRIDAY, "过时")
    lines = desk.session.exec(select(AuditLine).order_by(AuditLine.id)).all()
    ours = [(x.action, x.officer_id) for x in lines if x.details.get("proposal") == proposed.id]
    assert ours == [
        ("proposal_made", desk.陈科长.id),
        ("proposal_approved", desk.孙主任.id),
        ("proposal_withdrawn", desk.孙主任.id),
    ]
    assert audit.lines(desk.session, desk.case.id) == []
