from datetime import date
from decimal import Decimal

import pytest

from dialogs.facts import ImpossibleValue, Pending, UnknownFact, WrongKind, read_facts


def read(definitions, **stated):
    return read_facts(stated, definitions.vocabulary).stated


def test_each_kind_is_read_into_its_own_value(definitions):
    assert read(
        definitions,
        合同已认定登记=True,
        企业性质="民营企业",
        劳动合同年限=3,
        其中财政资金元=1500000.5,
        当年各保单保费元=[100, 200],
        申请日期="2026-05-20",
    ) == {
        "合同已认定登记": True,
        "企业性质": frozenset({"民营企业"}),
        "劳动合同年限": Decimal(3),
        "其中财政资金元": (Decimal("1500000.5"),),
        "当年各保单保费元": (Decimal(100), Decimal(200)),
        "申请日期": date(2026, 5, 20),
    }


def test_a_narrower_kind_of_applicant_counts_as_the_wider_ones_too(definitions):
    assert read(definitions, 主体类型="科技型小微企业")["主体类型"] == {
        "科技型小微企业",
        "科技型企业",
        "企业",
    }


def test_other_spellings_mean_the_same_choice(definitions):
    assert read(definitions, 资质="国家级专精特新“小巨人”企业") == {
        "资质": {"国家级专精特新小巨人"}
    }
    assert read(definitions, 入驻地="晋创谷•忻州") == {"入驻地": {"晋创谷·忻州"}}
    assert read(definitions, 平台类型="院士(专家)工作站") == {"平台类型": {"院士（专家）工作站"}}


def test_a_choice_that_nobody_listed_is_an_ordinary_other_value(definitions):
    assert read(definitions, 上市挂牌板块="香港联交所") == {"上市挂牌板块": {"香港联交所"}}


@pytest.mark.parametrize("not_said", [None, "", "不清楚", "不知道"])
def test_not_knowing_is_the_same_as_not_saying(definitions, not_said):
    assert read(definitions, 人数=not_said, 企业性质=not_said) == {}


def test_what_an_authority_has_not_decided_is_kept_as_pending(definitions):
    assert read(definitions, 评审结果="待评审") == {"评审结果": Pending("待评审")}
    assert read(definitions, 被评为优秀技术转移转化个人="待评选") == {
        "被评为优秀技术转移转化个人": Pending("待评选")
    }
    assert read(definitions, 绩效考核结果="考核中") == {"绩效考核结果": Pending("考核中")}


def test_waiting_for_the_stock_exchange_is_simply_not_listed_yet(definitions):
    assert read(definitions, 上市挂牌状态="待上市") == {"上市挂牌状态": {"待上市"}}


def test_a_year_may_be_stated_as_a_distance_from_the_application(definitions):
    stated = read(definitions, 申请日期="2026-05-20", 认定年度与申请年度之差=1)
    assert stated["认定年度"] == Decimal(2025)


def test_a_share_may_be_stated_as_a_fraction(definitions):
    assert read(definitions, 项目失败率=0.8) == read(definitions, 项目失败率=80)


def test_an_unknown_fact_is_refused_with_the_nearest_names(definitions):
    with pytest.raises(UnknownFact, match="没有“劳动合同期限”这一项，是不是“劳动合同年限”"):
        read(definitions, 劳动合同期限=3)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("人数", "三个"),
        ("人数", True),
        ("合同已认定登记", 1),
        ("合同已认定登记", "大概吧"),
        ("企业性质", False),
        ("申请日期", 20260520),
        ("当年各保单保费元", [100, "二百"]),
    ],
)
def test_a_wrong_kind_is_refused_by_the_name_of_the_fact(definitions, name, given):
    with pytest.raises(WrongKind, match=f"“{name}”"):
        read(definitions, **{name: given})


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("已缴社保月数", -3),
        ("项目失败率", 130),
        ("审计费用元", -1),
        ("当年各保单保费元", [5, -5]),
        ("人数", 1.5),
        ("人数", float("nan")),
        ("申请日期", "2026-02-30"),
        ("认定年度", 202),
    ],
)
def test_an_impossible_value_is_refused_by_the_name_of_the_fact(definitions, name, given):
    with pytest.raises(ImpossibleValue, match=f"“{name}”"):
        read(definitions, **{name: given})


def test_every_fact_has_a_question_that_ends_politely(definitions):
    for fact in definitions.vocabulary.values():
        assert fact.question.endswith(("？", "。")), fact.name
