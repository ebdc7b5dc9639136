"""What may be sent: how much, and which kinds of files, told by name and by content.

Pictures, PDF, office documents and plain text. What runs, scripts and what a browser would take for a page is
refused however it is called; a picture with another picture's suffix is only given the right one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from bot.enclosures.tables import Reason
from bot.files import safe_name
from bot.messages import SentFile

MOST_PER_MESSAGE = 10
"""Files that one message may bring; an album of Telegram holds as many."""

MOST_A_DAY = 100
"""Files that one conversation may bring within 24 hours."""

MEGABYTE = 1_048_576
DEFAULT_BYTES = 20 * MEGABYTE
"""The largest file that bots may fetch from Telegram (Bot API, getFile)."""

OOXML = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heic",
    "pdf": "application/pdf",
    "docx": f"{OOXML}.wordprocessingml.document",
    "xlsx": f"{OOXML}.spreadsheetml.sheet",
    "pptx": f"{OOXML}.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "ofd": "application/ofd",
    "txt": "text/plain",
    "zip": "application/zip",
}
"""What is taken, by suffix; `zip` only when the settings say so."""

ARCHIVES = {"zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz"}
OFFICE_BEFORE_2007 = {"doc", "xls", "ppt", "wps"}
PACKED_OFFICE = {"docx", "xlsx", "pptx"}
INSIDE: Mapping[str, str] = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "OFD.xml": "ofd"}
SIGNS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"PK\x03\x04": "zip",
}
BEFORE_TEXT = b"\xef\xbb\xbf\r\n\t "
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
PAGE_SIGNS = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"<body", b"<iframe")
PICTURES = {"jpg", "png", "webp", "heic"}


@dataclass(frozen=True)
class Terms:
    """What the settings allow: the largest file in bytes, and whether archives (zip) are taken."""

    most_bytes: int = DEFAULT_BYTES
    archives: bool = False

    @property
    def megabytes(self) -> int:
        """The largest file in whole megabytes."""
        return self.most_bytes // MEGABYTE


USUAL = Terms()


class Refused(Exception):
    """A file that is not taken; `reason` tells why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def check_told(sent: SentFile, terms: Terms) -> None:
    """Refuse by what is told of a file before it is here: its name and size. Raises Refused."""
    if sent.size > terms.most_bytes:
        raise Refused(Reason.TOO_BIG)
    suffix = suffix_of(sent.name)
    if suffix in ARCHIVES and not (suffix == "zip" and terms.archives):
        raise Refused(Reason.ARCHIVE)
    if suffix and suffix not in TYPES:
        raise Refused(Reason.KIND)


def checked(name: str, content: bytes, terms: Terms) -> tuple[str, str]:
    """The name to keep a file under and its media type, by what it holds. Raises Refused."""
    if not content:
        raise Refused(Reason.EMPTY)
    check_told(SentFile(name, size=len(content)), terms)
    told, found = suffix_of(name), detect(content)
    kind = _agreed(told, found)
    if kind == "zip" and not terms.archives:
        raise Refused(Reason.ARCHIVE)
    return _named(name, told, kind), TYPES[kind]


def suffix_of(name: str) -> str:
    """The suffix of a name, in small letters; "" when it has none."""
    stem, dot, suffix = name.rstrip(". ").rpartition(".")
    is_one = dot and stem and len(suffix) <= 10 and suffix.isascii() and suffix.isalnum()
    return suffix.lower() if is_one and not suffix.isdigit() else ""


def detect(content: bytes) -> str:
    """The kind of a content as a suffix of TYPES, "ole" for an office document before 2007, else ""."""
    signed = next((kind for sign, kind in SIGNS.items() if content.startswith(sign)), "")
    if signed:
        return _packed(content) if signed == "zip" else signed
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "heic"
    if content[:64].lstrip(BEFORE_TEXT).startswith(b"%PDF-"):
        return "pdf"
    return "txt" if _is_plain_text(content) else ""


def _packed(content: bytes) -> str:
    """Which document a zip is, by the names inside it; nothing is unpacked."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        return ""  # macros run
    if "[Content_Types].xml" not in names and "OFD.xml" not in names:
        return "zip"
    known = (kind for start, kind in INSIDE.items() if any(n.startswith(start) for n in names))
    return next(known, "zip")


def _is_plain_text(content: bytes) -> bool:
    """Text in UTF-8, UTF-16 or the national encoding, and neither page nor script."""
    beginning = content[:4096].lstrip(BEFORE_TEXT).lower()
    if beginning.startswith((*PAGE_SIGNS, b"#!", b"@echo")) or b"<script" in beginning:
        return False
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(content, "utf-16")
    if any(byte < 9 or 13 < byte < 32 for byte in content[:65536]):
        return False
    return _decodes(content, "utf-8") or _decodes(content, "gb18030")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        return "\0" not in content.decode(encoding)
    except UnicodeDecodeError:
        return False


def _agreed(told: str, found: str) -> str:
    """What a file is, when its name and its content can both be true. Raises Refused."""
    if found == "ole":
        if told in OFFICE_BEFORE_2007:
            return told
        raise Refused(Reason.PROTECTED if told in PACKED_OFFICE else Reason.MISMATCH)
    if not found:
        raise Refused(Reason.MISMATCH if told else Reason.KIND)
    same = not told or TYPES[told] == TYPES[found]
    if same or (found in PICTURES and TYPES[told].startswith("image/")):
        return found
    raise Refused(Reason.MISMATCH)


def _named(name: str, told: str, kind: str) -> str:
    """The safe name, with the suffix that its content has."""
    if told and TYPES[told] == TYPES[kind]:
        return safe_name(name)
    stem = name.rstrip(". ").rpartition(".")[0] if told else name
    return safe_name(f"{stem.strip('. ') or 'file'}.{kind}")
