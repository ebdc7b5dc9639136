"""`definitions`: what a change would do is shown first; interviews under way stay on their version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dialogs
from dialogs import versions
from tests.bot.test_assessment import begin_contracts, talk
from tests.conftest import MORNING, Run, Visitor

OLD, NEW = "封顶: 每年 20万元", "封顶: 每年 30万元"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The definitions with one amount and one question changed, one measure gone and one new."""
    made = tmp_path / "changed"
    shutil.copytree(
        Path(dialogs.__file__ or "").parent, made, ignore=shutil.ignore_patterns("*.py*")
    )
    edit(made / "measures" / "xinzhou-7.yaml", OLD, NEW)
    edit(made / "measures" / "xinzhou-2.yaml", "编号: xinzhou-2-a", "编号: xinzhou-2-b")
    edit(made / "occasions.yaml", "xinzhou-2-a", "xinzhou-2-b")
    edit(made / "questions.yaml", "招来的是博士还是硕士？", "招来的人是博士还是硕士？")
    return made


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_packaged_definitions_are_in_use_from_the_start(bot: Run) -> None:
    same = bot("definitions", "compare")
    assert (same.returncode, "完全一样" in same.stdout) == (0, True)


def test_a_change_is_shown_confirmed_and_audited(bot: Run, folder: Path) -> None:
    shown = bot("definitions", "compare", "--from", str(folder)).stdout
    assert "～ 改动 xinzhou-7-a 高校院所技术合同2%补贴：金额" in shown
    assert "原来：封顶: 每年 20万元" in shown
    assert "现在：封顶: 每年 30万元" in shown
    assert "＋ 新增 xinzhou-2-b" in shown
    assert "－ 取消 xinzhou-2-a" in shown
    assert "问的改动：问法“学历”" in shown
    unconfirmed = bot("definitions", "publish", "--from", str(folder))
    assert (unconfirmed.returncode, "没有发布" in unconfirmed.stdout) == (1, True)
    done = bot("definitions", "publish", "--from", str(folder), "--yes")
    assert (done.returncode, "已发布" in done.stdout) == (0, True)
    assert "完全一样" in bot("definitions", "compare", "--from", str(folder)).stdout
    assert (
        "原来：封顶: 每年 30万元" in bot("definitions", "compare").stdout
    )  # the packaged ones differ now


def test_a_broken_file_is_refused_by_name_and_line(bot: Run, folder: Path) -> None:
    edit(folder / "measures" / "xinzhou-7.yaml", NEW, "封顶: 三十万")
    refused = bot("definitions", "publish", "--from", str(folder), "--yes")
    assert refused.returncode == 2
    assert "xinzhou-7.yaml" in refused.stderr
    assert "看不懂封顶“三十万”" in refused.stderr


def test_an_interview_under_way_stays_on_its_version(王老师: Visitor, folder: Path) -> None:
    begin_contracts(王老师)
    from dialogs.guides import texts_in

    with 王老师.database.writing() as session:
        compared = versions.compare(session, texts_in(folder))
        assert compared.staying == {compared.in_use: 1}
        versions.publish(session, MORNING, texts_in(folder))
    heard = talk(王老师, "2000万", "都没有")
    assert "每年最多20万元" in heard.text
    王老师.presses("重新测")
    heard = 王老师.presses("对，还是这样")
    heard = talk(王老师, *("1", "技术开发", "登记了") if "园区" in heard.text else ())
    heard = talk(王老师, "2000万", "都没有")
    assert "每年最多30万元" in heard.text


def test_an_earlier_version_can_be_taken_up_again(王老师: Visitor, folder: Path) -> None:
    from dialogs.guides import texts_in

    with 王老师.database.writing() as session:
        first = versions.publish(session, MORNING)
        second = versions.publish(session, MORNING.replace(minute=59), texts_in(folder))
        assert versions.published(session) == second
        versions.publish(session, MORNING.replace(hour=MORNING.hour + 1))
        assert versions.published(session) == first
