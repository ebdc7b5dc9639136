"""A question as a reply: progress, words, and a button for every answer; steps in buttons tell old from new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.messages import Block, Choice, Reply, pack
from bot.wording import assessment_phrases as phrases
from dialogs.facts import read_value
from dialogs.given import OFFERED, Given, State, texts
from dialogs.interview import question_of, remaining
from dialogs.questions import (
    AT,
    CONDITIONS,
    DRAWN,
    FIGURES,
    HEADS,
    TICKS,
    Form,
    Guide,
    Option,
    Question,
)
from dialogs.remedies import said_in_words
from dialogs.storage import Interview, from_json
from dialogs.wording import NONE_OF_THESE, OTHER

WIDTHS = ((4, 4), (8, 2))
"""Labels of at most so many characters, and how many of them stand in one row."""

MOST_LEFT = 3
"""With more questions left than these, the result so far is offered."""


def card(
    interview: Interview, state: State, question: Question, before: Sequence[str] = ()
) -> Reply:
    """The question with its buttons; `before` is said first."""
    ways_out, left = _ways_out(interview, bool(state.answers)), remaining(state)
    if TICKS in state.known and left > MOST_LEFT:
        ways_out = (*ways_out, (Choice(phrases.RESULT_NOW, pack("early", interview.id)),))
    return asked(interview, question, left, before, ways_out)


def asked(
    interview: Interview,
    question: Question,
    left: int,
    before: Sequence[str],
    ways_out: Sequence[tuple[Choice, ...]],
) -> Reply:
    """A question of whatever interview: what is said first, the words, how many are `left`, the buttons."""
    blocks = [Block("text", words) for words in before if words]
    blocks.append(Block("text", "\n".join(filter(None, (question.text, question.help)))))
    notes = [phrases.TO_PICK] if question.form is Form.SEVERAL else []
    notes += [phrases.progress(left)] if left else []
    if notes:
        blocks.append(Block("note", "\n".join(notes)))
    rows = (*_answers(interview, question), *ways_out)
    return Reply(tuple(blocks), rows, card=_name(interview, question))


def _name(interview: Interview, question: Question) -> str:
    """Only a tick list changes where it stands."""
    return f"{interview.id}:{interview.step}" if question.form is Form.SEVERAL else ""


def _answers(interview: Interview, question: Question) -> tuple[tuple[Choice, ...], ...]:
    if question.form is Form.HEADS:
        return ()
    if question.form is Form.FIELDS:
        return ((Choice(phrases.ONE_BY_ONE, pack("singly", interview.id, interview.step)),),)
    if question.form is not Form.SEVERAL:
        listed = [
            Choice(option.label, pack("answer", interview.id, interview.step, place))
            for place, option in enumerate(question.options)
        ]
        return _rows(listed)
    ticks = [_tick(interview, option, place) for place, option in enumerate(question.options)]
    last = [Choice(phrases.PICKED, pack("picked", interview.id, interview.step))]
    if question.none:
        last.insert(0, Choice(question.none, pack("none", interview.id, interview.step)))
    return (*_rows(ticks), tuple(last))


def _tick(interview: Interview, option: Option, place: int) -> Choice:
    """Pressing says what to do, not "the other way round": a press that comes twice does no harm."""
    picked = str(option.value) in interview.picked
    verb, mark = ("unpick", phrases.TICK) if picked else ("pick", "")
    label = f"{mark}{place + 1} {option.label}"
    return Choice(label, pack(verb, interview.id, interview.step, place))


def _rows(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    """Short buttons side by side, all of one question alike; long ones one below the other."""
    longest = max((len(choice.label.removeprefix(phrases.TICK)) for choice in choices), default=0)
    wide = next((number for length, number in WIDTHS if longest <= length), 1)
    return tuple(tuple(choices[at : at + wide]) for at in range(0, len(choices), wide))


def _ways_out(interview: Interview, can_go_back: bool) -> tuple[tuple[Choice, ...], ...]:
    row = [Choice(phrases.UNSURE, pack("unsure", interview.id, interview.step))]
    if can_go_back:
        row.append(Choice(phrases.BACK, pack("back", interview.id, interview.step)))
    row.append(Choice(phrases.PAUSE, pack("pause", interview.id)))
    return (tuple(row),)


def in_words(guide: Guide, values: Mapping[str, object], named: bool = False) -> str:
    """An answer as it was understood, for the visitor to check; each with its fact's name if wished."""
    said = [
        f"{label_of(guide, key)}{_value(guide, key, value)}"
        if named and not key.startswith("人数")
        else _value(guide, key, value)
        for key, value in values.items()
        if key != OFFERED
    ]
    return "，".join(dict.fromkeys(filter(None, said)))


def _value(guide: Guide, key: str, value: object) -> str:
    if value is None:
        return phrases.UNSURE
    if key == TICKS:
        return (
            "；".join(guide.occasions[one].label for one in texts(value))
            or phrases.NOTHING_HAPPENED
        )
    if key == DRAWN:
        titles = [guide.definitions.measures[one].title for one in texts(value)]
        return "；".join(titles) or phrases.NOTHING_PAID
    name = key.partition(AT)[0]
    fact = guide.vocabulary.get(name)
    if texts(value) == (OTHER,):
        return NONE_OF_THESE
    if fact is None:
        return "、".join(texts(value)) or str(value)
    words = said_in_words(fact, read_value(fact, value))
    level = key.partition(AT)[2] if name == "人数" else ""
    return f"{level}{words}"


def label_of(guide: Guide, question_id: str) -> str:
    """What a question was about, in a few words."""
    if question_id.startswith((CONDITIONS, FIGURES)):
        return question_id.partition(":")[0]
    name, _, group = question_id.partition(AT)
    label = name.removesuffix("元").removesuffix("㎡")
    if group in guide.definitions.measures:
        return f"{label}（{guide.definitions.measures[group].title}）"
    return {TICKS: phrases.WHAT_HAPPENED, HEADS: HEADS}.get(name, label)


def answers_to_edit(interview: Interview, state: State) -> Reply:
    """Every answer as a button."""
    if not state.answers:
        return Reply((Block("text", phrases.NOTHING_TO_EDIT),))
    rows = tuple(
        (Choice(_short(state.guide, place, given), pack("redo", interview.id, place)),)
        for place, given in enumerate(state.answers)
        if question_of(state, place) is not None
    )
    return Reply((Block("text", phrases.WHICH_TO_EDIT),), rows)


def _short(guide: Guide, place: int, given: Given) -> str:
    words = in_words(guide, given.values, given.question.startswith((CONDITIONS, FIGURES)))
    words = words if len(words) <= 20 else f"{words[:19]}…"
    return phrases.answer_button(place + 1, label_of(guide, given.question), words)


def confirmation(interview: Interview, guide: Guide, facts: Mapping[str, Any]) -> Reply:
    """What was said last time, to be confirmed in one go."""
    lines = [
        phrases.profile_line(
            label_of(guide, name), _value(guide, name, from_json(guide, name, value))
        )
        for name, value in facts.items()
    ]
    text = "\n".join((phrases.LAST_TIME, *lines, phrases.STILL_SO))
    rows = tuple(
        (Choice(label, pack("profile", interview.id, what)),)
        for label, what in (
            (phrases.KEEP, "keep"),
            (phrases.ALTER, "alter"),
            (phrases.FORGET, "forget"),
        )
    )
    return Reply((Block("text", text),), rows)


def noted(guide: Guide, values: Mapping[str, object], named: bool = False) -> str:
    """What was understood of an answer, in a sentence."""
    if not any(value is not None for value in values.values()):
        return phrases.SKIPPED
    return phrases.noted(in_words(guide, values, named))
