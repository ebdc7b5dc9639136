"""A backup taken while the program runs holds everything; put back, visitors find their conversations."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest

from bot import files
from bot.application import assemble
from bot.channels.web.identity import Identity, web_secret
from bot.settings import Settings
from tests.conftest import Run, Visitor


def settings(var: Path) -> Settings:
    return Settings(_env_file=None, var_dir=var)  # type: ignore[call-arg]


def test_what_was_backed_up_is_there_again_after_restoring(bot: Run, tmp_path: Path) -> None:
    ours = settings(tmp_path / "var")
    running = assemble(ours)
    folder = files.folder_of(ours)
    attached = files.keep(folder, "一页纸.pdf", "application/pdf", b"%PDF-", "web", "王老师")
    cookie = Identity(web_secret(ours)).sign("0123")
    visitor = Visitor("王老师", running.database, running.specialist, channel="web")
    visitor.says("高企认定奖多少")

    done = bot("backup", str(tmp_path / "今天.zip"))
    assert done.returncode == 0, done.stderr
    visitor.says("这一句在备份之后")
    running.database.close()
    shutil.rmtree(tmp_path / "var")
    with zipfile.ZipFile(tmp_path / "今天.zip") as packed:
        packed.extractall(tmp_path / "var")

    again = assemble(ours)
    said = [m for m in _messages(tmp_path / "var") if "高企" in m or "之后" in m]
    again.database.close()
    assert any("高企认定奖多少" in text for text in said)
    assert not any("这一句在备份之后" in text for text in said)
    found = files.find(folder, attached.key, attached.name, "web", "王老师")
    assert found
    assert found.read_bytes() == b"%PDF-"
    assert Identity(web_secret(ours)).read(cookie) == "0123"


def _messages(var: Path) -> list[str]:
    database = sqlite3.connect(var / "specialist.db")
    try:
        return [text for (text,) in database.execute("SELECT text FROM message").fetchall()]
    finally:
        database.close()


def test_only_the_owner_may_read_it_and_nothing_half_is_left(bot: Run, tmp_path: Path) -> None:
    bot("backup", str(tmp_path / "今天.zip"))
    assert stat.S_IMODE((tmp_path / "今天.zip").stat().st_mode) == 0o600
    assert {p.name for p in tmp_path.iterdir()} == {"var", "今天.zip"}


def test_what_is_written_while_it_runs_does_not_spoil_it(bot: Run, tmp_path: Path) -> None:
    """An open transaction of somebody else is not in it, and does not stop it."""
    running = assemble(settings(tmp_path / "var"))
    with running.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE packaged SET digest = 'half'")
        done = bot("backup", str(tmp_path / "今天.zip"))
    running.database.close()
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "今天.zip") as packed:
        packed.extract("specialist.db", tmp_path / "other")
    copied = sqlite3.connect(tmp_path / "other" / "specialist.db")
    (digest,) = copied.execute("SELECT digest FROM packaged").fetchone()
    copied.close()
    assert digest != "half"


@pytest.mark.parametrize("name", ["there.zip", "no/such/folder.zip"])
def test_what_is_there_is_not_overwritten(bot: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "there.zip").write_text("yesterday")
    done = bot("backup", str(tmp_path / name))
    assert done.returncode == 2
    assert (tmp_path / "there.zip").read_text() == "yesterday"


def test_a_spoiled_database_is_told(bot: Run, tmp_path: Path) -> None:
    (tmp_path / "var" / "specialist.db").write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    done = bot("backup", str(tmp_path / "今天.zip"))
    assert done.returncode == 2
    assert "doctor" in done.stderr
    assert not (tmp_path / "今天.zip").exists()


def test_postgresql_is_told_how(bot: Run, tmp_path: Path) -> None:
    done = bot(
        "backup", str(tmp_path / "今天.zip"), DATABASE_URL="postgresql://bot@127.0.0.1:9/bot"
    )
    assert done.returncode == 0
    assert "pg_dump" in done.stdout
