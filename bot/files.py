"""Files for visitors, kept outside the database: files/<128 random bits>/<name>, each with whom it is for.

A file appears whole or not at all. One that no reply came to name (a turn that failed) is harmless: nobody
knows its key, and it is deleted with the old ones.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.messages import Attachment
from bot.settings import Settings

FOLDER = "files"
OWNER = ".owner"
"""Beside each file; no file can be called so, because safe names begin with no dot."""

UNTIL = ".until"
"""Beside a file with a term of its own: when it ends, in UTC and ISO 8601."""

NEW = ".new-"
KEY = re.compile(r"[0-9a-f]{32}")
UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069/\\<>:"|?*\ud800-\udfff]'
)
NAMELESS = "file"
MOST_BYTES = 180
"""Longest name in UTF-8; file systems take 255."""

RESERVE_BYTES = 100 * 1_048_576
"""Free space that files never use up."""

LIFETIME = timedelta(days=90)
"""How long files are kept unless somebody says otherwise."""


def folder_of(settings: Settings) -> Path:
    """Where this program's files are."""
    return settings.var_dir / FOLDER


def keep(
    folder: Path,
    name: str,
    media_type: str,
    content: bytes,
    channel: str,
    address: str,
    key: str = "",
    until: datetime | None = None,
) -> Attachment:
    """Keep a file for the visitor at this address, `until` then; what a reply needs to hand it over.

    With a `key` (32 hexadecimal digits) the same file is kept once, however often it comes. Raises OSError when
    the disk is full; nothing is left of the file then.
    """
    safe = safe_name(name)
    if key and (folder / key / safe).is_file():
        return Attachment(safe, media_type, key)
    key = key or secrets.token_hex(16)
    new = folder / f"{NEW}{key}"
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True, mode=0o700)
        _write(new / safe, content)
        _write(new / OWNER, _owner(channel, address).encode())
        if until is not None:
            _write(new / UNTIL, until.astimezone(UTC).isoformat().encode())
        shutil.rmtree(folder / key, ignore_errors=True)
        new.rename(folder / key)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return Attachment(safe, media_type, key)


def has_room(folder: Path, size: int) -> bool:
    """Whether the disk takes `size` bytes more and keeps its reserve, which the database needs to go on."""
    here = next(p for p in (folder, *folder.parents) if p.is_dir())
    return shutil.disk_usage(here).free >= size + RESERVE_BYTES


def path(folder: Path, attachment: Attachment) -> Path | None:
    """Where an attachment's file is, or None when it is kept no more."""
    return _path(folder, attachment.key, attachment.name)


def find(folder: Path, key: str, name: str, channel: str, address: str) -> Path | None:
    """A file that was kept for this visitor; None when there is none, or it is another's."""
    found = _path(folder, key, name)
    if found is None:
        return None
    owner = _read(found.parent / OWNER)
    return found if secrets.compare_digest(owner, _owner(channel, address)) else None


def delete_old(
    folder: Path, at: datetime, lifetime: timedelta = LIFETIME, spared: Collection[str] = ()
) -> int:
    """Delete what is older than `lifetime` at the moment `at`, and what a crash left; returns how many.

    Keys that are `spared` stay, however old they are.
    """
    oldest = (at - lifetime).timestamp()
    kept = (one for one in _kept(folder) if one.name not in spared)
    return _delete([one for one in kept if one.stat().st_mtime < oldest])


def delete(folder: Path, key: str) -> None:
    """Delete one file, if it is still there."""
    if KEY.fullmatch(key):
        shutil.rmtree(folder / key, ignore_errors=True)


def delete_lapsed(folder: Path, at: datetime) -> int:
    """Delete what was kept until an earlier moment than `at`; returns how many."""
    now = at.astimezone(UTC).isoformat()
    return _delete([one for one in _kept(folder) if "" < _read(one / UNTIL) < now])


def delete_all_of(folder: Path, channel: str, address: str) -> int:
    """Delete every file that was kept for this visitor; returns how many."""
    theirs = keys_of(folder, channel, address)
    for key in theirs:
        delete(folder, key)
    return len(theirs)


def keys_of(folder: Path, channel: str, address: str) -> list[str]:
    """The keys of all files that are kept for this visitor."""
    owner = _owner(channel, address)
    return [one.name for one in _kept(folder) if _read(one / OWNER) == owner]


def safe_name(name: str) -> str:
    """The name without what a file system or a header could take for something else; its suffix stays."""
    cleaned = UNSAFE.sub("_", name).strip(". ") or NAMELESS
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = cleaned, "", ""
    room = MOST_BYTES - len(f"{dot}{suffix}".encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + suffix


def _path(folder: Path, key: str, name: str) -> Path | None:
    if not KEY.fullmatch(key) or name != safe_name(name):
        return None
    found = folder / key / name
    return found if found.is_file() else None


def _owner(channel: str, address: str) -> str:
    """Whom a file is for, without telling who that is."""
    return hashlib.sha256(f"{channel}\0{address}".encode()).hexdigest()


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _read(file: Path) -> str:
    return file.read_text(encoding="ascii") if file.is_file() else ""


def _kept(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [p for p in folder.iterdir() if KEY.fullmatch(p.name.removeprefix(NEW)) and p.is_dir()]


def _delete(folders: list[Path]) -> int:
    for one in folders:
        shutil.rmtree(one, ignore_errors=True)
    return len(folders)
