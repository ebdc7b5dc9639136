"""Forgetting by age: who has been quiet for so long is erased; who waits for an answer is not."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import cases, inbox, transcript, visitors
from bot.cases import Solved
from bot.database import Database
from bot.officers import Officer
from bot.privacy import forget_old, keep_forgetting
from tests.bot.privacy.conftest import SECRET, Story, erases
from tests.conftest import MORNING, Visitor

QUIET = 180


def later(days: float) -> datetime:
    return MORNING + timedelta(days=days)


def close_all(story: Story, at: datetime) -> None:
    with story.database.writing() as session:
        chen = session.get_one(Officer, story.陈科长)
        cases.close(session, story.open_case, chen, Solved.SOLVED, at)


def test_by_default_everything_is_kept(story: Story) -> None:
    close_all(story, MORNING)
    assert forget_old(story.database, later(36500), 0, story.folder) == 0
    assert SECRET in story.everything()


def test_who_was_quiet_for_so_long_is_erased(story: Story) -> None:
    close_all(story, MORNING)
    assert forget_old(story.database, later(QUIET - 0.1), QUIET, story.folder) == 0
    assert forget_old(story.database, later(QUIET + 0.1), QUIET, story.folder) == 2, "and 陈科长"
    assert SECRET not in story.everything()
    assert len(story.rows("case")) == 2
    assert forget_old(story.database, later(QUIET + 1), QUIET, story.folder) == 0


def test_an_open_case_keeps_everything(story: Story) -> None:
    forget_old(story.database, later(QUIET + 1), QUIET, story.folder)
    assert f"我是{SECRET}，高企认定奖多少" in str(story.rows("message"))
    close_all(story, later(QUIET + 1))
    assert forget_old(story.database, later(QUIET + 2), QUIET, story.folder) == 0, "just closed"
    assert forget_old(story.database, later(2 * QUIET + 2), QUIET, story.folder) == 1


def test_whoever_says_something_starts_anew(story: Story) -> None:
    close_all(story, MORNING)
    story.clock.at = later(QUIET - 1)
    story.王老师.says("你好")
    forget_old(story.database, later(QUIET + 1), QUIET, story.folder)
    assert f"我是{SECRET}，高企认定奖多少" in str(story.rows("message"))


def test_others_who_were_here_lately_stay(story: Story, 小李: Visitor) -> None:
    close_all(story, MORNING)
    story.clock.at = later(QUIET)
    小李.says("我是小李，高企认定奖多少")
    forget_old(story.database, later(QUIET + 1), QUIET, story.folder)
    assert "小李" in str(story.rows("visitor"))
    assert SECRET not in story.everything()


def test_no_officer_and_no_group_is_told_of_it(story: Story) -> None:
    close_all(story, MORNING)
    story.everything_is_sent()
    forget_old(story.database, later(QUIET + 1), QUIET, story.folder)
    assert story.promised("8001") == story.promised("-100") == []


def test_what_was_delivered_long_ago_is_emptied_for_officers_too(story: Story) -> None:
    story.everything_is_sent()
    with story.database.writing() as session:
        waiting = inbox.waiting(session, ["telegram"], MORNING)
        inbox.claim_all(session, [arrival.id for arrival in waiting], MORNING)
    forget_old(story.database, later(QUIET + 1), QUIET, story.folder)
    assert SECRET not in str(story.rows("parcel"))
    assert SECRET not in str(story.rows("arrival"))


def test_somebody_erased_is_not_erased_again(story: Story) -> None:
    erases(story.王老师)
    assert forget_old(story.database, later(QUIET + 1), QUIET, story.folder) == 2
    assert forget_old(story.database, later(QUIET + 1), QUIET, story.folder) == 0


def test_it_goes_on_by_itself_also_after_a_fault(
    story: Story, database: Database, tmp_path: Path
) -> None:
    close_all(story, MORNING)
    faults = iter([True, *[False] * 10_000])

    def clock() -> datetime:
        if next(faults):
            raise RuntimeError("once")
        return later(QUIET + 1)

    async def run() -> None:
        running = asyncio.create_task(
            keep_forgetting(database, story.folder, QUIET, clock, every=0.01)
        )
        while SECRET in story.everything() or story.rows("erasure"):
            await asyncio.sleep(0.05)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(asyncio.wait_for(run(), 30))
    assert [file.name for one in story.folder.iterdir() for file in one.glob("[!.]*")] == [
        "别人的.pdf"
    ]


def test_a_visitor_who_never_spoke_is_forgotten_too(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        row = visitors.meet(session, "web", "ab" * 16, "", MORNING)
        transcript.conversation_of(session, row.id, MORNING)
    assert forget_old(database, later(QUIET + 1), QUIET, tmp_path) == 1
