"""A seat asks for every look and every deed whether its officer still may; the browser is the only door faked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nicegui import Client
from nicegui.page import page

from bot import cases, officers
from bot.channels.web.desk import case_deeds as deeds
from bot.channels.web.desk import forms
from bot.channels.web.desk.seat import Seat, SignedOut, Surroundings
from bot.database import Database, now
from bot.officers import Officer, Role, sessions, units
from tests.bot.cases.conftest import asker

KEY, ANOTHER = "0123456789abcdef", "fedcba9876543210"


@dataclass
class Office:
    """A desk with one case and one open tab of 陈科长."""

    database: Database
    case_id: int
    陈科长: Officer
    token: str
    woken: list[bool] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def sits(self, token: str, only_coordinators: bool = False) -> Seat:
        around = Surroundings(
            self.database,
            lambda: pytest.fail("nobody asked"),
            lambda: self.woken.append(True),
            lambda code: code,
            Path(),
        )
        client = Client(page(""))
        client.run_javascript = self.told.append  # type: ignore[method-assign, assignment]
        with client:
            seat = Seat(around, client, token, only_coordinators)
            for name, do in (("note", deeds.note), ("claim", deeds.claim), ("say", deeds.say)):
                with seat.form(name, name, do(self.case_id)):
                    forms.write("words", "words")
        return seat

    def kinds(self) -> list[str]:
        with self.database.reading() as session:
            return [event.kind for event in cases.timeline(session, self.case_id)]


@pytest.fixture
def office(database: Database) -> Office:
    with database.writing() as session:
        unit = units.enter(session, "xinzhou", "市科技局")
        officer = officers.add(session, "陈科长", unit, now())
        visitor = asker(session, "王老师")
        case = cases.open_case(
            session, visitor.conversation_id, "XZ", "科技保险", ["市科技局"], now(), city="xinzhou"
        )
        code = officers.issue(session, officer, now())
        token = sessions.begin(session, code, "", now())
        return Office(database, case.id, officer, token)


def sent(name: str, key: str = KEY, **fields: str) -> dict[str, object]:
    return {"name": name, "key": key, "fields": fields}


def takes(seat: Seat, *values: object) -> None:
    async def take() -> None:
        await asyncio.gather(*(seat.take(value) for value in values))

    asyncio.run(take())


def shown(seat: Seat) -> str:
    return " ".join(
        element.text for element in seat.client.elements.values() if hasattr(element, "text")
    )


def test_a_form_is_carried_out_told_and_the_delivery_woken(office: Office) -> None:
    seat = office.sits(office.token)
    takes(seat, sent("claim"))
    assert office.kinds() == ["created", "claimed"]
    assert office.told == [
        'desk.settled("claim", "' + json.dumps("已接单，访客已收到通知。")[1:] + ")"
    ]
    assert office.woken


def test_a_double_click_and_a_repeated_sending_count_once(office: Office) -> None:
    seat, other_tab = office.sits(office.token), office.sits(office.token)
    takes(seat, *[sent("note", words="已核实")] * 5)
    takes(other_tab, sent("note", words="已核实"))
    assert office.kinds() == ["created", "note"]
    assert len(office.told) == 6
    assert all(told.startswith("desk.settled") for told in office.told)
    takes(seat, sent("note", ANOTHER, words="已核实"))
    assert office.kinds() == ["created", "note", "note"]


def test_a_refused_form_may_be_sent_again_with_the_same_key(office: Office) -> None:
    seat = office.sits(office.token)
    takes(seat, sent("say", words="您好"))
    assert office.told[-1].startswith('desk.refused("say"')
    assert office.kinds() == ["created"]
    takes(seat, sent("claim", ANOTHER))
    takes(seat, sent("say", words="您好"))
    assert office.kinds() == ["created", "claimed", "message"]


@contextmanager
def revoked(office: Office) -> Iterator[None]:
    with office.database.writing() as session:
        officers.revoke(session, session.get_one(Officer, office.陈科长.id), now())
    yield


@contextmanager
def signed_out(office: Office) -> Iterator[None]:
    with office.database.writing() as session:
        sessions.end_all(session, office.陈科长, now())
    yield


Ending = Callable[[Office], Any]


@pytest.mark.parametrize("ends", [revoked, signed_out])
@pytest.mark.parametrize("name", ["claim", "note", "say"])
def test_an_open_tab_can_do_nothing_once_its_rights_have_ended(
    office: Office, ends: Ending, name: str
) -> None:
    seat = office.sits(office.token)
    with ends(office):
        takes(seat, sent(name, words="您好"))
    assert office.kinds() == ["created"]
    assert office.told == ["desk.left()"]
    assert "您已退出工作台" in shown(seat)
    takes(seat, sent("note", ANOTHER, words="还在吗"))
    assert office.kinds() == ["created"]


@pytest.mark.parametrize("ends", [revoked, signed_out])
def test_a_refresh_empties_the_page_of_whose_rights_have_ended(
    office: Office, ends: Ending
) -> None:
    seat = office.sits(office.token)
    asyncio.run(seat.refresh())
    assert office.told == []
    with ends(office):
        asyncio.run(seat.refresh())
    assert office.told == ["desk.left()"]


@pytest.mark.parametrize("token", ["", "0" * 32, "王老师"])
def test_a_made_up_token_does_nothing(office: Office, token: str) -> None:
    takes(office.sits(token), sent("claim"))
    assert office.kinds() == ["created"]


def test_a_coordinators_page_is_nothing_for_an_officer_and_ends_with_the_role(
    office: Office,
) -> None:
    async def looks(seat: Seat) -> str:
        return await seat.reads(lambda _session, officer, _at: officer.name)

    with pytest.raises(SignedOut):
        asyncio.run(looks(office.sits(office.token, only_coordinators=True)))

    def becomes(role: Role) -> None:
        with office.database.writing() as session:
            session.get_one(Officer, office.陈科长.id).role = role

    becomes(Role.COORDINATOR)
    seat = office.sits(office.token, only_coordinators=True)
    assert asyncio.run(looks(seat)) == "陈科长"
    becomes(Role.OFFICER)
    with pytest.raises(SignedOut):
        asyncio.run(looks(seat))


def test_an_officer_of_another_unit_is_told_so_and_the_words_stay(office: Office) -> None:
    with office.database.writing() as session:
        unit = units.enter(session, "xinzhou", "市财政局")
        刘科长 = officers.add(session, "刘科长", unit, now())
        token = sessions.begin(session, officers.issue(session, 刘科长, now()), "", now())
    takes(office.sits(token), *(sent(name, words="您好") for name in ("claim", "note", "say")))
    assert office.kinds() == ["created"]
    assert all(told.startswith("desk.refused") for told in office.told)
    assert "不由您办理" in json.loads(office.told[0].partition(", ")[2].rstrip(")"))


def test_a_form_that_the_page_does_not_have_is_ignored(office: Office) -> None:
    takes(office.sits(office.token), sent("revoke-1"), None, {"name": "claim"})
    assert (office.kinds(), office.told) == (["created"], [])


def test_a_fault_of_ours_is_told_as_one_and_nothing_is_half_done(office: Office) -> None:
    seat = office.sits(office.token)

    def breaks(session: Any, officer: Officer, at: Any, _fields: forms.Fields) -> str:
        cases.note(session, office.case_id, officer, "半途", at)
        raise KeyError("王老师的电话")

    with seat.client, seat.form("breaks", "breaks", breaks):
        pass
    takes(seat, sent("breaks"))
    assert office.kinds() == ["created"]
    assert json.dumps("暂时没能提交")[1:-1] in office.told[-1]
    assert json.dumps("王老师")[1:-1] not in office.told[-1]
