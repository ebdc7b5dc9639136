"""Every button of visitors, pressed by others with the ids of 王老师: nothing of theirs changes or is told.

A table says whose ids a button carries; a new button without a row fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import Session, select

from bot import cases, matching, officers, transcript, visitors
from bot.conversation import Specialist
from bot.database import Database
from bot.enclosures import Enclosure
from bot.enclosures import State as FileState
from bot.matching import Bid, Commission
from bot.matching.offering import Public
from bot.messages import Incoming
from bot.officers import units
from bot.steps.button import VERBS
from bot.tables import metadata
from bot.transcript import Message
from dialogs.storage import Interview
from tests.conftest import MORNING, Visitor

SECRET = "小名阿宝"
"""What 王老师 said, so that it is seen when it is told to others."""

NOTHING = ""
CARRIES: dict[str, str] = {
    **dict.fromkeys(
        ("askwith", "cases", "help", "menu", "mine", "mydata", "officer", "privacy", "services"),
        NOTHING,
    ),
    **dict.fromkeys(
        ("about", "anew", "assess", "clause", "related", "policy", "source", "city"), "published"
    ),
    **dict.fromkeys(("form", "offers", "request"), "published"),
    **dict.fromkeys(
        ("add", "attach", "auto", "cancel", "case", "consent", "rate", "reopen", "talk", "urge"),
        "case",
    ),
    **dict.fromkeys(
        ("answer", "back", "drop", "early", "edit", "enclose", "discard", "fresh", "hand"),
        "interview",
    ),
    **dict.fromkeys(
        ("handed", "none", "pause", "pick", "picked", "profile", "redo", "report", "resume"),
        "interview",
    ),
    **dict.fromkeys(("send", "singly", "unpick", "unsure", "verdicts"), "interview"),
    **dict.fromkeys(("reason", "useful", "forget"), "message"),
    **dict.fromkeys(("offer", "book", "withdraw", "republish"), "offer"),
    **dict.fromkeys(("agree", "bid", "commission", "decline", "share"), "commission"),
    "choose": "bid",
}
"""What stands in the button: whose ids. What is published is everybody's."""

TAILS = ((), ("yes",), ("no",), ("sure",), ("y",), ("yy5",), ("0",), ("1", "0"), ("0", "0", "0"))


def test_the_table_knows_every_button() -> None:
    assert set(CARRIES) == set(VERBS)


@dataclass
class Home:
    """What 王老师 has: a case, an assessment, a form, a file, an offer, and what was asked of others."""

    database: Database
    ids: dict[str, list[int]]

    def rows(self) -> dict[tuple[str, tuple[Any, ...]], tuple[Any, ...]]:
        """Every row of every table."""
        with self.database.reading() as session:
            return dict(_rows(session))


def _rows(session: Session) -> Iterator[tuple[tuple[str, tuple[Any, ...]], tuple[Any, ...]]]:
    for table in metadata.sorted_tables:
        keys = [column.name for column in inspect(table).primary_key]
        for row in session.connection().execute(table.select()).mappings():
            yield (table.name, tuple(row[key] for key in keys)), tuple(map(repr, row.values()))


@pytest.fixture
def home(王老师: Visitor, database: Database) -> Home:
    王老师.presses_action("city:xinzhou")
    王老师.says("忻州高企认定奖多少")
    王老师.says(f"转人工，我{SECRET}")
    王老师.says("/officer")
    王老师.presses_action("assess:")
    王老师.presses_action("form:instrument")
    with database.writing() as session:
        talk = transcript.conversation_of(
            session, visitors.meet(session, "test", "王老师", "", MORNING).id, MORNING
        )
        case = cases.cases_of(session, talk.id)[0]
        offer = matching.publish(
            session, matching.Kind.INSTRUMENT, case, Public(title="扫描电镜"), MORNING
        )
        asked = Commission(
            kind=matching.Kind.INSTRUMENT,
            conversation_id=talk.id,
            case_id=case.id,
            offer_id=offer.id,
            city="xinzhou",
            about=SECRET,
            created_at=MORNING,
        )
        session.add(asked)
        session.flush()
        bid = Bid(commission_id=asked.id, offer_id=offer.id, words=SECRET, changed_at=MORNING)
        session.add(bid)
        _send_file(session, talk.id)
        ids = {
            "case": [case.id],
            "offer": [offer.id],
            "commission": [asked.id],
            "bid": [_id(session, bid)],
            "interview": _ids(session, select(Interview.id)),
            "message": _ids(session, select(Message.id))[-2:],
        }
    assert all(ids.values())
    assert len(ids["interview"]) == 2
    return Home(database, ids)


def _send_file(session: Session, conversation_id: int) -> None:
    file = Enclosure(
        conversation_id=conversation_id,
        channel="test",
        name=f"{SECRET}.pdf",
        media_type="application/pdf",
        state=FileState.KEPT,
        received_at=MORNING,
    )
    session.add(file)


def _id(session: Session, row: Bid) -> int:
    session.flush()
    return row.id


def _ids(session: Session, query: Any) -> list[int]:
    return sorted(session.exec(query).all())


PUBLISHED = ("xinzhou-21", "xinzhou", "instrument", "0", "1", "both")
Press = Callable[[str], str]


def 小李的(specialist: Specialist, database: Database) -> Press:
    return _presses(specialist, database, Incoming("test", "小李", "choice"))


def officers_of_another_unit(specialist: Specialist, database: Database) -> Press:
    _signs_in(specialist, database, "周科长", "505", revoked=False)
    return _presses(specialist, database, Incoming("telegram", "505", "choice", person="505"))


def a_revoked_officer(specialist: Specialist, database: Database) -> Press:
    _signs_in(specialist, database, "停用", "506", revoked=True)
    return _presses(specialist, database, Incoming("telegram", "506", "choice", person="506"))


def _signs_in(
    specialist: Specialist, database: Database, name: str, address: str, revoked: bool
) -> None:
    with database.writing() as session:
        unit = units.find_or_enter(session, "xinzhou", ["市教育局"])[0]
        officer = officers.add(session, name, unit, MORNING)
        code = officers.issue(session, officer, MORNING)
    with database.writing() as session:
        login = Incoming("telegram", address, "text", text=f"/login {code}", person=address)
        specialist.hear(session, login)
    if revoked:
        with database.writing() as session:
            officers.revoke(session, officers.find(session, name), MORNING)


def _presses(specialist: Specialist, database: Database, incoming: Incoming) -> Press:
    def press(action: str) -> str:
        with database.writing() as session:
            spoken = specialist.hear(session, replace(incoming, action=action))
        return "\n".join(reply.text for reply in spoken.replies)

    return press


def actions_on(home: Home, verb: str) -> Iterator[str]:
    kind = CARRIES[verb]
    carried: list[Any] = [*PUBLISHED] if kind == "published" else home.ids.get(kind, [])
    starts = [f"{verb}:{one}" for one in carried] or [verb]
    for start in starts:
        for tail in TAILS:
            yield ":".join((start, *tail))
    if kind == "message":
        yield f"{verb}:sure:{carried[0]}"


@pytest.mark.parametrize("who", [小李的, officers_of_another_unit, a_revoked_officer])
def test_nobody_does_anything_with_what_is_somebody_elses(
    home: Home,
    specialist: Specialist,
    database: Database,
    who: Callable[[Specialist, Database], Press],
) -> None:
    before = home.rows()
    press = who(specialist, database)
    for verb in CARRIES:
        for action in actions_on(home, verb):
            assert SECRET not in press(action), action
    after = home.rows()
    assert {key for key in before if after.get(key) != before[key]} == set()


FORGED = ("0", "-1", "99999", str(10**30), "x", "", "' OR 1=1", "1.5")


def test_made_up_ids_are_over_and_break_nothing(
    home: Home, specialist: Specialist, database: Database
) -> None:
    press, before = 小李的(specialist, database), home.rows()
    for verb in VERBS:
        for forged in FORGED:
            for tail in ("", f":{forged}", ":yes", ":1:1:1:1"):
                assert SECRET not in press(f"{verb}:{forged}{tail}")
    after = home.rows()
    assert {key for key in before if after.get(key) != before[key]} == set()


def test_their_own_buttons_pressed_twice_count_once(home: Home, 王老师: Visitor) -> None:
    (case_id,) = home.ids["case"]

    def kinds() -> list[str]:
        with home.database.reading() as session:
            return [event.kind for event in cases.timeline(session, case_id)]

    for action, happened in (
        (f"urge:{case_id}", "urged"),
        (f"cancel:{case_id}:sure", "cancelled"),
        (f"consent:{case_id}:yes", ""),
    ):
        for _ in range(3):
            王老师.presses_action(action)
        assert kinds().count(happened) == (1 if happened else 0)
