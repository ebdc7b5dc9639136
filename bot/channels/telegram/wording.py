"""The Chinese that only Telegram shows: the descriptions in its menu of commands."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS = {
    "start": "开始，选择城市",
    "city": "选择城市",
    "assess": "测一测能拿多少",
    "policy": "条款目录",
    "services": "办事服务",
    "menu": "服务菜单",
    "officer": "找服务专员",
    "cases": "我的办件",
    "mydata": "我的数据",
    "forget": "删除我的数据",
    "privacy": "隐私说明",
    "help": "使用说明",
}
OFFICER_COMMANDS = {
    "my": "我经办的办件",
    "queue": "待接单的办件",
    "ask": "问政策（手上有办件时）",
    "absent": "登记请假",
    "desk": "打开网页工作台",
    "help": "工作人员使用说明",
    "login": "登录",
    "logout": "退出登录",
}
"""What officers have in their menu besides."""

PICTURE = "图片.jpg"
"""What a photo is called: Telegram gives it no name."""

WORK = {
    **{name: told for name, told in OFFICER_COMMANDS.items() if name != "login"},
    **{name: told for name, told in COMMANDS.items() if name not in OFFICER_COMMANDS},
}
"""The whole menu of an officer who is signed in."""


def menu(commands: Mapping[str, str]) -> list[dict[str, str]]:
    """Commands as setMyCommands takes them."""
    return [{"command": name, "description": told} for name, told in commands.items()]
