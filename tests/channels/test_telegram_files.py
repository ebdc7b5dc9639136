"""Files over Telegram's real HTTP: fetched after they were announced, once, however often something fails."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot import cases, enclosures, fetching, files, officers, transcript, visitors
from bot.cases import Asker, Case
from bot.database import Database, now, open_database
from bot.enclosures import USUAL, Enclosure, State
from bot.messages import SentFile
from bot.officers import Officer, units
from bot.settings import Settings
from bot.transcript import Speaker
from tests.emulators.bot_api import BotApi, Refusal, Uploaded
from tests.emulators.chat import Chat, wait_until
from tests.emulators.running import RunningTelegram
from tests.test_kill import serving

JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100
PDF = b"%PDF-1.7\n" + b"page" * 1000
BUSY = Refusal(429, "Too Many Requests: retry after 1", retry_after=1)
OFFICER = 8001


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def start(published_var: Path, tmp_path: Path) -> Iterator[Callable[..., RunningTelegram]]:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    with ExitStack() as running:

        def begin(server: BotApi, **settings: Any) -> RunningTelegram:
            known = {"telegram_token": server.token, "telegram_base_url": server.base_url}
            made = Settings(_env_file=None, var_dir=var, **known, **settings)  # type: ignore[call-arg]
            return running.enter_context(RunningTelegram(made))

        yield begin


def case_in_hand(database: Database, chat: Chat) -> tuple[Case, Officer]:
    """A consultation of this chat's visitor that 陈科长 talks in."""
    with database.writing() as session:
        (unit,) = units.find_or_enter(session, "xinzhou", ["市科技局"])
        chen = officers.add(session, "陈科长", unit, now())
        chen.telegram = str(OFFICER)
        visitor = visitors.meet(session, "telegram", str(chat.id), "王老师", now())
        talk = transcript.conversation_of(session, visitor.id, now())
        case = cases.open_case(session, talk.id, "XZ", "问", ["市科技局"], now(), city="xinzhou")
        session.flush()
        cases.claim(session, case.id, chen, now())
    return case, chen


def rows(database: Database) -> list[Enclosure]:
    with database.reading() as session:
        return list(session.exec(select(Enclosure).order_by(col(Enclosure.id))).all())


def uploads(api: BotApi, method: str, field: str, chat: int) -> list[Uploaded]:
    return [call[field] for call in api.calls(method) if int(call["chat_id"]) == chat]


def document(file_id: str, name: str, size: int = 100) -> dict[str, Any]:
    told = {"file_id": file_id, "file_name": name, "mime_type": "application/pdf"}
    return {"document": {**told, "file_size": size}}


def test_a_photo_reaches_the_officer_as_a_photo(
    api: BotApi, start: Callable[..., RunningTelegram]
) -> None:
    running, wang = start(api), Chat(api, 7101, "王老师")
    case_in_hand(running.application.database, wang)
    api.holds("large", JPEG)
    photo = [{"file_id": "small", "file_size": 1}, {"file_id": "large", "file_size": 504}]
    api.arrives({"message": wang.message(photo=photo, caption="营业执照")})
    wait_until(lambda: uploads(api, "sendPhoto", "photo", OFFICER))
    (got,) = uploads(api, "sendPhoto", "photo", OFFICER)
    assert (got.filename, got.content) == ("图片.jpg", JPEG)
    (row,) = rows(running.application.database)
    assert (row.state, row.size, row.case_id) == (State.KEPT, len(JPEG), 1)
    folder = files.folder_of(running.application.settings)
    assert files.find(folder, row.key or "", row.name, "telegram", "7101")


def test_a_picture_that_telegram_takes_for_no_photo_goes_as_a_document(
    api: BotApi, start: Callable[..., RunningTelegram]
) -> None:
    running, wang = start(api), Chat(api, 7102, "王老师")
    case_in_hand(running.application.database, wang)
    api.holds("p", JPEG)
    api.refuses("sendPhoto", Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    api.arrives({"message": wang.message(photo=[{"file_id": "p"}])})
    wait_until(lambda: uploads(api, "sendDocument", "document", OFFICER))
    assert uploads(api, "sendDocument", "document", OFFICER)[0].content == JPEG


def test_what_fails_is_fetched_again_and_comes_once(
    api: BotApi, start: Callable[..., RunningTelegram], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "FIRST_PAUSE", fetching.FIRST_PAUSE / 20)
    running, wang = start(api), Chat(api, 7103, "王老师")
    case_in_hand(running.application.database, wang)
    api.holds("d", PDF)
    api.refuses("getFile", BUSY, Refusal(), Refusal(502, "Bad Gateway"))
    api.refuses("download", Refusal(404, "Not Found"), Refusal(), Refusal(500, "Oops"))
    api.arrives({"message": wang.message(**document("d", "合同.pdf"))})
    wait_until(lambda: uploads(api, "sendDocument", "document", OFFICER))
    time.sleep(1.5)
    (got,) = uploads(api, "sendDocument", "document", OFFICER)
    assert (got.filename, got.content) == ("合同.pdf", PDF)
    # to wait as asked is no attempt; a lost connection aiohttp may itself try again
    assert rows(running.application.database)[0].attempts in {4, 5}


def test_a_download_that_takes_too_long_is_tried_again(
    api: BotApi, start: Callable[..., RunningTelegram], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.telegram import requests

    monkeypatch.setattr(requests, "DOWNLOAD_SECONDS", 0.3)
    running, wang = start(api), Chat(api, 7104, "王老师")
    api.holds("d", PDF)
    api.stalls = 1.0
    wang.sends(**document("d", "合同.pdf"))
    wait_until(lambda: rows(running.application.database)[0].attempts > 0)
    api.stalls = 0.0
    wait_until(lambda: rows(running.application.database)[0].state == State.KEPT)


@pytest.mark.parametrize(
    ("name", "content", "size", "said"),
    [
        ("大.pdf", PDF * 6000, 100, "超过 20 MB，收不下"),
        ("大.pdf", PDF, 21 * 1024 * 1024, "超过 20 MB，收不下"),
        ("假.pdf", b"<html><script>alert(1)</script>", 100, "内容和文件名的后缀对不上"),
        ("空.pdf", b"", 0, "是空的"),
        ("木马.exe", b"MZ", 2, "这种类型的文件我收不了"),
        ("网页.html", b"<html>", 6, "这种类型的文件我收不了"),
    ],
)
def test_the_sender_is_told_what_was_not_taken(
    api: BotApi,
    start: Callable[..., RunningTelegram],
    name: str,
    content: bytes,
    size: int,
    said: str,
) -> None:
    running, wang = start(api), Chat(api, 7105, "王老师")
    case_in_hand(running.application.database, wang)
    api.holds("d", content)
    api.arrives({"message": wang.message(**document("d", name, size))})
    wait_until(lambda: any(said in sent["text"] for sent in wang.received()))
    (row,) = rows(running.application.database)
    assert (row.state, row.key) == (State.REFUSED, None)
    assert not uploads(api, "sendDocument", "document", OFFICER)


def test_what_cannot_be_had_is_given_up_and_both_sides_are_told(
    api: BotApi, start: Callable[..., RunningTelegram], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_ATTEMPTS", 2)
    monkeypatch.setattr(fetching, "FIRST_PAUSE", fetching.FIRST_PAUSE / 20)
    running, wang = start(api), Chat(api, 7106, "王老师")
    chen = Chat(api, OFFICER, "陈科长")
    case_in_hand(running.application.database, wang)
    api.arrives({"message": wang.message(**document("unknown", "合同.pdf"))})
    wait_until(lambda: any("请重新发一次" in sent["text"] for sent in wang.received()))
    wait_until(lambda: any("没有收下，已经请访客重新发" in s["text"] for s in chen.received()))
    (row,) = rows(running.application.database)
    assert (row.state, row.reason) == (State.LOST, "out_of_reach")


def test_an_officers_file_reaches_the_visitor(
    api: BotApi, start: Callable[..., RunningTelegram]
) -> None:
    running, wang = start(api), Chat(api, 7107, "王老师")
    database = running.application.database
    case, chen = case_in_hand(database, wang)
    api.holds("form", PDF)
    with database.writing() as session:
        sent = [SentFile("申请表.pdf", remote="form")]
        own = visitors.meet(session, "telegram", str(OFFICER), "陈科长", now())
        talk = transcript.conversation_of(session, own.id, now()).id
        message = transcript.record(session, talk, Speaker.VISITOR, "", now())
        rows = enclosures.enclose(session, talk, "telegram", sent, message, now(), USUAL)
        cases.say_to_visitor(session, case.id, chen, "请填这张表", now(), files=rows)
    wait_until(lambda: uploads(api, "sendDocument", "document", wang.id))
    assert uploads(api, "sendDocument", "document", wang.id)[0].content == PDF
    assert any("请填这张表" in sent["text"] for sent in wang.received())
    with database.reading() as session:
        seen = cases.files_of(session, case.id, Asker(case.conversation_id), now())
    assert [(row.name, row.officer_id) for row in seen] == [("申请表.pdf", chen.id)]


@pytest.mark.timeout(300)
def test_no_file_is_lost_or_kept_twice_however_often_the_process_is_killed(
    api: BotApi, published_var: Path, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    database = open_database(f"sqlite:///{var / 'specialist.db'}")
    wang = Chat(api, 7108, "王老师")
    case_in_hand(database, wang)
    contents = {f"d{n}": PDF + str(n).encode() for n in range(24)}
    for file_id, content in contents.items():
        api.holds(file_id, content)
        api.arrives({"message": wang.message(**document(file_id, f"{file_id}.pdf"))})
    api.stalls = 0.1
    moments = random.Random()
    for _ in range(4):
        with serving(api, var) as process:
            before = len(api.calls("download"))
            wait_until(lambda: len(api.calls("download")) > before + 2, 60)  # noqa: B023
            time.sleep(moments.uniform(0.0, 0.6))
            process.send_signal(signal.SIGKILL)
    with serving(api, var):
        wait_until(lambda: {r.state for r in rows(database)} == {State.KEPT}, 60)
        wait_until(lambda: len(arrived(api)) == len(contents), 60)
    kept = rows(database)
    assert sorted(row.name for row in kept) == sorted(f"{file_id}.pdf" for file_id in contents)
    assert arrived(api) == {f"{name}.pdf": content for name, content in contents.items()}
    folder = var / files.FOLDER
    on_disk = {path.name for path in folder.iterdir() if not path.name.startswith(files.NEW)}
    assert on_disk == {row.key for row in kept}
    assert all(r.name for r in kept if files.path(folder, r.attachment))
    database.close()


def arrived(api: BotApi) -> dict[str, bytes]:
    """What the officer got, by name."""
    return {f.filename: f.content for f in uploads(api, "sendDocument", "document", OFFICER)}
