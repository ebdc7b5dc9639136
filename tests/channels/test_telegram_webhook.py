"""The webhook, by posts to our own route: only Telegram is let in, and told 200 only of what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import select

from bot.inbox import Arrival
from bot.settings import Settings
from tests.emulators.bot_api import BotApi, Refusal
from tests.emulators.chat import Chat, wait_until
from tests.emulators.running import RunningTelegram

SECRET = {"X-Telegram-Bot-Api-Secret-Token": "only-telegram-knows"}
PATH = "/telegram/webhook"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def running(api: BotApi, published_var: Path, tmp_path: Path) -> Iterator[RunningTelegram]:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        var_dir=var,
        telegram_token=api.token,
        telegram_base_url=api.base_url,
        telegram_webhook_url="https://specialist.example",
        telegram_webhook_secret=SECRET["X-Telegram-Bot-Api-Secret-Token"],
    )
    with RunningTelegram(settings) as channel:
        yield channel


@pytest.fixture
def telegram(running: RunningTelegram, api: BotApi) -> TestClient:
    """Telegram's side, once it was told of the webhook and we have opened."""
    client = TestClient(running.app)
    wait_until(lambda: client.post(PATH, json={"update_id": 0}, headers=SECRET).status_code == 200)
    return client


def test_telegram_is_told_where_to_call_and_with_which_secret(
    telegram: TestClient, api: BotApi
) -> None:
    (told,) = api.calls("setWebhook")
    assert told["url"] == "https://specialist.example/telegram/webhook"
    assert told["secret_token"] == "only-telegram-knows"
    assert "message" in told["allowed_updates"]
    assert api.calls("getUpdates") == []


def test_a_visit_by_webhook(telegram: TestClient, api: BotApi) -> None:
    wang = Chat(api, 7, "王老师")
    updates = iter(range(1, 100))

    def posted(update: dict[str, object]) -> None:
        body = {"update_id": next(updates), **update}
        assert telegram.post(PATH, json=body, headers=SECRET).status_code == 200

    api.arrives = posted  # type: ignore[method-assign, assignment]
    wang.says("/start")
    wang.presses("晋城")
    assert "依据：《" in wang.says("技术合同交易有补贴吗")["text"]
    assert "编号 JC-" in wang.presses("找服务专员")["text"]
    wait_until(lambda: len(api.calls("answerCallbackQuery")) == 2)


def test_an_update_that_comes_again_is_heard_once(telegram: TestClient, api: BotApi) -> None:
    wang = Chat(api, 7, "王老师")
    update = {"update_id": 5, "message": wang.message(text="/help")}
    after = {"update_id": 6, "message": wang.message(text="/city")}
    for body in (update, update, after):
        assert telegram.post(PATH, json=body, headers=SECRET).status_code == 200
    wait_until(lambda: len(wang.received()) == 2)


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}])
def test_who_does_not_know_the_secret_is_turned_away(
    telegram: TestClient, running: RunningTelegram, headers: dict[str, str]
) -> None:
    posted = telegram.post(PATH, json={"update_id": 1}, headers=headers)
    assert posted.status_code == 403
    with running.application.database.reading() as session:
        assert [row.key for row in session.exec(select(Arrival)).all()] == ["0"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), (b'{"update_id": "x"}', 400), (b" " * 2_000_000, 413)],
)
def test_what_is_no_update_is_refused(telegram: TestClient, body: bytes, status: int) -> None:
    assert telegram.post(PATH, content=body, headers=SECRET).status_code == status


def test_while_the_database_fails_telegram_is_told_to_come_again(
    telegram: TestClient, running: RunningTelegram
) -> None:
    with running.application.database.writing() as session:
        session.connection().execute(text("DROP TABLE arrival"))
    assert telegram.post(PATH, json={"update_id": 1}, headers=SECRET).status_code == 503


def test_before_telegram_knows_us_it_is_told_to_come_again(
    published_var: Path, tmp_path: Path
) -> None:
    shutil.copytree(published_var, tmp_path / "var")
    with BotApi() as api:
        api.refuses("getMe", *[Refusal(500, "Internal Server Error")] * 99)
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            var_dir=tmp_path / "var",
            telegram_token=api.token,
            telegram_base_url=api.base_url,
            telegram_webhook_url="https://specialist.example/tg/42",
            telegram_webhook_secret="s",
        )
        with RunningTelegram(settings) as running:
            headers = {"X-Telegram-Bot-Api-Secret-Token": "s"}
            posted = TestClient(running.app).post("/tg/42", json={"update_id": 1}, headers=headers)
            assert posted.status_code == 503
