"""What an interview asks: how questions are worded, which facts belong to one measure only, the tick list.

Read from questions.yaml and occasions.yaml, which are published together with the measures. Wording comes
from there and from facts.yaml; what to ask next is decided in interview.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from dialogs.facts import Fact, Vocabulary
from dialogs.grammar import stated_facts
from dialogs.loading import Definitions, digest_of, load, packaged_sources, read
from dialogs.marked import Marked
from dialogs.measures import Measure

HERE = Path(__file__).parent
QUESTIONS, OCCASIONS = "questions.yaml", "occasions.yaml"
WHERE, WHO, TICKS, DRAWN, HEADS = "入驻地", "主体类型", "事项", "已领过的", "各几位"
UNDECIDED, ELSEWHERE = "还没定", "其他地方"
SOURCE = "已领来源"
THIS_ONE, ANOTHER = "就是这一项", "别的政策"
AT = "@"


class Form(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    MONEY = "money"
    MONEY_LIST = "money_list"
    HEADS = "heads"


@dataclass(frozen=True)
class Option:
    """One possible answer: what it says, and the value it stands for in the form that read_facts takes.

    `also` are other words for it that people type.
    """

    label: str
    value: object
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One thing to ask. `id` is a fact's key (fact or fact@group), or one of the questions named above."""

    id: str
    form: Form
    text: str
    fact: Fact | None = None
    options: tuple[Option, ...] = ()
    none: str = ""
    help: str = ""
    example: str = ""


@dataclass(frozen=True)
class Wording:
    """What questions.yaml says about asking for one fact."""

    text: str = ""
    several: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    usual: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Group:
    """A fact that several measures ask for each on their own."""

    key: str
    measures: frozenset[str]
    text: str


@dataclass(frozen=True)
class Inference:
    """A fact that follows from another: by a table of values, or because a number is above a bound."""

    source: str
    target: str
    table: Mapping[str, str]
    above: Decimal | None


@dataclass(frozen=True)
class Heads:
    """How many people of each level: the facts that name levels, and the keys that take the numbers."""

    levels: tuple[str, ...]
    text: str
    keys: Mapping[str, str]
    total: str


@dataclass(frozen=True)
class Occasion:
    """Something that happened: ticking it opens its measures and states `stated` (by key)."""

    id: str
    label: str
    measures: frozenset[str]
    stated: Mapping[str, object]


@dataclass(frozen=True)
class Guide:
    """All that an interview needs: the definitions, how to ask, and the tick list.

    `keys` says under which name a measure's fact is answered when it is not the fact's own; `digest` names
    this version of all the files.
    """

    definitions: Definitions
    assumed: frozenset[str]
    once: frozenset[str]
    yearly: frozenset[str]
    elsewhere: str
    remembered: tuple[str, ...]
    inferences: tuple[Inference, ...]
    groups: tuple[Group, ...]
    heads: Heads
    wordings: Mapping[str, Wording]
    occasions: Mapping[str, Occasion]
    always: frozenset[str]
    keys: Mapping[tuple[str, str], str]
    digest: str

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts."""
        return self.definitions.vocabulary

    @property
    def drawn_facts(self) -> frozenset[str]:
        """What is asked once, at the end, for all measures together."""
        return self.once | self.yearly | {self.elsewhere}

    def key(self, fact: str, measure: Measure) -> str:
        """Under which name a measure's fact is answered: the fact itself, or fact@group."""
        if fact in self.yearly:
            return f"{fact}{AT}{measure.clause}"
        if fact in self.once or fact == self.elsewhere:
            return f"{fact}{AT}{measure.id}"
        return self.keys.get((fact, measure.id), fact)

    def fact_of(self, key: str) -> Fact:
        """The fact that a key answers. Raises KeyError when there is none."""
        return self.vocabulary[key.partition(AT)[0]]


def packaged_guide(texts: Mapping[str, str] | None = None) -> Guide:
    """The guide that the program ships. See `guide_from`."""
    return guide_from(packaged_texts(), texts)


def packaged_texts() -> dict[str, str]:
    """File names -> texts of everything that is published for interviews."""
    asking = {name: (HERE / name).read_text(encoding="utf-8") for name in (QUESTIONS, OCCASIONS)}
    return {**packaged_sources(), **asking}


def guide_from(sources: Mapping[str, str], texts: Mapping[str, str] | None = None) -> Guide:
    """Read a guide from file texts.

    Raises RefusedDefinition naming file and line for what cannot be used.
    """
    measures = {name: text for name, text in sources.items() if name not in (QUESTIONS, OCCASIONS)}
    definitions = load(measures, texts)
    asking, ticking = read(QUESTIONS, sources[QUESTIONS]), read(OCCASIONS, sources[OCCASIONS])
    drawn = asking.need("已领")
    groups = tuple(
        Group(key, _measures(here, definitions), here.need("问").text())
        for key, here in asking.need("分开问").entries().items()
    )
    return Guide(
        definitions,
        frozenset(asking.need("不问").texts()),
        frozenset(drawn.need("一次").texts()),
        frozenset(drawn.need("本年").texts()),
        drawn.need("别处").items()[0].text(),
        asking.need("记住").texts(),
        tuple(_inference(here) for here in asking.need("推出").items()),
        groups,
        _heads(asking.need("各几位")),
        {name: _wording(here) for name, here in asking.need("问法").entries().items()},
        {
            name: _occasion(name, here, definitions)
            for name, here in ticking.need("事项").entries().items()
        },
        frozenset(ticking.need("总是看").texts()),
        {(group.key.partition(AT)[0], m): group.key for group in groups for m in group.measures},
        digest_of(sources),
    )


def _measures(here: Marked, definitions: Definitions) -> frozenset[str]:
    for item in here.need("措施").items():
        if item.text() not in definitions.measures:
            raise item.refuse(f"没有“{item.text()}”这项措施")
    return frozenset(here.need("措施").texts())


def _inference(here: Marked) -> Inference:
    entries = here.entries("从", "得", "对照", "多于")
    table = entries.get("对照")
    above = entries.get("多于")
    return Inference(
        here.need("从").text(),
        here.need("得").text(),
        {name: value.text() for name, value in table.entries().items()} if table else {},
        Decimal(above.text()) if above else None,
    )


def _heads(here: Marked) -> Heads:
    keys = {level: key.text() for level, key in here.need("填").entries().items()}
    return Heads(here.need("层次").texts(), here.need("问").text(), keys, here.need("合计").text())


def _wording(here: Marked) -> Wording:
    entries = here.entries("问", "可多选", "选项", "常用", "例子")
    labels = entries.get("选项")
    return Wording(
        entries["问"].text() if "问" in entries else "",
        "可多选" in entries and entries["可多选"].text() == "是",
        {value: label.text() for value, label in labels.entries().items()} if labels else {},
        entries["常用"].texts() if "常用" in entries else (),
        entries["例子"].text() if "例子" in entries else "",
    )


def _occasion(name: str, here: Marked, definitions: Definitions) -> Occasion:
    here.entries("说", "措施", "也说明")
    said = here.find("也说明")
    stated = {
        key: next(
            iter(
                stated_facts(
                    Marked({key.partition(AT)[0]: value}, here.file, here.line),
                    definitions.vocabulary,
                ).values()
            )
        )
        for key, value in (said.entries().items() if said else ())
    }
    return Occasion(name, here.need("说").text(), _measures(here, definitions), stated)
