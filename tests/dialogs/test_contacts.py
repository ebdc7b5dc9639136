"""Telephone numbers as people type them; what nobody can call is refused with what is wrong."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.contacts import phone_in
from dialogs.facts import ImpossibleValue


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("一三八一二三四五六七八", "13812345678"),
        ("我电话是13812345678", "13812345678"),
        ("0350-3012345", "0350-3012345"),
        ("03503012345", "0350-3012345"),
        ("（0356）2012345", "0356-2012345"),
        ("010-62345678", "010-62345678"),
        ("0350-3012345转801", "0350-3012345转801"),
        ("4008001234", "4008001234"),
    ],
)
def test_a_number_that_can_be_called(typed: str, number: str) -> None:
    found = phone_in(typed)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1381234567", "少了1位"),
        ("138123456789", "多了1位"),
        ("3012345", "带上区号"),
        ("12012345678", "不像能打通"),
        ("00000000000", "不像能打通"),
        ("999999999999999", "不像能打通"),
    ],
)
def test_what_cannot_be_called_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(ImpossibleValue, match=why):
        phone_in(typed)


@pytest.mark.parametrize("typed", ["王老师", "下午3点以后打", "", "有事请发邮件"])
def test_a_text_without_a_number_has_none(typed: str) -> None:
    assert phone_in(typed) is None


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-"]))
def test_every_mobile_number_is_read_however_it_is_grouped(number: str, gap: str) -> None:
    assert phone_in(gap.join((number[:3], number[3:7], number[7:]))) == (number, "")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = None
    with contextlib.suppress(ImpossibleValue):
        found = phone_in(text)
    assert found is None or any(char.isdigit() for char in found[0])
