"""A document in any usual encoding and form gives the same text; what cannot be read is refused by name."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading import UnreadableFile, read_text

TEXT = "一、支持创新\n（一）科技保险。按年度给予补助。（责任单位：市科技局）\n本措施自2026年1月1日起施行。"


def written(folder: Path, content: bytes, name: str = "政策.txt") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_text_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert read_text(written(tmp_path, TEXT.encode(encoding))) == TEXT


def test_traditional_text_in_big5(tmp_path: Path) -> None:
    text = "一、支持科技創新企業項目，按年度給予補助。的一是不在有和人年月日第"
    assert read_text(written(tmp_path, text.encode("big5"))) == text


def test_word(tmp_path: Path) -> None:
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    read = read_text(written(tmp_path, kept.getvalue(), "政策.docx"))
    assert [line for line in read.splitlines() if line] == TEXT.splitlines()


def test_a_web_page_without_its_scripts(tmp_path: Path) -> None:
    lines = "".join(f"<p>{escape(line)}&nbsp;</p>" for line in TEXT.splitlines())
    page = (
        "<!doctype html><html><head><title>首页</title></head><body>"
        f"<script>var 坏=1</script><style>p{{}}</style><div>{lines}</div></body></html>"
    )
    read = read_text(written(tmp_path, page.encode("gb18030"), "政策.html"))
    assert [line.strip() for line in read.splitlines() if line.strip()] == TEXT.splitlines()


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"%PDF-1.7", "另存为 .docx"),
        (b"\xd0\xcf\x11\xe0rest", "旧版 Office"),
        (b"PK\x03\x04nothing", "不是 Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是文字文件"),
        (b"", "没有文字"),
        ("科技�创新�".encode(), "乱码"),
        ("支持科技锟斤拷创新企业项目的补助".encode(), "乱码"),
        (bytes(range(0x81, 0xFF)) * 3, "编码"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(
    tmp_path: Path, content: bytes, advice: str
) -> None:
    with pytest.raises(UnreadableFile, match=advice):
        read_text(written(tmp_path, content))


def test_a_zip_that_is_no_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr("readme.txt", "x")
    with pytest.raises(UnreadableFile, match="不是 Word"):
        read_text(tmp_path / "a.docx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        read_text(tmp_path / "没有.txt")


@given(st.binary(max_size=300))
def test_whatever_it_is_it_gives_text_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("any") / "any"
    file.write_bytes(content)
    try:
        read = read_text(file)
    except UnreadableFile:
        return
    assert read.strip()
