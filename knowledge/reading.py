"""A document as people have it -> its text, or a named refusal that says what to do.

Plain text in any usual Chinese encoding, Word (.docx) and web pages. A PDF loses paragraphs, so it is not guessed.
"""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

MOST_BYTES = 20 * 1_048_576
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENCODINGS = ("utf-8-sig", "gb18030", "big5")
USUAL = frozenset("的一是不在有和人年月日第条市县区支持单位给予元万对为按年度企业科技创新项目")
"""Characters that make up a good part of any such text when it is decoded rightly."""

LEAST_USUAL = 0.1
SPOILED = re.compile("\ufffd|锟斤拷|烫烫烫|Ã¥|â€")
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "section", "article", "table"}
SILENT = {"script", "style", "head", "noscript", "template"}


class UnreadableFile(ValueError):
    """A file whose text cannot be had; the text (Chinese) says why and what to do."""


def read_text(file: Path) -> str:
    """The text of a document, one paragraph a line. Raises UnreadableFile."""
    content = _content(file)
    if content.startswith(b"%PDF"):
        raise UnreadableFile(
            "PDF 里段落会断开，读出来不可靠。请用 Word 打开，另存为 .docx 或 .txt。"
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile("这是旧版 Office（.doc、.wps）格式。请另存为 .docx 再导入。")
    if content.startswith(b"PK\x03\x04"):
        text = _of_word(content, file)
    else:
        text = _decoded(content)
        if re.search(r"<(html|body|p|div)\b", text[:20_000], re.IGNORECASE):
            text = _of_page(text)
    if SPOILED.search(text):
        raise UnreadableFile("文字里有乱码，说明保存时编码已经坏了。请从原文重新复制，存为 UTF-8。")
    if not text.strip():
        raise UnreadableFile("里面没有文字；如果是扫描件，请先识别成文字。")
    return text


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UnreadableFile("文件超过 20 MB，不像是一份政策文件。")
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"打不开（{error.strerror}），请检查路径和权限。") from error


def _decoded(content: bytes) -> str:
    """The text in the encoding in which most of its characters are usual ones."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content[:4096]:
        raise UnreadableFile("这不是文字文件。能导入的是 .txt、.docx 和网页。")
    found = [text for encoding in ENCODINGS if (text := _in(content, encoding)) is not None]
    best = max(found, key=_usual, default="")
    if not found or (content.strip() and _usual(best) < LEAST_USUAL):
        raise UnreadableFile("认不出文字的编码。请用记事本打开，另存为 UTF-8 编码的 .txt。")
    return best


def _in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _usual(text: str) -> float:
    """The share of usual characters among those that are not ASCII."""
    chinese = [char for char in text if ord(char) > 0x7F]
    return sum(char in USUAL for char in chinese) / len(chinese) if chinese else 0.0


def _of_word(content: bytes, file: Path) -> str:
    try:
        with zipfile.ZipFile(file) as packed:
            root = ElementTree.fromstring(packed.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError) as error:
        advice = "不是 Word 文档，或者已经损坏。请用 Word 打开，另存为 .docx 再导入。"
        raise UnreadableFile(advice) from error
    return "\n".join(_paragraph(paragraph) for paragraph in root.iter(f"{WORD}p"))


def _paragraph(paragraph: ElementTree.Element) -> str:
    breaks = {f"{WORD}br": "\n", f"{WORD}tab": "\t"}
    return "".join(
        breaks.get(part.tag, part.text or "" if part.tag == f"{WORD}t" else "")
        for part in paragraph.iter()
    )


class _Page(HTMLParser):
    """Collects what a reader of a web page reads, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s*\n\s*", "", data))


def _of_page(text: str) -> str:
    page = _Page()
    page.feed(text)
    return re.sub(r"\n{2,}", "\n", "".join(page.parts))
