"""Numbers of people are not shown, however they are written; amounts, dates and case numbers are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import mask

DIGITS = "0123456789"
GAPS = st.sampled_from(["", " ", "-", "  ", "—", "·", "."])


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("电话13812345678，谢谢", "电话138******78，谢谢"),
        ("138-1234-5678", "138-****-**78"),
        ("138 1234 5678", "138 **** **78"),
        ("138.1234.5678", "138.****.**78"),
        ("13 8123 456 78", "13 **** *** 78"),
        ("1 3 8 1 2 3 4 5 6 7 8", "1 3 * * * * * * * * 8"),
        ("+8613812345678", "+86*********78"),
        ("+86 138 1234 5678", "+86 *** **** **78"),
        ("微信wx13812345678同号", "微信wx138******78同号"),
        ("１３８１２３４５６７８", "138******78"),
        ("１３８－１２３４－５６７８", "138-****-**78"),
        ("幺三八一二三四五六七八", "幺三八******七八"),
        ("一三八 一二三四 五六七八", "一三八 **** **七八"),
        ("幺38一二34五六78", "幺38******78"),
        ("身份证14220119900101123X。", "身份证142*************3X。"),
        ("身份证号142201 19900101 123X", "身份证号142*** ******** **3X"),
        ("14220119900101123x", "142*************3x"),
        ("老证号142201900101123", "老证号142**********23"),
        ("ID142201199001011234", "ID142*************34"),
        ("座机0350-3031234", "座机035*-*****34"),
        ("（0350）3031234", "(03**)*****34"),
        ("卡号6222021234567890123", "卡号622**************23"),
        ("6222 0212 3456 7890 123", "622* **** **** **** *23"),
        ("6222-0212-3456-7890", "622*-****-****-**90"),
        ("邮箱zhang.san@example.com", "邮箱z********@example.com"),
        ("zhang＠example．com", "z****＠example．com"),
        ("a@b.cn", "*@b.cn"),
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
        "2024-2025 2026-2027",
        "1300-1500平方米，15-20人",
        "统一社会信用代码91140900MA0K12345X",
        "一二三四五，上山打老虎",
        "第一条、第二条、第三条，一九九八年成立",
        "三十五万元，一千二百人",
        "@王老师 你好",
        "",
    ],
)
def test_everything_else_stays(typed: str) -> None:
    assert mask(typed) == typed


MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.text("，。 你好abc：(（")


@given(AROUND, MOBILE, AROUND)
def test_no_mobile_number_gets_through(before: str, number: str, after: str) -> None:
    assert number not in mask(f"{before}{number}{after}")


@given(AROUND, MOBILE, st.lists(GAPS, min_size=10, max_size=10), AROUND)
def test_none_gets_through_spaced_anyhow(
    before: str, number: str, gaps: list[str], after: str
) -> None:
    spaced = "".join(digit + gap for digit, gap in zip(number, [*gaps, ""], strict=True))
    assert number not in re.sub(r"\D", "", mask(f"{before}{spaced}{after}"))


@given(
    AROUND,
    MOBILE,
    st.sampled_from(["０１２３４５６７８９", "零一二三四五六七八九", "〇幺二三四五六七八九"]),
    AROUND,
)
def test_none_gets_through_in_other_digits(
    before: str, number: str, digits: str, after: str
) -> None:
    written = number.translate(str.maketrans(DIGITS, digits))
    shown = mask(f"{before}{written}{after}")
    assert written not in shown
    assert shown.count("*") == 6


@given(AROUND, st.from_regex(r"[1-9][0-9]{16}[0-9Xx]", fullmatch=True), AROUND)
def test_no_identity_number_gets_through(before: str, number: str, after: str) -> None:
    assert mask(f"{before}{number}{after}").count("*") >= 13


@given(AROUND, st.from_regex(r"[3-6][0-9]{15,18}", fullmatch=True), st.sampled_from(["", " ", "-"]))
def test_no_bank_card_gets_through(before: str, number: str, gap: str) -> None:
    grouped = gap.join(number[at : at + 4] for at in range(0, len(number), 4))
    shown = mask(f"{before}{grouped}，")
    assert number[3:-2] not in re.sub(r"[ \-]", "", shown)
    assert shown.count("*") >= len(number) - 5


@given(st.from_regex(r"[a-z][a-z0-9._]{1,20}", fullmatch=True), st.text("，。你好"))
def test_no_mail_address_gets_through(name: str, before: str) -> None:
    assert f"{name}@" not in mask(f"{before}{name}@example.com")


@given(st.text() | st.text("0123456789一二三幺 -@.xX（）a"))
def test_masking_changes_no_length(text: str) -> None:
    assert len(mask(text)) == len(text)
