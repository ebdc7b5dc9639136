"""An officer at work over HTTP: against the emulator that others wrote, and against refusals of our own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.database import open_database
from bot.settings import Settings
from tests.emulators.bot_api import BotApi
from tests.emulators.chat import Chat, wait_until
from tests.emulators.npm_emulator import NpmEmulator
from tests.emulators.running import RunningTelegram
from tests.emulators.town import GROUP, employ, employ_at


@pytest.fixture
def emulator() -> Iterator[NpmEmulator]:
    with NpmEmulator() as running:
        yield running


def test_an_officer_signs_in_claims_in_the_group_and_talks(
    emulator: NpmEmulator, published_var: Path, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    database = open_database(f"sqlite:///{var / 'specialist.db'}")
    code = employ(database, "陈科长", "市科技局")
    database.close()
    known = {"telegram_token": emulator.token, "telegram_base_url": emulator.base_url}
    settings = Settings(_env_file=None, var_dir=var, telegram_staff_group=str(GROUP), **known)  # type: ignore[call-arg, arg-type]
    with RunningTelegram(settings):
        wang, chen = Chat(emulator, 7101, "王老师"), Chat(emulator, 7102, "陈科长")
        group = Chat(emulator, GROUP, "工作群")
        assert "您已登录" in chen.says(f"/start {code}")["text"]
        wang.says("忻州新认定的高新技术企业有奖励吗")
        wang.presses("找服务专员")
        wait_until(group.received)
        press: dict[str, Any] = chen.press("claim:1")
        press["message"]["chat"] = {"id": GROUP, "type": "supergroup", "title": "工作群"}
        card = chen.does({"callback_query": press})
        assert "匹配度" in card["text"]
        wait_until(lambda: "陈科长已经接手" in wang.received()[-1]["text"])
        edited = emulator.calls("editMessageText")[-1]
        assert (edited["chat_id"], "已接单" in edited["text"]) == (GROUP, True)
        answered = {"message_id": 424242, "from": {"id": 123456}, "text": card["text"]}
        emulator.arrives({"message": chen.message(text="请稍等", reply_to_message=answered)})
        wait_until(lambda: "请稍等" in wang.received()[-1]["text"])
        emulator.arrives({"message": wang.message(text="好的")})
        wait_until(lambda: "好的" in chen.received()[-1]["text"])


JPEG = b"\xff\xd8\xff\xe0" + bytes(64) + b"\xff\xd9"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def talking(api: BotApi, published_var: Path, tmp_path: Path) -> Iterator[tuple[Chat, Chat]]:
    """王老师 and 陈科长, who holds the case."""
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    database = open_database(f"sqlite:///{var / 'specialist.db'}")
    employ_at(database, "陈科长", "市科技局", 501)
    database.close()
    known = {"telegram_token": api.token, "telegram_base_url": api.base_url}
    settings = Settings(_env_file=None, var_dir=var, **known)  # type: ignore[call-arg, arg-type]
    with RunningTelegram(settings):
        wang, chen = Chat(api, 7, "王老师"), Chat(api, 501, "陈科长")
        wang.says("忻州新认定的高新技术企业有奖励吗")
        wang.presses("找服务专员")
        chen.says("/queue")
        chen.presses("接单")
        yield wang, chen


def test_words_that_do_not_arrive_are_shown_to_the_officer(
    api: BotApi, talking: tuple[Chat, Chat]
) -> None:
    _, chen = talking
    api.is_blocked_by(7)
    api.arrives({"message": chen.message(text="请补充营业执照")})
    wait_until(lambda: any("未送达" in sent["text"] for sent in chen.received()))
    shown = next(sent["text"] for sent in chen.received() if "未送达" in sent["text"])
    assert "请补充营业执照" in shown
    assert "可能停用了机器人" in chen.says("还在吗")["text"]


def test_an_officers_picture_reaches_the_visitor(api: BotApi, talking: tuple[Chat, Chat]) -> None:
    wang, chen = talking
    api.holds("picture-1", JPEG)
    sent = [{"file_id": "picture-1", "width": 1, "height": 1, "file_size": len(JPEG)}]
    api.arrives({"message": chen.message(photo=sent, caption="请看填写样例")})
    wait_until(lambda: any("请看填写样例" in m["text"] for m in wang.received()))
    wait_until(lambda: [*api.calls("sendPhoto"), *api.calls("sendDocument")], patience=30)
    posted = [*api.calls("sendPhoto"), *api.calls("sendDocument")]
    assert {int(call["chat_id"]) for call in posted} == {7}
