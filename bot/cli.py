"""The commands of `python -m bot`. What a command needs is imported only when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from bot.commands.arguments import Arguments

CITIES = ("xinzhou", "jincheng")

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[Arguments]"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 found wanting, 2 cannot be done."""
    from bot.lines import UsageError
    from bot.settings import UnusableSettings

    options = _parser().parse_args(arguments)
    try:
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
        return code
    except (UsageError, UnusableSettings) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read has left; nothing more can be said
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _parser() -> Arguments:
    parser = Arguments(prog="python -m bot", description="晋创谷服务专员")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    _add_services(commands)
    ask = commands.add_parser("ask", help="问一个问题，或批量提问")
    ask.add_argument("question", nargs="?", help="问题")
    ask.add_argument("--city", choices=CITIES, help="按哪个城市回答")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--explain", action="store_true", help="说明答案是怎么得出的")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="JSON 行文件，逐行提问")
    assess = commands.add_parser("assess", help="按一个团队的情况判断能申领什么、多少")
    assess.add_argument("--facts", type=Path, metavar="FILE", help="JSON 文件：要素名和值")
    assess.add_argument("--batch", type=Path, metavar="FILE", help="JSON 行文件，逐行判断")
    assess.add_argument("--city", choices=CITIES, help="只看一个城市")
    assess.add_argument("--measure", nargs="+", metavar="ID", help="只看这些措施")
    assess.add_argument(
        "--as-of",
        metavar="DATE",
        help="申请日期，如 2026-05-20；不写则按今天（--batch 不写则按缺日期）",
    )
    assess.add_argument("--json", action="store_true", help="输出 JSON")
    evaluate = commands.add_parser("evaluate", help="用带标准答案的问题检验回答质量")
    evaluate.add_argument("file", type=Path)
    evaluate.add_argument("--at-least", type=float, default=0.0, help="总分低于此值时退出码为 1")
    teach = commands.add_parser("teach", help="加一个相似问，马上生效")
    teach.add_argument("utterance", help="人们的说法")
    teach.add_argument("labels", nargs="+", metavar="LABEL", help="条款编号，或意图")
    teach.add_argument("--voice", default="协调员", help="谁会这样说")
    _add_officers(commands)
    _add_definitions(commands)
    _add_figures(commands)
    _add_import(commands)
    _add_upkeep(commands)
    return parser


def _add_figures(commands: Commands) -> None:
    figures = commands.add_parser(
        "figures", help="服务数据：提问、办件、答复时间、评价，可导出表格"
    )
    figures.add_argument(
        "--from", dest="first", default="", metavar="D", help="第一天，如 2026-11-01"
    )
    figures.add_argument(
        "--to", dest="last", default="", metavar="D", help="最后一天；不写则到今天"
    )
    figures.add_argument("--city", choices=CITIES, help="只看一个城市")
    figures.add_argument("--unit", metavar="NAME", help="只看一个责任单位")
    figures.add_argument("--xlsx", type=Path, metavar="FILE", help="导出为表格文件")


def _add_definitions(commands: Commands) -> None:
    definitions = commands.add_parser(
        "definitions", help="测算规则：和正在用的比一比（compare），确认后发布（publish）"
    )
    definitions.add_argument("action", choices=("compare", "publish"))
    definitions.add_argument(
        "--from", dest="folder", type=Path, metavar="DIR", help="改好的文件夹，布局同 dialogs/"
    )
    definitions.add_argument("--yes", action="store_true", help="不再询问，直接发布")


def _add_services(commands: Commands) -> None:
    commands.add_parser("serve", help="启动全部服务：网页聊天；设置了令牌时还有 Telegram")
    commands.add_parser("hear", help="处理收到的消息；由 serve 自动启动，不用手动运行")
    commands.add_parser("chat", help="在终端里和服务专员对话")


def _add_officers(commands: Commands) -> None:
    officers = commands.add_parser(
        "officers", help="管理工作人员：登记、列出、发登录码、停用、请假"
    )
    actions = officers.add_subparsers(dest="action", required=True, metavar="操作")
    add = actions.add_parser("add", help="登记一位工作人员")
    add.add_argument("name", help="姓名")
    add.add_argument("unit", help="责任单位，写文件里的名称或常用简称")
    add.add_argument("--city", choices=CITIES, help="两个城市都有这个单位时必须写")
    add.add_argument("--coordinator", action="store_true", help="协调员：管服务台，看全部办件")
    add.add_argument("--lead", action="store_true", help="单位负责人：超过期限时提醒")
    actions.add_parser("list", help="列出工作人员和责任单位")
    link = actions.add_parser("link", help="发一个一次性登录码，15 分钟内有效")
    link.add_argument("who", help="姓名或编号")
    revoke = actions.add_parser("revoke", help="停用，马上失去全部权限，手里的办件回到单位")
    revoke.add_argument("who", help="姓名或编号")
    absent = actions.add_parser("absent", help="请假，期间不提醒")
    absent.add_argument("who", help="姓名或编号")
    absent.add_argument("first", help="第一天，如 2026-10-09")
    absent.add_argument("last", help="最后一天")


def _add_upkeep(commands: Commands) -> None:
    backup = commands.add_parser("backup", help="备份数据库、文件和密钥到一个 zip，不用停机")
    backup.add_argument("file", type=Path, metavar="FILE")
    commands.add_parser("doctor", help="检查设置、数据库、词典和令牌，并说明怎么处理")


def _add_import(commands: Commands) -> None:
    bring_in = commands.add_parser("import", help="导入政策文件：先看改动，确认后发布")
    bring_in.add_argument("files", nargs="*", type=Path, metavar="FILE", help="txt、docx 或网页")
    bring_in.add_argument("--city", choices=CITIES, help="哪个城市的文件；不写则看文中怎么称呼")
    bring_in.add_argument("--dry-run", action="store_true", help="只看改动，不发布")
    bring_in.add_argument("--yes", action="store_true", help="不再询问，直接发布")
    bring_in.add_argument("--json", action="store_true", help="输出 JSON；不加 --yes 就不发布")
    bring_in.add_argument("--packaged", choices=CITIES, help="换回程序自带的版本")


def _serve(options: argparse.Namespace) -> int:
    from bot.serving import serve
    from bot.settings import read_settings

    return serve(read_settings())


def _hear(options: argparse.Namespace) -> int:
    from bot.apart import hear
    from bot.logs import log_as
    from bot.settings import read_settings

    settings = read_settings()
    log_as(settings)
    return hear(settings)


def _chat(options: argparse.Namespace) -> int:
    from bot.channels.terminal import chat
    from bot.settings import read_settings

    return chat(read_settings())


def _ask(options: argparse.Namespace) -> int:
    from bot.commands.ask import ask

    return ask(options)


def _evaluate(options: argparse.Namespace) -> int:
    from bot.commands.evaluate import run

    return run(options)


def _assess(options: argparse.Namespace) -> int:
    from bot.commands.assess import run

    return run(options)


def _teach(options: argparse.Namespace) -> int:
    from bot.commands.teach import run

    return run(options)


def _officers(options: argparse.Namespace) -> int:
    from bot.commands.officers import run

    return run(options)


def _figures(options: argparse.Namespace) -> int:
    from bot.commands.figures import run

    return run(options)


def _import(options: argparse.Namespace) -> int:
    from bot.commands.bring_in import run

    return run(options)


def _backup(options: argparse.Namespace) -> int:
    from bot.commands.backup import run

    return run(options)


def _definitions(options: argparse.Namespace) -> int:
    from bot.commands.definitions import run

    return run(options)


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor import examine
    from bot.settings import read_settings

    return examine(read_settings())


COMMANDS: Mapping[str, Command] = {
    "serve": _serve,
    "hear": _hear,
    "chat": _chat,
    "ask": _ask,
    "evaluate": _evaluate,
    "assess": _assess,
    "teach": _teach,
    "officers": _officers,
    "definitions": _definitions,
    "figures": _figures,
    "import": _import,
    "backup": _backup,
    "doctor": _doctor,
}
