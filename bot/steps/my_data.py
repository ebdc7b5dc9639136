"""A visitor's own data: what is kept and why, handed over as a file, erased after being asked twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.messages import Reply, say
from bot.privacy import handing
from bot.privacy.erasing import open_cases
from bot.transcript import Message
from bot.turn import Outcome, Spoken, Turn
from bot.wording import privacy_phrases as phrases

STATUS = "privacy"
SURE_FOR = timedelta(minutes=30)
"""How long the last button of erasing may be pressed."""

LARGEST_ID = 2**31 - 1
POLITE = re.compile(
    r"\W|请|帮我|帮忙|麻烦|一下|吧|呢|吗|我要|我想|把|全部|所有|都|掉|了|你们|保存的?"
)
MINE = r"我的?(个人)?(数据|信息|资料|记录|聊天记录|对话记录|隐私)"
FORGET = re.compile(
    rf"(删除|删|清除|清空|抹掉?|注销){MINE}|{MINE}(删除|删|清除|清空)|注销我?的?(账号|账户)"
)
SHOW = re.compile(rf"(导出|下载|查看|看看?|查)?{MINE}(导出|下载)?")
NOTICE = re.compile(r"隐私(说明|政策|条款|声明|保护)?(是什么|怎么样?)?")


def my_data(turn: Turn) -> Spoken | None:
    """Do what the buttons do when that is all that was asked."""
    if turn.incoming.kind != "text":
        return None
    bare = POLITE.sub("", turn.question)
    for pattern, act in (
        (FORGET, explain_forgetting),
        (SHOW, hand_over_data),
        (NOTICE, show_notice),
    ):
        if pattern.fullmatch(bare):
            return act(turn)
    return None


def show_notice(turn: Turn) -> Spoken:
    """What is kept, for what, who sees it, how to have it erased."""
    return _spoken(say(phrases.PRIVACY, choices=phrases.own_rows()))


def hand_over_data(turn: Turn) -> Spoken:
    """Everything that is kept about the visitor, as a file."""
    try:
        attached = handing.make(turn)
    except OSError:
        return _spoken(say(phrases.NO_ROOM))
    ready = say(phrases.READY)
    return _spoken(Reply(ready.blocks, attachments=(attached,)))


def explain_forgetting(turn: Turn) -> Spoken:
    """What erasing means, and whether to go on."""
    return _spoken(phrases.explained(_numbers(turn)))


def _forget(turn: Turn, answer: str = "", asked: str = "") -> Spoken:
    if answer == "no":
        return _spoken(say(phrases.KEPT))
    if answer == "on":
        return _spoken(phrases.sure(_numbers(turn), turn.message_id))
    if answer == "sure":
        return _forget_for_ever(turn, int(asked))
    return explain_forgetting(turn)


def _forget_for_ever(turn: Turn, asked: int) -> Spoken:
    """Have the visitor erased, if the button belongs to this conversation and was made a short while ago."""
    asking = turn.session.get(Message, asked) if 0 < asked <= LARGEST_ID else None
    if asking is None or asking.conversation_id != turn.conversation.id:
        return _spoken(say(phrases.NOTHING_LEFT))
    if turn.at - asking.said_at > SURE_FOR:
        return _spoken(say(phrases.ASK_AGAIN), phrases.explained(_numbers(turn)))
    return Spoken((say(phrases.FORGOTTEN),), Outcome(STATUS), afresh=True)


def _numbers(turn: Turn) -> list[str]:
    return [case.number for case in open_cases(turn.session, turn.visitor.id)]


def _spoken(*replies: Reply) -> Spoken:
    return Spoken(replies, Outcome(STATUS))


VERBS: Mapping[str, Callable[..., Spoken]] = {
    "mydata": hand_over_data,
    "forget": _forget,
    "privacy": show_notice,
}
