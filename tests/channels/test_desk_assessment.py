"""The assessment and the form's answers that went along with a case, as the desk shows them, and to whom."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot import cases, officers
from bot.cases import Case, NotAllowed
from bot.channels.web.desk.assessed import assessed
from bot.channels.web.desk.case_view import CaseView, view_of
from bot.officers import Role, units
from knowledge.answering import Knowledge
from tests.conftest import MORNING, Visitor

UNIVERSITY = ("高校", "1", "技术开发", "登记了", "三个合同分别是80万、120万和35万", "都没有")


@dataclass
class Handed:
    """王老师's assessment in a case that 陈科长 has; 同事 is of the unit, 刘科长 is not, 孙主任 runs the desk."""

    visitor: Visitor
    knowledge: Knowledge
    case_id: int

    def reads(self, who: str) -> str:
        """What somebody reads of the assessment. Raises NotAllowed."""
        with self.visitor.database.writing() as session:
            officer = officers.find(session, who)
            blocks = assessed(session, self.case_id, officer, MORNING, self.knowledge)
            return "\n".join(block.text for block in blocks)

    def sees(self, who: str) -> CaseView:
        with self.visitor.database.reading() as session:
            return view_of(session, self.case_id, officers.find(session, who), MORNING)

    def consents(self, answer: str) -> None:
        self.visitor.presses_action(f"consent:{self.case_id}:{answer}")


def finishes_assessment(visitor: Visitor) -> None:
    visitor.presses_action("assess:xinzhou-7")
    for words in UNIVERSITY:
        heard = visitor.says(words)
    assert "4.7万元" in heard.text


@pytest.fixture
def handed(王老师: Visitor, knowledge: Knowledge) -> Handed:
    finishes_assessment(王老师)
    hand = next(
        c for h in reversed(王老师.heard) for c in h.choices if c.action.startswith("hand:")
    )
    王老师.presses_action(hand.action)
    王老师.presses_action(f"handed:{hand.action.split(':')[1]}:yes")
    with 王老师.database.writing() as session:
        case = session.get_one(Case, 1)
        unit = case.units[0]
        other = units.find_or_enter(session, "xinzhou", ["市教育局"])[0]
        for name, where, role in (
            ("陈科长", unit, Role.OFFICER),
            ("同事", unit, Role.OFFICER),
            ("刘科长", other, Role.OFFICER),
            ("孙主任", other, Role.COORDINATOR),
        ):
            officers.add(session, name, where, MORNING, role)
        cases.claim(session, case.id, officers.find(session, "陈科长"), MORNING)
        return Handed(王老师, knowledge, case.id)


def is_shown(handed: Handed, who: str) -> bool:
    view = handed.sees(who)
    return view.reads_before and view.assessment is not None


@pytest.mark.parametrize("who", ["陈科长", "孙主任"])
def test_holder_and_coordinator_read_all_of_it_with_consent(handed: Handed, who: str) -> None:
    assert is_shown(handed, who)
    read = handed.reads(who)
    assert "4.7万元" in read
    assert "第（七）条" in read


def test_a_colleague_and_another_unit_do_not(handed: Handed) -> None:
    assert not is_shown(handed, "同事")
    for who in ("同事", "刘科长"):
        with pytest.raises(NotAllowed):
            handed.reads(who)
    with pytest.raises(NotAllowed):
        handed.sees("刘科长")


@pytest.mark.parametrize("who", ["陈科长", "孙主任"])
def test_taken_back_it_is_gone_at_once_and_given_again_it_is_there(
    handed: Handed, who: str
) -> None:
    handed.consents("no")
    assert not is_shown(handed, who)
    assert handed.reads(who) == ""
    handed.consents("yes")
    assert is_shown(handed, who)
    assert handed.reads(who)


def test_who_handed_it_on_reads_it_no_more_and_who_claims_it_does(handed: Handed) -> None:
    with handed.visitor.database.writing() as session:
        unit = units.find(session, "市教育局", "xinzhou")
        chen = officers.find(session, "陈科长")
        cases.transfer(session, handed.case_id, chen, unit.id, "由教育局办", MORNING)
    assert not is_shown(handed, "陈科长")
    with pytest.raises(NotAllowed):
        handed.reads("陈科长")
    with handed.visitor.database.writing() as session:
        cases.claim(session, handed.case_id, officers.find(session, "刘科长"), MORNING)
    assert handed.reads("刘科长")


def test_each_reading_is_audited(handed: Handed) -> None:
    from bot import audit

    for _ in range(2):
        handed.reads("陈科长")
    with handed.visitor.database.reading() as session:
        lines = [line.action for line in audit.lines(session, handed.case_id)]
    assert lines.count("read_before") == 2


def test_the_interview_of_somebody_else_is_not_read_through_a_case(
    handed: Handed, 小李: Visitor
) -> None:
    finishes_assessment(小李)
    with handed.visitor.database.writing() as session:
        session.get_one(Case, handed.case_id).assessment_id = 2
    assert handed.reads("陈科长") == ""


def personal(view: CaseView) -> str:
    return dict(view.answers)["联系电话"]


@pytest.mark.parametrize("consent", [None, False, True])
def test_what_is_personal_in_a_form_is_for_the_holder_whatever_was_said_of_the_conversation(
    handed: Handed, consent: bool | None
) -> None:
    phone = {"id": "电话", "label": "联系电话", "words": "13812345678", "personal": True}
    area = {"id": "面积", "label": "面积", "words": "200㎡", "personal": False}
    with handed.visitor.database.writing() as session:
        case = session.get_one(Case, handed.case_id)
        case.answers, case.consent = [area, phone], consent
    for who in ("陈科长", "孙主任"):
        assert personal(handed.sees(who)) == "13812345678"
    assert personal(handed.sees("同事")) == "（接单后可见）"
    assert dict(handed.sees("同事").answers)["面积"] == "200㎡"
    with handed.visitor.database.writing() as session:
        chen = officers.find(session, "陈科长")
        unit = units.find(session, "市教育局", "xinzhou")
        cases.return_(session, handed.case_id, chen, unit.id, "归教育局", MORNING)
    assert personal(handed.sees("陈科长")) == "（接单后可见）", "who took part still sees the case"
    assert personal(handed.sees("刘科长")) == "（接单后可见）", "and the next one before claiming"
