"""What an interview asks: how questions are worded, which facts belong to one measure only, the tick list.

Values only: guides.py reads them from questions.yaml and occasions.yaml, wording.py words the questions, and
interview.py decides what to ask next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from dialogs.demands import OneOf
from dialogs.facts import Fact, Vocabulary
from dialogs.loading import Definitions
from dialogs.measures import Measure
from dialogs.rules import Requires, leaves

HERE = Path(__file__).parent
QUESTIONS, OCCASIONS = "questions.yaml", "occasions.yaml"
WHERE, WHO, TICKS, DRAWN, HEADS = "入驻地", "主体类型", "事项", "已领过的", "各几位"
UNDECIDED, ELSEWHERE = "还没定", "其他地方"
SOURCE = "已领来源"
CONDITIONS, FIGURES, SINGLY = "这些情况:", "几个数:", "一个一个问"
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
    FIELDS = "fields"
    TEXT = "text"
    WORDS = "words"
    """In one's own words, which may be a question."""
    PHONE = "phone"
    DAY = "day"


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
    """One thing to ask. `id` is a fact's key (fact or fact@group), or one of the questions named above.

    `parts` are the single questions of a card that asks for several numbers at once; `names` are what
    people call the number within a sentence.
    """

    id: str
    form: Form
    text: str
    fact: Fact | None = None
    options: tuple[Option, ...] = ()
    none: str = ""
    help: str = ""
    example: str = ""
    parts: tuple[Question, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_card(self) -> bool:
        """Whether it asks for several facts at once."""
        return self.id.startswith((CONDITIONS, FIGURES))


@dataclass(frozen=True)
class Wording:
    """What questions.yaml says about asking for one fact.

    `statement` says it as something to tick; `names` are what people call it within a sentence;
    `said` are other words that people type for a value.
    """

    text: str = ""
    several: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    usual: tuple[str, ...] = ()
    example: str = ""
    statement: str = ""
    names: tuple[str, ...] = ()
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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

    @cached_property
    def parks(self) -> Mapping[str, str | None]:
        """For each measure the park in which an applicant has to be; None where the clause does not say."""
        return {name: _park_of(m) for name, m in self.definitions.measures.items()}

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


def _park_of(measure: Measure) -> str | None:
    for leaf in leaves(measure.condition):
        if isinstance(leaf, Requires) and leaf.fact == WHERE and isinstance(leaf.demand, OneOf):
            return next(iter(leaf.demand.values))
    return None
