"""Whatever is done to a case, in whatever order and by whomever: it is never nobody's turn unnoticed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot import cases
from bot.cases import ENDED, HELD, Case, NotAllowed, NotNow, Solved
from bot.officers import NoSuchUnit
from bot.reminders import remind
from tests.bot.cases.conftest import Desk
from tests.bot.cases.test_rights import DO, EVERYBODY

STEPS = 60


def holds(desk: Desk, case: Case) -> None:
    """What is true of every case at every moment."""
    assert (case.holder_id is not None) or case.state in {"open", *ENDED}
    assert case.state not in HELD or case.holder_id is not None
    assert (case.deadline is not None) == (case.state in {"open", "claimed"})
    assert (case.deadline is None) == (case.clock_from is None)
    assert not case.relaying or case.state in HELD
    assert (case.closed_at is not None) == (case.state in ENDED)
    assert (case.outcome is not None) == (case.state == "closed")
    assert case.units


@pytest.mark.parametrize("seed", range(8))
def test_a_case_is_always_somebodys(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    done = 0
    for _ in range(STEPS):
        desk.at += timedelta(minutes=chance.randint(1, 600))
        trying = desk.session.begin_nested()
        try:
            verb = chance.choice(list(DO))
            DO[verb](desk, getattr(desk, chance.choice(EVERYBODY)))
            trying.commit()
            done += 1
        except (NotAllowed, NotNow, NoSuchUnit):
            trying.rollback()
        remind(desk.session, desk.at)
        desk.session.refresh(desk.case)
        holds(desk, desk.case)
        if desk.case.state == "cancelled":
            break
    assert done


def test_an_unattended_case_is_escalated_to_the_end(desk: Desk) -> None:
    for _ in range(60):
        desk.at += timedelta(hours=1)
        remind(desk.session, desk.at)
    assert desk.kinds() == ["created", "reminded", "reminded", "reminded"]
    cases.claim(desk.session, desk.case.id, desk.孙主任, desk.at)
    cases.close(desk.session, desk.case.id, desk.孙主任, Solved.UNREACHABLE, desk.at)
    holds(desk, desk.case)
