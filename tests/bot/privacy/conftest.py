"""王老师 leaves something personal everywhere: said, answered, judged, asked of officers, sent as a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot import cases, enclosures, files, inbox, officers, outbox, profiles, transcript, visitors
from bot.cases import Asker, Case, Solved
from bot.conversation import Specialist
from bot.database import Database
from bot.files import FOLDER
from bot.matching.tables import Bid, Commission, Offer
from bot.messages import SentFile, say
from bot.officers import Officer, StaffGroup, drafts, units
from bot.outbox import Parcel
from bot.visitors import Visitor as Row
from tests.conftest import MORNING, Clock, Visitor

SECRET = "XYZZYSECRET"
"""Stands in everything personal; found nowhere afterwards."""

ADDRESS = "7001234567"


@dataclass
class Story:
    """Who was there, and where files are kept."""

    database: Database
    王老师: Visitor
    陈科长: int
    open_case: int
    closed_case: int
    folder: Path
    clock: Clock

    def rows(self, table: str) -> list[dict[str, object]]:
        """All rows of a table."""
        from bot.tables import metadata

        with self.database.reading() as session:
            found = session.connection().execute(metadata.tables[table].select())
            return [dict(row) for row in found.mappings().all()]

    def everything(self) -> str:
        """All that stands in the database, as one text."""
        from bot.tables import metadata

        return "\n".join(f"{name} {self.rows(name)}" for name in metadata.tables)

    def promised(self, address: str) -> list[str]:
        """The texts of the replies to this address that are still to go out, oldest first."""
        with self.database.reading() as session:
            waiting = select(Parcel).where(
                Parcel.address == address,
                col(Parcel.sent_at).is_(None),
                col(Parcel.given_up_at).is_(None),
            )
            found = session.exec(waiting.order_by(col(Parcel.id))).all()
            return [parcel.reply.text for parcel in found]

    def everything_is_sent(self) -> None:
        with self.database.writing() as session:
            for parcel in session.exec(select(Parcel)).all():
                outbox.mark_sent(session, parcel.id, MORNING)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / FOLDER


@pytest.fixture
def story(database: Database, specialist: Specialist, clock: Clock, folder: Path) -> Story:
    wang = Visitor(ADDRESS, database, specialist, channel="telegram")
    wang.says(f"我是{SECRET}，高企认定奖多少")
    wang.presses_action("assess:xinzhou-16")
    for typed in ("忻州", "科创板", "国企"):
        wang.says(typed)
    with database.writing() as session:
        chen = _officer(session)
        closed, waiting = (_case(session, f"{SECRET} {n}的科技保险怎么办", chen) for n in "一二")
        cases.close(session, closed, chen, Solved.SOLVED, MORNING, f"已办好，{SECRET}")
        asker = Asker(_conversation(session))
        cases.rate(session, closed, asker, True, True, 5, MORNING, f"{SECRET}很满意")
        _elsewhere(session, folder)
        story = Story(database, wang, chen.id, waiting, closed, folder, clock)
    return story


def _officer(session: Session) -> Officer:
    session.add(StaffGroup(channel="telegram", address="-100"))
    unit = units.enter(session, "xinzhou", "市科技局")
    chen = officers.add(session, "陈科长", unit, MORNING)
    chen.telegram = "8001"
    session.flush()
    return chen


def _conversation(session: Session) -> int:
    row = session.exec(select(Row).where(Row.address == ADDRESS)).one()
    return transcript.conversation_of(session, row.id, MORNING).id


def _case(session: Session, question: str, chen: Officer) -> int:
    at, conversation = MORNING, _conversation(session)
    case: Case = cases.open_case(
        session, conversation, "XZ", question, ["市科技局"], at, city="xinzhou"
    )
    asker = Asker(conversation)
    case.answers = [{"id": "name", "label": "联系人", "words": SECRET, "personal": True}]
    cases.allow_reading(session, case.id, asker, True, at)
    cases.claim(session, case.id, chen, at)
    cases.hear_from_visitor(session, case.id, asker, f"我的号码是{SECRET}", at)
    cases.say_to_visitor(session, case.id, chen, f"好的，{SECRET}", at)
    cases.note(session, case.id, chen, f"内部备注：{SECRET}难缠", at)
    cases.add(session, case.id, asker, f"补充{SECRET}", at)
    return case.id


def _elsewhere(session: Session, folder: Path) -> None:
    """Where no channel of these tests puts anything by itself."""
    row = session.exec(select(Row).where(Row.address == ADDRESS)).one()
    row.name, conversation = f"王{SECRET}", _conversation(session)
    profiles.remember(session, row.id, {"单位名称": SECRET}, MORNING)
    said = transcript.history(session, conversation)[0].id
    transcript.judge(session, said, False, MORNING, f"{SECRET}看不懂")
    update = {"message": {"chat": {"id": int(ADDRESS)}, "text": f"你好{SECRET}"}}
    inbox.receive(session, "telegram", [("1", update)], MORNING)
    inbox.bury(session, inbox.waiting(session, ["telegram"], MORNING)[0].id, MORNING, SECRET)
    pressed = {"callback_query": {"from": {"id": 8001}, "message": {"text": _card(session)}}}
    typed = {"message": {"chat": {"id": 8001}, "text": f"好的，{SECRET}"}}
    others = {"message": {"chat": {"id": 99}, "text": "小李也来了"}}
    inbox.receive(session, "telegram", [("2", pressed), ("3", typed), ("4", others)], MORNING)
    told = session.exec(select(Officer)).one()
    case_id = session.exec(select(Case.id)).first()
    drafts.keep_words(session, told, f"草稿{SECRET}", MORNING, case_id)
    _matching(session, conversation, case_id or 0)
    chen = visitors.meet(session, "telegram", "8001", "陈科长", MORNING)
    work = transcript.conversation_of(session, chen.id, MORNING)
    transcript.record(session, work.id, transcript.Speaker.VISITOR, f"好的，{SECRET}", MORNING)
    transcript.record(session, work.id, transcript.Speaker.SPECIALIST, _card(session), MORNING)
    outbox.promise(session, "telegram", ADDRESS, say(f"还没送出的{SECRET}"), MORNING, said)
    kept = files.keep(folder, f"{SECRET}.pdf", "application/pdf", b"%PDF-", "telegram", ADDRESS)
    sent = SentFile(kept.name, kept.media_type, 5, key=kept.key)
    enclosures.uploaded(session, conversation, "telegram", sent, "0" * 64, MORNING)
    files.keep(folder, "一页纸.pdf", "application/pdf", b"%PDF-", "telegram", ADDRESS)
    files.keep(folder, "别人的.pdf", "application/pdf", b"%PDF-", "telegram", "99")


def _matching(session: Session, conversation: int, case_id: int) -> None:
    """An instrument that is lent, and a wish for it."""
    of_wang = {"conversation_id": conversation, "case_id": case_id, "created_at": MORNING}
    words = {"about": SECRET, "price": SECRET, "more": SECRET, "topics": [SECRET]}
    offer = Offer(
        kind="instrument", city="xinzhou", title=SECRET, **words, **of_wang, changed_at=MORNING
    )
    wish = Commission(kind="instrument", city="xinzhou", **words, **of_wang)
    session.add_all((offer, wish))
    session.flush()
    bid = Bid(commission_id=wish.id, offer_id=offer.id, words=SECRET, changed_at=MORNING)
    session.add(bid)


def _card(session: Session) -> str:
    number = session.exec(select(Case.number).order_by(col(Case.id))).first()
    return f"办件 {number} 的访客{SECRET}说"


def erases(visitor: Visitor) -> None:
    """Ask for it and press twice."""
    visitor.says("/forget")
    visitor.presses("继续删除")
    visitor.presses("确定删除")
