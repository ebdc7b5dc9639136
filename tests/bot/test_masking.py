"""Phone and identity numbers are not shown; amounts, dates and case numbers are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import mask


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("电话13812345678，谢谢", "电话138******78，谢谢"),
        ("138-1234-5678", "138-****-**78"),
        ("138 1234 5678", "138 **** **78"),
        ("+8613812345678", "+86*********78"),
        ("１３８１２３４５６７８", "138******78"),
        ("身份证14220119900101123X。", "身份证142*************3X。"),
        ("14220119900101123x", "142*************3x"),
        ("老证号142201900101123", "老证号142**********23"),
        ("座机0350-3031234", "座机035*-*****34"),
    ],
)
def test_numbers_of_people_are_masked(typed: str, shown: str) -> None:
    assert mask(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "XZ-20261121-0007",
        "奖励1200000元，2026年11月21日前",
        "投资20000000000元",
        "2026-11-21 09:00",
        "统一社会信用代码91140900MA0K12345X",
        "",
    ],
)
def test_everything_else_stays(typed: str) -> None:
    assert mask(typed) == typed


@given(st.text(), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("，。 你好abc"))
def test_no_mobile_number_gets_through(before: str, number: str, after: str) -> None:
    assert number not in mask(f"{before}，{number}，{after}")


@given(st.text())
def test_masking_changes_no_length_and_masks_nothing_twice(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked or re.search(r"\d{15}", text)
