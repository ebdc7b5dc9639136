"""`officers`: from adding to revoking, with refusals that say what to do."""

from __future__ import annotations

import re
from pathlib import Path

from sqlmodel import select

from bot.audit import AuditLine
from bot.database import open_database
from tests.conftest import Run


def test_an_officer_is_added_listed_linked_and_revoked(bot: Run) -> None:
    added = bot("officers", "add", "陈科长", "科技局", "--city", "xinzhou", "--lead")
    assert (added.returncode, "1 陈科长 忻州市科技局 负责人" in added.stdout) == (0, True)
    assert "孙主任 忻州经济开发区管委会 协调员" in (
        bot("officers", "add", "孙主任", "忻州经开区", "--coordinator").stdout
    )
    linked = bot("officers", "link", "陈科长", PUBLIC_URL="https://park.example/").stdout
    code = re.search(r"\n([\w-]{22})\n", linked)
    assert code
    assert f"/login {code[1]}" in linked
    assert f"https://park.example/desk/in/{code[1]}" in linked
    assert "请假" in bot("officers", "absent", "1", "2026-12-01", "2026-12-02").stdout
    assert "已停用：陈科长" in bot("officers", "revoke", "1").stdout
    assert "1 陈科长 忻州市科技局 已停用" in bot("officers", "list").stdout
    refused = bot("officers", "link", "1")
    assert (refused.returncode, "已停用" in refused.stderr) == (2, True)


def test_a_refusal_says_what_to_do(bot: Run) -> None:
    unclear = bot("officers", "add", "赵科长", "科技局")
    assert (unclear.returncode, "--city" in unclear.stderr) == (2, True)
    assert "officers list" in bot("officers", "revoke", "没有这个人").stderr
    bot("officers", "add", "陈科长", "忻州市科技局")
    assert "2026-10-09" in bot("officers", "absent", "1", "明天", "后天").stderr


def test_an_absence_entered_on_the_command_line_leaves_a_line(bot: Run, tmp_path: Path) -> None:
    bot("officers", "add", "陈科长", "忻州市科技局")
    bot("officers", "absent", "1", "2026-12-01", "2026-12-02")
    database = open_database(f"sqlite:///{tmp_path / 'var' / 'specialist.db'}")
    with database.reading() as session:
        noted = select(AuditLine).where(AuditLine.action == "absence_added")
        (line,) = session.exec(noted).all()
        assert line.details == {"officer": 1, "first": "2026-12-01", "last": "2026-12-02"}
    database.close()
