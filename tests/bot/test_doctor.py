"""doctor names every fault and what to do about it, changes nothing, and never waits long."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import inbox, outbox
from bot.database import Database, connect, open_database
from bot.doctor import examine
from bot.messages import say
from bot.privacy import Erasure
from bot.settings import Settings
from tests.conftest import MORNING
from tests.postgres import free_port

TOKEN = "123456:very-secret-token"


def settings(var: Path, **given: Any) -> Settings:
    return Settings(_env_file=None, **{"var_dir": var, "port": free_port(), **given})  # type: ignore[call-arg]


@pytest.fixture
def var(published_var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    shutil.copytree(published_var, tmp_path / "var")
    return tmp_path / "var"


@contextmanager
def answering(answers: Mapping[str, Any]) -> Iterator[str]:
    """A server that gives these JSON answers by the last part of the path; 401 for a wrong token.

    What is "silent" is answered only when nobody asks any more.
    """
    over = threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].rpartition("/")[2]
            known = TOKEN in self.path or name in {"healthz", "silent"}
            answer = answers.get(name) if known else None
            if answer == "silent":
                over.wait()
            body = json.dumps(answer or {"ok": False, "description": "Unauthorized"}).encode()
            self.send_response(200 if answer else 401)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/bot"
    finally:
        over.set()
        server.shutdown()


ME = {"ok": True, "result": {"id": 7, "username": "jinchuanggu_bot"}}
GROUP = {"ok": True, "result": {"title": "服务台"}}


def test_a_published_and_quiet_program_is_fine(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(settings(var)) == 0
    said = capsys.readouterr().out
    assert "✗" not in said
    assert "！" not in said
    for expected in (
        "25 段",
        "19 段",
        "相似问",
        "词典缓存：已备好",
        "排序模型：已备好",
        "空闲",
        "没有启用",
    ):
        assert expected in said


def test_a_fresh_clone_is_told_what_will_happen_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(settings(tmp_path / "var")) == 0
    assert "第一次启动时会建立" in capsys.readouterr().out
    assert not (tmp_path / "var").exists()


def test_both_databases_are_looked_into(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(settings(tmp_path, database_url=database_url)) == 0
    said = capsys.readouterr().out
    assert "数据库结构：最新" in said
    assert "政策：还没有发布" in said


def test_an_old_schema_is_told_and_left_alone(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_revision(database_url, "0000")
    assert examine(settings(tmp_path, database_url=database_url)) == 1
    assert "停在 0000" in capsys.readouterr().out
    set_revision(database_url, "9999")
    assert examine(settings(tmp_path, database_url=database_url)) == 1
    assert "还新" in capsys.readouterr().out


def set_revision(url: str, revision: str) -> None:
    database = connect(url)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    database.close()


def test_an_empty_database_is_no_fault(
    empty_database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connect(empty_database_url).engine.connect().close()
    assert examine(settings(tmp_path, database_url=empty_database_url)) == 0
    assert "！ 数据库" in capsys.readouterr().out


def test_a_database_out_of_reach_is_a_fault_without_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql://bot:very-secret@127.0.0.1:9/bot"
    assert examine(settings(tmp_path, database_url=url)) == 1
    said = capsys.readouterr().out
    assert "DATABASE_URL" in said
    assert "very-secret" not in said


def test_what_waits_and_what_was_given_up_is_counted(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.writing() as session:
        inbox.receive(session, "web", [("1", {}), ("2", {})], MORNING)
        inbox.bury(session, inbox.waiting(session, ["web"], MORNING)[0].id, MORNING, "坏了")
        for address in ("王", "李"):
            outbox.promise(session, "web", address, say("您好"), MORNING)
        session.flush()
        outbox.give_up(session, outbox.due(session, "web", MORNING)[0].id, MORNING, "blocked")
    assert examine(settings(tmp_path, database_url=database_url)) == 0
    said = capsys.readouterr().out
    assert "1 条消息没处理，1 条回复没送出" in said
    assert "放弃的消息：1 条" in said
    assert "送不到的回复：1 条" in said


@pytest.mark.parametrize(("days", "told"), [(0, "一直保存"), (180, "安静 180 天")])
def test_it_tells_for_how_long_data_is_kept(
    tmp_path: Path, days: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(settings(tmp_path / "var", retention_days=days)) == 0
    assert told in capsys.readouterr().out


def test_an_erasure_that_is_not_finished_is_told(
    database: Database, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.writing() as session:
        session.add(Erasure(keys=[], asked_at=MORNING))
    assert examine(settings(tmp_path, database_url=database_url)) == 0
    assert "1 次还没有从磁盘上删完" in capsys.readouterr().out


def test_a_missing_cache_is_worth_knowing(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(var / "cache")
    assert examine(settings(var)) == 0
    said = capsys.readouterr().out
    assert "！ 词典缓存：还没有" in said
    assert "！ 排序模型：还没有" in said


def test_a_folder_that_cannot_be_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert examine(settings(tmp_path / "file")) == 1
    assert "VAR_DIR" in capsys.readouterr().out


def test_a_port_taken_by_another_program_is_a_fault(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert examine(settings(var, port=other.getsockname()[1])) == 1  # though it never answers
    assert "PORT" in capsys.readouterr().out


def test_a_port_taken_by_this_program_is_fine(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with answering({"healthz": {"ok": True}}) as url:
        assert examine(settings(var, port=int(url.split(":")[2].split("/")[0]))) == 0
    assert "正在运行" in capsys.readouterr().out


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_ours_is_a_fault(
    var: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(settings(var, host=host)) == 1
    assert "HOST" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answers", "given", "code", "told"),
    [
        ({"getMe": ME}, {}, 0, "令牌可用（@jinchuanggu_bot）"),
        ({}, {}, 1, "TELEGRAM_TOKEN"),
        ({"getMe": ME}, {"telegram_webhook_url": "http://bot.example"}, 1, "不是 https"),
        ({"getMe": ME}, {"telegram_staff_group": "-1001"}, 1, "TELEGRAM_STAFF_GROUP"),
        (
            {
                "getMe": ME,
                "getChat": GROUP,
                "getChatMember": {"ok": True, "result": {"status": "member"}},
            },
            {"telegram_staff_group": "-1001"},
            0,
            "「服务台」可以发言",
        ),
        (
            {
                "getMe": ME,
                "getChat": GROUP,
                "getChatMember": {"ok": True, "result": {"status": "kicked"}},
            },
            {"telegram_staff_group": "-1001"},
            1,
            "不能在群里发言",
        ),
        (
            {
                "getMe": ME,
                "getChat": GROUP,
                "getChatMember": {
                    "ok": True,
                    "result": {"status": "restricted", "can_send_messages": False},
                },
            },
            {"telegram_staff_group": "-1001"},
            1,
            "不能在群里发言",
        ),
    ],
)
def test_telegram_is_asked_whether_it_would_work(
    var: Path,
    answers: dict[str, Any],
    given: dict[str, str],
    code: int,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with answering(answers) as base:
        examined = examine(settings(var, telegram_token=TOKEN, telegram_base_url=base, **given))
    said = capsys.readouterr().out
    assert (examined, "very-secret" in said) == (code, False)
    assert told in said


def test_a_silent_bot_api_is_not_waited_for(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with answering({"getMe": "silent"}) as base:
        assert examine(settings(var, telegram_token=TOKEN, telegram_base_url=base)) == 1
    assert "TELEGRAM_PROXY" in capsys.readouterr().out


def test_doctor_leaves_an_open_database_alone(database_url: str, tmp_path: Path) -> None:
    working = open_database(database_url)
    with working.writing() as session:
        inbox.receive(session, "web", [("1", {})], MORNING)
        assert examine(settings(tmp_path, database_url=database_url)) == 0
    working.close()
