"""What a person writes beside a clause must not claim a figure that the clause does not state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.claims import unfounded

CLAUSE = (
    "对上年度通过认定的，一次性给予奖励10万元；贷款利息补贴最高不超过50万元，期限不超过三年；"
    "按实际费用的30%给予补助，房租减半，三亿元以内的基金。"
)


@pytest.mark.parametrize(
    "text",
    [
        "一次性奖励10万元，直接打到企业账户。",
        "奖励10万，也就是100000元。",
        "奖励十万元。",
        "利息补贴最高50万元。",
        "最多三年，按30%补助，房租减半。",
        "材料交到开发区管委会3号窗口，电话0350-3012345，手续3个工作日办好。",
        "每月15日前后发放，次月3号可查。",
        "请在2026年12月31日前提交，一式两份，每天9:00开始受理。",
        "1.先登记；2.再审核。第2步要原件，共3份。",
    ],
)
def test_what_the_clause_states_and_where_to_hand_in_may_be_said(text: str) -> None:
    assert unfounded(text, CLAUSE) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("奖励20万元。", ["20万元"]),
        ("奖励二十万。", ["20万"]),
        ("给几十万呢，十几万也有，10多万吧。", ["10", "几十万", "十几万", "10多万"]),
        ("奖励１００万元。", ["100万元"]),
        ("利息补贴50万元。", ["50万元"]),
        ("最高奖励10万元。", ["10万元"]),
        ("补助40%，一共5000000元。", ["40%", "5000000元"]),
        ("百分之五十由财政出。", ["50%"]),
        ("可以全额报销，免费入驻。", ["全额", "免费"]),
        ("补贴六十个月。", ["60个月"]),
    ],
)
def test_another_number_unit_or_bound_is_found(text: str, wrong: list[str]) -> None:
    found = unfounded(text, CLAUSE)
    assert [figure.replace("百分之", "") for figure in found] == wrong


@given(st.integers(1, 9999).filter(lambda n: n not in {10, 30_000}))
def test_any_other_sum_of_money_is_found(amount: int) -> None:
    assert unfounded(f"奖励{amount}万元。", CLAUSE) == [f"{amount}万元"]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read(text: str) -> None:
    assert isinstance(unfounded(text, CLAUSE), list)


@given(st.text(alphabet="奖励补贴一二三十百万亿元0123456789.%最高年个月，。 ", max_size=30))
def test_the_clause_itself_claims_nothing_new(text: str) -> None:
    assert unfounded(text, text) == [] or any(c in text for c in ".%")
