"""Forms in the terminal, by pipe: a whole request read aloud, and one that outlives kill -9."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import Run, bare_environment

KILLED = "\n".join(("我想租一间办公室", "a", "忻州", "同意", "办公室", "100平")) + "\n"
REST = "\n".join(
    ("继续", "5个人", "下周三", "跳过", "没有", "星光科技", "王老师 13812345678", "提交")
)


def test_a_request_from_the_wish_to_my_cases(bot: Run) -> None:
    typed = (
        "a\n帮我注册公司\na\n同意\n新设有限责任公司\n跳过\n工业机器人\n两三个\n有了\n投融资对接\n"
        "越快越好\n老李 0350-3012345\n高企奖励多少钱？\n提交\n/cases\n退出\n"
    )
    done = bot("chat", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    assert "谁能看到：市行政审批局的经办人员和园区协调员" in said
    assert "记下了，股东人数：两三个。" in said
    assert "一次性奖励10万元" in said
    assert said.index("一次性奖励10万元") < said.rindex("请核对一下，没有问题就提交")
    assert re.search(r"编号 XZ-\d{8}-0001（公司设立代办），转请市行政审批局", said)
    assert "公司设立代办：等待工作人员接单，市行政审批局" in said


def test_a_form_outlives_kill_9(published_var: Path, tmp_path: Path, bot: Run) -> None:
    var = tmp_path / "killed"
    shutil.copytree(published_var, var)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env={**bare_environment(), "VAR_DIR": str(var)},
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(KILLED.encode())
    process.stdin.flush()
    heard = b""
    until = time.monotonic() + 60
    while "几个人用".encode() not in heard and time.monotonic() < until:
        heard += process.stdout.read1()
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    process.stdin.close()
    process.stdout.close()
    again = bot("chat", typed=f"{REST}\n", VAR_DIR=str(var))
    assert "· 面积：100㎡" in again.stdout
    assert re.search(r"编号 XZ-\d{8}-0001（办公场所申请）", again.stdout)
