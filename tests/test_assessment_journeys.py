"""Guided assessments by pipe and over Telegram's HTTP, as processes; kill -9 in the middle loses nothing."""

from __future__ import annotations

import re
import shutil
import signal
from pathlib import Path

from tests.conftest import Run
from tests.emulators.bot_api import BotApi
from tests.emulators.chat import Chat, keyboard, wait_until
from tests.test_kill import serving

TWO_DOCTORS = ("还没定", "科技型企业", "新全职招了博士、硕士或大学生", "两个博士", "租房")


def said(out: str) -> str:
    return re.sub(r"\s+", "", out)


def typed(*lines: str) -> str:
    return "\n".join((*lines, "退出", ""))


def test_by_pipe_a_university_with_three_contracts(bot: Run) -> None:
    answers = ("忻州", "高校", "签了技术合同，买进或卖出了技术", "晋创谷·忻州", "技术开发", "是")
    done = bot("chat", typed=typed("/assess", *answers, "80万、120万和35万", "都没有"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "（80万元＋120万元＋35万元）×2%=4.7万元" in said(done.stdout)
    assert "忻州第（七）条" in said(done.stdout)


def test_by_pipe_a_start_up_chooses_between_the_cities(bot: Run) -> None:
    numbers = "合同三年，社保8个月，申请三年"
    done = bot("chat", typed=typed("我们能拿什么补贴", *TWO_DOCTORS, numbers, "都没有"))
    assert "测算结果（忻州、晋城" in said(done.stdout)
    assert "最高30万元，以评审为准" in said(done.stdout)


def test_by_pipe_a_listed_state_owned_firm_gets_a_kind_no(bot: Run) -> None:
    answers = ("忻州", "企业（一般企业）", "上市、挂牌了，或有这个打算", "沪深主板", "国有企业")
    done = bot("chat", typed=typed("/assess", *answers))
    assert "这次没有找到" in said(done.stdout) or "不涉及金额" in said(done.stdout)
    assert "沪深交易所上市奖励：最高" not in said(done.stdout)


def tick(chat: Chat, label: str) -> None:
    """Press a tick and wait until the message that carries it was edited."""
    shown = [b for sent in chat.received() for row in keyboard(sent) for b in row]
    action = next(b["callback_data"] for b in reversed(shown) if b["text"].endswith(label))
    before, messages = len(chat.server.calls("editMessageText")), len(chat.received())
    chat.server.arrives({"callback_query": chat.press(action)})
    wait_until(lambda: len(chat.server.calls("editMessageText")) > before, patience=30)
    edited = chat.server.calls("editMessageText")[-1]
    assert [b["text"] for row in keyboard(edited) for b in row if b["text"].startswith("✓")]
    assert len(chat.received()) == messages


def sees(chat: Chat, words: str) -> str:
    """Wait for a message with these words; one may have been repeated by the kill before."""
    wait_until(lambda: any(words in sent["text"] for sent in chat.received()), patience=30)
    return next(sent["text"] for sent in reversed(chat.received()) if words in sent["text"])


def test_over_telegram_and_through_kill_nine(published_var: Path, tmp_path: Path) -> None:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    with BotApi() as api:
        chat = Chat(api, 7001, "王老师")
        with serving(api, var) as process:
            chat.says("/assess")
            sees(chat, "落在哪里")
            chat.presses("还没定")
            sees(chat, "哪几类")
            tick(chat, "科技型企业")
            process.send_signal(signal.SIGKILL)
        with serving(api, var):
            chat.presses("选好了")
            sees(chat, "最近发生了")
            chat.says("新全职招了博士、硕士或大学生")
            sees(chat, "哪个层次")
        with serving(api, var):  # the one before was killed, too
            chat.says("两个博士")
            sees(chat, "买房还是租房")
            chat.says("租房")
            sees(chat, "一句话告诉我")
            chat.says("合同三年，社保8个月，申请三年")
            sees(chat, "已经拿过钱")
            chat.says("都没有")
            result = sees(chat, "测算结果（忻州、晋城")
    assert "最高30万元，以评审为准" in result
    assert "2000元×2人×36个月=14.4万元" in result
