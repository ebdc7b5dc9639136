"""What is published comes back as it was; versions are kept, one is in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import select

from bot.database import Database
from knowledge import library, shipping
from knowledge.library import Phrasing, PolicyVersion, Shelf
from knowledge.policy import Clause, Policy
from tests.conftest import MORNING

CLAUSE = Clause("moushi-1", 1, "支持", "补贴", "（一）补贴。给钱。", ("市科技局", "市财政局"))
POLICY = Policy(
    id="moushi",
    city="某市",
    title="支持措施",
    issuer="某市政府",
    source="原文",
    desk="管委会",
    code="MS",
    numbered=True,
    issued=date(2025, 3, 2),
    effective=None,
    valid_years=5,
    applies_to="企业",
    clauses=(CLAUSE, Clause("moushi-0", 0, "", "附则", "本措施自印发之日起施行。", ())),
)
AMENDED = replace(POLICY, clauses=(replace(CLAUSE, text="（一）补贴。多给钱。"), POLICY.clauses[1]))


def shelf(database: Database) -> Shelf:
    with database.reading() as session:
        return library.read_shelf(session)


def publish(database: Database, *policies: Policy) -> list[bool]:
    with database.writing() as session:
        return [library.publish_policy(session, policy, MORNING) for policy in policies]


def test_a_policy_comes_back_as_it_was_published(database: Database) -> None:
    assert publish(database, POLICY) == [True]
    assert shelf(database).policies == (POLICY,)


def test_the_same_version_is_published_once(database: Database) -> None:
    assert publish(database, POLICY, POLICY) == [True, False]


def test_an_amended_policy_replaces_the_one_in_use_and_keeps_it(database: Database) -> None:
    publish(database, POLICY, AMENDED)
    assert shelf(database).policies == (AMENDED,)
    with database.reading() as session:
        versions = session.exec(select(PolicyVersion).order_by(PolicyVersion.id)).all()
    assert [v.replaced_at is None for v in versions] == [False, True]


def test_going_back_uses_the_earlier_version_again(database: Database) -> None:
    assert publish(database, POLICY, AMENDED, POLICY) == [True, True, True]
    assert shelf(database).policies == (POLICY,)
    with database.reading() as session:
        assert len(session.exec(select(PolicyVersion)).all()) == 2


def test_the_digest_changes_with_the_content_only(database: Database) -> None:
    publish(database, POLICY)
    before = shelf(database).digest
    assert shelf(database).digest == before
    publish(database, AMENDED)
    assert shelf(database).digest != before
    publish(database, POLICY)
    assert shelf(database).digest == before


def test_order_of_publishing_does_not_change_the_digest(database: Database) -> None:
    other = replace(POLICY, id="bieshi", clauses=())
    publish(database, POLICY, other)
    first = shelf(database).digest
    assert Shelf((POLICY, other), ()).digest == first


def test_phrasings_of_an_origin_are_replaced_as_a_whole(database: Database) -> None:
    bank = [Phrasing("给钱吗", ("moushi-1",), "王老师"), Phrasing("在吗", ("smalltalk",), "小李")]
    with database.writing() as session:
        assert library.publish_phrasings(session, "bank", bank) == 2
        assert library.publish_phrasings(session, "desk", [bank[0]]) == 0, "known from the bank"
        assert library.publish_phrasings(session, "bank", bank[1:]) == 1
    assert shelf(database).phrasings == (bank[1],)


def test_several_labels_come_back_in_their_order(database: Database) -> None:
    said = Phrasing("给多少", ("moushi-1", "bieshi-2"), "王老师")
    with database.writing() as session:
        library.publish_phrasings(session, "bank", [said, said])
    assert shelf(database).phrasings == (said,)


def test_what_was_packaged_last_is_remembered(database: Database) -> None:
    with database.writing() as session:
        assert shipping.packaged(session) is None
        shipping.note_packaged(session, "aaa")
        shipping.note_packaged(session, "bbb")
    with database.reading() as session:
        assert shipping.packaged(session) == "bbb"


def test_the_moment_of_publishing_is_kept(database: Database) -> None:
    publish(database, POLICY)
    with database.writing() as session:
        library.publish_policy(session, AMENDED, MORNING + timedelta(days=1))
    with database.reading() as session:
        old = session.exec(select(PolicyVersion)).first()
    assert old
    assert (old.published_at, old.replaced_at) == (
        "2026-11-21T01:00:00+00:00",
        "2026-11-22T01:00:00+00:00",
    )
