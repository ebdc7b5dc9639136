"""Long stories: only the parts that ask are taken for a question, and what is set aside is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import Knowledge
from knowledge.decisions import Status
from knowledge.publishing import HOME
from knowledge.stories import LONG, read_stories

STORIES = read_stories(HOME / "vocabulary" / "stories.toml")


def test_what_is_set_aside_is_left_out() -> None:
    told = "我们评上了省级的众创空间 交不交税先不管 就想知道奖励是多少"
    assert STORIES.told(told) == "我们评上了省级的众创空间 就想知道奖励是多少"
    assert STORIES.told("钱的事改天再说") == "钱的事改天再说", "nothing else was said"


def test_courtesy_around_a_question_is_left_out() -> None:
    assert STORIES.told("您好 打扰一下 房租补多少 谢谢") == "房租补多少"
    assert STORIES.told("谢谢 奖金到账了") == "谢谢 奖金到账了", "nothing is asked"
    assert STORIES.told("你好 谢谢") == "你好 谢谢", "nothing else was said"


def test_the_heart_of_a_story_is_what_asks() -> None:
    asks = "到底能奖给我们多少钱"
    story = (
        f"去年冬天县里来过电话 我在外地没接到 回来才听邻居说厂子评上了 头一次评上 {asks} 我心里没底"
    )
    assert len(story) > LONG
    assert STORIES.heart(story) == f"{asks} 我心里没底"
    leaning = story.replace(asks, "有没有奖励")
    assert STORIES.heart(leaning) == "头一次评上 有没有奖励 我心里没底", (
        "so few words lean on those before"
    )
    silent = story.replace(asks, "邻居自己也刚评上过一回的")
    assert STORIES.heart(silent) == "邻居自己也刚评上过一回的 我心里没底"
    assert STORIES.heart("电话是多少") == "电话是多少"


@given(st.lists(st.text("我们去年评上了奖多少钱吗", min_size=1, max_size=12), max_size=12))
def test_nothing_is_made_up(parts: list[str]) -> None:
    text = " ".join(parts)
    for found in (STORIES.told(text), STORIES.heart(text)):
        assert set(found.split()) <= set(parts)
        assert bool(found) == bool(text)


TOLD = [
    (
        "前阵子园区办打过一通电话到厂里，会计接的，说省里把我们定成专精特新了，头一遭，盼着能奖点",
        "xinzhou",
        "xinzhou-21",
    ),
    (
        "爱人是西安人，孩子还小，我们从汉堡回来，带着一整套传感器的项目，人都齐了，这边给多少启动资金",
        "jincheng",
        "jincheng-3",
    ),
    (
        "我们三方合起来注册的新型研发机构，独立法人，上月市里认定了，账怎么做先不谈，给多少支持",
        "xinzhou",
        "xinzhou-9",
    ),
    (
        "科技投的基金赔了两个项目，审计要来查，容许亏多少不追究我们",
        "xinzhou",
        "xinzhou-18",
    ),
]


@pytest.mark.parametrize(("story", "city", "clause"), TOLD)
def test_a_story_is_answered_by_what_it_asks(
    knowledge: Knowledge, story: str, city: str, clause: str
) -> None:
    answer = knowledge.answer(story, city, {})
    assert (answer.status, answer.cited) == (Status.ANSWERED, (clause,)), answer.why


def test_luggage_that_has_not_come_is_no_money_that_is_overdue(knowledge: Knowledge) -> None:
    story = "博士，合同四年，社保交了八个月，家具还没到港，租房市里每月补多少"
    assert not knowledge.answer(story, "jincheng", {}).complains
    assert knowledge.answer("博士，合同四年，租房补贴八个月了还没到", "jincheng", {}).complains


KEPT = ["博士租房补贴 合同先不提交可以吗", "创业 标准以后再提高的话怎么补", "发票暂不提供 能报吗"]


@pytest.mark.parametrize("text", KEPT)
def test_what_only_sounds_set_aside_is_kept(text: str) -> None:
    assert STORIES.told(text) == text


def test_a_request_at_the_end_of_a_story_is_heard(knowledge: Knowledge) -> None:
    story = "我们厂去年评上高企，听说忻州能给十万不知道是不是真的，财务一直催我，麻烦您把申报截止日期告诉我一下"
    answer = knowledge.answer(story, "xinzhou", {})
    assert answer.unstated == "申报的时间或截止日期"
