"""Follow-ups: a question that names only what changes inherits the rest from what was spoken of last."""

from __future__ import annotations

import re

from knowledge.places import Gazetteer

LEANING = re.compile(
    r"^(?:那么?|那要是|要是|如果|假如|换成|换作|还有|再说|另外|其中|这个|那个|它|这笔|那笔|这项|上面|刚才|前面|同样)"
    r"|呢$|^(?:最多|最高|上限|封顶|几年|多少|多久|比例|条件|谁|哪个部门|归谁|找谁|怎么给|分几次|有没有上限)"
)
FILLING = re.compile(
    "那么|如果|要是|换成|换作|换到|放在|放到|这边|那边|的话|怎么样|[那呢吗嘛的有也呀啊在是换到看]"
)

SHORT = 14
"""Characters: a longer question stands for itself unless it leans on the last one by its words."""

SWAPS = (
    ("国家级", "省级", "市级", "国家", "省", "市里"),
    ("博士", "硕士", "本科", "大学毕业生", "院士", "领军人才"),
    ("一等奖", "二等奖", "三等奖"),
    ("全职", "柔性"),
    ("租房", "买房", "购房"),
    ("厂房", "办公室", "办公空间"),
    ("主板", "创业板", "科创板", "北交所", "新三板", "晋兴板"),
    ("孵化器", "众创空间"),
)
"""What excludes each other: a follow-up that names one drops the other from the inherited question."""


def leans(question: str, places: Gazetteer) -> bool:
    """Whether a normalised question says by its words that it goes on from the last one."""
    rest = places.look(question).rest.replace(" ", "")
    return is_short(question) and bool(LEANING.search(rest))


def is_bare(question: str, places: Gazetteer) -> bool:
    """Whether a normalised question names a city and nothing else: 那晋城呢."""
    rest = places.look(question).rest.replace(" ", "")
    return len(FILLING.sub("", rest)) <= 1


def is_short(question: str) -> bool:
    """Whether a question is so short that it may lean on the last one."""
    return len(question.replace(" ", "")) <= SHORT


def inherit(question: str, last: str, places: Gazetteer) -> str:
    """The question with the last one before it, less what the new one replaces there: city, level, degree."""
    if places.look(question).cities:
        last = places.look(last).rest
    for group in SWAPS:
        if any(word in question for word in group):
            for word in group:
                last = last.replace(word, " ")
    return f"{last} {question}"
