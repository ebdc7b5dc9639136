"""The commands of `python -m bot`. What a command needs is imported only when it runs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Command = Callable[[argparse.Namespace], int]


class UsageError(Exception):
    """A command was given something that it cannot use; the text (Chinese) says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 found wanting, 2 cannot be done."""
    from bot.settings import UnusableSettings

    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except (UsageError, UnusableSettings) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="晋创谷服务专员")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    commands.add_parser("serve", help="启动全部服务：网页聊天；设置了令牌时还有 Telegram")
    commands.add_parser("chat", help="在终端里和服务专员对话")
    ask = commands.add_parser("ask", help="问一个问题，或批量提问")
    ask.add_argument("question", nargs="?", help="问题")
    ask.add_argument("--city", choices=("xinzhou", "jincheng"), help="按哪个城市回答")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--explain", action="store_true", help="说明答案是怎么得出的")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="JSON 行文件，逐行提问")
    evaluate = commands.add_parser("evaluate", help="用带标准答案的问题检验回答质量")
    evaluate.add_argument("file", type=Path)
    evaluate.add_argument("--at-least", type=float, default=0.0, help="总分低于此值时退出码为 1")
    commands.add_parser("doctor", help="检查设置、数据库、词典和令牌，并说明怎么处理")
    return parser


def _serve(options: argparse.Namespace) -> int:
    from bot.serving import serve
    from bot.settings import read_settings

    return serve(read_settings())


def _chat(options: argparse.Namespace) -> int:
    from bot.channels.terminal import chat
    from bot.settings import read_settings

    return chat(read_settings())


def _ask(options: argparse.Namespace) -> int:
    from bot.application import assemble
    from bot.asking import Asking, city_of, turns_of
    from bot.settings import read_settings

    if bool(options.question) == bool(options.batch):
        raise UsageError('请写一个问题：ask "……"，或者用 --batch 文件。')
    application = assemble(read_settings())
    asking = Asking(application.specialist)
    if options.batch:
        for line in read_lines(options.batch):
            asked = asking.ask(turns_of(line["q"]), city_of(line))
            print(json.dumps({"id": line.get("id"), **asked.to_json()}, ensure_ascii=False))
        return 0
    asked = asking.ask([options.question], options.city)
    print(json.dumps(asked.to_json(), ensure_ascii=False) if options.json else asked.text)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from bot.application import assemble
    from bot.asking import Asking
    from bot.evaluation import evaluate
    from bot.settings import read_settings

    lines = read_lines(options.file)
    graded = evaluate(Asking(assemble(read_settings()).specialist), lines)
    kinds = {g.line["kind"] for g in graded}
    for kind in sorted(kinds):
        theirs = [g.score for g in graded if g.line["kind"] == kind]
        print(f"{kind:<12}{len(theirs):>5}{sum(theirs) / len(theirs):>8.3f}")
    total = sum(g.score for g in graded) / max(len(graded), 1)
    print(f"{'all':<12}{len(graded):>5}{total:>8.3f}")
    for g in graded:
        if g.score < 1:
            print(f"  {g.line.get('id')} [{g.line['kind']}] {g.line['q']} ({g.line.get('city')})")
            print(
                f"    应为 {g.line['gold'] or g.line.get('service')}，得到 {g.asked.status} {list(g.asked.clauses[:3])} {g.asked.service or ''}：{g.why}"
            )
    return 0 if total >= options.at_least else 1


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor import examine
    from bot.settings import read_settings

    return examine(read_settings())


def read_lines(file: Path) -> list[Mapping[str, Any]]:
    """The JSON objects of a file, one a line. Raises UsageError naming file and line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} 读不了：{error}") from error
    lines = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            lines.append(_object(line, f"{file} 第{number}行"))
    return lines


def _object(line: str, where: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}不是 JSON：{error.msg}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where}应为一个 JSON 对象")
    return value


COMMANDS: Mapping[str, Command] = {
    "serve": _serve,
    "chat": _chat,
    "ask": _ask,
    "evaluate": _evaluate,
    "doctor": _doctor,
}
