"""What was said before a case is read with consent only, which is given and taken back by a button."""

from __future__ import annotations

import pytest

from bot import audit, cases
from bot.cases import Case, Part, Verb
from bot.channels.web.desk import case_wording
from bot.database import Database
from bot.officers import Officer, units
from bot.officers import add as add_officer
from bot.wording import case_phrases, officer_work_phrases
from bot.wording import privacy_phrases as phrases
from tests.conftest import MORNING, Visitor


@pytest.fixture
def chen(database: Database) -> int:
    with database.writing() as session:
        unit = units.enter(session, "xinzhou", "市科技局")
        return add_officer(session, "陈科长", unit, MORNING).id


def hands_over(visitor: Visitor, chen: int) -> int:
    """The case that comes of a question; 陈科长's unit answers for it."""
    visitor.says("忻州高企认定奖多少")
    heard = visitor.says("/officer")
    case_id = int(
        next(c.action for c in heard.choices if c.action.startswith("consent")).split(":")[1]
    )
    with visitor.database.writing() as session:
        officer = session.get_one(Officer, chen)
        if session.get(cases.CaseUnit, (case_id, officer.unit_id)) is None:
            session.add(cases.CaseUnit(case_id=case_id, unit_id=officer.unit_id))
    return case_id


def read_by(visitor: Visitor, chen: int, case_id: int) -> list[str]:
    """What 陈科长, who has the case in hand, reads of what came before it."""
    with visitor.database.writing() as session:
        officer = session.get_one(Officer, chen)
        session.get_one(Case, case_id).holder_id = chen
        return [m.text for m in cases.conversation_before(session, case_id, officer, MORNING)]


def test_it_is_said_for_what_and_that_it_can_be_taken_back(王老师: Visitor) -> None:
    王老师.says("忻州高企认定奖多少")
    asked = 王老师.says("/officer").text
    for told in ("只用于办这件事", "不同意也照常办理", "收回", "有记录"):
        assert told in asked


def test_before_the_visitor_said_anything_nothing_is_read(王老师: Visitor, chen: int) -> None:
    assert read_by(王老师, chen, hands_over(王老师, chen)) == []


def test_consent_is_given_and_taken_back_by_buttons(王老师: Visitor, chen: int) -> None:
    case_id = hands_over(王老师, chen)
    王老师.presses(case_phrases.MAY_READ)
    assert "忻州高企认定奖多少" in read_by(王老师, chen, case_id)
    shown = 王老师.presses_action(f"case:{case_id}")
    assert case_phrases.NOW_READABLE in shown.text
    assert 王老师.presses(case_phrases.READ_NO_MORE).text == case_phrases.READING_REFUSED
    assert read_by(王老师, chen, case_id) == []
    shown = 王老师.presses_action(f"case:{case_id}")
    assert case_phrases.NOT_READABLE in shown.text
    assert 王老师.presses(case_phrases.LET_READ).text == case_phrases.READING_ALLOWED
    assert read_by(王老师, chen, case_id)


def test_only_who_has_the_case_in_hand_reads_it_not_the_whole_unit(
    王老师: Visitor, chen: int
) -> None:
    case_id = hands_over(王老师, chen)
    王老师.presses(case_phrases.MAY_READ)
    with 王老师.database.writing() as session:
        officer = session.get_one(Officer, chen)
        assert cases.look(session, case_id, officer, MORNING)
        with pytest.raises(cases.NotAllowed):
            cases.conversation_before(session, case_id, officer, MORNING)
    assert read_by(王老师, chen, case_id)


def test_it_is_taken_back_by_typing_what_the_other_button_said(王老师: Visitor, chen: int) -> None:
    case_id = hands_over(王老师, chen)
    王老师.presses(case_phrases.MAY_READ)
    assert 王老师.says(case_phrases.MAY_NOT_READ).text == case_phrases.READING_REFUSED
    assert read_by(王老师, chen, case_id) == []


def test_it_can_be_taken_back_after_the_case_has_ended(王老师: Visitor, chen: int) -> None:
    case_id = hands_over(王老师, chen)
    王老师.presses(case_phrases.MAY_READ)
    王老师.presses_action(f"cancel:{case_id}:sure")
    王老师.presses_action(f"case:{case_id}")
    王老师.presses(case_phrases.READ_NO_MORE)
    assert read_by(王老师, chen, case_id) == []


def test_every_change_of_mind_is_on_record(王老师: Visitor, chen: int) -> None:
    case_id = hands_over(王老师, chen)
    王老师.presses(case_phrases.MAY_READ)
    王老师.presses_action(f"consent:{case_id}:no")
    with 王老师.database.reading() as session:
        noted = [line.details for line in audit.lines(session, case_id) if line.action == "consent"]
    assert noted == [{"allowed": True}, {"allowed": False}]


def test_nobody_consents_for_somebody_else(王老师: Visitor, 小李: Visitor, chen: int) -> None:
    case_id = hands_over(王老师, chen)
    小李.presses_action(f"consent:{case_id}:yes")
    with 王老师.database.reading() as session:
        assert session.get_one(Case, case_id).consent is None


@pytest.mark.parametrize("typed", ["/privacy", "隐私说明", "隐私政策是什么？"])
def test_the_notice_says_what_for_who_and_how_to_delete(王老师: Visitor, typed: str) -> None:
    heard = 王老师.says(typed)
    assert heard.text == phrases.PRIVACY
    assert heard.buttons == [phrases.MY_DATA, phrases.FORGET_ME]


def test_help_tells_of_it_in_short(王老师: Visitor) -> None:
    heard = 王老师.says("/help")
    assert phrases.IN_SHORT in heard.text
    assert {phrases.MY_DATA, phrases.FORGET_ME} <= {*heard.buttons}


def test_what_visitors_are_told_of_who_reads_what_is_what_the_rights_say() -> None:
    in_hand = {Part.HOLDER, Part.COORDINATOR}
    concerned = in_hand | {Part.UNIT, Part.TOOK_PART}
    for verb in (Verb.LOOK, Verb.OPEN_FILE):
        assert cases.ALLOWED[verb] - {Part.VISITOR} == concerned
    for verb in (
        Verb.READ_BEFORE,
        Verb.SAY,
    ):  # who may say something sees what is personal in a form
        assert cases.ALLOWED[verb] == in_hand
    assert "责任单位的工作人员、经手过的人和园区协调员看得到您的问题、填写的内容" in phrases.PRIVACY
    assert "个人信息只有经办人和协调员看得到" in phrases.PRIVACY
    for told in (
        case_phrases.MAY_THEY_READ,
        case_phrases.READING_ALLOWED,
        case_phrases.NOW_READABLE,
        officer_work_phrases.HOLDER_READS,
        case_wording.BEFORE_FOR_HOLDER,
    ):
        assert "经办人和协调员" in told
