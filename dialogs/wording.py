"""Questions as they are put to the visitor: the words, and only the answers that still make a difference."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dialogs.demands import OneOf
from dialogs.facts import Fact, Kind
from dialogs.given import State
from dialogs.measures import Measure, Outcome, Verdict, facts_read_by
from dialogs.questions import (
    ANOTHER,
    AT,
    DRAWN,
    HEADS,
    THIS_ONE,
    TICKS,
    Form,
    Option,
    Question,
    Wording,
)
from dialogs.rules import Requires, leaves

YES, NO = "是", "不是"
NONE_OF_THESE, OTHER = "都不是", "其他"
NOTHING_HAPPENED, NOTHING_PAID = "都没有", "都没有领过"
ASK_TICKS = "最近发生了下面哪些事，或者正打算做？可以多选。"
TICKS_HELP = "拿不准的也可以先选上，后面会再细问。"
ASK_DRAWN = "最后核对一下：下面这些，有没有已经拿过钱的？"
DRAWN_HELP = "这一项领过的，或者同一件事拿过本市（含县区）别的政策的钱，都请选上。"
FEW = 4
"""So few listed values are all shown, wanted or not, so that the question and its answers agree."""
EXAMPLES = {
    Form.NUMBER: "12",
    Form.MONEY: "50万",
    Form.MONEY_LIST: "80万、120万和35万",
    Form.HEADS: "两个博士一个硕士",
}
FORMS = {
    Kind.YES_NO: Form.YES_NO,
    Kind.CHOICE: Form.CHOICE,
    Kind.SEVERAL: Form.SEVERAL,
    Kind.MONEY: Form.MONEY,
    Kind.MONEY_LIST: Form.MONEY_LIST,
}


def question(state: State, key: str) -> Question:
    """The question for one key."""
    fact = state.guide.fact_of(key)
    words = words_of(state, key)
    form = FORMS.get(fact.kind, Form.NUMBER)
    if form is Form.CHOICE and words.several:
        form = Form.SEVERAL
    options = _options(state, key, fact, words, form)
    none = ""
    if form is Form.SEVERAL and options and options[-1].value == OTHER:
        none = options[-1].label
        options = options[:-1]
    text = _text(state, key, fact, words)
    example = words.example or EXAMPLES.get(form, "")
    return Question(key, form, text, fact, options, none, fact.help, example, names=words.names)


def statement(state: State, key: str) -> str:
    """A yes/no fact as something to tick; "" when it has to be asked on its own."""
    return words_of(state, key).statement


def ticks(state: State) -> Question | None:
    """The tick list of what happened, as far as it can still open a measure."""
    open_ = {n for n, v in state.verdicts.items() if v.outcome is not Outcome.NOT_ELIGIBLE}
    options = tuple(
        Option(occasion.label, occasion.id)
        for occasion in state.guide.occasions.values()
        if occasion.measures & open_
    )
    if not options:
        return None
    return Question(
        TICKS, Form.SEVERAL, ASK_TICKS, None, options, NOTHING_HAPPENED, TICKS_HELP, "1、3、8"
    )


def drawn(state: State, presuming: Sequence[Verdict]) -> Question:
    """What of all this was paid already: asked once, for everything that can be claimed."""
    options = tuple(Option(v.measure.title, v.measure.id) for v in presuming)
    return Question(
        DRAWN, Form.SEVERAL, ASK_DRAWN, None, options, NOTHING_PAID, DRAWN_HELP, "都没有"
    )


def source(state: State, key: str) -> Question:
    """Whether a payment was for this very measure or by another policy."""
    measure = state.guide.definitions.measures[key.partition(AT)[2]]
    options = (
        Option("就是这一项发的", THIS_ONE),
        Option("本市（含县区）别的政策发的", ANOTHER),
    )
    return Question(key, Form.CHOICE, f"“{measure.title}”的钱，是哪里发的？", None, options)


def heads(state: State, levels: Sequence[str]) -> Question:
    """How many people of each level."""
    words = state.guide.heads
    options = tuple(Option(level, words.keys.get(level, f"{HEADS}{AT}{level}")) for level in levels)
    return Question(
        HEADS, Form.HEADS, words.text, None, options, example="".join(f"两个{x}" for x in levels)
    )


def users(state: State, key: str) -> list[Measure]:
    """The measures in scope that read this key and are not refused yet."""
    return [
        measure
        for measure in state.measures
        if state.verdicts[measure.id].outcome is not Outcome.NOT_ELIGIBLE
        and key in (state.guide.key(name, measure) for name in facts_read_by(measure))
    ]


def words_of(state: State, key: str) -> Wording:
    """How questions.yaml words a key: of its own, or as every other of its fact."""
    wordings = state.guide.wordings
    return wordings.get(key) or wordings.get(key.partition(AT)[0]) or Wording()


def _text(state: State, key: str, fact: Fact, words: Wording) -> str:
    for group in state.guide.groups:
        if group.key == key:
            return group.text
    measure = state.guide.definitions.measures.get(key.partition(AT)[2])
    about = f"关于“{measure.title}”：" if measure else ""
    return about + (words.text or fact.question)


def _options(state: State, key: str, fact: Fact, words: Wording, form: Form) -> tuple[Option, ...]:
    if form is Form.YES_NO:
        return (Option(YES, True), Option(NO, False))
    if form in (Form.CHOICE, Form.SEVERAL):
        return _choices(state, key, fact, words)
    return tuple(Option(f"{number}{fact.unit}", Decimal(number)) for number in words.usual)


def _choices(state: State, key: str, fact: Fact, words: Wording) -> tuple[Option, ...]:
    """The values that some open measure names, in the order of the vocabulary, and what is none of them."""
    wanted, begins = _demanded(state, key)
    own = [value for value in words.labels if value not in fact.values]
    named = [*fact.values, *sorted(wanted - set(fact.values))]
    few = len(fact.values) <= FEW and not own
    shown = [v for v in named if few or v in wanted or (begins and v.startswith(begins))]
    listed = [
        Option(words.labels.get(value, value), value, _also(fact, value, words))
        for value in (*shown, *own)
    ]
    others = [value for value in own if value not in wanted]
    return tuple(listed if others else [*listed, Option(NONE_OF_THESE, OTHER)])


def _also(fact: Fact, value: str, words: Wording) -> tuple[str, ...]:
    aliases = tuple(alias for alias, name in fact.aliases.items() if name == value)
    return (*aliases, *words.said.get(value, ()))


def _demanded(state: State, key: str) -> tuple[set[str], tuple[str, ...]]:
    name = key.partition(AT)[0]
    demands = [
        leaf.demand
        for measure in users(state, key)
        for leaf in leaves(measure.condition)
        if isinstance(leaf, Requires) and leaf.fact == name and isinstance(leaf.demand, OneOf)
    ]
    begins = tuple(begin for demand in demands for begin in demand.open_to if begin)
    return {value for demand in demands for value in demand.values}, begins
