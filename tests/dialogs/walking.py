"""Walks through interviews: answers question after question until the verdicts are final."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from dialogs import interview
from dialogs.choosing import none_of, pick
from dialogs.given import Given, State
from dialogs.questions import Form, Guide, Question
from dialogs.typed import Understood, Unsure, understand

TODAY = date(2026, 11, 22)
LONGEST = 150
Answering = Callable[[Question], Mapping[str, object]]


def walk(state: State, answering: Answering) -> State:
    """The state after the last question; a walk that does not end fails."""
    for _ in range(LONGEST):
        question = interview.next_question(state)
        if question is None:
            return state
        state = interview.accept(state, Given(question.id, "", answering(question)))
    raise AssertionError(f"still asking after {LONGEST} questions")


def told(guide: Guide, scope: Iterable[str], answers: Mapping[str, str]) -> State:
    """A walk with typed answers by question id (or by fact); what is not listed is 不清楚."""

    def answering(question: Question) -> Mapping[str, object]:
        if question.is_card:
            each = question.parts or [
                Question(str(o.value), Form.YES_NO, "") for o in question.options
            ]
            return {key: value for part in each for key, value in answering(part).items()}
        text = answers.get(question.id) or answers.get(question.id.partition("@")[0]) or "不清楚"
        reading = understand(question, text, TODAY)
        if isinstance(reading, Unsure):
            return interview.unsure(question)
        assert isinstance(reading, Understood), (question.id, text, reading)
        return reading.values

    return walk(interview.begin(guide, scope, TODAY), answering)


def favourable(question: Question) -> Mapping[str, object]:
    """An answer that keeps measures open wherever there is one."""
    match question.form:
        case Form.SEVERAL:
            few = question.id == "已领过的"
            return none_of(question) if few else pick(question, [o.value for o in question.options])
        case _:
            return possible(question)[0]


def possible(question: Question) -> list[Mapping[str, object]]:
    """Answers that differ, the favourable one first."""
    match question.form:
        case Form.YES_NO | Form.CHOICE:
            return [{question.id: option.value} for option in question.options]
        case Form.SEVERAL:
            ticked = [pick(question, [option.value]) for option in question.options]
            return [
                *([favourable(question)] if question.is_card else []),
                *ticked,
                none_of(question),
            ]
        case Form.HEADS:
            return [
                {str(o.value): Decimal(number) for o in question.options}
                | {"人数@招人": Decimal(number * len(question.options))}
                for number in (2, 1)
            ]
        case Form.FIELDS:
            each = [possible(part) for part in question.parts]
            return [
                {key: value for one in each for key, value in one[min(n, len(one) - 1)].items()}
                for n in range(3)
            ]
        case Form.NUMBER:
            year = question.fact is not None and question.fact.name == "认定年度"
            return [{question.id: Decimal(n)} for n in ((2025, 2020) if year else (36, 1, 0))]
        case _:
            return [{question.id: [Decimal(n)]} for n in (1_000_000, 50_000, 0)]


def asked(state: State) -> list[str]:
    """The ids of the questions in the order in which they were asked."""
    return [given.question for given in state.answers]
