"""Forms of services: what is asked before a request goes to its unit. Values only; forms.yaml files hold them.

A form is questions without verdicts; it shares Question and the reading of typed answers with assessments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.questions import Question

CITY, CONSENT = "城市", "同意"
"""The two questions that the program asks by itself, before a form's own."""

MATTER = "想办的事"
"""The one sentence that is asked of who refuses, when the request would say nothing else."""

SHORTEST_NAME = 3
"""Characters of what a service is called, to be known among other words."""

AGREED, REFUSED = "yes", "no"


class Does(StrEnum):
    """What else happens when a form is sent, beside the case."""

    NOTHING = ""
    AGENCY = "发布机构"
    INSTRUMENT = "发布仪器"
    COMMISSION = "发布委托"
    BOOKING = "预约仪器"


class Shown(StrEnum):
    """As what an answer may be shown to other visitors."""

    NOT = ""
    NAME = "名称"
    TOPIC = "类型"
    ABOUT = "介绍"
    PRICE = "价格"
    PLACE = "地点"
    TIME = "时间"
    MORE = "补充"


@dataclass(frozen=True)
class Line:
    """One question of a form. `only` names earlier answers, one of which has to be given for it to be asked."""

    question: Question
    optional: bool = False
    personal: bool = False
    shown: Shown = Shown.NOT
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The question's id, and what the answer is called on the case."""
        return self.question.id


@dataclass(frozen=True)
class ServiceForm:
    """One service's form. `units` are the leading units by city; `sayings` are whole wishes for it.

    `things` are what it is called in them.
    """

    id: str
    name: str
    group: str
    button: str
    clauses: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    purpose: str
    opening: str
    does: Does
    lines: tuple[Line, ...]
    sayings: re.Pattern[str]
    things: tuple[str, ...]

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities whose policies promise it."""
        return tuple(clause.rpartition("-")[0] for clause in self.clauses)

    def clause_in(self, city: str) -> str:
        """The clause that promises it in a city. Raises KeyError where none does."""
        return dict(zip(self.cities, self.clauses, strict=True))[city]

    def is_named_in(self, text: str) -> bool:
        """Whether a text names it; shorter names, such as 公司, say too little among other words."""
        return any(thing in text for thing in self.things if len(thing) >= SHORTEST_NAME)


@dataclass(frozen=True)
class Consent:
    """How the visitor is asked before anything personal."""

    text: str
    agree: str
    refuse: str
    withhold: str
    help: str
    in_a_sentence: str


@dataclass(frozen=True)
class Forms:
    """All forms by id, in the order of the menu. `remembered` answers are kept for the next form."""

    forms: Mapping[str, ServiceForm]
    remembered: tuple[str, ...]
    ask_city: str
    consent: Consent

    def of_clause(self, clause: str) -> tuple[ServiceForm, ...]:
        """The forms that a clause promises."""
        return tuple(form for form in self.forms.values() if clause in form.clauses)

    def named(self, name: str) -> ServiceForm | None:
        """The form of a service by its name."""
        return next((form for form in self.forms.values() if form.name == name), None)
