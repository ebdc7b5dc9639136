"""Several numbers in one message: named, they may come in any order; what is understood is what was said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs import interview
from dialogs.given import Given
from dialogs.guides import packaged_guide
from dialogs.typed import Understood, understand
from tests.dialogs.walking import TODAY

SAID = {
    "入驻地": "晋创谷·忻州",
    "主体类型": ["科技成果转化企业"],
    "空间类型": ["厂房"],
    "租金已缴纳": True,
}
BEGUN = interview.begin(packaged_guide(), ["xinzhou-6-a"], TODAY)
CARD = interview.next_question(replace(BEGUN, answers=(Given("", "", SAID),)))


@given(
    st.integers(1, 900),
    st.integers(1, 99_999),
    st.integers(1, 99),
    st.permutations([0, 1, 2]),
    st.sampled_from(["，", "；", "。", "\n", " "]),
)
@settings(max_examples=200, deadline=None)
def test_named_numbers_may_come_in_any_order(price, area, months, order, between):
    parts = [f"每平{price}元", f"面积{area}平", f"交了{months}个月"]
    assert CARD is not None
    assert understand(CARD, between.join(parts[n] for n in order), TODAY) == Understood(
        {
            "每㎡月租金元": Decimal(price),
            "租用面积㎡": Decimal(area),
            "已缴租月数": Decimal(months),
        }
    )


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text):
    assert CARD is not None
    reading = understand(CARD, text, TODAY)
    if isinstance(reading, Understood):
        assert set(reading.values) <= {part.id for part in CARD.parts}
