"""Several matters in one message: each gets its own answer, the one that the whole message sounds like first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers import Answer
from knowledge.decisions import Status

PARTED = frozenset(
    {Status.ANSWERED, Status.COMPARE, Status.CLARIFY, Status.NOT_IN_POLICY, Status.SERVICE}
)
"""How a message may end that is parted into two matters, and each of them."""


def joined(whole: Answer, answers: Sequence[Answer]) -> Answer:
    """The answers to the matters of a message in a row; `whole`, its answer as one, when they are not worth it."""
    distinct = {(one.ranked[:1], one.service): one for one in reversed(answers)}
    if len(distinct) < 2 or any(one.status not in PARTED for one in answers):
        return whole
    in_order = [one for one in answers if one in distinct.values()]
    first, *rest = sorted(in_order, key=lambda one: one.ranked[:1] != whole.ranked[:1])
    second: Answer | None = None
    for one in reversed(rest):
        second = replace(one, second=second)
    return replace(first, question=whole.question, second=second)
