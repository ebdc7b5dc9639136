"""A typed text as the answer to one question: understood, not known (不清楚), or refused with what is expected.

A text that asks something is never taken for an answer, so that it can be answered first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from dialogs.facts import ImpossibleValue, WrongKind, read_value
from dialogs.given import OFFERED
from dialogs.numerals import (
    NUMERAL,
    Counted,
    Inexact,
    date_in,
    months_in,
    number_of,
    numbers_in,
    plain_text,
    shift,
    whole_months,
)
from dialogs.questions import DRAWN, HEADS, Form, Option, Question

UNSURE = re.compile(
    r"^(?:我|我们|这个|暂时|现在|目前|真|也|还|都)*"
    r"(?:不(?:太|是很|大)?(?:清楚|知道|确定|了解|懂|好说|晓得)|说不(?:准|好|清)|没算过|没统计过?|记不(?:清|得)|忘了|"
    r"跳过|下一题|下一个|略过?|pass|不好说|拿不准|没法说|不详)(?:了|啊|呢|吧|哦|这个|这一?题)*$",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"[?？]$|[吗么呢]$|什么|怎么|多少|哪[里些个儿]|如何|为什么|为啥|能不能|可不可以|是不是|有没有|咋|啥|几时|几号"
)
STANDING_NO = re.compile(r"^(?:还?没有?呢|没有?呢|还没呢|不是呢|没呢)$")
NO = re.compile(
    r"^(?:no|n|false|[×✗❌xX否无非零]|(?:还|也|都|暂时|目前|现在|当然|应该|我们?)*"
    r"(?:没|沒|不|未|否|无|尚未|并非|并不|并没))",
    re.IGNORECASE,
)
NO_PROBLEM = re.compile(r"^没(?:有)?(?:问题|错)")
YES = re.compile(
    r"^(?:yes|y|ok|okay|true|[√✓✔]|(?:我们?|都|当然|应该|已经?|早就?|早已|刚刚?|确实|肯定)*"
    r"(?:是|有|对|嗯|恩|好|行|可以|算|在|会|能|符合|没错|已经?|确实|肯定|当然|必须|签了|交了|办了|做了|拿到了?|批了|过了|通过))",
    re.IGNORECASE,
)
DONE = re.compile(r"^[\u4e00-\u9fff]{1,8}了$")
NEGATED = re.compile(r"[没不未无]")
NONE_AT_ALL = re.compile(
    r"^(?:以上|上面|这些|全)?(?:都|全)?(?:没有?|不是|无|不算|没领过?|没拿过?)(?:有|过|的|领过|拿过|这些|了)*$"
)
NOTHING = re.compile(
    r"^(?:一分)?(?:都|也|还)?(?:没有?|无|没花|没领|没拿|零)(?:过|钱|花|领过?|拿过?|有)*$|^0元?$"
)
PLACE = re.compile(
    r"^(?:选|第|我选|选第)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|项|条|号)?$"
)
SEPARATORS = re.compile(r"[和、,，;；/+及与跟\s]+|以及|还有")
COUNTERS = ("个", "份", "笔", "张", "项", "家", "次", "单")
AREAS, PEOPLE, PER_CENT = (
    ("平", "㎡", "m2", "方"),
    ("个", "人", "位", "名"),
    ("%", "个点", "个百分"),
)
ALIKE = 85
"""How alike, of 100 (rapidfuzz), a typed text and an option's words have to be."""
LONGEST = 60
"""Characters of an answer to a closed question; a longer text tells a story and is not taken for a yes."""
SMALL_MONEY = 1000
"""Below this a bare number may mean yuan or 万; a sum has to be said with its unit."""


@dataclass(frozen=True)
class Understood:
    """What was said, key -> value in the form that read_facts takes."""

    values: Mapping[str, object]


@dataclass(frozen=True)
class Unsure:
    """The visitor does not know."""


@dataclass(frozen=True)
class Refused:
    """Not an answer to this question; `why` says what is expected. `impossible`: understood, but cannot be."""

    why: str
    impossible: bool = False


Reading = Understood | Unsure | Refused


def understand(question: Question, text: str, today: date) -> Reading:
    """Read a typed text as the answer to a question."""
    text = text.strip().strip("。.!！~～")
    if UNSURE.match(plain_text(text)):
        return Unsure()
    try:
        read = _read(question, text, today)
    except Inexact as rough:
        return Refused(f"“{rough}”我不好判断够不够，请说个具体的数，比如：{question.example}。")
    except (ImpossibleValue, WrongKind) as problem:
        return Refused(f"{_told(problem)}。请再说一次。", impossible=True)
    if read is None or (asks(text) and not _exactly(question, text)):
        return Refused(expected(question))
    return Understood(read)


def asks(text: str) -> bool:
    """Whether the text sounds like a question rather than an answer."""
    folded = plain_text(text)
    return bool(ASKS.search(folded)) and not STANDING_NO.match(folded)


def expected(question: Question) -> str:
    """What kind of answer is expected, with an example."""
    match question.form:
        case Form.YES_NO:
            return "这一问请回答“是”或者“不是”，不清楚也可以直接说“不清楚”。"
        case Form.CHOICE:
            return "请从下面选一个，回复序号或者名称都行。"
        case Form.SEVERAL:
            return "请从下面选，可以选几个，比如回复“1、3”。"
        case _:
            return f"这一问请回答数字，比如：{question.example}。不清楚就说“不清楚”。"


def _read(question: Question, text: str, today: date) -> Mapping[str, object] | None:
    match question.form:
        case Form.YES_NO:
            said = yes_or_no(text)
            return None if said is None else {question.id: said}
        case Form.CHOICE:
            chosen = choices(question.options, text)
            return {question.id: chosen[0].value} if len(chosen) == 1 else None
        case Form.SEVERAL:
            return _several(question, text)
        case Form.HEADS:
            return _heads(question, text)
        case Form.NUMBER:
            return _number(question, text, today)
        case _:
            return _money(question, text)


def yes_or_no(text: str) -> bool | None:
    """是, 有的, 嗯, 已经签了 -> True; 没有, 还没呢, 不是 -> False; None when it is neither."""
    folded = plain_text(text).strip("。.!了吧啊哦呀噢")
    first = re.split(r"[,，;；。]", folded)[0]
    if len(folded) > LONGEST or not folded:
        return None
    if NO_PROBLEM.match(folded):
        return True
    if NO.match(first):
        return False
    if NEGATED.search(folded):
        return None
    return True if YES.match(first) or DONE.match(first + "了") else None


def choices(options: tuple[Option, ...], text: str) -> list[Option]:
    """The options that a text names: by number, by words, or by nearly the same words."""
    if (place := PLACE.match(plain_text(text))) and not _labelled(options, text):
        number = int(number_of(place["number"]) or 0)
        return [options[number - 1]] if 0 < number <= len(options) else []
    if named := _labelled(options, text):
        return named
    folded = _bare(text)
    if len(folded) < 2:
        return []
    scored = [(fuzz.ratio(folded, _bare(option.label)), option) for option in options]
    best = max(score for score, _ in scored) if scored else 0
    return [option for score, option in scored if score >= ALIKE and score == best]


def _labelled(options: tuple[Option, ...], text: str) -> list[Option]:
    """Options whose words stand in the text; else those in whose words the text stands."""
    folded = _bare(text)
    if not folded or NEGATED.search(folded):
        return [o for o in options if folded in _names(o)]
    inside = {
        option: max(found, key=len)
        for option in options
        if (found := [name for name in _names(option) if name in folded])
    }
    if inside:
        # 科技型企业 names that option only, not the shorter 企业 as well.
        return [o for o, name in inside.items() if not _within_another(name, inside.values())]
    return [o for o in options if folded in _bare(o.label)] if len(folded) > 1 else []


def _within_another(name: str, others: Iterable[str]) -> bool:
    return any(name != other and name in other for other in others)


def _names(option: Option) -> tuple[str, ...]:
    words = [option.label, *option.also]
    if isinstance(option.value, str) and not option.value.isascii():
        words.append(option.value)
    short = [re.sub(r"[(（].*$|研究生$|，.*$", "", word) for word in words]
    return tuple(dict.fromkeys(name for word in (*words, *short) if (name := _bare(word))))


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’·•,，、。.()（）]", "", plain_text(text)).lower()


def _several(question: Question, text: str) -> Mapping[str, object] | None:
    folded = plain_text(text)
    if question.none and (NONE_AT_ALL.match(folded) or _bare(text) == _bare(question.none)):
        return none_of(question)
    chosen = choices(question.options, text)
    parts = [part for part in SEPARATORS.split(text.strip()) if part]
    if len(parts) > 1:
        each = [choices(question.options, part) for part in parts]
        if all(each):
            chosen = [option for found in each for option in found]
    if not chosen:
        return None
    counts = _people(question, folded)
    picked = pick(question, [option.value for option in dict.fromkeys(chosen)])
    return {**picked, **counts}


def pick(question: Question, values: list[object]) -> Mapping[str, object]:
    """What ticking these options says."""
    if not values:
        return none_of(question)
    offered = (
        {OFFERED: [option.value for option in question.options]} if _asks_paid(question) else {}
    )
    return {question.id: values, **offered}


def none_of(question: Question) -> Mapping[str, object]:
    """What “none of these” says: another value of a fact, or an empty tick list."""
    if question.fact is not None:
        return {question.id: ["其他"]}
    offered = (
        {OFFERED: [option.value for option in question.options]} if _asks_paid(question) else {}
    )
    return {question.id: [], **offered}


def _asks_paid(question: Question) -> bool:
    return question.id == DRAWN


def _people(question: Question, text: str) -> Mapping[str, object]:
    """两个博士一个硕士 said where only levels were asked: the numbers are kept too."""
    if question.fact is None or question.fact.name not in ("学历", "人才层次"):
        return {}
    found = {}
    for level in ("博士", "硕士"):
        if (count := _count_of(level, text)) is not None:
            found[f"人数@{level}"] = count
    return found


def _heads(question: Question, text: str) -> Mapping[str, object] | None:
    folded = plain_text(text)
    each = re.match(r"^(?:都是?|各|每样)(?P<run>\S+?)[个位名人]?$", folded)
    found: dict[str, object] = {}
    for option in question.options:
        run = each["run"] if each else ""
        count = number_of(run) if each else _count_of(option.label, folded)
        if count is None:
            return None
        found[str(option.value)] = _checked_heads(count)
    total = sum(Decimal(str(count)) for count in found.values())
    return {**{key: n for key, n in found.items() if not key.startswith(HEADS)}, "人数@招人": total}


def _checked_heads(count: Decimal) -> Decimal:
    if count < 0 or count != count.to_integral_value():
        raise ImpossibleValue(f"人数要是整数，“{count}”不行")
    return count


def _count_of(level: str, text: str) -> Decimal | None:
    before = re.search(rf"(?P<run>{NUMERAL})[个位名人]?(?:的)?{level}", text)
    after = re.search(rf"{level}(?:研究生)?[有是:：]?(?P<run>{NUMERAL})[个位名人]?", text)
    match = before or after
    return number_of(match["run"]) if match else None


def _number(question: Question, text: str, today: date) -> Mapping[str, object] | None:
    fact = question.fact
    assert fact is not None
    number = _in_unit(fact.unit, fact.least, text, today)
    if number is None:
        return None
    read_value(fact, number)
    return {question.id: number}


def _in_unit(unit: str, least: Decimal | None, text: str, today: date) -> Decimal | None:
    if unit == "年" and least is not None and least > 1900:
        return _calendar_year(text, today)
    if unit in ("年", "个月"):
        return _span(unit, text, today)
    found = numbers_in(text)
    if unit == "%":
        return _per_cent(plain_text(text), found)
    if len(found) != 1 or not _fits(unit, found[0]):
        return None
    return found[0].number


def _fits(unit: str, counted: Counted) -> bool:
    """A number said with another unit (50万 for people, 3年 for square metres) is no answer."""
    said = counted.unit
    allowed = {"㎡": AREAS, "人": PEOPLE}.get(unit, ())
    return not said or said.startswith(allowed or ("",))


def _span(unit: str, text: str, today: date) -> Decimal | None:
    months = months_in(text)
    if months is None:
        found = numbers_in(text)
        if len(found) == 1 and re.fullmatch(NUMERAL + r"个?", plain_text(text)):
            return found[0].number
        since = date_in(text, today)
        if since is None or since > today or unit == "年":
            return None
        return Decimal(whole_months(since, today))
    if unit == "个月":
        return months
    return (months / 12).quantize(Decimal("0.01")) if months % 12 else months / 12


def _calendar_year(text: str, today: date) -> Decimal | None:
    folded = plain_text(text)
    if match := re.search(r"(?<!\d)(?P<year>(?:19|20)\d{2}|\d{2})年?(?!\d)", folded):
        year = int(match["year"])
        return Decimal(year if year > 99 else 2000 + year)
    if match := re.search(r"[零〇一二三四五六七八九]{2,4}(?=年)", folded):
        year = int(number_of(match.group()) or 0)
        return Decimal(year if year > 99 else 2000 + year)
    day = date_in(text, today)
    return Decimal(day.year) if day else None


def _per_cent(text: str, found: list[Counted]) -> Decimal | None:
    if text in ("一半", "半数", "对半"):
        return Decimal(50)
    if match := re.search(rf"(?P<run>{NUMERAL})成(?P<half>半)?", text):
        tenths = number_of(match["run"])
        return None if tenths is None else tenths * 10 + (5 if match["half"] else 0)
    if match := re.search(rf"百分之(?P<run>{NUMERAL})", text):
        return number_of(match["run"])
    if len(found) != 1 or not (not found[0].unit or found[0].unit.startswith(PER_CENT)):
        return None
    return found[0].number


def _money(question: Question, text: str) -> Mapping[str, object] | None:
    fact = question.fact
    assert fact is not None
    if NOTHING.match(plain_text(text)):
        return {question.id: Decimal(0)}
    amounts = _amounts(text, per_piece=fact.unit not in ("", "元"))
    if not amounts:
        return None
    read_value(fact, amounts)
    if question.form is Form.MONEY_LIST:
        return {question.id: amounts}
    return {question.id: amounts[0]} if len(amounts) == 1 else None


def _amounts(text: str, per_piece: bool) -> list[Decimal]:
    """The sums of money in a text; a count of contracts (三个合同) is not one of them."""
    found = numbers_in(text)
    counts = [one for one in found if not one.large and one.unit.startswith(COUNTERS)]
    sums = [one for one in found if one not in counts]
    if any(_is_no_money(one) for one in sums):
        return []
    if counts and len(sums) == 1 and re.search(r"都是|每|各", text):
        sums *= max(int(counts[0].number), 1)
    if counts and len(counts) == 1 and len(sums) not in (1, int(counts[0].number)):
        raise ImpossibleValue(
            f"您说有{int(counts[0].number)}{counts[0].unit[0]}，我看到的金额是{len(sums)}个"
        )
    if any(one.large for one in sums) and sums[-1].large:
        sums = [_in_ten_thousands(one) for one in sums]
    unclear = [one for one in sums if 0 < one.number < SMALL_MONEY and not one.large]
    if not per_piece and any(not one.unit.startswith(("元", "块")) for one in unclear):
        number = f"{unclear[0].number.normalize():f}"
        raise ImpossibleValue(f"“{number}”是{number}元，还是{number}万元？请带上单位")
    return [one.number for one in sums]


def _in_ten_thousands(one: Counted) -> Counted:
    """80、120和35万: the last unit is meant for all."""
    if one.large or one.number >= SMALL_MONEY * 10 or one.unit.startswith(("元", "块")):
        return one
    return Counted(one.number * 10_000, one.unit, True)


def _is_no_money(one: Counted) -> bool:
    return one.unit.startswith(("年", "个月", "月", "人", "位", "平", "㎡", "%", "天", "成"))


def _exactly(question: Question, text: str) -> bool:
    return any(_bare(text) == _bare(option.label) for option in question.options)


def _told(problem: ValueError) -> str:
    return str(problem).removesuffix("。")


__all__ = ["Reading", "Refused", "Understood", "Unsure", "asks", "expected", "shift", "understand"]
