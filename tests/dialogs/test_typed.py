"""Typed answers: understood as people say them, never guessed, refused with what is expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.dates import date_in, months_in, whole_months
from dialogs.facts import Fact, Kind
from dialogs.numerals import number_of, numbers_in
from dialogs.questions import Form, Option, Question
from dialogs.typed import Refused, Understood, Unsure, asks, understand, yes_or_no

TODAY = date(2026, 11, 22)
YES_NO = Question(
    "登记", Form.YES_NO, "登记了吗？", options=(Option("是", True), Option("不是", False))
)
CITY = Question(
    "入驻地",
    Form.CHOICE,
    "在哪里？",
    options=(
        Option("晋创谷·忻州", "晋创谷·忻州"),
        Option("晋创谷·晋城", "晋创谷·晋城"),
        Option("还没定", "还没定"),
        Option("都不是，在别的地方", "其他地方"),
    ),
)
LEVELS = Question(
    "人才层次",
    Form.SEVERAL,
    "哪个层次？",
    Fact("人才层次", Kind.CHOICE, "哪个层次？"),
    (
        Option("博士研究生", "博士研究生"),
        Option("硕士研究生", "硕士研究生"),
        Option("大学毕业生", "大学毕业生"),
    ),
    "都不是",
)
HEADS = Question(
    "各几位",
    Form.HEADS,
    "各有几位？",
    options=(Option("博士", "人数@博士"), Option("硕士", "人数@硕士")),
    example="两个博士一个硕士",
)


def number(unit: str, least: int = 0, most: int = 100_000, whole: bool = False) -> Question:
    fact = Fact(
        "数", Kind.NUMBER, "几？", unit=unit, least=Decimal(least), most=Decimal(most), whole=whole
    )
    return Question("数", Form.NUMBER, "几？", fact, example="12")


SUM = Question(
    "钱",
    Form.MONEY,
    "多少钱？",
    Fact("钱", Kind.MONEY, "多少钱？", unit="元", least=Decimal(0)),
    example="50万",
)
SUMS = Question(
    "钱",
    Form.MONEY_LIST,
    "各多少？",
    Fact("钱", Kind.MONEY_LIST, "各多少？", unit="元", least=Decimal(0)),
    example="80万",
)


def said(question: Question, text: str) -> object:
    reading = understand(question, text, TODAY)
    assert isinstance(reading, Understood), reading
    return reading.values[question.id]


@pytest.mark.parametrize(
    "text",
    [
        "是",
        "有",
        "有的",
        "对",
        "对的",
        "嗯",
        "嗯嗯",
        "是的，去年就办了",
        "登记了",
        "已经登记了",
        "都登记了",
        "没问题",
        "没错",
        "好",
        "yes",
        "1",
        "可以的",
        "√",
    ],
)
def test_a_yes_in_many_words(text: str) -> None:
    assert said(YES_NO, text) is True


@pytest.mark.parametrize(
    "text",
    [
        "不是",
        "没有",
        "没",
        "还没",
        "没呢",
        "还没有呢",
        "没登记",
        "还没登记呢",
        "否",
        "暂时没有",
        "不算",
        "no",
        "2",
        "未登记",
        "没有的事",
    ],
)
def test_a_no_in_many_words(text: str) -> None:
    assert said(YES_NO, text) is False


@pytest.mark.parametrize(
    "text",
    [
        "不清楚",
        "不知道",
        "不太清楚",
        "跳过",
        "说不准",
        "我不知道啊",
        "忘了",
        "不确定",
        "还不清楚呢",
        "记不清了",
    ],
)
@pytest.mark.parametrize("question", [YES_NO, CITY, LEVELS, HEADS, SUM, number("年")])
def test_not_knowing_is_always_an_answer(question: Question, text: str) -> None:
    assert understand(question, text, TODAY) == Unsure()


@pytest.mark.parametrize(
    "text",
    [
        "有吗",
        "高企补贴多少",
        "这个怎么办理",
        "哪里登记？",
        "有两个还没办",
        "谢谢了",
        "算了",
        "会计事务所",
        "什么意思",
        "今天天气真好",
    ],
)
def test_what_is_no_yes_and_no_no_is_not_guessed(text: str) -> None:
    reading = understand(YES_NO, text, TODAY)
    assert isinstance(reading, Refused)
    assert "是" in reading.why


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("忻州", "晋创谷·忻州"),
        ("晋创谷忻州", "晋创谷·忻州"),
        ("晋城", "晋创谷·晋城"),
        ("我们在晋创谷·晋城", "晋创谷·晋城"),
        ("还没定", "还没定"),
        ("2", "晋创谷·晋城"),
        ("第二个", "晋创谷·晋城"),
        ("选3", "还没定"),
        ("都不是", "其他地方"),
        ("在别的地方", "其他地方"),
    ],
)
def test_a_choice_by_label_number_or_part(text: str, value: str) -> None:
    assert said(CITY, text) == value


@pytest.mark.parametrize("text", ["火星", "9", "忻州和晋城", "0"])
def test_a_choice_that_is_none_or_two_is_refused(text: str) -> None:
    assert isinstance(understand(CITY, text, TODAY), Refused)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("博士", ["博士研究生"]),
        ("博士、硕士", ["博士研究生", "硕士研究生"]),
        ("1和3", ["博士研究生", "大学毕业生"]),
        ("1，2", ["博士研究生", "硕士研究生"]),
        ("硕士和大学毕业生", ["硕士研究生", "大学毕业生"]),
        ("都不是", ["其他"]),
        ("都没有", ["其他"]),
    ],
)
def test_several_choices(text: str, values: list[str]) -> None:
    assert said(LEVELS, text) == values


def test_levels_said_with_their_numbers_keep_the_numbers() -> None:
    assert understand(LEVELS, "两个博士一个硕士", TODAY) == Understood(
        {"人才层次": ["博士研究生", "硕士研究生"], "人数@博士": Decimal(2), "人数@硕士": Decimal(1)}
    )


@pytest.mark.parametrize(
    "text", ["两个博士一个硕士", "博士2个，硕士1个", "2位博士、1位硕士", "博士两名硕士一名"]
)
def test_heads_of_each_level(text: str) -> None:
    assert understand(HEADS, text, TODAY) == Understood(
        {"人数@博士": Decimal(2), "人数@硕士": Decimal(1), "人数@招人": Decimal(3)}
    )


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("三年零两个月", "个月", 38),
        ("三年", "年", 3),
        ("3", "年", 3),
        ("五年期", "年", 5),
        ("签了三年", "年", 3),
        ("三年以上", "年", 3),
        ("两年半", "年", "2.5"),
        ("36个月", "年", 3),
        ("半年", "个月", 6),
        ("一年半", "个月", 18),
        ("8个月", "个月", 8),
        ("十二个月", "个月", 12),
        ("从去年12月开始交", "个月", 11),
        ("两千平", "㎡", 2000),
        ("2,000平方米", "㎡", 2000),
        ("大概1500平", "㎡", 1500),
        ("两个", "人", 2),
        ("3人", "人", 3),
        ("三成", "%", 30),
        ("一半", "%", 50),
        ("百分之八十", "%", 80),
        ("30%", "%", 30),
    ],
)
def test_numbers_in_the_unit_of_the_question(text: str, unit: str, value: int | str) -> None:
    assert said(number(unit), text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "year"),
    [("去年", 2025), ("今年", 2026), ("2024年", 2024), ("25年", 2025), ("二零二五年", 2025)],
)
def test_calendar_years(text: str, year: int) -> None:
    assert said(number("年", least=1990, most=2100), text) == year


@pytest.mark.parametrize(
    ("unit", "text"), [("个月", "-3个月"), ("%", "130%"), ("年", "99年"), ("人", "-2")]
)
def test_what_cannot_be_is_refused_with_the_reason(unit: str, text: str) -> None:
    reading = understand(number(unit, most=60 if unit == "年" else 100), text, TODAY)
    assert isinstance(reading, Refused)
    assert reading.impossible


def test_half_a_person_is_refused() -> None:
    reading = understand(number("人", whole=True), "1.5", TODAY)
    assert isinstance(reading, Refused)
    assert "整数" in reading.why


@pytest.mark.parametrize(
    ("unit", "text"),
    [("㎡", "三亩"), ("人", "50万"), ("年", "不到三年"), ("个月", "快半年了"), ("人", "十几个")],
)
def test_another_unit_or_a_rough_bound_is_not_taken(unit: str, text: str) -> None:
    assert isinstance(understand(number(unit), text, TODAY), Refused)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("80万、120万和35万", [800_000, 1_200_000, 350_000]),
        ("三个合同分别是80万、120万和35万", [800_000, 1_200_000, 350_000]),
        ("80、120和35万", [800_000, 1_200_000, 350_000]),
        ("三份，都是80万", [800_000] * 3),
        ("大概五十来万", [500_000]),
        ("1,200,000元", [1_200_000]),
        ("3万五", [35_000]),
        ("1亿2000万", [120_000_000]),
        ("8000块", [8000]),
    ],
)
def test_several_sums(text: str, values: list[int]) -> None:
    assert said(SUMS, text) == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("没有", 0),
        ("0", 0),
        ("五万", 50_000),
        ("5万元", 50_000),
        ("50w", 500_000),
        ("一分钱都没有", 0),
    ],
)
def test_one_sum(text: str, value: int) -> None:
    assert said(SUM, text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [("50", "50元，还是50万元"), ("三个合同分别是80万和120万", "3个"), ("三年", "比如")],
)
def test_a_sum_that_is_unclear_is_asked_again(text: str, why: str) -> None:
    reading = understand(SUMS, text, TODAY)
    assert isinstance(reading, Refused)
    assert why in reading.why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("去年12月", date(2025, 12, 1)),
        ("2026年5月", date(2026, 5, 1)),
        ("2026-05-20", date(2026, 5, 20)),
        ("上个月", date(2026, 10, 1)),
        ("三个月前", date(2026, 8, 22)),
        ("去年十二月", date(2025, 12, 1)),
        ("前年3月5号", date(2024, 3, 5)),
        ("半年前", date(2026, 5, 22)),
        ("5月20日", date(2026, 5, 20)),
        ("十二月", date(2025, 12, 1)),
        ("今天", TODAY),
        ("13月", None),
        ("2026年2月30日", None),
        ("随便", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert date_in(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["高企补贴多少", "有没有租房补贴", "怎么申请？", "这个是什么意思", "能不能两项都要"]
)
def test_a_question_sounds_like_one(text: str) -> None:
    assert asks(text)


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_come_back(value: int) -> None:
    assert number_of(chinese(value)) == value


@given(st.integers(1, 9999))
def test_sums_in_wan_come_back(value: int) -> None:
    assert said(SUM, f"大概{value}万元") == value * 10_000


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6))
def test_lists_of_sums_come_back(values: list[int]) -> None:
    assert said(SUMS, "、".join(f"{value}万" for value in values)) == [
        Decimal(value * 10_000) for value in values
    ]


@given(st.integers(0, 30), st.integers(1, 11))
def test_spans_of_time_come_back(years: int, months: int) -> None:
    assert months_in(f"{chinese(years)}年零{chinese(months)}个月") == years * 12 + months


@given(st.dates(date(2000, 1, 1), TODAY))
def test_whole_months_are_never_too_many(since: date) -> None:
    months = whole_months(since, TODAY)
    assert 0 <= months * 28 <= (TODAY - since).days + 28


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    for question in (
        YES_NO,
        CITY,
        LEVELS,
        HEADS,
        SUM,
        SUMS,
        number("年"),
        number("%"),
        number("㎡"),
    ):
        assert isinstance(understand(question, text, TODAY), Understood | Unsure | Refused)


@given(st.text("0123456789一二两三十百千万亿零半点年个月多来不到负-.,，、和块元", max_size=16))
@settings(max_examples=300)
def test_nothing_with_figures_breaks_the_reading(text: str) -> None:
    for question in (
        SUM,
        SUMS,
        HEADS,
        number("年"),
        number("个月"),
        number("%"),
        number("人"),
        number("年", 1990, 2100),
    ):
        assert isinstance(understand(question, text, TODAY), Understood | Unsure | Refused)
    date_in(text, TODAY)
    assert yes_or_no(text) in (True, False, None)


def test_a_number_says_what_stood_behind_it() -> None:
    assert [(c.number, c.large) for c in numbers_in("两份，50万和3000元")] == [
        (2, False),
        (500_000, True),
        (3000, False),
    ]


def chinese(value: int) -> str:
    """A whole number below 亿 in Chinese numerals."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return f"{chinese(high)}万{gap}{chinese(low) if low else ''}"
    digits, units = "零一二三四五六七八九", ("", "十", "百", "千")
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + units[place]
            zero = False
        else:
            zero = True
    return text or "零"
