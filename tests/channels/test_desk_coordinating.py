"""The coordinators' pages over real HTTP: open to coordinators, closed to officers, visitors and the revoked."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot import officers
from bot.cases import ALLOWED, Part
from bot.channels.web.desk.coordinating import trail_wording
from bot.channels.web.desk.coordinating.pages import PAGES
from bot.channels.web.desk.pages import PAGES as DESK
from bot.database import Database, now, open_database
from bot.officers import Officer, Role, units
from tests.browser.conftest import Server
from tests.conftest import ROOT

PATHS = [page.path.replace("{officer_id}", "1").replace("{unit_id}", "1") for page in PAGES]
OPEN_TO_OFFICERS = {"/desk/knowledge", "/desk/templates"}


@pytest.fixture(scope="module")
def server(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    var = tmp_path_factory.mktemp("coordinating") / "var"
    shutil.copytree(published_var, var)
    running = Server(var)
    running.start()
    yield running
    running.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def database(server: Server) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    yield opened
    opened.close()


def signed_in(
    server: Server, database: Database, name: str, role: Role
) -> tuple[httpx.Client, Officer]:
    with database.writing() as session:
        unit = units.find(session, "市科技局", "xinzhou", "忻州")
        officer = officers.add(session, name, unit, now(), role)
        code = officers.issue(session, officer, now())
    browser = httpx.Client(base_url=server.url, timeout=30)
    browser.post(f"/desk/in/{code}")
    return browser, officer


def test_each_page_opens_for_a_coordinator_until_the_rights_end(
    server: Server, database: Database
) -> None:
    browser, sun = signed_in(server, database, "孙主任", Role.COORDINATOR)
    for path in PATHS:
        page = browser.get(path)
        assert (page.status_code, "desk-main" in page.text) == (200, True), path
    with database.writing() as session:
        session.get_one(Officer, sun.id).role = Role.OFFICER
    for path in PATHS:
        assert browser.get(path).status_code == (200 if path in OPEN_TO_OFFICERS else 403), path
    with database.writing() as session:
        officers.revoke(session, session.get_one(Officer, sun.id), now())
    assert {browser.get(path).status_code for path in PATHS} == {401}


def test_an_officer_sees_nothing_of_the_coordinators_pages(
    server: Server, database: Database
) -> None:
    browser, _ = signed_in(server, database, "陈科长", Role.OFFICER)
    for path in PATHS:
        page = browser.get(path)
        if path in OPEN_TO_OFFICERS:
            assert page.status_code == 200
        else:
            assert (page.status_code, "这个页面只有协调员可以打开" in page.text) == (403, True)
            assert "孙主任" not in page.text


def test_a_visitor_is_asked_to_sign_in(server: Server) -> None:
    with httpx.Client(base_url=server.url) as visitor:
        visitor.get("/")
        everything = {page.path.format(officer_id=1, unit_id=1, case_id=1) for page in DESK}
        assert {path: visitor.get(path).status_code for path in everything} == dict.fromkeys(
            everything, 401
        )


@pytest.mark.parametrize(
    "query", ["from=x", "from=2026-11-02&to=2026-11-01", "unit=999999999999", "city=nowhere"]
)
def test_an_address_typed_wrongly_is_answered_with_a_page(
    server: Server, database: Database, query: str
) -> None:
    browser, _ = signed_in(server, database, "李主任", Role.COORDINATOR)
    assert browser.get(f"/desk/figures?{query}").status_code == 200
    assert browser.get("/desk/knowledge?case=99999&clause=x").status_code == 200
    assert "没有这位工作人员" in browser.get("/desk/staff/abc").text


AUDITED = re.compile(r'audit\.note\(\s*session,\s*"(?P<action>[a-z_]+)"')
OFFICERS = {Part.UNIT, Part.HOLDER, Part.COORDINATOR}


def test_everything_in_the_trail_is_told_in_chinese() -> None:
    noted = {
        m["action"] for f in (ROOT / "bot").rglob("*.py") for m in AUDITED.finditer(f.read_text())
    }
    noted |= {str(verb) for verb, parts in ALLOWED.items() if parts & OFFICERS}
    assert {"open_file", "consent"} <= noted
    assert noted - set(trail_wording.ACTIONS) == set()
