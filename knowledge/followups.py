"""Follow-ups: a question that names only what changes inherits the rest from what was spoken of last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.places import Gazetteer

LEANING = re.compile(
    r"^(?:那么?|那要是|要是|如果|假如|换成|换作|还有|再说|另外|其中|这个|那个|它|这笔|那笔|这项|上面|刚才|前面|同样)"
    r"|呢$|^(?:最多|最高|上限|封顶|几年|多少|多久|比例|条件|谁|哪个部门|归谁|找谁|怎么给|分几次|有没有上限)"
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


@dataclass(frozen=True)
class Asked:
    """The question as understood: its text, and whether it inherits from the last one."""

    text: str
    inherits: bool


def resolve(question: str, subject: Mapping[str, Any], places: Gazetteer) -> Asked:
    """The question with what it inherits from the conversation's subject put before it."""
    last = str(subject.get("question", ""))
    rest = places.look(question).rest.replace(" ", "")
    if not last or not _leans(rest):
        return Asked(question, False)
    if places.look(question).cities:
        last = places.look(last).rest
    return Asked(f"{_without_rivals(last, question)} {question}", True)


def _leans(rest: str) -> bool:
    bare = rest.strip("那呢吗的有也 ")
    return len(bare) <= 1 or (len(rest) <= SHORT and bool(LEANING.search(rest)))


def _without_rivals(last: str, question: str) -> str:
    for group in SWAPS:
        if any(word in question for word in group):
            for word in group:
                last = last.replace(word, " ")
    return last
