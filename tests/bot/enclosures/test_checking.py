"""What is taken and what is not: by name and by content, for any name and any content."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.enclosures.checking import TYPES, Refused, Terms, checked, detect, suffix_of
from bot.files import safe_name

USUAL = Terms(most_bytes=100_000)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


def packed(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


CONTENTS = {
    "jpg": b"\xff\xd8\xff\xe0..",
    "png": b"\x89PNG\r\n\x1a\n..",
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
    "pdf": b"%PDF-1.7\n..",
    "docx": packed("[Content_Types].xml", "word/document.xml"),
    "xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": packed("[Content_Types].xml", "ppt/presentation.xml"),
    "ofd": packed("OFD.xml", "Doc_0/Document.xml"),
    "txt": "您好，这是说明。".encode(),
}
DANGEROUS = {
    "exe": b"MZ\x90\0\x03",
    "elf": b"\x7fELF\x02\x01",
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">',
    "xml": b'<?xml version="1.0"?><svg/>',
    "sh": b"#!/bin/sh\nrm -rf /",
    "bat": b"@echo off\r\ndel *",
    "docm": packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
}


def reason(name: str, content: bytes, terms: Terms = USUAL) -> str:
    with pytest.raises(Refused) as caught:
        checked(name, content, terms)
    return caught.value.reason


@pytest.mark.parametrize("suffix", CONTENTS)
def test_what_is_taken_keeps_its_name_and_gets_its_type(suffix: str) -> None:
    name = f"我的材料.{suffix}"
    assert checked(name, CONTENTS[suffix], USUAL) == (name, TYPES[suffix])
    assert checked("没有后缀", CONTENTS[suffix], USUAL)[0] == f"没有后缀.{suffix}"


@pytest.mark.parametrize("suffix", ["doc", "xls", "ppt", "wps"])
def test_office_documents_of_before_2007_are_told_by_their_name(suffix: str) -> None:
    assert checked(f"表.{suffix}", OLE, USUAL)[1] == TYPES[suffix]


@pytest.mark.parametrize("content", DANGEROUS.values(), ids=DANGEROUS)
@pytest.mark.parametrize("name", [*(f"x.{suffix}" for suffix in TYPES), "x", "x.exe", "x.html"])
def test_what_could_do_harm_is_refused_however_it_is_called(name: str, content: bytes) -> None:
    with pytest.raises(Refused):
        checked(name, content, Terms(100_000, archives=False))


@pytest.mark.parametrize("suffix", ["exe", "js", "html", "svg", "bat", "docm", "mp4", "gif", "csv"])
@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_name_of_another_kind_is_refused_whatever_is_in_it(suffix: str, content: bytes) -> None:
    assert reason(f"发票.pdf.{suffix}", content) == "kind"


def test_each_refusal_has_its_reason() -> None:
    assert reason("a.pdf", b"") == "empty"
    assert reason("a.pdf", b"%PDF-" + b"x" * 100_000) == "too_big"
    assert reason("a.pdf", CONTENTS["docx"]) == "mismatch"
    assert reason("a.docx", OLE) == "protected"
    assert reason("a.zip", packed("x")) == "archive"
    assert reason("a.rar", b"Rar!") == "archive"
    assert reason("a.docx", packed("x")) == "mismatch"
    assert reason("a", b"\0\1\2") == "kind"


def test_zip_is_taken_only_when_the_settings_say_so() -> None:
    allowed = Terms(100_000, archives=True)
    assert checked("a.zip", packed("x"), allowed) == ("a.zip", "application/zip")
    assert reason("a.rar", b"Rar!", allowed) == "archive"


def test_a_picture_with_another_pictures_suffix_gets_the_right_one() -> None:
    assert checked("照片.HEIC", CONTENTS["jpg"], USUAL) == ("照片.jpg", "image/jpeg")
    assert checked("照片.JPEG", CONTENTS["jpg"], USUAL) == ("照片.JPEG", "image/jpeg")


def test_text_in_the_national_encoding_is_text() -> None:
    assert checked("说明.txt", "营业执照副本".encode("gb18030"), USUAL)[1] == "text/plain"
    assert checked("说明.txt", "营业执照".encode("utf-16"), USUAL)[1] == "text/plain"


def test_a_version_number_or_chinese_after_a_dot_is_no_suffix() -> None:
    assert checked("合同v1.2", CONTENTS["pdf"], USUAL)[0] == "合同v1.2.pdf"
    assert checked("合同.终稿", CONTENTS["pdf"], USUAL)[0] == "合同.终稿.pdf"


@given(st.text(max_size=300), st.sampled_from(sorted(CONTENTS)))
def test_a_taken_file_always_has_a_safe_name_with_the_suffix_of_its_content(
    name: str, kind: str
) -> None:
    try:
        kept, media_type = checked(name, CONTENTS[kind], USUAL)
    except Refused:
        return
    assert kept == safe_name(kept)
    assert not kept.startswith(".")
    assert TYPES[suffix_of(kept)] == media_type == TYPES[kind]


@given(st.binary(max_size=2000), st.sampled_from(["", ".pdf", ".docx", ".txt", ".jpg", ".doc"]))
def test_any_content_is_either_taken_as_what_it_is_or_refused(content: bytes, end: str) -> None:
    try:
        _, media_type = checked(f"x{end}", content, USUAL)
    except Refused:
        return
    found = detect(content)
    assert media_type == TYPES["doc" if found == "ole" else found]
    assert not content.lstrip().lower().startswith((b"<html", b"<!doctype", b"<svg", b"#!"))


@given(st.binary(max_size=200))
def test_a_broken_zip_is_no_document(rest: bytes) -> None:
    assert detect(b"PK\x03\x04" + rest) in {"", "zip"}
