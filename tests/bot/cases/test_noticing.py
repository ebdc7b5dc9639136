"""Officers without Telegram: reminders, urgings and cases handed on wait at the desk until they look."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot import cases, officers
from bot.cases import Event
from bot.deadlines import LOCAL
from bot.officers import Officer, sessions
from bot.reminders import remind
from tests.bot.cases.conftest import FRIDAY, Desk
from tests.bot.cases.test_reminders import reminded


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=LOCAL)


@pytest.fixture
def web_only(desk: Desk) -> Desk:
    """Nobody has linked Telegram; 同事 leads the unit. All opened the desk this morning."""
    desk.同事.leads = True
    for officer in (desk.陈科长, desk.同事, desk.刘科长, desk.孙主任):
        officer.telegram = None
        opens_desk(desk, officer)
    desk.session.flush()
    return desk


def opens_desk(desk: Desk, officer: Officer, when: datetime = FRIDAY) -> None:
    sessions.begin(desk.session, officers.issue(desk.session, officer, when), "", when)


def waits_for(desk: Desk, officer: Officer, when: datetime) -> list[Event]:
    return [one.event for one in cases.unseen(desk.session, officer, when)]


def stages(desk: Desk, when: datetime) -> dict[str, list[int]]:
    """For whom a reminder of which stage waits."""
    everybody = ("陈科长", "同事", "刘科长", "孙主任")
    found = {w: waits_for(desk, getattr(desk, w), when) for w in everybody}
    return {who: [e.details["stage"] for e in events] for who, events in found.items() if events}


def test_an_unclaimed_case_climbs_at_the_desk_from_unit_to_lead_to_coordinator(
    web_only: Desk,
) -> None:
    remind(web_only.session, at("20 11:59"))
    assert stages(web_only, at("20 11:59")) == {}
    remind(web_only.session, at("20 12:00"))
    assert stages(web_only, at("20 12:00")) == {"陈科长": [1], "同事": [1]}
    remind(web_only.session, at("20 15:30"))
    assert stages(web_only, at("20 15:30")) == {"陈科长": [1], "同事": [2]}
    remind(web_only.session, at("20 17:30"))
    assert stages(web_only, at("20 17:30")) == {"陈科长": [1], "同事": [2], "孙主任": [3]}
    assert reminded(web_only) == [], "who is reached at the desk needs no group"


def test_looking_at_the_case_makes_it_seen_and_the_next_stage_counts_anew(web_only: Desk) -> None:
    remind(web_only.session, at("20 12:00"))
    cases.look(web_only.session, web_only.case.id, web_only.同事, at("20 12:01"))
    assert stages(web_only, at("20 12:01")) == {"陈科长": [1]}
    remind(web_only.session, at("20 15:30"))
    assert stages(web_only, at("20 15:30")) == {"陈科长": [1], "同事": [2]}


def test_an_answer_takes_back_what_waits(web_only: Desk) -> None:
    remind(web_only.session, at("20 15:30"))
    cases.claim(web_only.session, web_only.case.id, web_only.陈科长, at("20 15:31"))
    cases.say_to_visitor(
        web_only.session, web_only.case.id, web_only.陈科长, "您好", at("20 15:32")
    )
    assert stages(web_only, at("20 15:32")) == {}


def test_who_has_it_now_is_reminded_and_not_the_colleagues(web_only: Desk) -> None:
    remind(web_only.session, at("20 12:00"))
    web_only.case.holder_id, web_only.case.state = web_only.陈科长.id, "claimed"
    web_only.session.flush()
    assert stages(web_only, at("20 12:01")) == {"陈科长": [1]}


def test_whoever_has_not_opened_the_desk_for_days_is_not_counted_on(desk: Desk) -> None:
    for officer in (desk.陈科长, desk.同事):
        officer.telegram = None
        opens_desk(desk, officer, FRIDAY - timedelta(days=6))
    remind(desk.session, at("20 12:00"))
    assert reminded(desk) == ["孙主任"], "the next ones are told at once"
    assert stages(desk, at("20 12:00")) == {"陈科长": [1], "同事": [1], "孙主任": [1]}


def test_at_last_the_group_is_told_when_nobody_is_at_the_desk_either(desk: Desk) -> None:
    for officer in (desk.陈科长, desk.同事, desk.孙主任):
        officer.telegram = None
    remind(desk.session, at("20 12:00"))
    assert reminded(desk) == ["-100"]
    assert stages(desk, at("20 12:00")) == {"陈科长": [1], "同事": [1], "孙主任": [1]}


def test_with_telegram_it_is_told_there_and_shown_here(desk: Desk) -> None:
    remind(desk.session, at("20 12:00"))
    assert reminded(desk) == ["陈科长", "同事"]
    assert stages(desk, at("20 12:00")) == {"陈科长": [1], "同事": [1]}


def test_urging_and_handing_on_wait_at_the_desk_too(web_only: Desk) -> None:
    session, case_id = web_only.session, web_only.case.id
    before = len(web_only.told("-100"))
    cases.claim(session, case_id, web_only.陈科长, FRIDAY)
    cases.urge(session, case_id, web_only.王老师, FRIDAY)
    (event,) = waits_for(web_only, web_only.陈科长, FRIDAY)
    assert event.kind == "urged"
    told = web_only.told("-100")[before:]
    assert not any("催办" in reply.text for reply in told), "the holder knows at the desk"
    cases.transfer(session, case_id, web_only.陈科长, web_only.财政局.id, "拨款的事", FRIDAY)
    (event,) = waits_for(web_only, web_only.刘科长, FRIDAY)
    assert (event.kind, event.text) == ("transferred", "拨款的事")
    assert waits_for(web_only, web_only.陈科长, FRIDAY) == []


def test_nothing_waits_for_the_absent_and_the_revoked(web_only: Desk) -> None:
    remind(web_only.session, at("20 12:00"))
    officers.note_absence(web_only.session, web_only.同事, FRIDAY.date(), FRIDAY.date())
    officers.revoke(web_only.session, web_only.陈科长, FRIDAY)
    assert stages(web_only, at("20 12:01")) == {}


def test_the_same_event_is_shown_once_however_often_it_is_asked(web_only: Desk) -> None:
    from bot.cases.noticing import show_at_desk

    remind(web_only.session, at("20 12:00"))
    (event,) = waits_for(web_only, web_only.陈科长, at("20 12:00"))
    show_at_desk(web_only.session, event, 1, [web_only.陈科长])
    assert waits_for(web_only, web_only.陈科长, at("20 12:00")) == [event]
