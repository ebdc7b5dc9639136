"""Reminders: to the holder or the unit, then its lead, then the coordinators; each once, none after an answer."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot import cases, officers
from bot.cases import Case, Event, Solved
from bot.database import Database
from bot.deadlines import LOCAL
from bot.officers import StaffGroup
from bot.outbox import Parcel
from bot.reminders import remind
from tests.bot.cases.conftest import FRIDAY, Desk, asker, staff

REMINDER = "等待答复"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=LOCAL)


def reminded(desk: Desk) -> list[str]:
    """Who got a reminder so far, in order."""
    promised = desk.session.exec(select(Parcel).order_by(col(Parcel.id))).all()
    return [parcel.address for parcel in promised if REMINDER in parcel.reply.text]


def test_an_unclaimed_case_climbs_from_unit_to_lead_to_coordinator(desk: Desk) -> None:
    desk.同事.leads = True
    assert desk.case.deadline == at("20 15:30")
    assert remind(desk.session, at("20 11:59")) == 0
    assert remind(desk.session, at("20 12:00")) == 1
    assert reminded(desk) == ["陈科长", "同事"]
    assert remind(desk.session, at("20 15:29")) == 0
    assert remind(desk.session, at("20 15:30")) == 1
    assert reminded(desk)[2:] == ["同事"]
    assert remind(desk.session, at("20 17:30")) == 1
    assert reminded(desk)[3:] == ["孙主任"]
    assert remind(desk.session, at("23 17:30")) == 0
    assert desk.kinds() == ["created", "reminded", "reminded", "reminded"]


def test_the_holder_is_reminded_and_nobody_after_an_answer(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    remind(desk.session, at("20 12:00"))
    assert reminded(desk) == ["陈科长"]
    cases.say_to_visitor(desk.session, desk.case.id, desk.陈科长, "您好", at("20 15:00"))
    assert remind(desk.session, at("23 18:00")) == 0
    assert desk.case.deadline is None


def test_a_reminder_that_has_not_gone_out_is_taken_back_by_the_answer(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    remind(desk.session, at("20 12:00"))
    cases.say_to_visitor(desk.session, desk.case.id, desk.陈科长, "您好", at("20 15:00"))
    assert reminded(desk) == []


def test_who_is_away_is_not_reminded(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    officers.note_absence(desk.session, desk.陈科长, FRIDAY.date(), FRIDAY.date())
    remind(desk.session, at("20 12:00"))
    assert reminded(desk) == ["同事"]


def test_when_nobody_can_be_written_to_the_next_ones_are_and_at_last_the_group(desk: Desk) -> None:
    for officer in (desk.陈科长, desk.同事):
        officer.telegram = None
    remind(desk.session, at("20 12:00"))
    assert reminded(desk) == ["孙主任"]
    officers.revoke(desk.session, desk.孙主任, FRIDAY)
    remind(desk.session, at("20 15:30"))
    assert reminded(desk) == ["-100"], "what waited for 孙主任 is not sent any more"
    assert "13812345678" not in desk.told("-100")[-1].text


def test_the_clock_runs_again_when_the_visitor_writes(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, FRIDAY)
    cases.say_to_visitor(desk.session, desk.case.id, desk.陈科长, "您好", at("20 09:30"))
    cases.hear_from_visitor(desk.session, desk.case.id, desk.王老师, "还有", at("20 16:00"))
    assert (desk.case.state, desk.case.deadline) == ("claimed", at("23 11:00"))
    cases.close(desk.session, desk.case.id, desk.陈科长, Solved.SOLVED, at("20 16:30"))
    assert remind(desk.session, at("24 18:00")) == 0


def test_after_an_outage_every_stage_is_caught_up_once(desk: Desk) -> None:
    assert remind(desk.session, at("24 09:00")) == 3
    assert remind(desk.session, at("24 09:00")) == 0


def test_two_processes_remind_once(database: Database) -> None:
    with database.writing() as session:
        staff(session)
        wang = asker(session, "王老师").conversation_id
        cases.open_case(session, wang, "XZ", "问", ["市科技局"], FRIDAY, city="xinzhou")
    ready, counts = threading.Barrier(4), []

    def once() -> None:
        ready.wait()
        with database.writing() as session:
            counts.append(remind(session, FRIDAY + timedelta(hours=3)))

    threads = [threading.Thread(target=once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 1]
    with database.reading() as session:
        assert len(session.exec(select(Event).where(Event.kind == "reminded")).all()) == 1
        assert session.exec(select(Case)).one().reminders == 1
        assert session.exec(select(StaffGroup)).one().address == "-100"
