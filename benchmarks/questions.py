"""How many questions a guided assessment needs, beside asking everything.

`python benchmarks/questions.py [--as-of 2026-11-22]`

Written teams (profiles.json) are asked "what can I get": their answers are what the profile says, 不清楚 where
it is silent; once as the chat asks, once with every fact a question of its own. Cases reckoned by hand
(tests/dialogs/cases/by_hand.jsonl) are asked about their one measure. Asking everything is one question for each
fact of the applicant that the measures in scope read. Every verdict is compared with `assess` of the same facts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measuring import HOME, markdown, median
from dialogs import interview
from dialogs.assessing import assess
from dialogs.choosing import none_of, pick
from dialogs.given import Given, State, facts_for, texts
from dialogs.guides import packaged_guide
from dialogs.measures import Outcome, facts_read_by
from dialogs.questions import AT, DRAWN, SINGLY, TICKS, WHERE, Form, Guide, Question

PROFILES = Path(__file__).parent / "profiles.json"
BY_HAND = HOME / "tests" / "dialogs" / "cases" / "by_hand.jsonl"
LONGEST = 200
Answers = Mapping[str, Any]


def said(facts: Answers, key: str) -> Any:
    """What the profile says to a key (fact or fact@group); None where it is silent."""
    return facts.get(key, facts.get(key.partition(AT)[0]))


def answer(question: Question, facts: Answers) -> Mapping[str, object]:
    """The answer of a team to one question; 不清楚 where its profile is silent."""
    if question.id == DRAWN:
        return none_of(question)
    if question.is_card:
        keys = [str(option.value) for option in question.options] or [p.id for p in question.parts]
        return {key: said(facts, key) for key in keys}
    if question.form in (Form.SEVERAL, Form.CHOICE):
        return chosen(question, facts)
    if question.form is Form.HEADS:
        return {str(option.value): said(facts, str(option.value)) for option in question.options}
    return {question.id: said(facts, question.id)}


def chosen(question: Question, facts: Answers) -> Mapping[str, object]:
    """The options that the profile names; none of them when it names others."""
    stated = said(facts, question.id)
    if stated is None:
        return interview.unsure(question)
    values = [option.value for option in question.options if option.value in texts(stated)]
    if question.form is Form.SEVERAL:
        return pick(question, values) if values else none_of(question)
    return {question.id: values[0] if values else "其他"}


def interviewed(state: State, facts: Answers) -> State:
    """The state after the last question."""
    for _ in range(LONGEST):
        question = interview.next_question(state)
        if question is None:
            return state
        state = interview.accept(state, Given(question.id, "", answer(question, facts)))
    raise AssertionError("still asking")


def everything(state: State) -> int:
    """One question for each fact of the applicant that the measures in scope read, and one for what was paid."""
    guide = state.guide
    keys = {
        guide.key(name, measure)
        for measure in state.measures
        for name in facts_read_by(measure)
        if name not in guide.assumed | guide.drawn_facts and not guide.vocabulary[name].by_authority
    }
    return len(keys) + 1


def one_by_one(guide: Guide, today: date, facts: Answers) -> int:
    """How many questions it takes when every fact is a question of its own."""
    begun = interview.begin(guide, (), today)
    singly = interview.accept(begun, Given(SINGLY, "", {SINGLY: True}))
    return len(interviewed(singly, facts).answers) - 1


def same_as_assess(state: State) -> bool:
    """Whether every verdict of the interview is that of `assess` for the same facts."""
    definitions = state.guide.definitions
    for name, judged in state.verdicts.items():
        stated = facts_for(state, judged.measure).stated
        raw = {k: list(v) if isinstance(v, frozenset | tuple) else v for k, v in stated.items()}
        (again,) = assess(raw, definitions, [name])
        if (again.outcome, again.amount_yuan) != (judged.outcome, judged.amount_yuan):
            return False
    return True


def teams(guide: Guide, today: date) -> Iterable[tuple[dict[str, Any], State, int]]:
    """Each written team with its finished interview and the number of questions of asking everything."""
    for profile in json.loads(PROFILES.read_text("utf-8")):
        facts = {**profile["facts"], TICKS: profile["ticks"]}
        state = interviewed(interview.begin(guide, (), today), facts)
        begun = interview.begin(guide, (), today)
        given = Given(WHERE, "", {WHERE: facts[WHERE]})
        yield profile, state, everything(interview.accept(begun, given))


def cases(guide: Guide, today: date) -> Iterable[tuple[int, int, bool]]:
    """For each case: questions asked, those of asking everything, whether the verdict is as expected."""
    measures = guide.definitions.measures
    for line in BY_HAND.read_text("utf-8").splitlines():
        case = json.loads(line)
        measure = measures[case["measure"]]
        state = interviewed(interview.begin(guide, [measure.id], today), case["facts"])
        (judged,) = interview.verdicts(state)
        asked = Outcome(case["expect"]["outcome"])
        yield len(state.answers), everything(state), judged.outcome is asked


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 22))
    today = parser.parse_args().as_of
    guide = packaged_guide()
    rows, same = [], 0
    for profile, state, every in teams(guide, today):
        claimable = sum(bool(v.amount_yuan) for v in interview.verdicts(state))
        same += same_as_assess(state)
        singly = one_by_one(guide, today, {**profile["facts"], TICKS: profile["ticks"]})
        figures = (len(profile["ticks"]), len(state.answers), singly, every, claimable)
        rows.append([profile["name"], *map(str, figures)])
    print(
        markdown(
            ["team", "ticked", "questions", "one fact each", "asking everything", "with a sum"],
            rows,
        )
    )
    print(f"\nthe verdicts of `assess`: {same} of {len(rows)} teams")
    of_one = list(cases(guide, today))
    print(
        f"one measure ({len(of_one)} cases): median {median(n for n, _, _ in of_one)}, "
        f"most {max(n for n, _, _ in of_one)}; asking everything: median "
        f"{median(n for _, n, _ in of_one)}, most {max(n for _, n, _ in of_one)}"
    )


if __name__ == "__main__":
    main()
