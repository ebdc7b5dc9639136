"""A text becomes a policy: clauses verbatim, units under one name, junk peeled off and reported."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.parsing import Parsed, UnreadablePolicy, parse, read_packaged, unit_aliases
from knowledge.publishing import HOME

ABOUT = {
    "city": "某市",
    "title": "支持措施",
    "issuer": "某市政府",
    "source": "原文",
    "desk": "管委会",
    "code": "MS",
}
ALIASES = unit_aliases(HOME / "vocabulary" / "units.toml")
POLICIES = {parsed.policy.id: parsed for parsed in read_packaged(HOME / "policies", ALIASES)}

SMALL = """某市支持措施
2025年3月2日
前言不是条款。
一、支持入驻
（一）房租补贴。最高500㎡。（责任单位：市科技局、市市场监督管理局）
（二）没有写单位的一条。正文。
本措施自2025年3月2日起施行，有效期3年，适用主体为“某谷”内的企业，其他从略。
版权所有 关闭窗口
"""


def read(text: str) -> Parsed:
    return parse(text, "moushi", ABOUT, ALIASES)


def test_a_small_policy_is_read_whole() -> None:
    policy = read(SMALL).policy
    assert [(c.id, c.number, c.section, c.title, c.units) for c in policy.clauses] == [
        ("moushi-1", 1, "支持入驻", "房租补贴", ("市科技局", "市市场监管局")),
        ("moushi-2", 2, "支持入驻", "没有写单位的一条", ()),
        ("moushi-0", 0, "", "附则", ()),
    ]
    assert (
        policy.clauses[0].text
        == "（一）房租补贴。最高500㎡。（责任单位：市科技局、市市场监督管理局）"
    )
    assert (policy.issued, policy.effective, policy.valid_years) == (
        date(2025, 3, 2),
        date(2025, 3, 2),
        3,
    )
    assert policy.applies_to == "“某谷”内的企业"
    assert policy.numbered


def test_what_could_not_be_read_is_reported_with_its_line() -> None:
    warnings = read(SMALL).warnings
    assert any("第8行" in w and "版权所有" in w for w in warnings)
    assert any("没有写单位的一条" in w for w in warnings)
    assert "版权所有" not in "".join(c.text for c in read(SMALL).policy.clauses)


def test_a_text_without_its_closing_says_so() -> None:
    parsed = read("一、支持\n（一）补贴标题。给钱。（责任单位：市科技局）\n")
    assert any("附则" in warning for warning in parsed.warnings)
    assert (parsed.policy.valid_years, parsed.policy.applies_to) == (None, "")


@pytest.mark.parametrize("text", ["", "  \n\t", "今天天气不错。", "一、只有标题\n二、还是标题"])
def test_a_text_without_clauses_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePolicy, match="支持措施"):
        read(text)


@pytest.mark.parametrize("day", ["2025年2月30日", "2025年13月1日", "0000年1月1日"])
def test_a_day_that_does_not_exist_is_not_a_day(day: str) -> None:
    assert read(SMALL.replace("2025年3月2日", day)).policy.issued is None


@given(
    st.lists(
        st.sampled_from(
            [*SMALL.splitlines(), "", "（三）", "（三）又一条：正文（责任单位：）", "附件"]
        )
        | st.text(max_size=40),
        max_size=12,
    ).map("\n".join)
)
def test_any_text_is_read_or_refused_and_clauses_are_verbatim(text: str) -> None:
    try:
        parsed = read(text)
    except UnreadablePolicy:
        return
    ids = [clause.id for clause in parsed.policy.clauses]
    assert len(ids) == len(set(ids))
    assert all(clause.text in text for clause in parsed.policy.clauses)


@pytest.mark.parametrize(("city", "count"), [("xinzhou", 24), ("jincheng", 18)])
def test_the_packaged_policies_are_whole(city: str, count: int) -> None:
    policy = POLICIES[city].policy
    assert [c.id for c in policy.clauses] == [
        *(f"{city}-{n}" for n in range(1, count + 1)),
        f"{city}-0",
    ]
    original = (HOME / "policies" / f"{city}.txt").read_text(encoding="utf-8")
    assert all(clause.text in original for clause in policy.clauses)
    assert all(clause.units for clause in policy.clauses if clause.number)
    assert all(clause.section for clause in policy.clauses if clause.number)


def test_titles_stand_where_the_documents_put_them() -> None:
    titles = {c.id: c.title for parsed in POLICIES.values() for c in parsed.policy.clauses}
    assert titles["xinzhou-1"] == "企业入驻全周期代办"
    assert titles["xinzhou-16"] == "鼓励优质企业上市挂牌"
    assert titles["xinzhou-24"] == "鼓励企业参加创新创业大赛"
    assert titles["jincheng-3"] == "创新落户企业注册资本支持"
    assert titles["jincheng-14"] == "给予购(租)房补贴"
    assert titles["jincheng-18"] == "创新政银保担协同模式"


def test_xinzhou_knows_its_days_and_jincheng_does_not() -> None:
    xinzhou, jincheng = POLICIES["xinzhou"].policy, POLICIES["jincheng"].policy
    assert (xinzhou.issued, xinzhou.effective) == (date(2025, 1, 13), date(2025, 1, 14))
    assert (jincheng.issued, jincheng.effective) == (None, None)
    assert (xinzhou.valid_years, jincheng.valid_years) == (5, 5)
    assert (xinzhou.numbered, jincheng.numbered) == (True, False)
    assert "科创团队" in xinzhou.applies_to
    assert "科创团队" in jincheng.applies_to


def test_units_are_a_list_under_one_name_each() -> None:
    clauses = {c.id: c for parsed in POLICIES.values() for c in parsed.policy.clauses}
    assert clauses["xinzhou-23"].units == ("市市场监管局", "市公安局", "市财政局")
    assert clauses["xinzhou-15"].units == ("市科技局", "国家金融监督管理总局忻州监管分局")
    assert clauses["jincheng-1"].units == (
        "市科技局",
        "晋城经济技术开发区",
        "市政府办公室",
        "市发展改革委",
        "市审批服务管理局",
    )
    for clause in clauses.values():
        for unit in clause.units:
            assert not set("（）()、，。等：") & set(unit), unit


def test_page_junk_of_the_press_version_is_peeled_off() -> None:
    text = "".join(clause.text for clause in POLICIES["jincheng"].policy.clauses)
    assert "webp" not in text
    assert "诚邀" not in text
    assert any("webp" in warning for warning in POLICIES["jincheng"].warnings)
    assert POLICIES["xinzhou"].warnings == ()
