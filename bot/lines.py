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


def as_line(value: object) -> str:
    """One JSON line that any terminal and file can take; half a character (\ud800) stays escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"没有 {file} 这个文件，请检查路径。") from None
    except IsADirectoryError:
        raise UsageError(f"{file} 是文件夹，请写到文件。") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} 不是 UTF-8 编码，请另存为 UTF-8 再试。") from None
    except OSError as error:
        raise UsageError(f"{file} 读不了：{error.strerror}") from error


def _object(text: str, where: str) -> Line:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{where}不是 JSON：{_place(error)}看不懂，请检查引号、逗号和括号"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}读不了：数字太长，或者括号套得太深") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where}应为一个 JSON 对象，就是 {{…}}")
    return value


def _place(error: json.JSONDecodeError) -> str:
    line = f"第{error.lineno}行" if error.lineno > 1 else ""
    return f"{line}第{error.colno}个字"
