"""Files at the desk, over real HTTP: who may open one, who may add one, and what is never kept."""

from __future__ import annotations

import json
from dataclasses import dataclass

import httpx
import pytest
from sqlmodel import select

from bot import audit, cases, files, officers, transcript, visitors
from bot.cases import Case
from bot.database import Database, now
from bot.enclosures import Enclosure
from bot.officers import Officer, units
from tests.browser.conftest import Server
from tests.channels.test_desk_entrance import browser, code_for, database, server, signs_in

__all__ = ["browser", "database", "server"]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
KEY = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Desk:
    """A case of 王老师 that 陈科长 has, and a browser in which 陈科长 is signed in."""

    browser: httpx.Client
    database: Database
    case_id: int
    陈科长: Officer
    王老师: str

    def uploads(self, content: bytes, name: str, **headers: str) -> httpx.Response:
        sent = {"X-Upload-Key": KEY, "X-File-Name": name, **headers}
        return self.browser.post(f"/desk/files/{self.case_id}", content=content, headers=sent)

    def signs_in(self, officer: Officer) -> None:
        self.browser.cookies.clear()
        assert signs_in(self.browser, code_for(self.database, officer)).status_code == 303


@pytest.fixture
def desk(browser: httpx.Client, database: Database, request: pytest.FixtureRequest) -> Desk:
    address = f"{abs(hash(request.node.name)):032x}"[:32]
    with database.writing() as session:
        visitor = visitors.meet(session, "web", address, "", now())
        talk = transcript.conversation_of(session, visitor.id, now())
        unit = units.find(session, "市科技局", "xinzhou", "忻州")
        officer = officers.add(session, "陈科长", unit, now())
        case = cases.open_case(session, talk.id, "XZ", "保险", ["市科技局"], now(), city="xinzhou")
        cases.claim(session, case.id, officer, now())
    made = Desk(browser, database, case.id, officer, address)
    made.signs_in(officer)
    return made


def says(desk: Desk, file_id: int, words: str = "") -> None:
    from bot.channels.web.desk.case_deeds import say

    with desk.database.writing() as session:
        officer = session.get_one(Officer, desk.陈科长.id)
        fields = {"words": words, "files": json.dumps([{"id": file_id}])}
        say(desk.case_id)(session, officer, now(), fields)


def test_an_officers_file_is_kept_once_sent_and_opened_again(desk: Desk) -> None:
    kept = desk.uploads(PNG, "%E4%BF%9D%E5%8D%95.png").json()
    assert kept["name"] == "保单.png"
    assert desk.uploads(PNG, "%E4%BF%9D%E5%8D%95.png").json() == kept
    assert desk.browser.get(f"/desk/files/{desk.case_id}/{kept['id']}").status_code == 404
    says(desk, kept["id"])
    opened = desk.browser.get(f"/desk/files/{desk.case_id}/{kept['id']}")
    assert (opened.status_code, opened.content) == (200, PNG)
    assert opened.headers["content-disposition"].startswith("attachment")
    assert opened.headers["x-content-type-options"] == "nosniff"
    with desk.database.reading() as session:
        actions = [line.action for line in audit.lines(session, desk.case_id)]
        row = session.get_one(Enclosure, kept["id"])
    assert actions == ["claim", "say", "open_file"]
    assert (row.case_id, row.expires_at) == (desk.case_id, None)


def test_a_file_is_sent_once_and_only_by_whom_it_is(desk: Desk) -> None:
    from bot.channels.web.desk.forms import Refused

    kept = desk.uploads(PNG, "a.png").json()
    says(desk, kept["id"], "请看附件")
    with pytest.raises(Refused):
        says(desk, kept["id"], "再发一次")
    with pytest.raises(Refused):
        says(desk, 99_999, "没有的文件")


@pytest.mark.parametrize("field", ["x", "{}", "7", '[{"id": "x"}]', "[7]", '[{"name": 1}]'])
def test_a_made_up_list_of_files_is_refused(desk: Desk, field: str) -> None:
    from bot.channels.web.desk.case_deeds import say
    from bot.channels.web.desk.forms import Refused

    with desk.database.writing() as session:
        officer = session.get_one(Officer, desk.陈科长.id)
        fields = {"words": "您好", "files": field}
        if field == "{}":  # nothing in it
            assert say(desk.case_id)(session, officer, now(), fields)
        else:
            with pytest.raises(Refused):
                say(desk.case_id)(session, officer, now(), fields)


def test_nobody_else_adds_or_opens_a_file(desk: Desk) -> None:
    kept = desk.uploads(PNG, "a.png").json()
    says(desk, kept["id"])
    path = f"/desk/files/{desk.case_id}/{kept['id']}"
    with desk.database.writing() as session:
        unit = units.find(session, "市财政局", "xinzhou", "忻州")
        刘科长 = officers.add(session, "刘科长", unit, now())
        同事 = officers.add(
            session, "同事", session.get_one(officers.Unit, desk.陈科长.unit_id), now()
        )
    desk.signs_in(刘科长)
    assert desk.browser.get(path).status_code == 404
    assert desk.uploads(PNG, "b.png").status_code == 403
    desk.signs_in(同事)  # sees the case, and does not write to the visitor
    assert desk.browser.get(path).status_code == 200
    assert desk.uploads(PNG, "b.png").status_code == 403
    desk.browser.cookies.clear()
    assert desk.browser.get(path).status_code == 404
    assert desk.uploads(PNG, "b.png").status_code == 403
    desk.signs_in(desk.陈科长)
    assert desk.uploads(PNG, "b.png", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert desk.uploads(PNG, "b.png", Origin="https://evil.example").status_code == 403
    assert desk.uploads(PNG, "b.png", **{"X-Upload-Key": ""}).status_code == 403
    with desk.database.writing() as session:
        officers.revoke(session, session.get_one(Officer, desk.陈科长.id), now())
    assert desk.browser.get(path).status_code == 404
    assert desk.uploads(PNG, "b.png").status_code == 403


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\0", "setup.exe"),
        (b"<html><script>1</script>", "a.html"),
        (b"<svg onload=alert(1)>", "a.png"),
        (b"", "leer.pdf"),
        (PNG + b"x" * 21 * 1_048_576, "big.png"),
    ],
)
def test_what_is_not_taken_is_told_why_and_nothing_is_kept(
    desk: Desk, server: Server, content: bytes, name: str
) -> None:
    folder = server.var / files.FOLDER
    before = sorted(folder.glob("*")) if folder.exists() else []
    refused = desk.uploads(content, name)
    assert refused.status_code == 415
    assert "。" in refused.text
    assert (sorted(folder.glob("*")) if folder.exists() else []) == before


def test_a_file_of_another_case_cannot_be_opened_through_ones_own(desk: Desk) -> None:
    kept = desk.uploads(PNG, "a.png").json()
    says(desk, kept["id"])
    with desk.database.writing() as session:
        talk = session.exec(select(Case.conversation_id).where(Case.id == desk.case_id)).one()
        other = cases.open_case(session, talk, "XZ", "公寓", ["市科技局"], now(), city="xinzhou")
    assert desk.browser.get(f"/desk/files/{other.id}/{kept['id']}").status_code == 404
    for path in ("0/0", "-1/1", "x/y", f"{10**12}/1"):
        assert desk.browser.get(f"/desk/files/{path}").status_code in {404, 422}
