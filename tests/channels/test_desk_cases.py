"""What the desk shows of cases and does to them, without a browser: views, forms, and who may do what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot import audit, cases, officers, outbox
from bot.cases import Happened, NotAllowed, Solved, Verb, cards
from bot.cases.queue import Tab
from bot.cases.timeline import note_event
from bot.channels.web.desk import case_deeds as deeds
from bot.channels.web.desk import forms, refusing
from bot.channels.web.desk.case_page import opened
from bot.channels.web.desk.case_view import view_of
from bot.channels.web.desk.forms import Do, Refused, read_sent
from bot.channels.web.desk.queue_page import queue_of
from bot.channels.web.desk.rows import due_in_words, rows
from bot.channels.web.desk.search_page import wanted_from
from bot.deadlines import DEFAULT_HOURS, read_hours
from bot.officers import Officer
from bot.outbox import Parcel
from tests.bot.cases.conftest import FRIDAY, Desk, desk

__all__ = ["desk"]

HOURS = read_hours(DEFAULT_HOURS)
EVERYBODY = ("陈科长", "同事", "刘科长", "停用", "孙主任")
UNIT, HOLDER, COORDINATOR = {"陈科长", "同事"}, {"陈科长"}, {"孙主任"}


def form_of(desk: Desk, name: str) -> tuple[Do, dict[str, str]]:
    """What a browser would send with this form."""
    case_id, unit = desk.case.id, str(desk.财政局.id)
    hand_on = {"unit": unit, "reason": "拨款的事"}
    return {
        "claim": (deeds.claim(case_id), {}),
        "say": (deeds.say(case_id), {"words": "您好"}),
        "note": (deeds.note(case_id), {"words": "已核实"}),
        "transfer": (deeds.hand_on(case_id, cases.transfer), hand_on),
        "return": (deeds.hand_on(case_id, cases.return_), hand_on),
        "close": (deeds.close(case_id), {"outcome": "solved", "words": "办好了"}),
        "reopen": (deeds.reopen(case_id), {"reason": "材料补齐了"}),
    }[name]


MAY = {
    "claim": UNIT | COORDINATOR,
    "say": HOLDER | COORDINATOR,
    "note": UNIT | COORDINATOR,
    "transfer": HOLDER | COORDINATOR,
    "return": UNIT | COORDINATOR,
    "close": HOLDER | COORDINATOR,
    "reopen": UNIT | COORDINATOR,
}


@pytest.mark.parametrize("name", MAY)
def test_every_form_is_for_those_who_may_and_for_nobody_else(desk: Desk, name: str) -> None:
    if name != "claim":
        cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    if name == "reopen":
        cases.close(desk.session, desk.case.id, desk.陈科长, Solved.SOLVED, FRIDAY)
    do, fields = form_of(desk, name)
    for who in EVERYBODY:
        before = desk.kinds()
        trying = desk.session.begin_nested()
        if who in MAY[name]:
            assert do(desk.session, getattr(desk, who), FRIDAY, fields)
            assert len(desk.kinds()) == len(before) + 1
        else:
            with pytest.raises(NotAllowed):
                do(desk.session, getattr(desk, who), FRIDAY, fields)
        trying.rollback()
        desk.session.refresh(desk.case)


@pytest.mark.parametrize("name", MAY)
def test_a_form_is_shown_to_whoever_may_send_it(desk: Desk, name: str) -> None:
    if name != "claim":
        cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    if name == "reopen":
        cases.close(desk.session, desk.case.id, desk.陈科长, Solved.SOLVED, FRIDAY)
    shown = {
        who
        for who in ("陈科长", "同事", "孙主任")
        if Verb(name) in view_of(desk.session, desk.case.id, getattr(desk, who), FRIDAY).may
    }
    assert shown == MAY[name]


@pytest.mark.parametrize("who", ["刘科长", "停用"])
def test_whoever_may_not_see_a_case_sees_nothing_of_it(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        opened(desk.case.id)(desk.session, getattr(desk, who), FRIDAY)
    with pytest.raises(NotAllowed):
        view_of(desk.session, desk.case.id, getattr(desk, who), FRIDAY)
    assert audit.lines(desk.session, desk.case.id) == []


def test_opening_a_case_is_audited_once_and_refreshing_it_is_not(desk: Desk) -> None:
    first = opened(desk.case.id)(desk.session, desk.同事, FRIDAY)
    assert view_of(desk.session, desk.case.id, desk.同事, FRIDAY) == first
    left = [(line.action, line.officer_id) for line in audit.lines(desk.session, desk.case.id)]
    assert left == [("look", desk.同事.id)]


def test_a_page_that_is_open_shows_what_others_did(desk: Desk) -> None:
    def seen() -> tuple[str, str, frozenset[Verb]]:
        view = view_of(desk.session, desk.case.id, desk.同事, FRIDAY)
        return view.state, view.holder, view.may

    assert seen() == ("open", "", {Verb.CLAIM, Verb.NOTE, Verb.RETURN})
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    assert seen() == ("claimed", "市科技局 陈科长", {Verb.NOTE, Verb.RETURN})
    cases.close(desk.session, desk.case.id, desk.陈科长, Solved.SOLVED, FRIDAY)
    assert seen() == ("closed", "市科技局 陈科长", {Verb.NOTE, Verb.REOPEN})
    later = FRIDAY + timedelta(days=8)
    assert view_of(desk.session, desk.case.id, desk.同事, later).may == {Verb.NOTE}


def test_the_story_tells_both_sides_notes_and_what_happened(desk: Desk) -> None:
    session, case_id, 陈科长 = desk.session, desk.case.id, desk.陈科长
    cases.claim(session, case_id, 陈科长, FRIDAY)
    cases.say_to_visitor(session, case_id, 陈科长, "请发保单", FRIDAY)
    cases.hear_from_visitor(session, case_id, desk.王老师, "好的", FRIDAY)
    cases.note(session, case_id, 陈科长, "已核实", FRIDAY)
    cases.transfer(session, case_id, 陈科长, desk.财政局.id, "拨款的事", FRIDAY)
    cases.claim(session, case_id, desk.刘科长, FRIDAY)
    cases.close(session, case_id, desk.刘科长, Solved.SOLVED, FRIDAY, "已拨付")
    cases.rate(session, case_id, desk.王老师, True, True, 5, FRIDAY, "很快")
    told = [
        (entry.voice, entry.text) for entry in view_of(session, case_id, desk.刘科长, FRIDAY).story
    ]
    assert told == [
        ("event", "访客登记办件"),
        ("event", "市科技局 陈科长接单"),
        ("officer", "请发保单"),
        ("visitor", "好的"),
        ("note", "已核实"),
        ("event", "市科技局 陈科长转办到市财政局，原因：拨款的事"),
        ("event", "市财政局 刘科长接单"),
        ("event", "市财政局 刘科长办结，结果：已解决。已拨付"),
        ("event", "访客评价，联系上：是，解决：是，满意度 5 分。很快"),
    ]


def test_words_that_have_not_arrived_are_marked(desk: Desk) -> None:
    session, case_id = desk.session, desk.case.id
    cases.claim(session, case_id, desk.陈科长, FRIDAY)
    said = cases.say_to_visitor(session, case_id, desk.陈科长, "请发保单", FRIDAY)
    parcel = session.exec(select(Parcel).where(Parcel.message_id == said.message_id)).one()

    def marks() -> list[str]:
        story = view_of(session, case_id, desk.陈科长, FRIDAY).story
        return [entry.mark for entry in story if entry.voice == "officer"]

    assert marks() == ["发送中"]
    outbox.give_up(session, parcel.id, FRIDAY, "blocked")
    assert marks() == ["未送达"]
    parcel.given_up_at = None
    outbox.mark_sent(session, parcel.id, FRIDAY)
    session.expire_all()
    assert marks() == [""]


def test_lists_hide_numbers_of_people_and_the_case_itself_shows_them(desk: Desk) -> None:
    (row,) = queue_of(Tab.UNDER_WAY)(desk.session, desk.陈科长, FRIDAY).some.rows
    assert "13812345678" not in row.question
    assert "138" in row.question
    assert "13812345678" in view_of(desk.session, desk.case.id, desk.陈科长, FRIDAY).question


def test_what_the_visitor_has_not_agreed_to_is_not_shown(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    desk.case.assessment_id = 7
    for consent, shown in ((None, None), (False, None), (True, 7)):
        desk.case.consent = consent
        desk.session.flush()
        assert view_of(desk.session, desk.case.id, desk.陈科长, FRIDAY).assessment == shown


@pytest.mark.parametrize(
    ("hours", "urgency", "told"),
    [
        (0, "fine", "还剩 4 小时"),
        (1.25, "fine", "还剩 2 小时 45 分"),
        (3.2, "soon", "还剩 1 小时"),  # at lunch
        (6.45, "soon", "还剩 3 分钟"),
        (24, "late", "已超 2 小时 30 分"),  # on Saturday
        (72, "late", "已超 2 小时 30 分"),
        (76, "late", "已超 5 小时"),
    ],
)
def test_how_long_is_left_is_told_in_working_time(
    desk: Desk, hours: float, urgency: str, told: str
) -> None:
    due = due_in_words(desk.case, HOURS, FRIDAY + timedelta(hours=hours))
    assert (due.urgency, due.moment, due.how_long) == (urgency, "11月20日（周五）15:30", told)


@pytest.mark.parametrize("unit", ["", "x", "0", "-1", "99999999999", "２", "7777"])
def test_a_made_up_unit_is_refused_kindly(desk: Desk, unit: str) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    do = deeds.hand_on(desk.case.id, cases.transfer)
    with pytest.raises((Refused, officers.NoSuchUnit)) as refused:
        do(desk.session, desk.陈科长, FRIDAY, {"unit": unit, "reason": "x"})
    assert "单位" in refusing.sentence(refused.value)


def test_every_refusal_is_told_in_one_kind_sentence(desk: Desk) -> None:
    session, case_id = desk.session, desk.case.id
    cases.claim(session, case_id, desk.陈科长, FRIDAY)

    def refusal(do: Do, officer: officers.Officer, **fields: str) -> str:
        with pytest.raises(Exception) as refused:  # noqa: PT011  # which one is seen in the words
            do(session, officer, FRIDAY, fields)
        return refusing.sentence(refused.value)

    assert refusal(deeds.claim(case_id), desk.同事).startswith("陈科长已经接单了")
    assert "还没有写内容" in refusal(deeds.say(case_id), desk.陈科长, words=" \n ")
    assert "不由您办理" in refusal(deeds.say(case_id), desk.同事, words="您好")
    assert "请选择“结果”" in refusal(deeds.close(case_id), desk.陈科长, outcome="won")
    cases.close(session, case_id, desk.陈科长, Solved.SOLVED, FRIDAY)
    assert "现在的情况是“已办结”" in refusal(deeds.say(case_id), desk.陈科长, words="您好")
    hand_on = deeds.hand_on(case_id, cases.transfer)
    cases.reopen(session, case_id, desk.陈科长, FRIDAY)
    desk.case.hops = 2
    session.flush()
    told = refusal(hand_on, desk.陈科长, unit=str(desk.财政局.id), reason="拨款")
    assert "由协调员决定" in told
    assert "暂时没能提交" in refusing.sentence(KeyError("x"))


def test_a_search_form_is_read_as_it_was_meant() -> None:
    wanted = wanted_from(
        {"words": " 保险  公寓 ", "unit": "3", "state": "open", "first": "2026-11-20", "last": ""}
    )
    assert (wanted.words, wanted.unit_id, wanted.state) == (("保险", "公寓"), 3, "open")
    assert str(wanted.first) == "2026-11-20"
    assert wanted_from({"unit": "x", "state": "won"}) == wanted_from({})
    with pytest.raises(Refused):
        wanted_from({"first": "昨天"})


FIELD = st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=5)


@given(FIELD)
def test_whatever_is_typed_arrives_without_what_no_database_keeps(fields: dict[str, str]) -> None:
    sent = read_sent({"name": "say", "key": "0123456789abcdef", "fields": fields})
    assert sent is not None
    assert set(sent.fields) == set(fields)
    assert not any(forms.UNFIT.search(text) for text in sent.fields.values())


@pytest.mark.parametrize(
    "value",
    [
        None,
        "say",
        {},
        {"name": "say", "key": "../..", "fields": {}},
        {"name": "say", "key": "0123456789abcdef", "fields": {"words": 7}},
        {"name": "say", "key": "0123456789abcdef", "fields": {"words": "x" * 10_001}},
        {"name": "say", "key": "0123456789abcdef", "fields": {str(n): "" for n in range(31)}},
        {"name": 1, "key": "0123456789abcdef", "fields": {}},
    ],
)
def test_what_our_pages_never_send_is_ignored(value: object) -> None:
    assert read_sent(value) is None


@pytest.mark.parametrize("kind", Happened)
def test_everything_that_may_happen_is_told_in_chinese(desk: Desk, kind: Happened) -> None:
    note_event(desk.session, desk.case, kind, desk.陈科长, FRIDAY, "")
    entry = view_of(desk.session, desk.case.id, desk.陈科长, FRIDAY).story[-1]
    said_by_people = entry.voice in {"visitor", "officer", "note"}
    assert said_by_people or not any("a" <= letter <= "z" for letter in entry.text)


def test_what_is_personal_in_a_form_is_for_who_talks_with_the_visitor(desk: Desk) -> None:
    asked = {"id": "", "label": "面积", "words": "200㎡", "personal": False}
    phone = {"id": "", "label": "联系电话", "words": "13812345678", "personal": True}
    desk.case.answers = [asked, phone]
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)

    def shown(officer: Officer) -> str:
        return dict(view_of(desk.session, desk.case.id, officer, FRIDAY).answers)["联系电话"]

    assert [shown(desk.陈科长), shown(desk.孙主任)] == ["13812345678"] * 2
    assert shown(desk.同事) == "（接单后可见）"
    assert view_of(desk.session, desk.case.id, desk.同事, FRIDAY).answers[0] == ("面积", "200㎡")


def test_a_service_asked_for_by_its_button_is_named_once(desk: Desk) -> None:
    name = "人才公寓申请"
    made = cases.open_case(
        desk.session, desk.王老师.conversation_id, "XZ", name, ["市科技局"], FRIDAY, service=name
    )
    told = [cards.group_card(made), cards.where_it_stands(desk.session, made)]
    told.append(cards.reminder(desk.session, made))
    assert [card.text.count(name) for card in told] == [1, 1, 1]
    view = view_of(desk.session, made.id, desk.陈科长, FRIDAY)
    assert (view.service, view.asked) == (name, "")
    (row,) = rows(desk.session, [made], FRIDAY)
    assert (row.service, row.question) == (name, "")
    assert view_of(desk.session, desk.case.id, desk.陈科长, FRIDAY).asked == desk.case.question


def test_what_came_before_is_open_to_the_holder_and_the_coordinator(desk: Desk) -> None:
    desk.case.consent, desk.case.assessment_id = True, 7
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)

    def seen(officer: Officer) -> tuple[bool, int | None]:
        view = view_of(desk.session, desk.case.id, officer, desk.at)
        return view.reads_before, view.assessment

    assert [seen(o) for o in (desk.陈科长, desk.孙主任)] == [(True, 7)] * 2
    assert seen(desk.同事) == (False, None)
    desk.case.consent = False
    assert seen(desk.陈科长) == (False, None)
