from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.amounts import AmountKind, Product, Rate, Reckoning, Times, Uncounted, reckon
from dialogs.facts import Facts, read_facts
from dialogs.money import in_words, yuan_of
from dialogs.rules import Ground

WORDS = Ground("xinzhou-7", "给予2%补贴")
TWO_PERCENT = Rate(
    AmountKind.RATE,
    WORDS,
    Decimal("0.02"),
    ("当年各合同技术交易额元",),
    cap=Decimal(200_000),
    cap_by="每年",
    drawn="本年度已获该项补贴元",
)


@pytest.fixture
def facts(definitions):
    def stated(**raw) -> Facts:
        return read_facts(raw, definitions.vocabulary)

    return stated


def test_a_rate_shows_how_it_was_reckoned(facts):
    assert reckon(
        TWO_PERCENT, facts(当年各合同技术交易额元=8_000_000, 本年度已获该项补贴元=0)
    ) == Reckoning(Decimal(160_000), False, "800万元×2%=16万元；每年最多20万元")


def test_what_was_drawn_this_year_leaves_the_rest_of_the_cap(facts):
    reckoned = reckon(
        TWO_PERCENT,
        facts(当年各合同技术交易额元=[5_000_000, 3_000_000], 本年度已获该项补贴元=130_000),
    )
    assert reckoned.yuan == 70_000
    assert reckoned.arithmetic == (
        "（500万元＋300万元）×2%=16万元；每年最多20万元，已领13万元，还剩7万元；得7万元"
    )


def test_an_unsaid_earlier_payment_is_taken_as_none_and_says_so(facts):
    assert reckon(TWO_PERCENT, facts(当年各合同技术交易额元=1)).presumed == (
        "本年度已获该项补贴元",
    )


def test_an_amount_without_its_base_names_what_is_missing(facts):
    assert reckon(TWO_PERCENT, facts()) == Reckoning(None, missing=("当年各合同技术交易额元",))


def test_each_project_has_a_cap_of_its_own(facts):
    per_project = Rate(
        AmountKind.RATE,
        WORDS,
        Decimal("0.05"),
        ("各项目上年实际国家省拨经费元",),
        cap=Decimal(1_200_000),
        cap_by="每个项目",
        each=True,
    )
    reckoned = reckon(per_project, facts(各项目上年实际国家省拨经费元=[40_000_000, 2_000_000]))
    assert reckoned.yuan == 1_300_000
    assert reckoned.arithmetic == (
        "4000万元×5%=200万元，每个项目最多120万元；200万元×5%=10万元；合计130万元"
    )


def test_one_to_one_is_not_multiplied_out(facts):
    alike = Rate(AmountKind.MATCHED, WORDS, Decimal(1), ("省奖励金额元",))
    assert reckon(alike, facts(省奖励金额元=200_000)) == Reckoning(
        Decimal(200_000), False, "20万元"
    )


def test_a_long_list_is_counted_and_added_up_instead_of_written_out(facts):
    reckoned = reckon(TWO_PERCENT, facts(当年各合同技术交易额元=[500_000] * 7))
    assert reckoned.arithmetic == "（7笔共350万元）×2%=7万元；每年最多20万元"
    per_project = replace(TWO_PERCENT, each=True, cap_by="每个项目", drawn="")
    reckoned = reckon(per_project, facts(当年各合同技术交易额元=[20_000_000] + [500_000] * 6))
    assert reckoned.yuan == 260_000
    assert reckoned.arithmetic == "（7笔共2300万元），每笔按2%，每个项目最多20万元；合计26万元"


def test_people_and_months_multiply_and_stay_a_ceiling(facts):
    monthly = Product(
        AmountKind.MONTHLY,
        WORDS,
        Decimal(2_000),
        (Times("人数"), Times("申请月数", most=Decimal(60))),
    )
    assert reckon(monthly, facts(人数=2, 申请月数=72)) == Reckoning(
        Decimal(240_000), True, "2000元×2人×60个月（最多60个月）=24万元"
    )


def test_the_smaller_of_two_limits_counts(facts):
    fund = Product(
        AmountKind.UP_TO,
        WORDS,
        Decimal(500_000),
        share_limit=Rate(AmountKind.RATE, WORDS, Decimal("0.5"), ("实缴资金元",)),
    )
    assert reckon(fund, facts(实缴资金元=600_000)).yuan == 300_000
    assert reckon(fund, facts(实缴资金元=1_600_000)).yuan == 500_000


def test_the_least_of_share_standard_and_cap_counts(facts):
    deal = Rate(
        AmountKind.RATE,
        WORDS,
        Decimal("0.1"),
        ("成交额元",),
        limits=("省补助标准元",),
        cap=Decimal(10_000_000),
    )
    assert reckon(deal, facts(成交额元=20_000_000, 省补助标准元=1_200_000)) == Reckoning(
        Decimal(1_200_000),
        False,
        "2000万元×10%=200万元；不超过省补助标准120万元；最多1000万元；得120万元",
    )
    assert reckon(deal, facts(成交额元=500_000_000, 省补助标准元=30_000_000)).yuan == 10_000_000


def test_public_money_is_taken_out_of_the_base(facts):
    research = Rate(
        AmountKind.RATE, WORDS, Decimal("0.1"), ("研发投入总额元",), minus=("其中财政资金元",)
    )
    reckoned = reckon(research, facts(研发投入总额元=2_600_000, 其中财政资金元=400_000))
    assert (reckoned.yuan, reckoned.arithmetic) == (220_000, "（260万元－40万元）×10%=22万元")
    assert reckon(research, facts(研发投入总额元=1, 其中财政资金元=2)).yuan == 0


def test_a_sum_that_only_the_authority_sets_is_not_counted(facts):
    assert reckon(Uncounted(AmountKind.REVIEW_ONLY, WORDS), facts(实际投资额元=9)) == Reckoning(
        None
    )


@pytest.mark.parametrize(
    ("yuan", "words"),
    [(160_000, "16万元"), (5_000, "5000元"), (333_300, "33.33万元"), (5_000_005, "5000005元")],
)
def test_money_is_said_as_people_say_it(yuan, words):
    assert in_words(Decimal(yuan)) == words
    assert yuan_of(words) == yuan


@given(
    st.lists(st.integers(0, 10**9), max_size=6).flatmap(
        lambda listed: st.tuples(st.just(listed), st.permutations(listed))
    ),
    st.integers(0, 300_000),
)
def test_a_yearly_cap_holds_in_any_order_of_contracts(definitions_once, listed, drawn):
    one_order, another = listed
    reckoned = [
        reckon(
            TWO_PERCENT,
            read_facts(
                {"当年各合同技术交易额元": order, "本年度已获该项补贴元": drawn}, definitions_once
            ),
        ).yuan
        for order in (one_order, another)
    ]
    assert reckoned[0] == reckoned[1] <= max(200_000 - drawn, 0)


@pytest.fixture(scope="session")
def definitions_once(definitions):
    return definitions.vocabulary
