"""The order in which an outcome is decided, on measures of both cities."""

from decimal import Decimal

import pytest

from dialogs.assessing import assess
from dialogs.measures import Outcome, facts_read_by
from dialogs.rules import Ground

IN_XINZHOU = {"入驻地": "晋创谷·忻州", "申请日期": "2026-05-20"}
IN_JINCHENG = {"入驻地": "晋创谷·晋城", "申请时措施有效": True}
DOCTORS = {
    "主体类型": ["企业", "科技型企业"],
    "学历": "博士",
    "已缴纳社保": True,
    "劳动合同年限": 3,
    "评审结果": "通过",
    "人数": 2,
    **IN_XINZHOU,
}


@pytest.fixture
def judged(definitions):
    def one(measure, **stated):
        [found] = assess(stated, definitions, [measure])
        return found

    return one


def test_a_contradiction_comes_before_everything_that_is_missing(judged):
    found = judged("xinzhou-10-e", 劳动合同年限=2)
    assert found.outcome is Outcome.NOT_ELIGIBLE
    assert found.because == (Ground("xinzhou-10", "签订三年期以上劳动合同"),)
    assert found.missing == ()


def test_a_missing_fact_comes_before_a_pending_review(judged):
    found = judged("xinzhou-10-e", **{**DOCTORS, "评审结果": "待评审", "人数": None})
    assert found.outcome is Outcome.NEEDS_MORE_FACTS
    assert (found.missing, found.awaited) == (("人数",), ("评审结果",))


def test_nothing_to_pay_comes_before_a_pending_review(judged):
    found = judged("xinzhou-10-e", **{**DOCTORS, "评审结果": "待评审", "人数": 0})
    assert found.outcome is Outcome.NOT_ELIGIBLE


def test_a_pending_review_leaves_a_ceiling(judged):
    found = judged("xinzhou-10-e", **{**DOCTORS, "评审结果": "待评审"})
    assert found.outcome is Outcome.NEEDS_REVIEW
    assert (found.amount_yuan, found.amount_is_upper_bound) == (Decimal(300_000), True)
    assert found.because[0] == Ground("xinzhou-10", "经申报和评审")


def test_whoever_meets_everything_is_eligible_and_sees_the_arithmetic(judged):
    found = judged("xinzhou-10-e", **DOCTORS)
    assert found.outcome is Outcome.ELIGIBLE
    assert found.arithmetic == "15万元×2人=30万元"
    assert Ground("xinzhou-0", "本措施自2025年1月14日起施行，有效期5年") in found.because


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2025-01-13", Outcome.NOT_ELIGIBLE),
        ("2025-01-14", Outcome.ELIGIBLE),
        ("2030-01-13", Outcome.ELIGIBLE),
        ("2030-01-14", Outcome.NOT_ELIGIBLE),
    ],
)
def test_xinzhou_is_in_force_for_five_years_both_ends_included(judged, day, outcome):
    assert judged("xinzhou-10-e", **{**DOCTORS, "申请日期": day}).outcome is outcome


def test_a_date_alone_does_not_say_whether_jincheng_is_in_force(judged):
    found = judged(
        "jincheng-6-d",
        载体类型="国家级众创空间",
        是否新认定或新备案=True,
        入驻地="晋创谷·晋城",
        申请日期="2027-01-01",
    )
    assert found.missing == ("申请时措施有效",)


def test_what_the_city_already_paid_leaves_only_a_difference_to_review(judged):
    prize = {"奖项": "中国创新创业大赛山西赛区一等奖", **IN_JINCHENG}
    less = judged("jincheng-9-b", **prize, 同一事项已领本市其他同类政策元=[10_000, 5_000])
    assert (less.outcome, less.amount_yuan) == (Outcome.NEEDS_REVIEW, Decimal(35_000))
    assert less.arithmetic == "5万元；本市同类政策已给1.5万元，就高不重复，差额最多3.5万元"
    as_much = judged("jincheng-9-b", **prize, 同一事项已领本市其他同类政策元=50_000)
    assert (as_much.outcome, as_much.amount_yuan) == (Outcome.NOT_ELIGIBLE, Decimal(0))
    assert as_much.because[0].clause == "jincheng-0"


def test_what_the_province_paid_does_not_count(judged):
    prize = {"奖项": "中国创新创业大赛山西赛区一等奖", **IN_JINCHENG}
    found = judged("jincheng-9-b", **prize, 已领省级同类奖励元=1_000_000)
    assert (found.outcome, found.amount_yuan) == (Outcome.ELIGIBLE, Decimal(50_000))


def test_a_verdict_says_what_it_took_as_usual(judged):
    found = judged("xinzhou-16-b", 上市挂牌板块="新三板", 上市挂牌状态="已挂牌", **IN_XINZHOU)
    assert found.presumed == ("此前已享受该项", "同一事项已领本市其他同类政策元")


def test_a_university_may_stand_outside_the_park_its_buyer_may_not(judged):
    contract = {
        "主体类型": "高校",
        "合同类型": "技术许可",
        "合同已认定登记": True,
        "当年各合同技术交易额元": 700_000,
        "申请日期": "2026-05-20",
        "入驻地": "太原",
    }
    assert judged("xinzhou-7-a", **contract, 受让企业所在地="晋创谷·忻州").amount_yuan == 14_000
    refused = judged("xinzhou-7-a", **contract, 受让企业所在地="晋创谷·晋城")
    assert refused.outcome is Outcome.NOT_ELIGIBLE


def test_a_measure_names_every_fact_that_it_reads(definitions):
    assert facts_read_by(definitions.measures["xinzhou-7-a"]) == (
        "申请日期",
        "主体类型",
        "受让企业所在地",
        "合同类型",
        "合同已认定登记",
        "当年各合同技术交易额元",
        "本年度已获该项补贴元",
        "同一事项已领本市其他同类政策元",
    )
