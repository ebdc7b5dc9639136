"""Files of JSON objects, one a line: what the commands read in batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


class UsageError(Exception):
    """A command was given something that it cannot use; the text (Chinese) says what to do."""


Line = Mapping[str, Any]


def read_lines(file: Path, check: Callable[[Line], object] = bool) -> list[Line]:
    """The JSON objects of a file, one a line; `check` raises ValueError for one that cannot be used.

    Raises UsageError naming file and line.
    """
    lines = []
    for number, text in enumerate(_text(file).split("\n"), start=1):
        if text.strip():
            line = _object(text, where := f"{file} 第{number}行")
            try:
                check(line)
            except ValueError as error:
                raise UsageError(f"{where}：{error}") from error
            lines.append(line)
    return lines


def read_object(file: Path) -> Line:
    """The one JSON object of a file. Raises UsageError naming it."""
    return _object(_text(file), f"{file} ")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} 读不了，请检查路径和编码（应为 UTF-8）：{error}") from error


def _object(text: str, where: str) -> Line:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}不是 JSON：{error.msg}（第{error.lineno}行）") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where}应为一个 JSON 对象")
    return value
