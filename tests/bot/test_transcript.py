"""What was said stays, in order; one verdict a reply."""

from __future__ import annotations

from sqlmodel import Session, select

from bot import transcript, visitors
from bot.database import Database
from bot.transcript import Speaker
from tests.conftest import MORNING


def conversation(session: Session, address: str = "王老师") -> int:
    visitor = visitors.meet(session, "test", address, "", MORNING)
    return transcript.conversation_of(session, visitor.id, MORNING).id


def test_a_visitor_has_one_conversation(database: Database) -> None:
    with database.writing() as session:
        assert conversation(session) == conversation(session)
        assert conversation(session) != conversation(session, "小李")


def test_history_is_the_newest_messages_oldest_first(database: Database) -> None:
    with database.writing() as session:
        mine, other = conversation(session), conversation(session, "小李")
        for number in range(5):
            transcript.record(session, mine, Speaker.VISITOR, f"第{number}句", MORNING)
            transcript.record(session, other, Speaker.VISITOR, "别人的话", MORNING)
        said = [message.text for message in transcript.history(session, mine, limit=3)]
    assert said == ["第2句", "第3句", "第4句"]


def test_a_later_verdict_replaces_the_earlier_and_keeps_its_reason(database: Database) -> None:
    with database.writing() as session:
        message = transcript.record(
            session, conversation(session), Speaker.SPECIALIST, "答", MORNING
        )
        transcript.judge(session, message, False, MORNING, "内容过时")
        transcript.judge(session, message, False, MORNING)
        transcript.judge(session, message, True, MORNING)
    with database.reading() as session:
        given = session.exec(select(transcript.Feedback)).one()
        assert (given.useful, given.reason) == (True, "内容过时")
