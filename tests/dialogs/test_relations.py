"""Measures that belong together are settled once; certain sums, ceilings and loans stay apart."""

from decimal import Decimal

import pytest

from dialogs.assessing import assess
from dialogs.facts import read_facts
from dialogs.relations import settle

IN_JINCHENG = {"入驻地": "晋创谷·晋城", "申请时措施有效": True}


@pytest.fixture
def settled(definitions):
    def all_of(*measures, **stated):
        verdicts = assess(stated, definitions, measures)
        facts = read_facts(stated, definitions.vocabulary)
        return settle(verdicts, facts, definitions.choices, definitions.shared_caps)

    return all_of


def test_two_ways_of_technology_trade_share_one_cap(settled):
    found = settled(
        "jincheng-8-a",
        "jincheng-8-b",
        **IN_JINCHENG,
        主体类型="企业",
        交易角色="受让方",
        转化方式=["技术转让", "技术入股"],
        当年实际技术交易额元=1_500_000,
        技术入股作价金额元=4_000_000,
    )
    assert found.certain == 500_000
    assert found.counted == {"jincheng-8-a": Decimal(300_000), "jincheng-8-b": Decimal(200_000)}
    assert [remark.words for remark in found.remarks] == [
        "技术交易配套（按技术交易额）、技术交易配套（按技术入股）合起来最多50万元，加起来70万元，只能算50万元。"
    ]


def test_what_was_drawn_this_year_narrows_the_shared_cap_once(settled):
    found = settled(
        "jincheng-8-a",
        "jincheng-8-b",
        **IN_JINCHENG,
        主体类型="企业",
        交易角色="受让方",
        转化方式=["技术转让", "技术入股"],
        当年实际技术交易额元=1_500_000,
        技术入股作价金额元=4_000_000,
        本年度已获该项补贴元=450_000,
    )
    assert found.certain == 50_000


def test_of_three_steps_for_graduates_the_highest_possible_one_counts(settled):
    found = settled(
        *(f"jincheng-12-{letter}" for letter in "defghi"),
        **IN_JINCHENG,
        人才类型="大学毕业生",
        是否自主创业企业=True,
        申报审核结果="通过",
        核定创业进展档次="待核定",
    )
    assert (found.certain, found.ceilings, found.loans) == (0, 500_000, 4_300_000)
    assert [remark.words for remark in found.remarks] == [
        "大学毕业生创业补贴、大学毕业生创业资助、大学毕业生重点支持只能选一项，"
        "合计里按“大学毕业生重点支持”算。"
    ]


def test_a_house_or_a_rent_is_paid_once(settled):
    found = settled(
        "jincheng-14-a",
        "jincheng-14-b",
        **IN_JINCHENG,
        用人主体类型="企业",
        是否新引进=True,
        引进方式="全职引进",
        人才层次="博士",
        劳动合同年限=3,
        已缴社保月数=6,
        人数=1,
        补贴方式=["购房", "租房"],
        申请月数=60,
    )
    assert found.ceilings == 350_000
    assert found.counted["jincheng-14-b"] == 0


def test_what_is_not_eligible_or_not_known_adds_nothing(settled):
    found = settled("jincheng-9-b", "jincheng-9-c", 入驻地="太原", 奖项="不清楚")
    assert (found.certain, found.ceilings, found.loans, found.remarks) == (0, 0, 0, ())
