"""The table of both cities says nothing twice and keeps each ceiling at its own amount."""

from __future__ import annotations

import pytest

from bot import side_by_side
from bot.messages import Block
from bot.wording import phrases
from knowledge.answering import Knowledge
from knowledge.decisions import Status


def _rows(knowledge: Knowledge, question: str) -> dict[str, tuple[str, ...]]:
    answer = knowledge.answer(question, None, {})
    assert answer.status is Status.COMPARE
    return {row[0]: row[1:] for row in side_by_side.table(answer, knowledge).rows}


def test_each_ceiling_stands_beside_its_amount_and_nothing_is_doubled(knowledge: Knowledge) -> None:
    rows = _rows(knowledge, "转化先进科技成果补助，两个市比较一下")
    assert "封顶" not in rows
    there = rows[""].index("晋城")
    assert (
        rows["金额"][there]
        == "当年实际技术交易额的20%，最高支持50万元；技术入股占比的10%，最高支持50万元"
    )
    assert rows["给谁"][there] == "转化先进科技成果的入驻企业（买技术的一方）"


def test_what_both_cities_say_is_one_line(knowledge: Knowledge) -> None:
    rows = _rows(knowledge, "两市附则一样吗")
    assert rows["依据"] == (f"{phrases.SAME_IN_BOTH}附则", "")


@pytest.mark.parametrize("cells", [("两市相同：附则", "")])
def test_a_row_of_one_cell_is_one_line_on_a_phone(cells: tuple[str, str]) -> None:
    block = Block("table", rows=(("", "忻州", "晋城"), ("依据", *cells)))
    assert block.plain() == "▪ 依据\n  两市相同：附则"
