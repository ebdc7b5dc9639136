"""Which message belongs to which case: noted when it is delivered, kept as long as the case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot import outbox, posts, transcript
from bot.cases import claim
from bot.cases.telling import tell_officers
from bot.messages import say
from bot.officers import drafts
from bot.outbox import Parcel
from bot.posts import Post
from bot.transcript import Speaker
from tests.bot.cases.conftest import Desk


def sent(desk: Desk, remote_ids: str) -> Parcel:
    """陈科长 is told something of the case, and it is delivered under these ids."""
    tell_officers(desk.session, [desk.陈科长], say("请看"), desk.at, desk.case)
    parcel = desk.session.exec(select(Parcel).where(Parcel.address == "陈科长")).all()[-1]
    outbox.mark_sent(desk.session, parcel.id, desk.at, remote_ids)
    posts.note_sent(desk.session, parcel, remote_ids)
    return parcel


def test_every_message_of_a_parcel_leads_to_its_case(desk: Desk) -> None:
    sent(desk, "12 13")
    for remote_id in ("12", "13"):
        post = posts.find(desk.session, "telegram", "陈科长", remote_id)
        assert post is not None
        assert post.case_id == desk.case.id
    assert posts.find(desk.session, "telegram", "同事", "12") is None
    assert posts.find(desk.session, "telegram", "陈科长", "") is None


def test_noting_twice_is_noting_once(desk: Desk) -> None:
    sent(desk, "12")
    posts.note(desk.session, "telegram", "陈科长", "12", desk.case.id)
    assert len(desk.session.exec(select(Post)).all()) == 1


def test_the_groups_card_is_renewed_when_somebody_takes_the_case(desk: Desk) -> None:
    card = desk.session.exec(select(Parcel).where(Parcel.address == "-100")).one()
    claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    renewed = desk.session.exec(select(Parcel).where(Parcel.edits == card.id)).one()
    assert "已接单：市科技局 陈科长" in renewed.reply.text
    assert renewed.reply.choices == ()
    assert outbox.as_it_is_sent(desk.session, renewed).replaces == ""
    outbox.mark_sent(desk.session, card.id, desk.at, "77")
    desk.session.refresh(card)
    assert outbox.as_it_is_sent(desk.session, renewed).replaces == "77"


def test_nothing_more_goes_to_who_is_no_officer_any_longer(desk: Desk) -> None:
    tell_officers(desk.session, [desk.陈科长], say("访客说"), desk.at, desk.case)
    outbox.promise(desk.session, "telegram", "陈科长", say("您手上的办件"), desk.at)
    conversation = transcript.conversation_of(desk.session, 1, desk.at)
    said = transcript.record(desk.session, conversation.id, Speaker.SPECIALIST, "对访客说", desk.at)
    outbox.promise(desk.session, "telegram", "陈科长", say("对访客说"), desk.at, said)
    outbox.take_back(desk.session, "telegram", "陈科长")
    assert [reply.text for reply in desk.told("陈科长")] == ["对访客说"]


def test_a_draft_is_finished_once_and_waits_only_for_a_while(desk: Desk) -> None:
    draft = drafts.await_words(
        desk.session, desk.陈科长, drafts.Purpose.NOTE, desk.case.id, desk.at
    )
    assert drafts.waiting(desk.session, desk.陈科长, desk.at) is draft
    assert drafts.waiting(desk.session, desk.陈科长, desk.at + timedelta(hours=1)) is None
    assert drafts.waiting(desk.session, desk.同事, desk.at) is None
    drafts.finish(desk.session, draft, desk.at)
    with pytest.raises(drafts.DraftOver):
        drafts.finish(desk.session, draft, desk.at)
    with pytest.raises(drafts.DraftOver):
        drafts.find(desk.session, draft.id, desk.陈科长)
