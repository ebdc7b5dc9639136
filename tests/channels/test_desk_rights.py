"""Every action of the desk, tried by everybody: one table, read against the source, so that none is forgotten.

Actions are what pages hand to a seat: forms (`seat.form`, `press`) and audited looks (`seat.does`). Forged,
replayed and ended sessions are tried for each of them, too.
"""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from nicegui import Client
from nicegui.page import page
from sqlmodel import Session, func, select

from bot import cases, matching, officers, proposals
from bot.audit import AuditLine
from bot.cases import Event, NotAllowed, Solved
from bot.channels.web.desk import absences, account
from bot.channels.web.desk import case_deeds as deeds
from bot.channels.web.desk.case_page import opened
from bot.channels.web.desk.coordinating import figures, knowledge, places, reviews, roster, staff
from bot.channels.web.desk.coordinating import stock_words as stock
from bot.channels.web.desk.coordinating.shown import told
from bot.channels.web.desk.forms import Do, Fields, Refused
from bot.channels.web.desk.seat import Seat, Surroundings
from bot.database import Database, now
from bot.matching.offering import Public
from bot.officers import Officer, RefusedCode, Role, sessions, templates
from bot.proposals import Draft, Kind, Proposal
from bot.reviews.tables import Mark
from knowledge import library
from knowledge.policy import Clause, Policy
from tests.bot.cases.conftest import FRIDAY, Desk, asker, desk
from tests.bot.cases.conftest import staff as everybody_of
from tests.conftest import ROOT

__all__ = ["desk"]

DESK = ROOT / "bot" / "channels" / "web" / "desk"
EVERYBODY = ("陈科长", "同事", "刘科长", "停用", "孙主任", "李主任")
UNIT, HOLDER = {"陈科长", "同事"}, {"陈科长"}
CHIEFS = {"孙主任", "李主任"}
SIGNED_IN = {"陈科长", "同事", "刘科长"} | CHIEFS
"""陈科长 has the case and leads 市科技局, 刘科长 is of another unit, 停用 was revoked; two run the desk."""

Prepared = tuple[Do, dict[str, str]]


@dataclass(frozen=True)
class Row:
    """One action: how it is sent, and who may. `held` tells whether 陈科长 has claimed the case before."""

    prepare: Callable[[Desk], Prepared]
    may: set[str]
    held: bool = True


def look(do: Callable[[Session, Officer, object], object]) -> Do:
    """An audited look, as if it were a form."""

    def done(session: Session, officer: Officer, at: object, _fields: Fields) -> str:
        return str(do(session, officer, at))

    return done


def hand_on(move: deeds.Move) -> Callable[[Desk], Prepared]:
    return lambda d: (
        deeds.hand_on(d.case.id, move),
        {"unit": str(d.财政局.id), "reason": "拨款的事"},
    )


def reopen(d: Desk) -> Prepared:
    cases.close(d.session, d.case.id, d.陈科长, Solved.SOLVED, FRIDAY)
    return deeds.reopen(d.case.id), {"reason": "材料补齐了"}


def take_down(d: Desk) -> Prepared:
    matching.publish(d.session, matching.Kind.INSTRUMENT, d.case, Public(title="扫描电镜"), FRIDAY)
    return deeds.take_down(d.case.id), {"reason": "信息不实"}


def away_of_chen(d: Desk) -> int:
    day = date(2099, 3, 2)
    known = officers.absences_of(d.session, d.陈科长, day)
    return (known[0] if known else officers.note_absence(d.session, d.陈科长, day, day)).id


def template(d: Desk) -> int:
    return templates.add(d.session, chief(d), "高企", "看第二十一条。", FRIDAY, d.科技局.id).id


def chief(d: Desk) -> Officer:
    return d.孙主任


def proposed(d: Desk) -> Proposal:
    draft = Draft(Kind.PHRASING, "高企证下来了给钱不", ("xinzhou-21",))
    return proposals.propose(d.session, d.陈科长, draft, FRIDAY)


AWAY = {"first": "2099-03-03", "last": "2099-03-04"}
ASKED = figures.Asked("", "", "", "")

ROWS: dict[str, Row] = {
    "case_page.does": Row(lambda d: (look(opened(d.case.id)), {}), UNIT | CHIEFS),
    "about_case.does": Row(
        lambda d: (look(lambda s, o, at: cases.conversation_before(s, d.case.id, o, at)), {}),
        HOLDER | CHIEFS,
    ),
    "case_forms.claim": Row(lambda d: (deeds.claim(d.case.id), {}), UNIT | CHIEFS, held=False),
    "case_forms.say": Row(lambda d: (deeds.say(d.case.id), {"words": "您好"}), HOLDER | CHIEFS),
    "case_forms.note": Row(lambda d: (deeds.note(d.case.id), {"words": "已核实"}), UNIT | CHIEFS),
    "case_forms.close": Row(
        lambda d: (deeds.close(d.case.id), {"outcome": "solved"}), HOLDER | CHIEFS
    ),
    "case_forms.transfer": Row(hand_on(cases.transfer), HOLDER | CHIEFS),
    "case_forms.return": Row(hand_on(cases.return_), UNIT | CHIEFS),
    "case_forms.reopen": Row(reopen, UNIT | CHIEFS),
    "case_forms.take-down": Row(take_down, UNIT | CHIEFS),
    "account.everywhere": Row(lambda d: (account._everywhere, {}), SIGNED_IN),
    "account.link": Row(
        lambda d: (look(lambda s, o, at: officers.issue(s, o, FRIDAY)), {}), SIGNED_IN
    ),
    "absences.away": Row(lambda d: (absences.send_away, AWAY), SIGNED_IN),
    "absences.back-{}": Row(lambda d: (absences.call_back(away_of_chen(d)), {}), HOLDER),
    "roster.away": Row(
        lambda d: (roster._send_away, {**AWAY, "officer": str(d.陈科长.id)}), HOLDER | CHIEFS
    ),
    "roster.back-{}": Row(lambda d: (roster._call_back(away_of_chen(d)), {}), HOLDER | CHIEFS),
    "reviews.name": Row(lambda d: (reviews._mark((1,), Mark.SEEN), {}), CHIEFS),
    "staff.hire": Row(
        lambda d: (staff._hire, {"name": "周科长", "unit": str(d.科技局.id), "role": "officer"}),
        CHIEFS,
    ),
    "staff.change-{}": Row(
        lambda d: (staff._change(d.同事.id), {"name": "同事", "unit": str(d.财政局.id)}), CHIEFS
    ),
    "staff.link-{}": Row(
        lambda d: (look(lambda s, o, at: staff.staff.invite(s, o, d.同事.id, FRIDAY)), {}), CHIEFS
    ),
    "staff.dismiss-{}": Row(
        lambda d: (look(lambda s, o, at: staff.staff.dismiss(s, o, d.同事.id, FRIDAY)), {}), CHIEFS
    ),
    "places.duty-{}": Row(lambda d: (places._duty(d.科技局.id), {"hours": "9:00-17:00"}), CHIEFS),
    "places.alias-{}": Row(lambda d: (places._call(d.科技局.id), {"alias": "科委"}), CHIEFS),
    "places.alias-{}-{}": Row(lambda d: (places._call_no_more(d.科技局.id, "科委"), {}), CHIEFS),
    "stock_words.template": Row(
        lambda d: (stock._add, {"title": "问", "text": "您好！", "unit": str(d.科技局.id)}),
        HOLDER | CHIEFS,
    ),
    "stock_words.template-{}": Row(
        lambda d: (stock._change(template(d)), {"title": "问", "text": "您好！"}), HOLDER | CHIEFS
    ),
    "stock_words.remove-{}": Row(lambda d: (stock._remove(template(d)), {}), HOLDER | CHIEFS),
    "figures.does": Row(
        lambda d: (look(lambda s, o, at: figures._export(s, o, FRIDAY, ASKED)), {}), CHIEFS
    ),
    "knowledge.does": Row(
        lambda d: (look(lambda s, o, at: proposals.drafted(s, d.case.id, o, FRIDAY)), {}),
        UNIT | CHIEFS,
    ),
    "knowledge.name": Row(
        lambda d: (
            knowledge._propose(d.case.id),
            {"kind": "phrasing", "question": "高企给钱不", "clause": "xinzhou-21"},
        ),
        UNIT | CHIEFS,
    ),
    "knowledge.approve-{}": Row(lambda d: (knowledge._approve(proposed(d).id), {}), CHIEFS),
    "knowledge.decline-{}": Row(
        lambda d: (knowledge._decline(proposed(d).id), {"word": "已经有了"}), CHIEFS
    ),
    "knowledge.withdraw-{}": Row(
        lambda d: (knowledge._withdraw(proposed(d).id), {"word": "写错了"}), HOLDER | CHIEFS
    ),
}

WITHOUT_TRACE = {"places.alias-{}-{}"}
"""There is no such alias to take away."""

HARMLESS = {"search_page.search", "citing.find"}
"""Forms that change nothing and keep nothing: what they find is read with the rights of who looks."""


def actions_in(source: Path) -> Iterator[str]:
    """What a module hands to a seat, as `module.name`, with {} for what is put into a name."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and "seat" in ast.unparse(called.value):
            if called.attr == "form":
                yield f"{source.stem}.{_name(node.args[0])}"
            elif called.attr == "does":
                yield f"{source.stem}.does"
        elif isinstance(called, ast.Name) and called.id == "press":
            yield f"{source.stem}.{_name(node.args[1])}"


def _name(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in argument.values
        )
    return ast.unparse(argument)


def test_the_table_knows_every_action_of_the_desk() -> None:
    found = {action for source in DESK.rglob("*.py") for action in actions_in(source)}
    found -= {"shown.name"}  # `press` itself
    assert found == set(ROWS) | HARMLESS


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The cast with a second coordinator, and one clause in use."""
    return furnished(desk)


def furnished(desk: Desk) -> Desk:
    text = "一次性给予奖励10万元。"
    clause = Clause("xinzhou-21", 21, "", "支持企业升级提质", text, ("市科技局",))
    policy = Policy(
        "xinzhou", "忻州", "措施", "", "", "", "XZ", True, None, None, None, "", (clause,)
    )
    library.publish_policy(desk.session, policy, FRIDAY)
    desk.陈科长.leads = True
    desk.case.consent = True
    desk.session.flush()
    return desk


def called(d: Desk, who: str) -> Officer:
    if who != "李主任":
        officer: Officer = getattr(d, who)
        return officer
    known = d.session.exec(select(Officer).where(Officer.name == who)).first()
    return known or officers.add(d.session, who, d.财政局, FRIDAY, Role.COORDINATOR)


def traces(session: Session) -> tuple[int, int]:
    """Grows with everything that is done."""
    return tuple(  # type: ignore[return-value]
        session.exec(select(func.count()).select_from(table)).one() for table in (AuditLine, Event)
    )


def prepared(d: Desk, row: Row) -> Prepared:
    called(d, "李主任")
    if row.held and d.case.holder_id is None:
        cases.claim(d.session, d.case.id, d.陈科长, FRIDAY)
    do, fields = row.prepare(d)
    d.session.flush()
    return told(do), fields


@pytest.mark.parametrize("name", ROWS)
def test_every_action_is_for_those_who_may_and_for_nobody_else(office: Desk, name: str) -> None:
    session, row = office.session, ROWS[name]
    do, fields = prepared(office, row)
    could = set()
    for who in EVERYBODY:
        officer, before = called(office, who), traces(session)
        trying = session.begin_nested()
        try:
            do(session, officer, FRIDAY, fields)
            could.add(who)
        except (Refused, NotAllowed, RefusedCode):
            assert traces(session) == before, f"{who} left something behind"
        trying.rollback()
        session.expire_all()
    assert could - {"停用"} == row.may
    assert "停用" not in could or name.startswith("account."), "a session ends with the rights"


@dataclass
class Building:
    """A database with the cast, and somebody's tab."""

    database: Database
    told: list[str]

    def prepare(self, name: str) -> tuple[Prepared, str, str]:
        """The action, a token of who may do it, and one of somebody who was revoked since."""
        row = ROWS[name]
        with self.database.writing() as session:
            people = everybody_of(session)
            wang = asker(session, "王老师")
            case = cases.open_case(
                session, wang.conversation_id, "XZ", "科技保险", ["市科技局"], now(), city="xinzhou"
            )
            d = furnished(Desk(session, case, wang, wang, **people))  # type: ignore[arg-type]
            sent = prepared(d, row)
            who = called(d, "李主任" if "李主任" in row.may else "陈科长")
            gone = officers.add(session, "走了", d.科技局, FRIDAY, Role.COORDINATOR)
            tokens = [self._signs_in(session, officer) for officer in (who, gone)]
            officers.revoke(session, gone, now())
        return sent, tokens[0], tokens[1]

    def _signs_in(self, session: Session, officer: Officer) -> str:
        return sessions.begin(session, officers.issue(session, officer, now()), "", now())

    def sits(self, token: str, do: Do) -> Seat:
        around = Surroundings(
            self.database,
            lambda: pytest.fail("nobody asked"),
            lambda: None,
            lambda code: code,
            Path(),
        )
        client = Client(page(""))
        client.run_javascript = self.told.append  # type: ignore[method-assign, assignment]
        with client:
            seat = Seat(around, client, token, only_coordinators=False)
            with seat.form("action", "做", do):
                pass
        return seat

    def left(self) -> tuple[int, int]:
        with self.database.reading() as session:
            return traces(session)


def sends(seat: Seat, fields: dict[str, str], key: str = "0123456789abcdef") -> None:
    asyncio.run(seat.take({"name": "action", "key": key, "fields": fields}))


@pytest.mark.parametrize("name", ROWS)
def test_strangers_do_nothing_and_a_replay_counts_once(database: Database, name: str) -> None:
    building = Building(database, [])
    (do, fields), token, of_revoked = building.prepare(name)
    before = building.left()
    visitors_cookie = "a1b2c3d4" * 4
    for forged in ("", visitors_cookie, token[::-1], token[:-1], of_revoked):
        seat = building.sits(forged, do)
        sends(seat, fields)
        assert building.left() == before
        assert building.told.pop() == "desk.left()"
    sends(building.sits(token, do), fields)
    once = building.left()
    assert (once != before) is (name not in WITHOUT_TRACE)
    for _ in range(2):  # a double click, and the same from another tab
        sends(building.sits(token, do), fields)
        assert building.left() == once
