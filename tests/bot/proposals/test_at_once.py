"""What was approved counts at once, without a restart; what was withdrawn stops counting."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from bot import officers
from bot.application import Application, assemble
from bot.conversation import Specialist
from bot.officers import Officer, Role, units
from bot.proposals import Draft, Kind, Proposal, approve, propose, withdraw
from bot.published import PublishedKnowledge
from bot.settings import Settings
from tests.conftest import MORNING, Visitor

QUESTION = "高企奖励的材料交到哪个窗口"


@dataclass
class Park:
    """The program as it runs, with two people who may decide."""

    application: Application
    王老师: Visitor
    陈科长: Officer
    孙主任: Officer

    def adopts(self, draft: Draft) -> Proposal:
        with self.application.database.writing() as session:
            proposal = propose(session, self.陈科长, draft, MORNING)
            return approve(session, proposal.id, self.孙主任, MORNING)

    def takes_back(self, proposal: Proposal) -> None:
        with self.application.database.writing() as session:
            withdraw(session, proposal.id, self.孙主任, MORNING, "过时")


@pytest.fixture
def park(published_var: Path, tmp_path: Path) -> Iterator[Park]:
    shutil.copytree(published_var, tmp_path / "var")
    settings = Settings(_env_file=None, var_dir=tmp_path / "var")  # type: ignore[call-arg]
    application = assemble(settings)
    seconds = count()
    knowledge = PublishedKnowledge(
        application.database, settings.cache_dir, lambda: float(next(seconds))
    )
    with application.database.writing() as session:
        tech = units.find(session, "市科技局", "xinzhou")
        chen = officers.add(session, "陈科长", tech, MORNING)
        sun = officers.add(session, "孙主任", tech, MORNING, Role.COORDINATOR)
    visitor = Visitor("王老师", application.database, Specialist(knowledge, lambda: MORNING))
    yield Park(application, visitor, chen, sun)
    knowledge.wait()
    application.database.close()


def test_an_faq_is_shown_with_the_clause_and_who_confirmed_it(park: Park) -> None:
    park.王老师.presses_action("city:xinzhou")
    before = park.王老师.says(QUESTION)
    assert "3号窗口" not in before.text
    faq = park.adopts(Draft(Kind.FAQ, QUESTION, ("xinzhou-21",), "交到开发区3号窗口。"))
    after = park.王老师.says(QUESTION)
    assert after.text.startswith(f"忻州：{QUESTION}\n\n交到开发区3号窗口。")
    assert "市科技局 陈科长提供，市科技局 孙主任于2026年11月21日核对确认" in after.text
    quoted = [b.text for r in after.replies for b in r.blocks if b.kind == "quote"]
    assert quoted
    clause = park.application.knowledge().clause("xinzhou-21").text
    assert all(quote in clause for quote in quoted)
    assert (after.outcome.status, after.outcome.why) == ("answered", "faq")
    assert after.outcome.clauses == ("xinzhou-21",)
    park.takes_back(faq)
    assert "3号窗口" not in park.王老师.says(QUESTION).text


def test_for_both_cities_the_other_citys_clause_is_answered_too(park: Park) -> None:
    park.王老师.presses_action("city:both")
    park.adopts(Draft(Kind.FAQ, "博士租房补多少", ("xinzhou-6",), "按月发到本人账户。"))
    answer = park.王老师.says("博士租房补多少")
    assert "按月发到本人账户。" in answer.replies[0].text
    assert any("晋城" in reply.text for reply in answer.replies[1:])


def test_a_phrasing_counts_at_once(park: Park) -> None:
    park.王老师.presses_action("city:xinzhou")
    odd = "那本红皮证书到手以后有没有说法呢"
    assert "xinzhou-21" not in park.王老师.says(odd).outcome.clauses[:1]
    taught = park.adopts(Draft(Kind.PHRASING, odd, ("xinzhou-21",)))
    assert park.王老师.says(odd).outcome.clauses[:1] == ("xinzhou-21",)
    park.takes_back(taught)
    park.application.knowledge.wait()
    assert park.王老师.says(odd).outcome.clauses[:1] != ("xinzhou-21",)
