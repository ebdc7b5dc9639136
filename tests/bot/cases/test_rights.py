"""Every verb, tried by everybody: one table says who may, and everyone else gets the same refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot import audit, cases, matching, officers
from bot.cases import Case, CaseUnit, CoordinatorDecides, NotAllowed, Solved, Verb, Who
from bot.enclosures import Enclosure, State
from bot.matching.offering import Public
from bot.officers import Officer, units
from tests.bot.cases.conftest import Desk

EVERYBODY = ("王老师", "小李", "陈科长", "同事", "刘科长", "停用", "孙主任")
UNIT = {"陈科长", "同事"}
HOLDER, DESK, VISITOR = {"陈科长"}, {"孙主任"}, {"王老师"}

MAY = {
    Verb.LOOK: UNIT | DESK | VISITOR,
    Verb.READ_BEFORE: HOLDER | DESK,
    Verb.CLAIM: UNIT | DESK,
    Verb.SAY: HOLDER | DESK,
    Verb.HEAR: VISITOR,
    Verb.NOTE: UNIT | DESK,
    Verb.TRANSFER: HOLDER | DESK,
    Verb.RETURN: UNIT | DESK,
    Verb.CLOSE: HOLDER | DESK,
    Verb.REOPEN: UNIT | DESK | VISITOR,
    Verb.RATE: VISITOR,
    Verb.URGE: VISITOR,
    Verb.CANCEL: VISITOR,
    Verb.ADD: VISITOR,
    Verb.CONSENT: VISITOR,
    Verb.LIST_FILES: UNIT | DESK | VISITOR,
    Verb.OPEN_FILE: UNIT | DESK | VISITOR,
    Verb.TAKE_DOWN: UNIT | DESK,
}


def take_down(desk: Desk, who: Who) -> object:
    """Take down what the case has published."""
    public = Public(title="扫描电镜")
    matching.publish(desk.session, matching.Kind.INSTRUMENT, desk.case, public, desk.at)
    return matching.take_down(desk.session, desk.case.id, who, "信息不实", desk.at)


DO: dict[Verb, Callable[[Desk, Who], object]] = {
    Verb.LOOK: lambda d, who: cases.look(d.session, d.case.id, who, d.at),
    Verb.READ_BEFORE: lambda d, who: cases.conversation_before(d.session, d.case.id, who, d.at),
    Verb.CLAIM: lambda d, who: cases.claim(d.session, d.case.id, who, d.at),
    Verb.SAY: lambda d, who: cases.say_to_visitor(d.session, d.case.id, who, "您好", d.at),
    Verb.HEAR: lambda d, who: cases.hear_from_visitor(d.session, d.case.id, who, "您好", d.at),
    Verb.NOTE: lambda d, who: cases.note(d.session, d.case.id, who, "已电话核实", d.at),
    Verb.TRANSFER: lambda d, who: cases.transfer(
        d.session, d.case.id, who, d.财政局.id, "拨款的事", d.at
    ),
    Verb.RETURN: lambda d, who: cases.return_(
        d.session, d.case.id, who, d.财政局.id, "不归我们管", d.at
    ),
    Verb.CLOSE: lambda d, who: cases.close(d.session, d.case.id, who, Solved.SOLVED, d.at),
    Verb.REOPEN: lambda d, who: cases.reopen(d.session, d.case.id, who, d.at),
    Verb.RATE: lambda d, who: cases.rate(d.session, d.case.id, who, True, True, 5, d.at),
    Verb.URGE: lambda d, who: cases.urge(d.session, d.case.id, who, d.at),
    Verb.CANCEL: lambda d, who: cases.cancel(d.session, d.case.id, who, d.at),
    Verb.ADD: lambda d, who: cases.add(d.session, d.case.id, who, "还有一件事", d.at),
    Verb.CONSENT: lambda d, who: cases.allow_reading(d.session, d.case.id, who, True, d.at),
    Verb.LIST_FILES: lambda d, who: cases.files_of(d.session, d.case.id, who, d.at),
    Verb.OPEN_FILE: lambda d, who: cases.file_of(d.session, d.case.id, a_file(d).id, who, d.at),
    Verb.TAKE_DOWN: take_down,
}


def a_file(desk: Desk) -> Enclosure:
    """A kept file of the case."""
    file = Enclosure(
        conversation_id=desk.case.conversation_id,
        case_id=desk.case.id,
        channel="web",
        name="合同.pdf",
        media_type="application/pdf",
        state=State.KEPT,
        received_at=desk.at,
    )
    desk.session.add(file)
    desk.session.flush()
    return file


def bring_to(desk: Desk, verb: Verb) -> None:
    """Bring the case to where the verb can be done to it; 陈科长 has it unless it is to be claimed."""
    if verb is Verb.CLAIM:
        return
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    if verb in {Verb.REOPEN, Verb.RATE}:
        cases.close(desk.session, desk.case.id, desk.陈科长, Solved.SOLVED, desk.at)


def test_the_table_knows_every_verb() -> None:
    assert set(MAY) == set(DO) == set(Verb) == set(cases.ALLOWED)


@pytest.mark.parametrize("verb", Verb)
def test_who_may_can_and_everybody_else_is_refused(desk: Desk, verb: Verb) -> None:
    bring_to(desk, verb)
    for name in EVERYBODY:
        before = (desk.kinds(), len(audit.lines(desk.session, desk.case.id)))
        trying = desk.session.begin_nested()
        if name in MAY[verb]:
            DO[verb](desk, getattr(desk, name))
        else:
            with pytest.raises(NotAllowed):
                DO[verb](desk, getattr(desk, name))
        trying.rollback()
        desk.session.refresh(desk.case)
        assert before == (desk.kinds(), len(audit.lines(desk.session, desk.case.id)))


@pytest.mark.parametrize("case_id", [0, -1, 999, 2**31, 10**30])
def test_a_case_that_is_not_there_is_refused_the_same_way(desk: Desk, case_id: int) -> None:
    with pytest.raises(NotAllowed):
        cases.look(desk.session, case_id, desk.孙主任, desk.at)


def test_an_officer_loses_every_right_while_at_it(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    held = Officer(**desk.陈科长.model_dump())  # as another session still holds it
    officers.revoke(desk.session, desk.陈科长, desk.at)
    with pytest.raises(NotAllowed):
        cases.say_to_visitor(desk.session, desk.case.id, held, "您好", desk.at)
    assert cases.release_all(desk.session, desk.陈科长, desk.at) == 1
    assert (desk.case.state, desk.case.holder_id) == ("open", None)


def test_after_the_second_hop_only_a_coordinator_hands_on(desk: Desk) -> None:
    cases.return_(desk.session, desk.case.id, desk.同事, desk.财政局.id, "不归我们", desk.at)
    with pytest.raises(NotAllowed):  # the unit that returned it is out of it, but took part
        cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    assert cases.look(desk.session, desk.case.id, desk.同事, desk.at)
    cases.return_(desk.session, desk.case.id, desk.刘科长, desk.科技局.id, "也不归我们", desk.at)
    assert "协调员决定" in desk.told("孙主任")[-1].text
    with pytest.raises(CoordinatorDecides):
        cases.return_(desk.session, desk.case.id, desk.陈科长, desk.财政局.id, "真的不归", desk.at)
    cases.return_(desk.session, desk.case.id, desk.孙主任, desk.财政局.id, "由财政局办", desk.at)
    assert desk.case.hops == 3


def test_a_unit_in_support_does_not_return_what_another_unit_leads(desk: Desk) -> None:
    desk.session.add(CaseUnit(case_id=desk.case.id, unit_id=desk.财政局.id, leads=False))
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    with pytest.raises(NotAllowed):
        cases.return_(desk.session, desk.case.id, desk.刘科长, desk.财政局.id, "归我们", desk.at)
    assert [u.id for u in desk.case.units] == [
        desk.科技局.id,
        desk.财政局.id,
    ]
    assert cases.holder_of(desk.session, desk.case) is desk.陈科长


def test_a_unit_in_support_that_claimed_returns_to_the_unit_that_leads(desk: Desk) -> None:
    desk.session.add(CaseUnit(case_id=desk.case.id, unit_id=desk.财政局.id, leads=False))
    cases.claim(desk.session, desk.case.id, desk.刘科长, desk.at)
    with pytest.raises(officers.NoSuchUnit):
        cases.return_(desk.session, desk.case.id, desk.刘科长, desk.财政局.id, "退", desk.at)
    cases.return_(desk.session, desk.case.id, desk.刘科长, desk.科技局.id, "该科技局办", desk.at)
    assert [u.id for u in desk.case.units] == [desk.科技局.id]
    assert (desk.case.state, desk.case.holder_id) == ("open", None)
    assert "该科技局办" in desk.told("陈科长")[-1].text


def test_a_third_unit_leads_when_one_in_support_returns_and_the_old_lead_stays_and_is_told(
    desk: Desk,
) -> None:
    session, school = desk.session, units.enter(desk.session, "xinzhou", "市教育局")
    session.add(CaseUnit(case_id=desk.case.id, unit_id=desk.财政局.id, leads=False))
    cases.claim(session, desk.case.id, desk.刘科长, desk.at)
    cases.return_(session, desk.case.id, desk.刘科长, school.id, "归教育局", desk.at)
    assert [u.name for u in desk.case.units] == ["市教育局", "市科技局"]
    for who in ("陈科长", "同事"):
        assert "改由市教育局主办，本单位留作配合。原因：归教育局。" in desk.told(who)[-1].text
    assert not any("留作配合" in reply.text for reply in desk.told("刘科长"))
    with pytest.raises(NotAllowed):  # who returned it is out of it
        cases.claim(session, desk.case.id, desk.刘科长, desk.at)
    cases.claim(session, desk.case.id, desk.陈科长, desk.at)
    assert cases.holder_of(session, desk.case) is desk.陈科长


def test_who_led_is_told_nothing_twice_when_it_hands_on_itself(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    cases.transfer(desk.session, desk.case.id, desk.陈科长, desk.财政局.id, "拨款的事", desk.at)
    cases.return_(desk.session, desk.case.id, desk.刘科长, desk.科技局.id, "不归我们", desk.at)
    assert not any("留作配合" in r.text for who in ("陈科长", "同事") for r in desk.told(who))


def test_officers_see_their_units_cases_and_those_they_took_part_in(desk: Desk) -> None:
    def seen(officer: Officer) -> list[Case]:
        return cases.visible(desk.session, officer)

    assert [seen(o) for o in (desk.陈科长, desk.孙主任)] == [[desk.case]] * 2
    assert [seen(o) for o in (desk.刘科长, desk.停用)] == [[], []]
    cases.return_(desk.session, desk.case.id, desk.陈科长, desk.财政局.id, "不归我们", desk.at)
    assert [seen(o) for o in (desk.陈科长, desk.同事, desk.刘科长)] == [
        [desk.case],
        [],
        [desk.case],
    ]


def test_every_look_and_change_of_an_officer_leaves_a_line(desk: Desk) -> None:
    cases.look(desk.session, desk.case.id, desk.同事, desk.at)
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    cases.urge(desk.session, desk.case.id, desk.王老师, desk.at)
    left = [(line.action, line.officer_id) for line in audit.lines(desk.session, desk.case.id)]
    assert left == [("look", desk.同事.id), ("claim", desk.陈科长.id)]
