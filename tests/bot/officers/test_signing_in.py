"""One-time codes: random, short-lived, single use, and nothing in the database gives one away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot import officers
from bot.database import Database
from bot.officers import Officer, RefusedCode, SignInCode, units
from tests.conftest import MORNING

LATER = timedelta(minutes=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as opened:
        yield opened


@pytest.fixture
def 陈科长(session: Session) -> Officer:
    return officers.add(session, "陈科长", units.enter(session, "xinzhou", "市科技局"), MORNING)


def test_a_code_signs_in_once(session: Session, 陈科长: Officer) -> None:
    code = officers.issue(session, 陈科长, MORNING)
    assert officers.redeem(session, code, MORNING + LATER) is 陈科长
    with pytest.raises(RefusedCode):
        officers.redeem(session, code, MORNING + LATER)


def test_a_code_has_128_random_bits_and_is_kept_as_a_digest(
    session: Session, 陈科长: Officer
) -> None:
    codes = {officers.issue(session, 陈科长, MORNING) for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {22}
    kept = session.exec(select(SignInCode.digest)).all()
    assert not codes & set(kept)
    assert all(len(digest) == 64 for digest in kept)


@pytest.mark.parametrize("minutes", [15, 16, 60 * 24])
def test_a_code_is_good_for_a_quarter_of_an_hour(
    session: Session, 陈科长: Officer, minutes: int
) -> None:
    code = officers.issue(session, 陈科长, MORNING)
    with pytest.raises(RefusedCode):
        officers.redeem(session, code, MORNING + timedelta(minutes=minutes))


@pytest.mark.parametrize("code", ["", "x", "A" * 22, "\ud800", "' OR 1=1 --"])
def test_a_forged_code_is_refused(session: Session, 陈科长: Officer, code: str) -> None:
    officers.issue(session, 陈科长, MORNING)
    with pytest.raises(RefusedCode):
        officers.redeem(session, code, MORNING)


def test_a_revoked_officer_gets_no_code_and_cannot_use_one(
    session: Session, 陈科长: Officer
) -> None:
    code = officers.issue(session, 陈科长, MORNING)
    officers.revoke(session, 陈科长, MORNING)
    with pytest.raises(RefusedCode):
        officers.redeem(session, code, MORNING)
    with pytest.raises(RefusedCode):
        officers.issue(session, 陈科长, MORNING)


def test_a_chat_belongs_to_who_signed_in_last(session: Session, 陈科长: Officer) -> None:
    刘科长 = officers.add(session, "刘科长", units.enter(session, "xinzhou", "市财政局"), MORNING)
    for officer in (陈科长, 刘科长):
        code = officers.issue(session, officer, MORNING)
        officers.sign_in_at_telegram(session, code, "42", MORNING)
    assert officers.at_telegram(session, "42") is 刘科长
    assert 陈科长.telegram is None
    officers.revoke(session, 刘科长, MORNING)
    assert officers.at_telegram(session, "42") is None


def test_of_ten_who_redeem_one_code_at_once_one_gets_in(database: Database) -> None:
    with database.writing() as session:
        unit = units.enter(session, "xinzhou", "市科技局")
        code = officers.issue(session, officers.add(session, "陈科长", unit, MORNING), MORNING)
    ready, got_in = threading.Barrier(10), []

    def try_it() -> None:
        ready.wait()
        try:
            with database.writing() as session:
                officers.redeem(session, code, MORNING)
            got_in.append(True)
        except RefusedCode:
            got_in.append(False)

    threads = [threading.Thread(target=try_it) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got_in) == [False] * 9 + [True]
