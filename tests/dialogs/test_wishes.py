"""Wishes for an assessment are whole sentences; a question on one matter is none."""

from __future__ import annotations

import pytest

from dialogs.wishes import Wish, wants_assessment, wishes


@pytest.mark.parametrize(
    "text",
    [
        "我能拿什么补贴",
        "我们公司能拿哪些补贴？",
        "请问我们可以享受哪些政策",
        "有什么政策我们能享受",
        "帮我测一下",
        "帮我算一下能拿多少钱",
        "测一测",
        "我想测一下",
        "重新测",
        "能拿多少补贴",
        "测一测能拿多少",
        "测一下我们能拿哪些补贴",
    ],
)
def test_a_wish(text: str) -> None:
    assert wants_assessment(text)


@pytest.mark.parametrize(
    "text",
    [
        "高企补贴多少",
        "博士能拿多少补贴",
        "我们评上高企能拿多少奖励",
        "租房能补多少钱",
        "有哪些补贴",
        "忻州有什么政策",
        "孵化器能申请什么奖励",
        "我们买了科技保险，能领多少",
        "帮我查一下重点实验室的政策",
        "",
    ],
)
def test_no_wish(text: str) -> None:
    assert not wants_assessment(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("先停一下。", Wish.PAUSE),
        ("继续", Wish.RESUME),
        ("上一步", Wish.BACK),
        ("返回", Wish.BACK),
        ("改一个回答", Wish.EDIT),
        ("选好了", Wish.PICKED),
    ],
)
def test_words_for_the_interview_itself(text: str, wish: Wish) -> None:
    assert wishes(text, wish)
    assert not wishes(f"{text}的政策", wish)
