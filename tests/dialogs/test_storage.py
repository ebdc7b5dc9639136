"""Published definitions and interviews in the database: versions stay, answers are only ever added."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.database import Database
from dialogs import interview, storage, versions
from dialogs.given import Given
from dialogs.guides import guide_from, packaged_texts
from dialogs.marked import RefusedDefinition
from dialogs.storage import Phase
from tests.conftest import MORNING

TODAY = date(2026, 11, 21)


def test_the_same_files_are_published_once(database: Database) -> None:
    with database.writing() as session:
        first = versions.publish(session, MORNING)
        assert versions.publish(session, MORNING) == first == versions.published(session)


def test_a_broken_file_is_not_published(database: Database) -> None:
    texts = {
        **packaged_texts(),
        "occasions.yaml": "总是看: [xinzhou-1-a]\n事项: {大赛: {说: 得了奖, 措施: [没有的]}}",
    }
    with database.writing() as session:
        with pytest.raises(RefusedDefinition, match="没有“没有的”这项措施"):
            versions.publish(session, MORNING, texts)
        assert versions.published(session) is None


def test_an_interview_reads_the_version_it_began_with(database: Database) -> None:
    texts = packaged_texts()
    texts["xinzhou-21.yaml"] = texts["xinzhou-21.yaml"].replace("金额: 10万元", "金额: 11万元")
    with database.writing() as session:
        begun = storage.start(session, 1, ["xinzhou-21-a"], MORNING)
        newer = versions.publish(session, MORNING, texts)
        other = storage.start(session, 2, ["xinzhou-21-a"], MORNING)
    with database.reading() as session:
        kept = storage.find(session, begun.id, 1)
        later = storage.find(session, other.id, 2)
        assert kept is not None
        assert later is not None
        assert (kept.digest, later.digest) == (guide_from(packaged_texts()).digest, newer)
        assert storage.state_of(session, kept, TODAY).guide.digest == kept.digest
        assert storage.state_of(session, later, TODAY).guide.digest == newer


def test_answers_come_back_as_they_were_given(database: Database) -> None:
    given = (
        Given("入驻地", "忻州", {"入驻地": "晋创谷·忻州"}),
        Given(
            "当年各保单保费元",
            "3万和1.5万",
            {"当年各保单保费元": [Decimal(30_000), Decimal(15_000)]},
        ),
        Given("合同已认定登记", "不清楚", {"合同已认定登记": None}),
        Given("人数@博士", "两个", {"人数@博士": Decimal(2)}),
    )
    with database.writing() as session:
        begun = storage.start(session, 1, [], MORNING)
        for one in given:
            storage.note(session, begun, one, MORNING)
    with database.reading() as session:
        kept = storage.find(session, begun.id, 1)
        assert kept is not None
        assert storage.state_of(session, kept, TODAY).answers == given


def test_a_replaced_answer_keeps_its_place(database: Database) -> None:
    with database.writing() as session:
        begun = storage.start(session, 1, [], MORNING)
        for name in ("甲", "乙", "丙"):
            storage.note(session, begun, Given(name, name, {}), MORNING)
        storage.note(session, begun, Given("乙", "另一个", {}), MORNING, place=1)
        storage.take_back(session, begun, MORNING)
        assert [g.typed for g in storage.state_of(session, begun, TODAY).answers] == [
            "甲",
            "另一个",
        ]
        assert begun.step == 5


def test_a_new_interview_replaces_the_one_under_way(database: Database) -> None:
    with database.writing() as session:
        first = storage.start(session, 1, [], MORNING)
        second = storage.start(session, 1, ["xinzhou-7-a"], MORNING)
        assert first.phase == Phase.DROPPED
        assert storage.current(session, 1) == second
        assert storage.current(session, 2) is None


def test_what_differs_between_two_versions_is_told(database: Database) -> None:
    texts = packaged_texts()
    texts["xinzhou-21.yaml"] = texts["xinzhou-21.yaml"].replace("金额: 10万元", "金额: 11万元", 1)
    with database.writing() as session:
        storage.start(session, 1, [], MORNING)
        compared = versions.compare(session, texts)
    assert compared.changed == ("xinzhou-21-a",)
    assert compared.added == compared.removed == ()
    assert compared.open_interviews == 1


def test_the_shared_guide_asks_where_first(database: Database) -> None:
    with database.writing() as session:
        begun = storage.start(session, 1, [], MORNING)
        question = interview.next_question(storage.state_of(session, begun, TODAY))
    assert question is not None
    assert question.id == "入驻地"


def test_one_interview_at_a_time_is_asked_and_the_others_wait(database: Database) -> None:
    later = MORNING + timedelta(minutes=1)
    with database.writing() as session:
        assessment = storage.start(session, 1, [], MORNING)
        office = storage.start(session, 1, [], later, form="office")
        assert (assessment.phase, office.phase) == (Phase.PAUSED, Phase.OPEN)
        assert storage.current(session, 1) == office
        assert storage.current(session, 1, "") == assessment
        anew = storage.start(session, 1, [], later, form="office")
        assert (assessment.phase, office.phase) == (Phase.PAUSED, Phase.DROPPED)
        anew.phase, assessment.phase = Phase.PAUSED, Phase.OPEN
        assert storage.current(session, 1) == assessment
