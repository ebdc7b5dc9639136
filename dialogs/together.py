"""What is asked on one card: yes/no facts as one tick list, numbers in one message; a choice stands alone.

The id of a card names its keys, so that it can be asked again when an answer is changed. Who would rather be
asked one by one says so once (SINGLY).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dialogs import wording
from dialogs.facts import Kind
from dialogs.given import State, levels_of
from dialogs.questions import CONDITIONS, FIGURES, SINGLY, SOURCE, Form, Option, Question

MOST_FIELDS = 5
"""So many numbers fit one message of a visitor; a matter that needs more is asked in two."""

BETWEEN = "|"
ASK_CONDITIONS = "下面这些，您这边符合的请选上，可以多选。"
CONDITIONS_HELP = "没选的按“不是”算；哪个拿不准，可以打字说，比如“1是，2不清楚”。"
ASK_FIGURES = "还要几个数，一句话告诉我就行："
FIGURES_HELP = "只知道一部分也没关系，先说知道的。"
NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.MONEY_LIST, Kind.YEAR_GAP})

Pending = Mapping[str, Sequence[str]]


def kind_of(state: State, key: str) -> Kind:
    """How the fact behind a key is stated; whence a payment came is a choice."""
    return Kind.CHOICE if key.startswith(SOURCE) else state.guide.fact_of(key).kind


def rank(state: State, key: str) -> int:
    """Choices first, as they tell which matter it is; then yes or no; then numbers."""
    kind = kind_of(state, key)
    return 2 if kind in NUMERIC else int(kind is Kind.YES_NO)


def companions(state: State, pending: Pending, key: str) -> tuple[str, ...]:
    """All keys that are asked on one card with this one, itself included."""
    if SINGLY in state.known:
        return (key,)
    kind = kind_of(state, key)
    if kind is Kind.YES_NO:
        return _conditions(state, pending, key)
    return _figures(state, pending, key) if kind in NUMERIC else (key,)


def cards(state: State, pending: Pending) -> int:
    """How many questions these keys come to."""
    left = dict.fromkeys(key for keys in pending.values() for key in keys)
    count = 0
    while left:
        key = min(left, key=lambda one: rank(state, one))
        rest = {n: kept for n, ks in pending.items() if (kept := [k for k in ks if k in left])}
        asked = {key, *companions(state, rest, key)}
        if asked & _heads(state):
            asked |= _heads(state)
        left = {one: None for one in left if one not in asked}
        count += 1
    return count


def card(state: State, keys: Sequence[str]) -> Question:
    """The card of several keys of one kind."""
    if kind_of(state, keys[0]) is Kind.YES_NO:
        return _tick_list(state, keys)
    parts = tuple(wording.question(state, key) for key in keys)
    lines = [f"{place}. {part.text}" for place, part in enumerate(parts, start=1)]
    example = "，".join(part.example.partition(" 或")[0] for part in parts)
    return Question(
        FIGURES + BETWEEN.join(keys),
        Form.FIELDS,
        "\n".join((ASK_FIGURES, *lines)),
        help=f"比如：{example}。{FIGURES_HELP}",
        example=example,
        parts=parts,
    )


def card_by_id(state: State, name: str) -> Question:
    """The card of this id."""
    listed = name.removeprefix(CONDITIONS).removeprefix(FIGURES)
    return card(state, listed.split(BETWEEN))


def _tick_list(state: State, keys: Sequence[str]) -> Question:
    options = tuple(Option(wording.statement(state, key), key) for key in keys)
    return Question(
        CONDITIONS + BETWEEN.join(keys),
        Form.SEVERAL,
        ASK_CONDITIONS,
        None,
        options,
        wording.NOTHING_HAPPENED,
        CONDITIONS_HELP,
        "1、2",
    )


def _conditions(state: State, pending: Pending, key: str) -> tuple[str, ...]:
    every = _each_once(one for keys in pending.values() for one in keys)
    listed = [
        one for one in every if kind_of(state, one) is Kind.YES_NO and wording.statement(state, one)
    ]
    return tuple(listed) if key in listed else (key,)


def _figures(state: State, pending: Pending, key: str) -> tuple[str, ...]:
    """The numbers of the measures that need this one; then whole matters of which only numbers are left."""
    first = [name for name, keys in pending.items() if key in keys]
    ready = [n for n in pending if all(kind_of(state, k) in NUMERIC for k in pending[n])]
    chosen: list[str] = [key]
    for name in (*first, *ready):
        numbers = [k for k in pending[name] if kind_of(state, k) in NUMERIC and k not in chosen]
        if len(_without_total(state, [*chosen, *numbers])) <= MOST_FIELDS:
            chosen += numbers
    return tuple(_without_total(state, chosen))


def _without_total(state: State, keys: Sequence[str]) -> list[str]:
    """Without the number of all people where it follows from the numbers of each level."""
    heads, levels = state.guide.heads, levels_of(state.guide, state.known)
    counted = [heads.keys.get(level, "") for level in levels]
    follows = bool(counted) and all(one in keys or one in state.known for one in counted)
    return [key for key in keys if not (follows and key == heads.total)]


def _heads(state: State) -> set[str]:
    return {*state.guide.heads.keys.values(), state.guide.heads.total}


def _each_once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
