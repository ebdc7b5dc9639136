"""The terminal by pipe: the same specialist, buttons by letter."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.application import assemble
from bot.channels.terminal import TRYING_AGAIN, Visit, letters
from bot.conversation import Specialist
from bot.settings import Settings
from bot.wording import phrases
from knowledge.answering import Knowledge
from tests.conftest import Clock, Run


def said(out: str) -> str:
    return re.sub(r"\s+", "", out)


def test_a_whole_journey_by_pipe(bot: Run) -> None:
    done = bot(
        "chat",
        typed="a\n上年度通过高新技术企业认定，一次性奖励多少\nb\n/policy\n/officer\n退出\n这句不会被听到\n",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert said(phrases.welcome(None)) in said(done.stdout)
    assert "[a] 忻州" in done.stdout
    assert phrases.city_set("xinzhou") in done.stdout
    assert "│ " in done.stdout
    assert "【忻州：支持企业升级提质】" in done.stdout
    assert "（二十四）" in done.stdout
    assert re.search(r"XZ-\d{8}-0001", done.stdout)
    assert done.stdout.rstrip().endswith("再见，随时再来。")


def test_the_conversation_goes_on_after_a_restart(bot: Run) -> None:
    bot("chat", typed="/start\nb\n")
    again = bot("chat", typed="创新创业大赛一等奖奖励多少\n")
    assert "晋城：鼓励企业参加创新创业大赛" in again.stdout
    assert "忻州：" not in again.stdout


def test_bytes_that_are_no_text_are_answered_kindly(bot: Run) -> None:
    done = bot("chat", typed=b"\xff\xfe\x00\x01\n\r\n\x1b[31m\n" + "高企\n".encode("gbk"))
    assert done.returncode == 0
    assert phrases.NOTHING_TYPED in done.stdout


def test_a_number_is_a_message_and_no_button(bot: Run) -> None:
    done = bot("chat", typed="99\n0\n1\n")
    assert done.returncode == 0
    assert phrases.BUTTON_OVER not in done.stdout


def test_buttons_are_lettered_past_the_alphabet() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_the_input_may_end_at_once(bot: Run) -> None:
    done = bot("chat", typed="")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_of_this_machine_can_be_sent(bot: Run, tmp_path: Path) -> None:
    (tmp_path / "合同 一.pdf").write_bytes(b"%PDF-1.7 page")
    (tmp_path / "木马.exe").write_bytes(b"MZ")
    said = bot("chat", typed="/file 合同 一.pdf\n/file 木马.exe\n/file 没有.pdf\n").stdout
    assert "收到了“合同 一.pdf”" in said
    assert "“木马.exe”这种类型的文件我收不了" in said
    assert "找不到文件：没有.pdf" in said


def test_a_failed_turn_is_tried_again_and_then_apologised_for(
    published_var: Path,
    tmp_path: Path,
    knowledge: Knowledge,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    left = [True, True, True, True]

    def known() -> Knowledge:
        if left:
            left.pop()
            raise RuntimeError("knowledge is not there")
        return knowledge

    application = assemble(Settings(_env_file=None, var_dir=tmp_path / "var"))  # type: ignore[call-arg]
    failing = replace(application, specialist=Specialist(known, clock))
    visit = Visit(failing, "王老师", clock, clock.passes)
    visit.hear("高企奖多少")
    shown = capsys.readouterr().out
    assert shown.count(TRYING_AGAIN) == 2
    assert phrases.apology().text in shown
    visit.hear("/help")
    shown = capsys.readouterr().out
    assert shown.count(TRYING_AGAIN) == 1
    assert phrases.help_text() in shown
    application.database.close()


def test_a_question_keeps_its_letters_after_a_question_in_between(bot: Run) -> None:
    aside = bot("chat", typed="测一测能拿多少\n高企奖励多少\na\n").stdout
    assert aside.count("[a] 晋创谷·忻州") == 2
    assert "[g] 测一测能拿多少" in aside
    assert "晋创谷·忻州" in aside.rpartition("[f] 先停一下")[0]
    assert aside.count("一般十来个问题") == 1, "a chose the city; it did not begin anew"
