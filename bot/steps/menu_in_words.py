"""What the menu's buttons say, typed: it is shown also while a form or an assessment is under way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.assessment import interviews
from bot.steps import command, wish_for_cases
from bot.steps.case_buttons import show_cases
from bot.steps.form_buttons import show_services
from bot.turn import Spoken, Turn

NOISE = re.compile(r"\W|^(?:请|打开|回到|返回|我要|看看|看一下)+|(?:吧|呢)$")
DOCUMENTS = (
    "(?!看全文$)(?:有没有|有|给我|发我|我?想?要|我?想看|看|哪里有|能看)*(?:你们的?)?(?:政策|文件|条款|红头)*"
    "(?:原文|原件|全文|文件)(?:给我|发我|发来|发?一份|在哪里?看?|哪里看|看看|看一下|吗|么)*"
)
WORDS: Mapping[str, Callable[[Turn], Spoken]] = {
    "(?:办事|服务|办事大厅|办事服务|服务事项|九项服务)": show_services,
    "更多服务": lambda turn: show_services(turn, "more"),
    "(?:条款|政策)目录": command.show_policies,
    DOCUMENTS: command.show_policies,
    "(?:选择|切换|更换|换个?|改|选)城市": command.choose_city,
    "(?:主|服务)?菜单|首页|主页": command.show_menu,
    "帮助|使用说明|help": command.show_help,
    "测一测能拿多少": interviews.begin,
}
SHOWN = {re.compile(words): show for words, show in WORDS.items()}


def menu_in_words(turn: Turn) -> Spoken | None:
    """Show what was named, when nothing else was said."""
    if not turn.question or len(turn.question) > 12:
        return None
    bare = NOISE.sub("", turn.question.lower())
    if turn.here.is_interviewed and wish_for_cases.WISH.fullmatch(bare):
        return show_cases(turn)
    return next((show(turn) for words, show in SHOWN.items() if words.fullmatch(bare)), None)
