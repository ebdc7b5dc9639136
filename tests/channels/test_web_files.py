"""Uploads over HTTP: whose cookie it is, what is taken, how often it counts, and who opens what."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select

from bot import files
from bot.application import Application, assemble
from bot.channels.web import history, wording
from bot.channels.web.identity import COOKIE, Identity, web_secret
from bot.channels.web.pages import WebChannel
from bot.channels.web.receiving import Sent, decode, keep, read_sent
from bot.database import now
from bot.enclosures import Enclosure, State
from bot.inbox import Arrival
from bot.messages import Attachment
from bot.settings import Settings

PDF = b"%PDF-1.7\n" + b"page" * 100
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


@dataclass
class Browser:
    """One visitor's browser."""

    client: TestClient
    application: Application
    address: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def headers(self) -> dict[str, str]:
        identity = Identity(web_secret(self.application.settings))
        return {"Cookie": f"{COOKIE}={identity.sign(self.address)}"}

    def uploads(self, name: str, content: bytes = PDF, key: str = "", **headers: str) -> Response:
        known = {"X-Upload-Key": key or secrets.token_hex(16), "X-File-Name": quote(name)}
        every = {**self.headers, **known, **{n.replace("_", "-"): v for n, v in headers.items()}}
        return self.client.post("/uploads", content=content, headers=every)

    def opens(self, file: dict[str, str]) -> Response:
        link = f"/files/{file['key']}/{quote(file['name'])}"
        return self.client.get(link, headers=self.headers)

    def drops(self, key: str) -> Response:
        headers = {**self.headers, "X-Upload-Key": "0" * 32}
        return self.client.delete(f"/uploads/{key}", headers=headers)

    def sends(self, *sent: dict[str, str], text: str = "") -> None:
        """Send what was uploaded, and have it heard."""
        attached = tuple(Attachment(f["name"], "", f["key"]) for f in sent)
        with self.application.database.writing() as session:
            keep(session, self.address, Sent(secrets.token_hex(8), text, files=attached), now())
            arrival = session.exec(select(Arrival).order_by(Arrival.id.desc())).first()  # type: ignore[attr-defined]
            assert arrival
            self.application.specialist.hear(session, decode(arrival.payload))

    def rows(self) -> list[Enclosure]:
        with self.application.database.reading() as session:
            return list(session.exec(select(Enclosure).order_by(Enclosure.id)).all())  # type: ignore[arg-type]


@pytest.fixture
def application(published_var: Path, tmp_path: Path) -> Iterator[Application]:
    shutil.copytree(published_var, tmp_path / "var")
    made = assemble(Settings(_env_file=None, var_dir=tmp_path / "var"))  # type: ignore[call-arg]
    yield made
    made.database.close()


@pytest.fixture
def client(application: Application) -> Iterator[TestClient]:
    with TestClient(WebChannel(application).app) as client:
        yield client


@pytest.fixture(name="王老师")
def wang(client: TestClient, application: Application) -> Browser:
    return Browser(client, application)


@pytest.fixture(name="小李")
def li(client: TestClient, application: Application) -> Browser:
    return Browser(client, application)


def test_words_and_files_arrive_as_one_message(王老师: Browser) -> None:
    first, second = 王老师.uploads("合同.pdf").json(), 王老师.uploads("照片.jpg", JPEG).json()
    assert (first["picture"], second["picture"]) == (False, True)
    王老师.sends(first, second, text="请看一下")
    one, two = 王老师.rows()
    assert one.message_id == two.message_id is not None
    with 王老师.application.database.reading() as session:
        mine, reply = history.latest(session, 王老师.address).lines
    assert mine.reply.text == "请看一下"
    assert [a.name for a in mine.reply.attachments] == ["合同.pdf", "照片.jpg"]
    assert "“合同.pdf”、“照片.jpg”" in reply.reply.text


def test_an_upload_that_comes_again_counts_once(王老师: Browser) -> None:
    key = secrets.token_hex(16)
    answers = [王老师.uploads("合同.pdf", key=key).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(王老师.rows()) == 1
    folder = files.folder_of(王老师.application.settings)
    assert len(list(folder.iterdir())) == 1


def test_a_sent_file_cannot_be_sent_again(王老师: Browser) -> None:
    file = 王老师.uploads("合同.pdf").json()
    王老师.sends(file)
    王老师.sends(file)
    assert [row.state for row in 王老师.rows()] == [State.KEPT, State.REFUSED]


def test_only_its_owner_opens_a_file_and_never_as_a_page(王老师: Browser, 小李: Browser) -> None:
    file = 王老师.uploads("照片.jpg", JPEG).json()
    got = 王老师.opens(file)
    assert got.content == JPEG
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-type"] == "image/jpeg"
    assert "sandbox" in got.headers["content-security-policy"]
    assert 小李.opens(file).status_code == 404
    assert 小李.opens(file).text == wording.NO_FILE


def test_nobody_sends_or_drops_what_somebody_else_uploaded(王老师: Browser, 小李: Browser) -> None:
    file = 王老师.uploads("合同.pdf").json()
    小李.sends(file)
    assert 小李.drops(file["key"]).status_code == 204
    assert 王老师.opens(file).status_code == 200
    assert [(row.state, row.message_id is None) for row in 王老师.rows()] == [
        (State.KEPT, True),
        (State.REFUSED, False),
    ]


def test_what_is_dropped_is_gone_and_what_was_sent_stays(王老师: Browser) -> None:
    file, sent = 王老师.uploads("合同.pdf").json(), 王老师.uploads("发票.pdf").json()
    王老师.sends(sent)
    王老师.drops(file["key"])
    王老师.drops(sent["key"])
    assert 王老师.opens(file).status_code == 404
    assert 王老师.opens(sent).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("大.pdf", PDF * 60_000, 413, "“大.pdf”超过 20 MB，收不下"),
        ("空.pdf", b"", 415, "是空的"),
        ("木马.exe", b"MZ\x90\0", 415, "这种类型的文件我收不了"),
        ("图.svg", b"<svg onload=alert(1)>", 415, "这种类型的文件我收不了"),
        ("假.jpg", b"<html>", 415, "内容和文件名的后缀对不上"),
        ("包.zip", b"PK\x03\x04", 415, "压缩包我收不了"),
        ("../../x.pdf\r\nX: y", b"<html>", 415, "这种类型的文件我收不了"),
    ],
)
def test_a_refusal_says_what_to_do(
    王老师: Browser, name: str, content: bytes, status: int, said: str
) -> None:
    refused = 王老师.uploads(name, content)
    assert refused.status_code == status
    assert said in refused.text
    assert 王老师.rows() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Cookie": f"{COOKIE}=forged.forged"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X_Upload_Key": "x"},
    ],
)
def test_another_sites_page_or_a_stranger_uploads_nothing(
    王老师: Browser, headers: dict[str, str]
) -> None:
    assert 王老师.uploads("合同.pdf", **headers).status_code == 403
    assert 王老师.rows() == []


def test_our_own_page_may_name_its_origin(王老师: Browser) -> None:
    assert 王老师.uploads("合同.pdf", Origin="http://testserver").status_code == 200


def test_a_full_disk_is_said_and_leaves_nothing(
    王老师: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "RESERVE_BYTES", 10**18)
    refused = 王老师.uploads("合同.pdf")
    assert refused.status_code == 507
    assert "暂时存不下，是我们这边的问题" in refused.text
    assert 王老师.rows() == []


def test_what_a_browser_says_of_files_is_read_with_care() -> None:
    good = {"key": "a" * 32, "name": "合同.pdf"}
    bad = [1, None, "x", {}, {"key": "../x"}, {"key": ["a"]}]
    sent = read_sent({"key": "12345678", "text": "", "files": [good, *bad]})
    assert sent is not None
    assert [(f.key, f.name) for f in sent.files] == [("a" * 32, "合同.pdf")]
    assert not sent.empty
    assert read_sent({"key": "12345678", "text": "", "files": "x"}) == Sent("12345678", "")
