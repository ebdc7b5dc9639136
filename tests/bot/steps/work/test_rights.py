"""Every button and command of officers, tried by everybody: who may, who may not, made-up ids, and once more.

A table holds a row for each; a new button without a row fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlmodel import col, select

from bot import matching, officers
from bot.cases import Case
from bot.matching.offering import Public
from bot.officers import Unit
from bot.officers.drafts import Draft
from bot.steps.work.buttons import VERBS
from bot.steps.work.commands import COMMANDS
from bot.wording import officer_entrance_phrases as entrance_phrases
from bot.wording import officer_work_phrases as phrases
from bot.wording import phrases as for_visitors
from tests.bot.steps.work.conftest import Office, Person

HOLDER, DESK = {"陈科长"}, {"孙主任"}
UNIT = {"陈科长", "同事"}
CONCERNED = UNIT | {"刘科长"}
"""Both units: 刘科长's supports."""

OFFICERS = CONCERNED | {"周科长"} | DESK
NOBODY_ELSE = {"停用", "路人"}
REFUSALS = {
    phrases.GONE,
    phrases.DONE_ALREADY,
    phrases.OVER,
    phrases.UNKNOWN_UNIT,
    for_visitors.BUTTON_OVER,
}


@dataclass(frozen=True)
class Row:
    """A button: what is pressed, who may, and the one who does it in earnest when it can be done only once."""

    press: Callable[[Office, Case], str]
    may: set[str]
    once: str = ""


def on_case(verb: str) -> Callable[[Office, Case], str]:
    return lambda _office, case: f"desk:{verb}:{case.id}"


def unit_id(office: Office, name: str) -> int:
    with office.database.reading() as session:
        return session.exec(select(Unit).where(Unit.name == name)).one().id


def to_another_unit(office: Office, case: Case) -> str:
    return f"desk:to:{case.id}:t:{unit_id(office, '市教育局')}"


def a_template(office: Office, case: Case) -> str:
    from bot.officers import templates

    with office.database.reading() as session:
        first = templates.of(session, officers.find(session, "陈科长"))[0]
    return f"desk:text:{case.id}:{first.id}"


def newest_draft(verb: str) -> Callable[[Office, Case], str]:
    """The button of what 陈科长 began last."""

    def press(office: Office, _case: Case) -> str:
        with office.database.reading() as session:
            theirs = select(Draft).where(Draft.officer_id == officers.find(session, "陈科长").id)
            draft = session.exec(theirs.order_by(col(Draft.id).desc())).first()
        assert draft is not None
        return f"desk:{verb}:{draft.id}"

    return press


ROWS: dict[str, Row] = {
    "queue": Row(lambda _o, _c: "desk:queue", OFFICERS),
    "my": Row(lambda _o, _c: "desk:my", OFFICERS),
    "claim": Row(lambda _o, case: f"claim:{case.id}", CONCERNED | DESK, once="陈科长"),
    "card": Row(on_case("card"), CONCERNED | DESK),
    "line": Row(on_case("line"), CONCERNED | DESK),
    "reply": Row(on_case("reply"), HOLDER | DESK),
    "note": Row(on_case("note"), CONCERNED | DESK),
    "cite": Row(on_case("cite"), CONCERNED | DESK),
    "search": Row(on_case("search"), CONCERNED | DESK),
    "texts": Row(on_case("texts"), CONCERNED | DESK),
    "move": Row(on_case("move"), HOLDER | DESK),
    "to": Row(to_another_unit, HOLDER | DESK),
    "back": Row(on_case("back"), UNIT | DESK),
    "end": Row(on_case("end"), HOLDER | DESK),
    "down": Row(lambda _o, case: f"desk:down:{case.id}:0", CONCERNED | DESK, once="陈科长"),
    "clause": Row(lambda _o, case: f"desk:clause:{case.id}:xinzhou-21", DESK | HOLDER),
    "text": Row(a_template, HOLDER | DESK),
    "put": Row(newest_draft("put"), HOLDER, once="陈科长"),
    "ask": Row(newest_draft("ask"), HOLDER, once="陈科长"),
    "drop": Row(newest_draft("drop"), HOLDER, once="陈科长"),
    "out": Row(lambda _o, case: f"desk:out:{case.id}:solved", HOLDER | DESK),
    "now": Row(newest_draft("now"), HOLDER, once="陈科长"),
    "again": Row(on_case("again"), CONCERNED | DESK, once="陈科长"),
}
"""In an order in which each can be done."""

BEFORE: dict[str, str] = {
    "put": "text",
    "ask": "text",
    "drop": "text",
    "now": "out",
}
"""What 陈科长 does first, so that there is a draft."""


def test_the_table_knows_every_button_and_command() -> None:
    assert set(ROWS) == set(VERBS) | {"claim", "ask"}
    assert set(MARKS) == set(COMMANDS)


@pytest.fixture
def everybody(
    office: Office,
    陈科长: Person,
    同事: Person,
    刘科长: Person,
    周科长: Person,
    孙主任: Person,
    路人: Person,
) -> dict[str, Person]:
    """All of the cast; 停用 signed in and was then revoked."""
    revoked = Person(office, "506")
    with office.database.writing() as session:
        tech = session.exec(select(Unit).where(Unit.name == "市科技局")).one()
        gone = officers.add(session, "停用", tech, office.clock())
        code = officers.issue(session, gone, office.clock())
    revoked.types(f"/login {code}")
    with office.database.writing() as session:
        officers.revoke(session, officers.find(session, "停用"), office.clock())
    return {
        "陈科长": 陈科长,
        "同事": 同事,
        "刘科长": 刘科长,
        "周科长": 周科长,
        "孙主任": 孙主任,
        "路人": 路人,
        "停用": revoked,
    }


def publishes(office: Office, case: Case) -> None:
    with office.database.writing() as session:
        there = session.get_one(Case, case.id)
        public = Public(title="扫描电镜")
        matching.publish(session, matching.Kind.INSTRUMENT, there, public, office.clock())


def is_refused(replies: list[str]) -> bool:
    return not replies or any(text in REFUSALS for text in replies)


def tries(office: Office, who: Person, action: str) -> bool:
    """Press it; whether something came of it. What is refused has changed nothing and told nobody else."""
    before = (office.kinds(), len(office.told("王老师")))
    replies = [reply.text for reply in who.presses_action(action)]
    if is_refused(replies):
        assert (office.kinds(), len(office.told("王老师"))) == before, (who.id, action)
        return False
    return True


def test_every_button_is_for_those_who_may_and_for_nobody_else(
    office: Office, case: Case, everybody: dict[str, Person]
) -> None:
    publishes(office, case)
    could: dict[str, set[str]] = {}
    for verb, row in ROWS.items():
        if first := BEFORE.get(verb):
            assert tries(office, everybody["陈科长"], ROWS[first].press(office, case))
        action = row.press(office, case)
        others = [name for name in everybody if name not in row.may]
        could[verb] = {name for name in others if tries(office, everybody[name], action)}
        doing = [row.once] if row.once else sorted(row.may)
        could[verb] |= {name for name in doing if _does(office, everybody[name], verb, action)}
        if row.once:
            could[verb] |= row.may
            assert _counts_once(office, everybody[row.once], action), verb
    assert could == {verb: row.may for verb, row in ROWS.items()}


def _does(office: Office, who: Person, verb: str, action: str) -> bool:
    if verb == "ask":  # the kept words are answered as a question, by the steps for everybody
        return bool(who.presses_action(action))
    return tries(office, who, action)


def _counts_once(office: Office, who: Person, action: str) -> bool:
    before = (office.kinds(), len(office.told("王老师")))
    who.presses_action(action)
    return (office.kinds(), len(office.told("王老师"))) == before


FORGED = ("0", "-1", "99999", str(10**30), "x", "", "１", "1:2:3:4:5", "' OR 1=1")


@pytest.mark.parametrize("verb", ROWS)
def test_made_up_ids_are_refused_kindly(
    office: Office, case: Case, 陈科长: Person, 路人: Person, verb: str
) -> None:
    陈科长.presses_action(f"claim:{case.id}")
    before = (office.kinds(), len(office.told("王老师")))
    start = "claim" if verb == "claim" else f"desk:{verb}"
    for forged in FORGED:
        for action in (f"{start}:{forged}", f"{start}:{forged}:{forged}:{forged}"):
            for who in (陈科长, 路人):
                who.presses_action(action)
    after = (office.kinds(), len(office.told("王老师")))
    assert after == before


MARKS: dict[str, tuple[str, str]] = {
    "my": ("", phrases.NO_CASES),
    "queue": ("", phrases.WAITING_CASES),
    "desk": ("", "网页工作台的登录链接"),
    "absent": ("", entrance_phrases.ABSENT_HOW),
    "ask": ("", entrance_phrases.ASK_WHAT),
    "help": ("", "您已作为工作人员登录"),
    "logout": ("", entrance_phrases.SIGNED_OUT),
}
"""What stands after a command, and what an officer is told."""


def test_every_command_is_for_officers_and_for_nobody_else(
    office: Office, case: Case, everybody: dict[str, Person]
) -> None:
    for name, (rest, mark) in MARKS.items():
        for who in (*sorted(NOBODY_ELSE), "同事"):
            told = "\n".join(r.text for r in everybody[who].types(f"/{name} {rest}".strip()))
            assert (mark in told) == (who == "同事"), (name, who, told)
    told = everybody["同事"].types("/my")
    assert phrases.NO_CASES not in told[-1].text, "signed out"


def test_what_officers_type_is_a_visitors_word_once_they_are_revoked(
    office: Office, case: Case, everybody: dict[str, Person]
) -> None:
    everybody["陈科长"].presses_action(f"claim:{case.id}")
    with office.database.writing() as session:
        officers.revoke(session, officers.find(session, "陈科长"), office.clock())
    before = len(office.told("王老师"))
    everybody["陈科长"].types("请把材料发来", answering=case.number)
    assert len(office.told("王老师")) == before
    assert office.kinds().count("message") == 0
