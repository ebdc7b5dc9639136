"""What strangers may read of somebody's words: without numbers, accounts, addresses and names to reach them by.

Rather one star too many: names and numbers change hands when both sides have said so, never before.
"""

from __future__ import annotations

import re

from bot.masking import mask

STARS = "***"

MAIL = re.compile(r"[A-Za-z0-9][\w.+\-]*@[A-Za-z0-9\-]+\.[A-Za-z0-9.\-]*[A-Za-z]", re.ASCII)
ACCOUNT = re.compile(
    r"(?P<cue>(?:微信|威信|薇信|(?<![A-Za-z])(?:vx|wx|wechat|qq|skype)|扣扣|钉钉|飞书)(?:账号|号码|号)?"
    r"(?:[:：是为]|\s){0,3})(?P<id>[A-Za-z0-9][\w\-]{4,29})",
    re.ASCII | re.IGNORECASE,
)
LOCAL_NUMBER = re.compile(
    r"(?P<cue>(?:电话|座机|手机|热线|致电|传真|分机)(?:号码|号)?(?:[:：是为]|\s){0,3})"
    r"(?P<id>\d{3,4}[\s\-]?\d{3,5})(?!\d)",
    re.ASCII,
)
HAN = "[\u4e00-\u9fff]"
SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚闫卫樊]"
)
"""Frequent surnames, without those that are everyday words in such texts (高, 方, 任, 何, 金, 于, 时…)."""

TITLE = "(?:老师|经理|主任|总|工|女士|先生|小姐|教授|博士|律师|会计|师傅|院长|所长|科长|校长)"
LABELLED = re.compile(
    rf"(?P<cue>(?:联系人|负责人|对接人|经办人|联络人|姓名)(?:[:：]|是|为|\s){{1,3}})"
    rf"(?P<id>{SURNAME}(?:{TITLE}|{HAN}{{1,2}}{TITLE}?))"
)
CALLED = re.compile(
    rf"(?P<cue>联系|找|咨询|致电|请问|加)(?P<id>(?:我们的?)?(?:{SURNAME}{HAN}{{0,2}}?{TITLE}))"
)
BESIDE_NUMBER = re.compile(
    rf"(?P<id>{SURNAME}(?:{TITLE}|{HAN}{{1,2}}{TITLE}?))(?P<rest>[\s:：，,]{{0,2}}[\d+（(*]{{3}}[\d*\s\-）)]*\*)"
)


def for_strangers(text: str) -> str:
    """The words as other visitors may read them. What is hidden becomes stars; what else is said stays."""
    text = MAIL.sub(STARS, text)
    text = mask(text)
    for pattern in (ACCOUNT, LOCAL_NUMBER, LABELLED, CALLED):
        text = pattern.sub(rf"\g<cue>{STARS}", text)
    return BESIDE_NUMBER.sub(rf"{STARS}\g<rest>", text)


def hides_something(text: str) -> bool:
    """Whether strangers would not read all of it."""
    return for_strangers(text) != text
