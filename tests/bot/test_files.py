"""Files for visitors: whole or not at all, found only by whom they are for, deleted when they are old."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import files
from bot.messages import Attachment

PDF = "application/pdf"
MORNING = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def kept(folder: Path, name: str = "预评估单.pdf", address: str = "王老师") -> Attachment:
    return files.keep(folder, name, PDF, b"%PDF", "web", address)


def found(folder: Path, attachment: Attachment, channel: str, address: str) -> Path | None:
    return files.find(folder, attachment.key, attachment.name, channel, address)


def test_a_kept_file_is_found_by_its_visitor_and_by_nobody_else(tmp_path: Path) -> None:
    attachment = kept(tmp_path)
    file = found(tmp_path, attachment, "web", "王老师")
    assert file is not None
    assert file.read_bytes() == b"%PDF"
    assert found(tmp_path, attachment, "web", "小李") is None
    assert found(tmp_path, attachment, "telegram", "王老师") is None
    assert files.path(tmp_path, attachment) == file


def test_keys_are_random_and_nothing_tells_whom_a_file_is_for(tmp_path: Path) -> None:
    first, second = kept(tmp_path), kept(tmp_path)
    assert len({first.key, second.key}) == 2
    assert len(bytes.fromhex(first.key)) == 16
    folder = tmp_path / first.key
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "王老师" not in (folder / files.OWNER).read_text()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("..", "secret"),
        ("", "预评估单.pdf"),
        ("0" * 32, "预评估单.pdf"),
        ("KEY", "../KEY/预评估单.pdf"),
        ("KEY", ".owner"),
        ("KEY", ""),
        ("KEY", "预评估单.docx"),
        ("KEY/", "预评估单.pdf"),
        ("./KEY", "预评估单.pdf"),
    ],
)
def test_a_forged_key_or_name_finds_nothing(tmp_path: Path, key: str, name: str) -> None:
    real = kept(tmp_path / "files").key
    (tmp_path / "secret").touch()
    key, name = key.replace("KEY", real), name.replace("KEY", real)
    assert files.find(tmp_path / "files", key, name, "web", "王老师") is None


@given(st.text(max_size=300))
def test_a_safe_name_is_one_name_short_enough_and_stays_as_it_is(name: str) -> None:
    safe = files.safe_name(name)
    assert safe
    assert not safe.startswith(".")
    assert not set(safe) & set('/\\:"<>|?*\r\n\0')
    assert len(safe.encode()) <= files.MOST_BYTES
    assert files.safe_name(safe) == safe


def test_a_long_name_keeps_its_suffix() -> None:
    assert files.safe_name("晋" * 200 + ".docx").endswith("晋.docx")


def test_old_files_and_what_a_crash_left_are_deleted(tmp_path: Path) -> None:
    old, new = kept(tmp_path), kept(tmp_path)
    half = tmp_path / f"{files.NEW}{'0' * 32}"
    half.mkdir()
    (tmp_path / "别人的东西").mkdir()
    long_ago = (MORNING - timedelta(days=91)).timestamp()
    for folder in (tmp_path / old.key, half, tmp_path / "别人的东西"):
        os.utime(folder, (long_ago, long_ago))
    os.utime(tmp_path / new.key, (MORNING.timestamp(), MORNING.timestamp()))
    assert files.delete_old(tmp_path, MORNING) == 2
    assert files.path(tmp_path, old) is None
    assert files.path(tmp_path, new) is not None
    assert (tmp_path / "别人的东西").exists()
    assert files.delete_old(tmp_path / "nothing yet", MORNING) == 0


def test_a_visitors_files_can_be_deleted(tmp_path: Path) -> None:
    kept(tmp_path), kept(tmp_path)
    another = kept(tmp_path, address="小李")
    assert files.delete_all_of(tmp_path, "web", "王老师") == 2
    assert files.path(tmp_path, another) is not None
