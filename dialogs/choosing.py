"""Which options a typed text names: by number, by words, by other words for them, or by nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from dialogs.given import OFFERED
from dialogs.numerals import number_of, plain_text
from dialogs.questions import DRAWN, Option, Question

NEGATED = re.compile(r"[没不未无]")
NONE_AT_ALL = re.compile(
    r"^(?:以上|上面|这些|全)?(?:都|全)?(?:没有?|不是|无|不算|没领过?|没拿过?)(?:有|过|的|领过|拿过|这些|了)*$"
)
PLACE = re.compile(
    r"^(?:选|第|我选|选第)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|项|条|号)?$"
)
AROUND = re.compile(r"^(?:我们?|咱们?|还|也|目前|现在|暂时)+|(?:呢|啊|呀|吧|了|哦)+$")
SEPARATORS = re.compile(r"[和、,，;；/+及与跟\s]+|以及|还有")
ALIKE = 85
"""How alike, of 100 (rapidfuzz), a typed text and an option's words have to be."""


def choices(options: tuple[Option, ...], text: str) -> list[Option]:
    """The options that a text names: by number, by words, or by nearly the same words."""
    if (place := PLACE.match(plain_text(text))) and not _labelled(options, text):
        number = int(number_of(place["number"]) or 0)
        return [options[number - 1]] if 0 < number <= len(options) else []
    if named := _labelled(options, text):
        return named
    folded = bare(text)
    if len(folded) < 2:
        return []
    scored = [(fuzz.ratio(folded, bare(option.label)), option) for option in options]
    best = max(score for score, _ in scored) if scored else 0
    return [option for score, option in scored if score >= ALIKE and score == best]


def _labelled(options: tuple[Option, ...], text: str) -> list[Option]:
    """Options whose words stand in the text; else those in whose words the text stands."""
    folded = bare(text)
    if not folded or NEGATED.search(folded):
        said = AROUND.sub("", folded)
        return [o for o in options if folded in _names(o) or said in _names(o)]
    inside = {
        option: max(found, key=len)
        for option in options
        if (found := [name for name in _names(option) if name in folded])
    }
    if inside:
        # 科技型企业 names that option only, not the shorter 企业 as well.
        return [o for o, name in inside.items() if not _within_another(name, inside.values())]
    return [o for o in options if folded in bare(o.label)] if len(folded) > 1 else []


def _within_another(name: str, others: Iterable[str]) -> bool:
    return any(name != other and name in other for other in others)


def _names(option: Option) -> tuple[str, ...]:
    words = [option.label, *option.also]
    if isinstance(option.value, str) and not option.value.isascii():
        words.append(option.value)
    short = [re.sub(r"[(（].*$|研究生$|，.*$", "", word) for word in words]
    return tuple(dict.fromkeys(name for word in (*words, *short) if (name := bare(word))))


def bare(text: str) -> str:
    """A text without spaces, quotes and stops, as words are compared."""
    return re.sub(r"[\s“”\"'‘’·•,，、。.()（）]", "", plain_text(text)).lower()


def several(question: Question, text: str) -> Mapping[str, object] | None:
    """The options that a text names, as an answer; None when it names none."""
    folded = plain_text(text)
    if question.none and (NONE_AT_ALL.match(folded) or bare(text) == bare(question.none)):
        return none_of(question)
    chosen = _part_by_part(question.options, folded) or choices(question.options, text)
    if not chosen:
        return None
    return pick(question, [option.value for option in dict.fromkeys(chosen)])


def _part_by_part(options: tuple[Option, ...], text: str) -> list[Option]:
    """Whole labels first, because they hold separators too; then each part; nothing when one names none."""
    chosen = []
    for option in sorted(options, key=lambda one: -len(one.label)):
        if len(option.label) > 2 and plain_text(option.label) in text:
            text = text.replace(plain_text(option.label), "、")
            chosen.append(option)
    for part in SEPARATORS.split(text):
        if not part:
            continue
        named = choices(options, part)
        if not named:
            return []
        chosen += named
    return sorted(chosen, key=options.index)


def pick(question: Question, values: list[object]) -> Mapping[str, object]:
    """What ticking these options says."""
    if question.is_card:
        return {str(option.value): option.value in values for option in question.options}
    if not values:
        return none_of(question)
    offered = (
        {OFFERED: [option.value for option in question.options]} if _asks_paid(question) else {}
    )
    return {question.id: values, **offered}


def none_of(question: Question) -> Mapping[str, object]:
    """What “none of these” says: another value of a fact, no to all of a card, or an empty tick list."""
    if question.is_card:
        return {str(option.value): False for option in question.options}
    if question.fact is not None:
        return {question.id: ["其他"]}
    offered = (
        {OFFERED: [option.value for option in question.options]} if _asks_paid(question) else {}
    )
    return {question.id: [], **offered}


def _asks_paid(question: Question) -> bool:
    return question.id == DRAWN
