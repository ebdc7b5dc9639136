"""Buttons carry ids only, in 64 bytes; replies survive the outbox unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import (
    ACTION_BYTES,
    Block,
    Choice,
    Reply,
    UnusableAction,
    pack,
    say,
    unpack,
)

PARTS = st.text(st.characters(exclude_characters=":", codec="utf-8"), max_size=30)


@given(verb=PARTS.filter(bool), arguments=st.lists(PARTS | st.integers(), max_size=4))
def test_what_is_packed_is_unpacked_or_refused(verb: str, arguments: list[str | int]) -> None:
    try:
        action = pack(verb, *arguments)
    except UnusableAction:
        assert len(":".join([verb, *map(str, arguments)]).encode()) > ACTION_BYTES
    else:
        assert len(action.encode()) <= ACTION_BYTES
        assert unpack(action) == (verb, tuple(map(str, arguments)))


@given(st.text(max_size=80))
def test_a_forged_action_is_read_or_refused(action: str) -> None:
    try:
        verb, arguments = unpack(action)
    except UnusableAction:
        assert len(action.encode()) > ACTION_BYTES or not action.partition(":")[0]
    else:
        assert ":".join([verb, *arguments]) == action


def test_sixty_four_bytes_fit_and_sixty_five_do_not() -> None:
    assert len(pack("v", "x" * 62)) == 64
    with pytest.raises(UnusableAction, match="64"):
        pack("v", "x" * 63)
    with pytest.raises(UnusableAction):
        pack("v", "忻" * 21)


@pytest.mark.parametrize("parts", [("",), ("city", "a:b"), ("ci:ty",)])
def test_a_part_that_cannot_be_told_apart_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(UnusableAction):
        pack(*parts)


@given(
    st.builds(
        Reply,
        st.lists(
            st.builds(Block, st.sampled_from(["text", "heading", "quote", "note"]), st.text()),
            max_size=4,
        ).map(tuple),
        st.lists(
            st.lists(st.builds(Choice, st.text(), st.text()), max_size=3).map(tuple), max_size=3
        ).map(tuple),
    )
)
def test_a_reply_survives_json(reply: Reply) -> None:
    assert Reply.from_json(reply.to_json()) == reply


def test_a_table_survives_json_and_reads_as_paragraphs() -> None:
    table = Block("table", rows=(("级别", "忻州", "晋城"), ("国家级", "20万元", "50万元")))
    reply = Reply((table,))
    assert Reply.from_json(reply.to_json()) == reply
    assert reply.text == "▪ 国家级\n  忻州：20万元\n  晋城：50万元"


def test_plain_paragraphs_are_separated_by_an_empty_line() -> None:
    assert say("您好", "请提问").text == "您好\n\n请提问"
