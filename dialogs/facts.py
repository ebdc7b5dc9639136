"""What conditions speak of: the vocabulary of facts, and a checked reading of what was stated.

A choice that the vocabulary does not list is an ordinary other value, never an error. What somebody else
still has to decide (待评审) is kept as Pending and is not the same as "not stated".
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

UNDECIDED = "认定|评审|评选|评定|考核|审核|审批|核定|立项|遴选|评价|评估|定|公布|公示"
PENDING = re.compile(f"^待(?:{UNDECIDED})$")
PENDING_AT_AUTHORITY = re.compile(f"^(?:待|未)(?:{UNDECIDED})$|^(?:尚未|还没).+|^.+中$|^一事一议$")
NOT_STATED = frozenset({"", "不清楚", "不知道", "未知", "不确定", "说不准"})
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
YES = frozenset({"是", "有", "通过", "已通过", "符合", "已认定", "已评选", "已评上", "入选"})
NO = frozenset({"否", "不是", "没有", "未通过", "不通过", "不符合", "未评上", "落选", "未入选"})
FOLDED = str.maketrans(dict.fromkeys(" \t\n“”\"'‘’") | dict.fromkeys("•・‧∙", "·"))
PARENTHESES = str.maketrans("()", "（）")


class UnknownFact(ValueError):
    """A fact was stated that the vocabulary does not know."""


class WrongKind(ValueError):
    """A fact was stated as another kind of value than it has."""


class ImpossibleValue(ValueError):
    """A fact was stated with a value that cannot be."""


class Kind(StrEnum):
    """How a fact is stated; the words are those of facts.yaml."""

    YES_NO = "是否"
    CHOICE = "选一项"
    SEVERAL = "可选多项"
    NUMBER = "数字"
    PERCENT = "百分比"
    MONEY = "金额"
    MONEY_LIST = "多笔金额"
    DATE = "日期"
    YEAR_GAP = "年份差"


@dataclass(frozen=True)
class Fact:
    """One entry of the vocabulary. `least` and `most` are in `unit`; `implies` maps a choice to its kin."""

    name: str
    kind: Kind
    question: str
    values: tuple[str, ...] = ()
    by_authority: bool = False
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    help: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    implies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands_for: str = ""


@dataclass(frozen=True)
class Pending:
    """An authority has not decided yet; `words` as stated."""

    words: str


Choices = frozenset[str]
Amounts = tuple[Decimal, ...]
Value = bool | Decimal | date | Choices | Amounts | Pending
Vocabulary = Mapping[str, Fact]


@dataclass(frozen=True)
class Facts:
    """What was stated, checked; a name that is absent was not stated."""

    stated: Mapping[str, Value]
    vocabulary: Vocabulary

    def get(self, name: str) -> Value | None:
        """The value of a fact, or None when it was not stated."""
        return self.stated.get(name)


def read_facts(raw: Mapping[str, object], vocabulary: Vocabulary) -> Facts:
    """Check a JSON object of facts.

    Raises UnknownFact (with the nearest names), WrongKind or ImpossibleValue, each naming the fact.
    """
    stated: dict[str, Value] = {}
    for name, given in raw.items():
        fact = vocabulary.get(name) or _refuse_name(name, vocabulary)
        value = read_value(fact, given)
        if value is not None:
            stated[name] = value
    return Facts(_with_years(stated, vocabulary), vocabulary)


def read_value(fact: Fact, given: object) -> Value | None:
    """One stated value in its kind; None when it says that it is not known."""
    if given is None or (isinstance(given, str) and given.strip() in NOT_STATED):
        return None
    match fact.kind:
        case Kind.YES_NO:
            return _yes_no(fact, given)
        case Kind.CHOICE | Kind.SEVERAL:
            return _choices(fact, given)
        case Kind.DATE:
            return _date(fact, given)
        case Kind.MONEY | Kind.MONEY_LIST:
            return _amounts(fact, given)
        case _:
            return _within_limits(fact, _number(fact, given))


def canonical(fact: Fact, text: str) -> str:
    """A choice in the vocabulary's own spelling; quotes, spaces and width do not matter."""
    folded = fold(text)
    return fact.aliases.get(folded, folded)


def fold(text: str) -> str:
    """A choice without quotes and spaces, with full-width parentheses and one kind of middle dot."""
    return text.translate(FOLDED).translate(PARENTHESES)


def _refuse_name(name: str, vocabulary: Vocabulary) -> Fact:
    near = difflib.get_close_matches(name, vocabulary, n=3, cutoff=0.4)
    hint = f"，是不是“{'”或“'.join(near)}”？" if near else "，请对照要素表 dialogs/facts.yaml。"
    raise UnknownFact(f"没有“{name}”这一项{hint}")


def _yes_no(fact: Fact, given: object) -> Value:
    if isinstance(given, bool):
        return given
    if isinstance(given, str):
        text = fold(given)
        if text in YES:
            return True
        if text in NO:
            return False
        if _is_pending(fact, text):
            return Pending(text)
    raise WrongKind(f"“{fact.name}”要填是或否（true / false），现在是 {given!r}")


def _choices(fact: Fact, given: object) -> Value | None:
    listed = given if isinstance(given, list | tuple) else [given]
    said = [one for one in listed if isinstance(one, str)]
    if len(said) < len(listed):
        raise WrongKind(f"“{fact.name}”要填文字{_for_example(fact)}，现在是 {given!r}")
    texts = [canonical(fact, one) for one in said if one.strip() not in NOT_STATED]
    if len(texts) == 1 and _is_pending(fact, texts[0]):
        return Pending(texts[0])
    kin = [also for text in texts for also in fact.implies.get(text, ())]
    return frozenset([*texts, *kin]) or None


def _is_pending(fact: Fact, text: str) -> bool:
    """待上市 is simply not listed yet; 待评审, or 评审中 at an authority, may still become a yes."""
    return bool((PENDING_AT_AUTHORITY if fact.by_authority else PENDING).match(text))


def _for_example(fact: Fact) -> str:
    return f"，例如“{fact.values[0]}”" if fact.values else ""


def _date(fact: Fact, given: object) -> date:
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        raise WrongKind(f"“{fact.name}”要填日期，例如 2026-05-20，现在是 {given!r}")
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        wrong = f"没有“{given}”这一天" if DAY.match(given.strip()) else f"看不懂“{given}”"
        raise ImpossibleValue(f"“{fact.name}”{wrong}，请写成 2026-05-20 这样") from None


def _amounts(fact: Fact, given: object) -> Amounts:
    listed = given if isinstance(given, list | tuple) else [given]
    return tuple(_within_limits(fact, _number(fact, one)) for one in listed)


def _number(fact: Fact, given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        unit = f"（单位：{fact.unit}）" if fact.unit else ""
        raise WrongKind(f"“{fact.name}”要填数字{unit}，现在是 {given!r}")
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        raise ImpossibleValue(f"“{fact.name}”不能是 {given!r}") from None
    if not number.is_finite():
        raise ImpossibleValue(f"“{fact.name}”不能是 {given!r}")
    if fact.kind is Kind.PERCENT and 0 < number <= 1:
        return number * 100  # 0.8 is said for 80%; nobody states a share below one percent here
    return number


def _within_limits(fact: Fact, number: Decimal) -> Decimal:
    if fact.least is not None and number < fact.least:
        raise ImpossibleValue(f"“{fact.name}”不能小于{fact.least}，现在是 {number}")
    if fact.most is not None and number > fact.most:
        raise ImpossibleValue(f"“{fact.name}”不能大于{fact.most}，现在是 {number}")
    if fact.whole and number != number.to_integral_value():
        raise ImpossibleValue(f"“{fact.name}”要填整数，现在是 {number}")
    return number


def _with_years(stated: dict[str, Value], vocabulary: Vocabulary) -> dict[str, Value]:
    """A year stated as a distance from the application year, turned into the year itself."""
    applied = stated.get("申请日期")
    for name, gap in list(stated.items()):
        year_fact = vocabulary[name].stands_for
        if not year_fact or year_fact in stated:
            continue
        if isinstance(applied, date) and isinstance(gap, Decimal):
            stated[year_fact] = applied.year - abs(gap)
    return stated
