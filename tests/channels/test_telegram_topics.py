"""Topics of a forum over HTTP: one for each case, and everything works where none can be made."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import open_database
from bot.settings import Settings
from tests.emulators.bot_api import BotApi, Refusal
from tests.emulators.chat import Chat, wait_until
from tests.emulators.running import RunningTelegram
from tests.emulators.town import GROUP, employ_at

NO_RIGHTS = Refusal(400, "Bad Request: not enough rights to create a topic")


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def var(published_var: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "var"
    shutil.copytree(published_var, copy)
    database = open_database(f"sqlite:///{copy / 'specialist.db'}")
    employ_at(database, "陈科长", "市科技局", 501)
    database.close()
    return copy


def running(api: BotApi, var: Path) -> RunningTelegram:
    known = {"telegram_token": api.token, "telegram_base_url": api.base_url}
    settings = Settings(_env_file=None, var_dir=var, telegram_staff_group=str(GROUP), **known)  # type: ignore[call-arg, arg-type]
    return RunningTelegram(settings)


def hands_over(api: BotApi, id: int) -> Chat:
    wait_until(lambda: api.calls("getUpdates"))  # so that the group was looked at
    visitor = Chat(api, id, "王老师")
    visitor.says("忻州新认定的高新技术企业有奖励吗")
    visitor.presses("找服务专员")
    return visitor


def in_group(api: BotApi) -> list[dict]:  # type: ignore[type-arg]
    return [call.parameters for call in api.sent(GROUP)]


def test_every_case_has_a_topic_of_its_own(api: BotApi, var: Path) -> None:
    api.forums.add(GROUP)
    with running(api, var):
        visitor = hands_over(api, 7)
        wait_until(lambda: in_group(api))
        hands_over(api, 8)
        wait_until(lambda: len(in_group(api)) == 2)
        names = [call["name"] for call in api.calls("createForumTopic")]
        assert "高新技术企业" in names[0]
        assert [sent["message_thread_id"] for sent in in_group(api)] == [41, 42]
        api.arrives({"callback_query": Chat(api, 501, "陈科长").press("claim:1")})
        wait_until(lambda: "陈科长已经接手" in visitor.received()[-1]["text"])
        wait_until(lambda: api.calls("editMessageText"))
        assert api.calls("editMessageText")[-1]["chat_id"] == GROUP
        talk = {
            "message_id": 900, "date": 1, "from": {"id": 501, "is_bot": False, "first_name": "陈"},
            "chat": {"id": GROUP, "type": "supergroup"}, "is_topic_message": True,
            "message_thread_id": 41, "text": "请问哪一年认定的",
        }  # fmt: skip
        api.arrives({"message": talk})
        wait_until(lambda: "请问哪一年认定的" in visitor.received()[-1]["text"])
    assert len(api.calls("createForumTopic")) == 2


@pytest.mark.parametrize(
    "refusals",
    [[NO_RIGHTS], [Refusal(500, "Internal Server Error")] * 3, [Refusal(404, "Not Found")]],
)
def test_where_no_topic_can_be_made_the_card_is_in_the_group(
    api: BotApi, var: Path, refusals: list[Refusal]
) -> None:
    api.forums.add(GROUP)
    api.refuses("createForumTopic", *refusals)
    with running(api, var):
        hands_over(api, 7)
        wait_until(lambda: in_group(api))
        assert "message_thread_id" not in in_group(api)[0]


def test_an_ordinary_group_has_no_topics(api: BotApi, var: Path) -> None:
    api.refuses("getChat", Refusal(400, "Bad Request: chat not found"))
    with running(api, var):
        hands_over(api, 7)
        wait_until(lambda: in_group(api))
    assert api.calls("createForumTopic") == []
