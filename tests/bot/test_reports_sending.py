"""The one-page document on its way: made for one's own interview only, and handed to nobody else."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import files, outbox
from bot.application import Application, assemble
from bot.channels.telegram import requests
from bot.channels.telegram.sending import Pace, Sender
from bot.channels.terminal import Visit
from bot.channels.web import wording
from bot.channels.web.identity import COOKIE, Identity, web_secret
from bot.channels.web.pages import WebChannel
from bot.database import now
from bot.delivery import Undeliverable
from bot.messages import Attachment, Incoming, Reply, say
from bot.settings import Settings
from bot.wording import phrases, report_phrases
from tests.conftest import Visitor
from tests.emulators.bot_api import BotApi, Refusal, Uploaded

PDF = "application/pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are kept in these tests."""
    return tmp_path / "var" / files.FOLDER


@pytest.fixture
def application(published_var: Path, folder: Path) -> Iterator[Application]:
    shutil.copytree(published_var, folder.parent)
    assembled = assemble(Settings(_env_file=None, var_dir=folder.parent))  # type: ignore[call-arg]
    yield assembled
    assembled.database.close()


def a_report(folder: Path, address: str = "王老师", channel: str = "web") -> Reply:
    content = b"%PDF-1.7 " + b"x" * 5000
    attached = files.keep(folder, "预评估单.pdf", PDF, content, channel, address)
    return Reply(say(report_phrases.READY).blocks, (), (attached,))


def assess(visitor: Visitor) -> str:
    """An assessment to its end; the action of the button that asks for the document."""
    visitor.presses_action("assess:xinzhou-16")
    for typed in ("忻州", "科创板", "国企"):
        heard = visitor.says(typed)
    return next(c.action for c in heard.choices if c.action.startswith("report:"))


def test_the_button_gives_word_and_pdf(王老师: Visitor, folder: Path) -> None:
    heard = 王老师.presses_action(assess(王老师))
    assert heard.text == report_phrases.READY
    made = heard.replies[0].attachments
    assert [one.name.rpartition(".")[2] for one in made] == ["docx", "pdf"]
    for attachment, beginning in zip(made, (b"PK", b"%PDF"), strict=True):
        file = files.find(folder, attachment.key, attachment.name, "test", "王老师")
        assert file is not None
        assert file.read_bytes().startswith(beginning)
        assert files.find(folder, attachment.key, attachment.name, "test", "小李") is None
        assert "王老师" not in attachment.name


def test_sums_to_compare_come_as_a_picture_too(王老师: Visitor, folder: Path) -> None:
    王老师.presses_action("assess:xinzhou-24")
    prizes = "中国创新创业大赛奖项、中国创新创业大赛山西赛区一等奖"
    for typed in ("忻州", prizes, "20万", "都没有"):
        heard = 王老师.says(typed)
    button = next(c.action for c in heard.choices if c.action.startswith("report:"))
    made = 王老师.presses_action(button)
    assert made.text == report_phrases.ready(with_picture=True)
    picture = made.replies[0].attachments[-1]
    assert (picture.name.rpartition(".")[2], picture.media_type) == ("png", "image/png")
    file = files.find(folder, picture.key, picture.name, "test", "王老师")
    assert file is not None
    assert file.read_bytes().startswith(b"\x89PNG")


def test_what_was_promised_carries_the_files(王老师: Visitor, folder: Path) -> None:
    heard = 王老师.presses_action(assess(王老师))
    with 王老师.database.writing() as session:
        while parcels := outbox.due(session, "test", now()):
            last = parcels[0].reply
            outbox.mark_sent(session, parcels[0].id, now())
    assert last == heard.replies[0]


@pytest.mark.parametrize("forged", ["0", "-1", "999999", "99999999999999999999", "x", "", "1:2"])
def test_a_forged_id_is_told_kindly_that_it_is_over(
    王老师: Visitor, folder: Path, forged: str
) -> None:
    assess(王老师)
    heard = 王老师.presses_action(f"report:{forged}")
    assert phrases.BUTTON_OVER in heard.text
    assert not folder.exists()


def test_nobody_gets_the_document_of_somebody_elses_interview(
    王老师: Visitor, 小李: Visitor, folder: Path
) -> None:
    heard = 小李.presses_action(assess(王老师))
    assert phrases.BUTTON_OVER in heard.text
    assert not folder.exists()


def test_while_something_is_asked_there_is_no_document(王老师: Visitor, folder: Path) -> None:
    shown = 王老师.presses_action("assess:xinzhou-16")
    interview = next(c.action for c in shown.choices if c.action.startswith("pause:"))
    heard = 王老师.presses_action(interview.replace("pause:", "report:"))
    assert not folder.exists()
    assert not heard.replies[0].attachments


def test_a_reply_with_files_survives_being_kept_and_an_old_one_still_loads() -> None:
    reply = Reply(say("好").blocks, (), (Attachment("预评估单.pdf", PDF, "0" * 32),))
    assert Reply.from_json(json.loads(json.dumps(reply.to_json()))) == reply
    old = {"blocks": [{"kind": "text", "text": "好", "rows": []}], "choices": []}
    assert Reply.from_json(old) == say("好")
    assert "attachments" not in say("好").to_json()


def test_only_the_visitor_it_was_made_for_can_download_it(
    application: Application, folder: Path
) -> None:
    identity, address = Identity(web_secret(application.settings)), "0123456789abcdef" * 2
    (attached,) = a_report(folder, address).attachments
    link = f"/files/{attached.key}/{attached.name}"
    with TestClient(WebChannel(application).app) as client:
        theirs = client.get(link, headers={"Cookie": f"{COOKIE}={identity.sign(address)}"})
        assert theirs.content.startswith(b"%PDF")
        assert theirs.headers["content-disposition"].startswith("attachment")
        assert theirs.headers["content-type"] == PDF
        assert theirs.headers["x-content-type-options"] == "nosniff"
        assert "no-store" in theirs.headers["cache-control"]
        for cookie in ("", identity.sign("abcdef" * 5), f"{address}.forged", address):
            refused = client.get(link, headers={"Cookie": f"{COOKIE}={cookie}"})
            assert (refused.status_code, refused.text) == (404, wording.NO_FILE)
        key = attached.key
        for gone in ("/files/0/x", f"/files/{key}/.owner", f"/files/{key}/..%2f{attached.name}"):
            cookie = f"{COOKIE}={identity.sign(address)}"
            assert client.get(gone, headers={"Cookie": cookie}).status_code == 404


def test_the_terminal_prints_where_the_file_is(
    application: Application, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = a_report(folder, channel="terminal")
    with application.database.writing() as session:
        outbox.promise(session, "terminal", "王老师", reply, now())
    Visit(application, "王老师")._deliver()
    printed = capsys.readouterr().out
    (attached,) = reply.attachments
    assert str(folder.resolve() / attached.key / "预评估单.pdf") in printed


class DocumentTaking(BotApi):
    """Keeps what was uploaded, and numbers it apart from messages."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[tuple[str, str, bytes, str]] = []

    async def _result(self, method: str, parameters: dict[str, Any]) -> Any:
        document = parameters.get("document")
        if isinstance(document, Uploaded):
            told = (document.filename, document.content_type, document.content)
            known = (*told, parameters["chat_id"])
            self.documents.append(known)
            return {"message_id": 900 + len(self.documents)}
        return await super()._result(method, parameters)


@pytest.fixture
def api() -> Iterator[DocumentTaking]:
    with DocumentTaking() as running:
        yield running


def send(api: BotApi, folder: Path, reply: Reply, tries: int = 1) -> str:
    async def sending() -> str:
        client = requests.BotApi(api.token, api.base_url)
        await client.open()
        sender = Sender(client, Pace(1000), folder)
        try:
            for _ in range(tries - 1):
                with pytest.raises(Exception, match="Bad Gateway"):
                    await sender.send("7", reply)
            return await sender.send("7", reply)
        finally:
            await client.close()

    return asyncio.run(sending())


def test_telegram_gets_the_document_after_the_text(api: DocumentTaking, folder: Path) -> None:
    assert send(api, folder, a_report(folder)) == "1 901"
    assert [call.method for call in api.journal] == ["sendMessage", "sendDocument"]
    (name, kind, content, chat) = api.documents[0]
    assert (name, kind, chat) == ("预评估单.pdf", PDF, "7")
    assert content.startswith(b"%PDF-1.7")
    assert len(content) == 5009


def test_when_the_upload_fails_the_text_is_not_sent_again(
    api: DocumentTaking, folder: Path
) -> None:
    api.refuses("sendDocument", Refusal(502, "Bad Gateway"))
    send(api, folder, a_report(folder), tries=2)
    assert len(api.calls("sendMessage")) == 1
    assert len(api.documents) == 1


def test_a_document_that_is_kept_no_more_is_given_up(api: DocumentTaking, folder: Path) -> None:
    reply = a_report(folder)
    files.delete_all_of(folder, "web", "王老师")
    with pytest.raises(Undeliverable, match="kept no more"):
        send(api, folder, reply)


def test_a_visitor_of_the_web_gets_a_document_of_their_own(
    application: Application, folder: Path
) -> None:
    """From the button to the download."""
    address = "fedcba9876543210" * 2

    def hears(text: str = "", action: str = "") -> tuple[Reply, ...]:
        kind: Any = "choice" if action else "text"
        with application.database.writing() as session:
            incoming = Incoming("web", address, kind, text=text, action=action)
            return application.specialist.hear(session, incoming).replies

    hears(action="assess:xinzhou-16")
    for typed in ("忻州", "科创板"):
        hears(typed)
    (result,) = hears("国企")
    ask = next(c.action for row in result.choices for c in row if c.action.startswith("report:"))
    (reply,) = hears(action=ask)
    cookie = f"{COOKIE}={Identity(web_secret(application.settings)).sign(address)}"
    with TestClient(WebChannel(application).app) as client:
        for attached in reply.attachments:
            link = f"/files/{attached.key}/{attached.name}"
            assert client.get(link, headers={"Cookie": cookie}).status_code == 200
            assert client.get(link).status_code == 404
