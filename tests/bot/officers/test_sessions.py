"""Sessions at the desk: begun by a one-time code, ended here, everywhere, by time, or with all rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot import officers
from bot.database import Database
from bot.officers import Officer, RefusedCode, deeds, sessions, signing_in, units
from bot.officers.sessions import DeskSession
from tests.conftest import MORNING

DAY = timedelta(days=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as opened:
        yield opened


@pytest.fixture
def 陈科长(session: Session) -> Officer:
    return officers.add(session, "陈科长", units.enter(session, "xinzhou", "市科技局"), MORNING)


def signed_in(session: Session, officer: Officer) -> str:
    code = officers.issue(session, officer, MORNING)
    return sessions.begin(session, code, "Chrome Windows", MORNING)


def test_a_code_begins_one_session_and_only_its_digest_is_kept(
    session: Session, 陈科长: Officer
) -> None:
    code = officers.issue(session, 陈科长, MORNING)
    assert signing_in.is_good(session, code, MORNING)
    token = sessions.begin(session, code, "Chrome Windows", MORNING)
    assert sessions.officer_of(session, token, MORNING) is 陈科长
    assert not signing_in.is_good(session, code, MORNING)
    with pytest.raises(RefusedCode):
        sessions.begin(session, code, "", MORNING)
    kept = session.exec(select(DeskSession)).one()
    assert token not in (kept.digest, kept.device)


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "\ud800"])
def test_a_made_up_token_is_nobodys(session: Session, 陈科长: Officer, token: str) -> None:
    signed_in(session, 陈科长)
    assert sessions.officer_of(session, token, MORNING) is None


def test_signing_out_ends_this_browser_only_and_everywhere_ends_all(
    session: Session, 陈科长: Officer
) -> None:
    here, there, elsewhere = (signed_in(session, 陈科长) for _ in range(3))
    sessions.end(session, here, MORNING)
    sessions.end(session, here, MORNING)
    assert sessions.officer_of(session, here, MORNING) is None
    assert sessions.officer_of(session, there, MORNING) is 陈科长
    assert sessions.end_all(session, 陈科长, MORNING) == 2
    assert [sessions.officer_of(session, t, MORNING) for t in (there, elsewhere)] == [None, None]


def test_a_revoked_officer_is_out_at_once(session: Session, 陈科长: Officer) -> None:
    token, code = signed_in(session, 陈科长), officers.issue(session, 陈科长, MORNING)
    officers.revoke(session, 陈科长, MORNING)
    assert sessions.officer_of(session, token, MORNING) is None
    assert not signing_in.is_good(session, code, MORNING)


def test_a_session_in_use_lasts_three_months_and_one_that_is_not_a_fortnight(
    session: Session, 陈科长: Officer
) -> None:
    used, unused = signed_in(session, 陈科长), signed_in(session, 陈科长)
    assert not sessions.is_to_be_prolonged(session, used, MORNING)
    for day in range(1, 90):
        at = MORNING + day * DAY
        assert sessions.officer_of(session, used, at) is 陈科长
        assert (sessions.officer_of(session, unused, at) is None) == (day >= 14)
        if sessions.is_to_be_prolonged(session, used, at):
            sessions.prolong(session, used, at)
    assert sessions.officer_of(session, used, MORNING + 90 * DAY) is None


def test_a_form_counts_once_per_officer(session: Session, 陈科长: Officer) -> None:
    同事 = officers.add(session, "同事", units.enter(session, "xinzhou", "市财政局"), MORNING)
    assert deeds.is_first(session, 陈科长, "k" * 8, MORNING)
    assert not deeds.is_first(session, 陈科长, "k" * 8, MORNING)
    assert deeds.is_first(session, 同事, "k" * 8, MORNING)
    deeds.forget_old(session, MORNING + 31 * DAY)
    assert deeds.is_first(session, 陈科长, "k" * 8, MORNING + 31 * DAY)
