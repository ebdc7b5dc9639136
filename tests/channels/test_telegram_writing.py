"""Replies as Telegram's messages: marked up, cut to size, nothing lost."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.writing import MOST_UNITS, cut, parts, units
from bot.messages import Block, Choice, Reply, say

TEXTS = st.text(alphabet=st.sampled_from("补贴，。；\n <&>😀a\"'"), min_size=1, max_size=400)


def shown(markup: str) -> str:
    """What Telegram shows of HTML."""
    return html.unescape(re.sub(r"</?(b|blockquote)>", "", markup))


def test_each_kind_of_block_has_its_markup_and_all_text_is_escaped() -> None:
    reply = Reply(
        (
            Block("heading", "忻州：<研发>补贴"),
            Block("quote", "给予 A&B 50%"),
            Block("note", "依据：《措施》"),
            Block("table", rows=(("项目", "金额"), ("租房", "1000元"))),
        )
    )
    (part,) = parts(reply)
    assert part.html == (
        "<b>忻州：&lt;研发&gt;补贴</b>\n\n<blockquote>给予 A&amp;B 50%</blockquote>\n\n"
        "依据：《措施》\n\n▪ 租房\n  金额：1000元"
    )
    assert part.plain == reply.text


def test_buttons_are_on_the_last_part_only() -> None:
    reply = say("第一句。" * 2000, choices=((Choice("找服务专员", "officer"),),))
    first, last = parts(reply)
    assert first.keyboard == []
    assert last.keyboard == [[{"text": "找服务专员", "callback_data": "officer"}]]


def test_long_labels_are_shortened_and_impossible_buttons_left_out() -> None:
    long = Choice("《山西省晋创谷》" * 20, "policy:xinzhou")
    (part,) = parts(say("选", choices=((long, Choice("坏", "x" * 65)), (Choice("", "menu"),))))
    ((button,),) = part.keyboard
    assert len(button["text"]) == 60
    assert button["text"].endswith("…")


def test_a_clause_too_long_is_cut_between_sentences_inside_its_quote() -> None:
    reply = Reply((Block("heading", "题"), Block("quote", "按照实际投入给予补助。" * 500)))
    first, second = parts(reply)
    assert first.html.startswith("<b>题</b>\n\n<blockquote>")
    assert first.html.endswith("补助。</blockquote>")
    assert second.html.startswith("<blockquote>按照")


def test_a_heading_stays_with_what_it_heads() -> None:
    reply = Reply((Block("text", "甲" * 3000), Block("heading", "题"), Block("quote", "乙" * 1500)))
    first, second = parts(reply)
    assert first.plain == "甲" * 3000
    assert second.plain.startswith("题\n\n乙")


def test_length_is_counted_as_telegram_counts() -> None:
    assert units("a字😀") == 4
    assert cut("😀😀😀", 5) == "😀😀"


@given(st.lists(st.tuples(st.sampled_from(["text", "heading", "quote"]), TEXTS), max_size=6))
def test_nothing_is_lost_and_every_part_fits(blocks: list[tuple[str, str]]) -> None:
    reply = Reply(tuple(Block(kind, text) for kind, text in blocks))  # type: ignore[arg-type]
    messages = parts(reply, limit=100)
    without_breaks = "".join(part.plain for part in messages).replace("\n", "")
    assert without_breaks == reply.text.replace("\n", "")
    for part in messages:
        assert 0 < units(part.plain) <= 100
        assert shown(part.html) == part.plain


@given(TEXTS)
def test_a_reply_of_ordinary_length_is_one_message(text: str) -> None:
    assert len(parts(say(text, "完"))) == 1
    assert units(text) <= MOST_UNITS
