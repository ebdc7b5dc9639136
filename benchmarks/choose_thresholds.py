"""Chooses the thresholds of knowledge/deciding.py, and compares feature weights, over whole voices left out.

`python benchmarks/choose_thresholds.py [--folds 5] [--search 4000] [--rounds 2] [--seed 1] [--learning]`

Each fold learns from the other voices with the real learner and answers its own voices' phrasings; only how
often clauses go together (companions) comes from the whole bank. Thresholds are searched on some of the
utterances, one field after the other; the table shows the other utterances, which the search never saw.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

sys.path.pop(0)  # this folder would hide the package `telegram` behind telegram.py
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measuring import markdown, packaged_application
from benchmarks.simulated import WEIGHTS, Case, Ending, by_kind, cases, folds, mark
from knowledge import learning, library
from knowledge.answering import Knowledge
from knowledge.deciding import Circumstances, Companions, Scores, decide
from knowledge.library import Phrasing
from knowledge.nearest import Nearest
from knowledge.opening import examples
from knowledge.thresholds import Thresholds
from knowledge.words import Terms, normalise

STEP = 0.05
STEPS = {"unsure_within": 0.02}
REACHES = (-6, -4, -2, -1, 1, 2, 4, 6)
"""How many steps from its present value each threshold is tried."""

WORTH = 0.001
"""A threshold moves only for a gain of this much: less is chance."""

LEARNING = {
    "CHARACTER": (1.2, 1.6, 2.0),
    "PAIR": (0.7, 1.0, 1.3),
    "WORD": (0.25, 0.5, 0.8),
    "SOUND": (0.2, 0.4, 0.7),
    "FIRMNESS": (0.5, 1.0, 2.0),
}


@dataclass(frozen=True)
class Asked:
    """A case with the scores that its phrasing got from the voices that are not its own."""

    case: Case
    scores: Scores
    about: Circumstances

    def ending(self, companions: Companions, limits: Thresholds) -> Ending:
        """How the real decision ends with these thresholds."""
        about = replace(self.about, cities=self.case.cities)
        made = decide(self.scores, about, companions, limits)
        return Ending(str(made.status), (*made.found, *made.near), made.service)


class Bank:
    """The packaged phrasings, cut into words once."""

    def __init__(self, var: Path) -> None:
        application = packaged_application(var)
        self.knowledge: Knowledge = application.knowledge()
        with application.database.reading() as session:
            self.phrasings: Sequence[Phrasing] = library.read_shelf(session).phrasings
        self._terms: dict[str, Terms] = {}

    def ask_all(self, count: int) -> list[Asked]:
        """Every phrasing in every circumstance, scored by what the other folds' voices teach."""
        fold_of = folds((p.voice for p in self.phrasings), count)
        asked: list[Asked] = []
        for fold in range(count):
            taught = [p for p in self.phrasings if fold_of[p.voice] != fold]
            left_out = [p for p in self.phrasings if fold_of[p.voice] == fold]
            knowledge = self._taught_by(taught)
            asked += self._ask(knowledge, left_out)
            tell(f"fold {fold + 1} of {count}: {len(left_out)} phrasings")
        return asked

    def _taught_by(self, phrasings: Sequence[Phrasing]) -> Knowledge:
        taught = examples(phrasings, self.knowledge.clauses)
        ranker = learning.learn((self._cut(text), labels) for text, labels in taught)
        return replace(
            self.knowledge, ranker=ranker, nearest=Nearest.of(phrasings, self.knowledge.language)
        )

    def _cut(self, text: str) -> Terms:
        """As publishing cuts what it learns from: without our cities' names."""
        if text not in self._terms:
            language, places = self.knowledge.language, self.knowledge.gazetteer
            self._terms[text] = language.cut(places.look(language.cut(text).text).rest)
        return self._terms[text]

    def _ask(self, knowledge: Knowledge, phrasings: Sequence[Phrasing]) -> Iterator[Asked]:
        scored: dict[str, tuple[Scores, Circumstances]] = {}
        for phrasing in phrasings:
            explained = knowledge.answer(phrasing.utterance, None, {}).explanation
            assert explained is not None
            scored[phrasing.utterance] = explained.scores, explained.about
        every = tuple(policy.id for policy in knowledge.policies)
        simulated = cases(
            ((p.utterance, p.labels, p.voice) for p in phrasings),
            every,
            lambda text, city: knowledge.gazetteer.look(normalise(text)).cities_for(city, every),
        )
        for case in simulated:
            yield Asked(case, *scored[case.utterance])


def table_of(
    asked: Sequence[Asked], companions: Companions, limits: Thresholds
) -> dict[str, float]:
    """The mean mark by kind with these thresholds, and the weighed whole."""
    return by_kind((one.case, mark(one.case, one.ending(companions, limits))) for one in asked)


def search(
    asked: Sequence[Asked], companions: Companions, start: Thresholds, rounds: int
) -> Thresholds:
    """One threshold after the other, each moved where it gains most, until a round brings nothing."""
    best, mean = start, table_of(asked, companions, start)["all"]
    for number in range(rounds):
        before = best
        for name in (field.name for field in fields(Thresholds)):
            at, step = getattr(best, name), STEPS.get(name, STEP)
            tried = [replace(best, **{name: round(at + reach * step, 3)}) for reach in REACHES]
            means = [table_of(asked, companions, limits)["all"] for limits in tried]
            if max(means) > mean + WORTH:
                best, mean = tried[means.index(max(means))], max(means)
                tell(f"round {number + 1}: {name} {at} -> {getattr(best, name)}  {mean:.4f}")
        if best == before:
            break
    return best


@contextmanager
def weighed(name: str, value: float) -> Iterator[None]:
    """One of the learner's constants at another value for a while."""
    usual = getattr(learning, name)
    setattr(learning, name, value)
    try:
        yield
    finally:
        setattr(learning, name, usual)


def compare_learning(bank: Bank, count: int) -> str:
    """Each of the learner's constants at other values, the rest as they are; one row a value."""
    limits, companions = bank.knowledge.thresholds, bank.knowledge.companions
    usual = {name: getattr(learning, name) for name in LEARNING}
    tried = [
        ("as now", "FIRMNESS", usual["FIRMNESS"]),
        *(
            (f"{name} {usual[name]} -> {value}", name, value)
            for name, values in LEARNING.items()
            for value in values
            if value != usual[name]
        ),
    ]
    rows = []
    for what, name, value in tried:
        with weighed(name, value):
            means = table_of(bank.ask_all(count), companions, limits)
        rows.append([what, *(f"{means[kind]:.3f}" for kind in means)])
        tell(" ".join(rows[-1]))
    return markdown(["weight", *WEIGHTS, "all"], rows)


def compare_thresholds(bank: Bank, options: argparse.Namespace) -> str:
    """The marks with the present and the best thresholds, on utterances that the search did not see."""
    asked, companions = bank.ask_all(options.folds), bank.knowledge.companions
    utterances = sorted({one.case.utterance for one in asked})
    searched = set(random.Random(options.seed).sample(utterances, options.search))
    seen = [one for one in asked if one.case.utterance in searched]
    unseen = [one for one in asked if one.case.utterance not in searched]
    now = bank.knowledge.thresholds
    best = search(seen, companions, now, options.rounds)
    before, after = (table_of(unseen, companions, limits) for limits in (now, best))
    rows = [[kind, f"{before[kind]:.3f}", f"{after[kind]:.3f}"] for kind in before]
    moved = [
        field.name for field in fields(now) if getattr(now, field.name) != getattr(best, field.name)
    ]
    changes = [f"{name}: {getattr(now, name)} -> {getattr(best, name)}" for name in moved]
    return "\n".join(
        [
            f"{len(seen)} cases searched, {len(unseen)} shown, {options.folds} folds of voices",
            markdown(["kind", "now", "best"], rows),
            *(changes or ["nothing gains: the thresholds stay"]),
        ]
    )


def tell(progress: str) -> None:
    """Progress, apart from the result."""
    print(progress, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--search", type=int, default=4000, help="utterances to search on")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--learning", action="store_true", help="compare the learner's constants")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        bank = Bank(Path(var))
        learn = options.learning
        print(compare_learning(bank, options.folds) if learn else compare_thresholds(bank, options))


if __name__ == "__main__":
    main()
