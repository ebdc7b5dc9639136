"""`backup`: one zip with everything that cannot be made again, taken while the program runs.

SQLite is copied by its own online backup, so the copy is whole at one moment; PostgreSQL has pg_dump for that.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import make_url

from bot.files import folder_of
from bot.lines import UsageError
from bot.settings import Settings, read_settings

DATABASE = "specialist.db"
SECRET = "web-secret"
"""Signs the visitors' cookies; without it they lose their conversations."""

POSTGRES = (
    "数据库是 PostgreSQL，不在这个备份里，请另外执行：\n"
    '  pg_dump --format=custom --file=specialist.dump "$DATABASE_URL"'
)


def run(options: argparse.Namespace) -> int:
    """Write the backup to `options.file`, whole or not at all."""
    settings, file = read_settings(), options.file
    if file.exists():
        raise UsageError(f"{file} 已经存在。为免覆盖旧备份，请换一个文件名。")
    if not file.absolute().parent.is_dir():
        raise UsageError(f"没有 {file.absolute().parent} 这个目录，请先建好。")
    try:
        with tempfile.TemporaryDirectory(dir=file.absolute().parent) as work:
            packed = Path(work) / "backup.zip"
            count = _pack(settings, packed, Path(work))
            packed.replace(file)
    except OSError as error:
        raise UsageError(f"备份没有写成（{error.strerror}），请检查磁盘空间和权限。") from error
    size = file.stat().st_size / 1_048_576
    print(f"已备份到 {file}（{size:.1f} MB，{count} 个文件）。里面有个人信息和密钥，请妥善保管。")
    if not _sqlite_file(settings):
        print(POSTGRES)
    return 0


def _pack(settings: Settings, packed: Path, work: Path) -> int:
    """Write the zip; returns how many files are in it. The database goes first: later files do no harm."""
    os.close(os.open(packed, os.O_WRONLY | os.O_CREAT, 0o600))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        if source := _sqlite_file(settings):
            made.write(_copied(source, work / DATABASE), DATABASE)
        for file in _files(settings):
            with suppress(FileNotFoundError):  # deleted in the meantime
                made.write(file, file.relative_to(settings.var_dir))
        return len(made.namelist())


def _sqlite_file(settings: Settings) -> Path | None:
    url = make_url(settings.database)
    return Path(str(url.database)) if url.drivername.startswith("sqlite") else None


def _copied(source: Path, copy: Path) -> Path:
    """A copy of the database as it stands now, looked through once. Raises UsageError."""
    if not source.is_file():
        raise UsageError(f"还没有数据库（{source}），没有什么可备份的。")
    try:
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(copy)) as made:
            opened.backup(made)
            (sound,) = made.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise UsageError(f"数据库复制不了（{error}），请先用 doctor 检查。") from error
    if sound != "ok":
        raise UsageError(f"数据库有损坏（{sound}），这份备份不可靠。请停机后从上一份备份恢复。")
    return copy


def _files(settings: Settings) -> Iterator[Path]:
    yield from sorted(file for file in folder_of(settings).rglob("*") if file.is_file())
    if (secret := settings.var_dir / SECRET).is_file():
        yield secret
