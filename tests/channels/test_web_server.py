"""The web server around the pages: who a browser is, headers, health, port, and its end."""

from __future__ import annotations

import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import HTMLResponse

from bot.application import Application, assemble
from bot.channels.web.identity import SECRET_FILE, Identity, new_address, web_secret
from bot.channels.web.pages import WebChannel
from bot.channels.web.security import secure
from bot.settings import Settings
from tests.browser.conftest import Server
from tests.conftest import Run


def settings(var: Path, **given: object) -> Settings:
    return Settings(_env_file=None, var_dir=var, **given)  # type: ignore[arg-type, call-arg]


@pytest.fixture
def application(published_var: Path, tmp_path: Path) -> Iterator[Application]:
    shutil.copytree(published_var, tmp_path / "var")
    assembled = assemble(settings(tmp_path / "var"))
    yield assembled
    assembled.database.close()


@pytest.fixture
def own_server(published_var: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(published_var, tmp_path / "serving")
    server = Server(tmp_path / "serving")
    server.start()
    yield server
    if server.is_running:
        server.end(signal.SIGKILL)


def test_a_signed_address_is_read_back_and_a_forged_one_is_not() -> None:
    ours, another = Identity("secret"), Identity("another secret")
    address = new_address()
    assert len(bytes.fromhex(address)) == 16
    assert ours.read(ours.sign(address)) == address
    for forged in (None, "", address, f"{address}.", another.sign(address), "é.é", "." * 5000):
        assert ours.read(forged) is None


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = web_secret(settings(tmp_path / "var"))
    assert len(made) == 64
    assert web_secret(settings(tmp_path / "var")) == made
    mode = (tmp_path / "var" / SECRET_FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_an_empty_secret_left_by_a_crash_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / SECRET_FILE).touch()
    assert len(web_secret(settings(tmp_path))) == 64


def test_a_secret_that_is_set_is_used_and_not_written_down(tmp_path: Path) -> None:
    assert web_secret(settings(tmp_path, web_secret="自己设的")) == "自己设的"
    assert not (tmp_path / SECRET_FILE).exists()


def test_health_follows_the_database(application: Application) -> None:
    with TestClient(WebChannel(application).app) as client:
        assert client.get("/healthz").json() == {"ok": True}

        application.database.close()
        shutil.rmtree(application.settings.var_dir)

        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"ok": False})


def test_scripts_of_a_page_carry_the_nonce_of_its_policy() -> None:
    app = FastAPI()
    app.middleware("http")(secure)

    @app.get("/")
    def page() -> HTMLResponse:
        body = "<script>1</script><script src='/x.js'></script>&lt;script>2&lt;/script>"
        return HTMLResponse(body, headers={"X-NiceGUI-Content": "page"})

    answers = [TestClient(app).get("/") for _ in range(2)]
    nonces = []
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        nonces.append(policy.partition("'nonce-")[2].partition("'")[0])
        assert answer.text.count(f'<script nonce="{nonces[-1]}"') == 2
        assert "&lt;script>2" in answer.text
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    assert nonces[0] != nonces[1]


def test_a_port_in_use_is_named_with_what_to_do(bot: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = bot("serve", PORT=port)
    assert done.returncode == 2
    assert f"端口 {port} 已被别的程序占用" in done.stderr
    assert "PORT=" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_in_order(how: signal.Signals, own_server: Server) -> None:
    assert own_server.end(how) == 0
    said = own_server.log.read_text()
    assert f"网页聊天已启动：http://127.0.0.1:{own_server.port} ，按 Ctrl+C 停止" in said
    assert "Traceback" not in said


def test_pages_and_cookies_carry_what_keeps_them_safe(own_server: Server) -> None:
    answer = httpx.get(own_server.url)
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in answer.headers["content-security-policy"]

    behind_proxy = httpx.get(own_server.url, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in behind_proxy.headers["set-cookie"].split("; ")

    assert "set-cookie" not in httpx.get(f"{own_server.url}static/chat.css").headers
    assert "set-cookie" not in httpx.get(f"{own_server.url}healthz").headers
