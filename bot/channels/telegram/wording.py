"""The Chinese that only Telegram shows: the descriptions in its menu of commands."""

from __future__ import annotations

COMMANDS = {
    "start": "开始，选择城市",
    "city": "选择城市",
    "assess": "测一测能拿多少",
    "policy": "条款目录",
    "services": "办事服务",
    "menu": "服务菜单",
    "officer": "找服务专员",
    "cases": "我的办件",
    "help": "使用说明",
}
