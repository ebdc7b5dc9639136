"""Quality and speed of answers, side by side in one run with what a user would take instead.

`python benchmarks/answers.py [FILE.jsonl] [--rounds 3] [--only NAME …] [--chatterbot PYTHON]`

Every contender answers all questions in a process of its own, one after the other; its answers are graded by
`evaluate`'s own rules, its milliseconds are each question's median over the rounds after a first one.
ChatterBot pins older packages, so it needs the Python of an environment of its own; its first round counts.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.pop(0)  # this folder would hide the package `telegram` behind telegram.py
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.contenders import CONTENDERS, Peer, cities_asked, decided, texts_of
from benchmarks.simulated import Case, by_kind, cases, folds, mark

HOME = Path(__file__).resolve().parent.parent
GOLDEN = HOME / "tests" / "golden" / "questions.jsonl"
OURS = "this program"
TUNED_ON = 1500
"""Phrasings of left-out voices on which a contender's refusal threshold is chosen; slow ones take fewer."""

SLOW_TUNED_ON = 60
CUTS = 40


def prepare(work: Path) -> dict[str, Any]:
    """What the contenders are given, and our program's caches, made in `work`; how long that took."""
    from benchmarks.measuring import packaged_application
    from knowledge import library

    began = time.perf_counter()
    application = packaged_application(work / "var")
    knowledge = application.knowledge()
    took = time.perf_counter() - began
    with application.database.reading() as session:
        phrasings = library.read_shelf(session).phrasings
    clauses = [{"id": clause.id, "text": clause.text} for clause in knowledge.clauses]
    known = {"clauses": clauses, "phrasings": [[p.utterance, p.labels, p.voice] for p in phrasings]}
    (work / "known.json").write_text(json.dumps(known, ensure_ascii=False), "utf-8")
    return {"published_in": took}


def choose_cut(name: str, known: Mapping[str, Any], with_bank: bool) -> tuple[float, bool]:
    """The refusal threshold, and whether on the score for each character, that serves the bank best."""
    fold_of = folds((voice for _, _, voice in known["phrasings"]), 5)
    left_out = {voice for voice, fold in fold_of.items() if fold == 0}
    asked = [(text, tuple(labels), v) for text, labels, v in known["phrasings"] if v in left_out]
    count = SLOW_TUNED_ON if CONTENDERS[name].slow else TUNED_ON
    sample = random.Random(1).sample(asked, min(count, len(asked)))
    peer = Peer(CONTENDERS[name], texts_of(known, with_bank, left_out), (0.0, False))
    strength = {text: peer.strength(text) for text, _, _ in sample}
    simulated = list(cases(sample, ("xinzhou", "jincheng"), cities_asked))
    return max(_cuts(strength), key=lambda cut: _worth(cut, simulated, strength))


def _cuts(strength: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[float, bool]]:
    """Never refusing, and thresholds spread over the best scores that occur."""
    yield -1e9, False
    for per_character in (False, True):
        tops = sorted(
            max(s.values()) / (len(text) if per_character else 1) for text, s in strength.items()
        )
        for cut in range(1, CUTS):
            yield tops[cut * len(tops) // CUTS // 2], per_character


def _worth(
    cut: tuple[float, bool],
    simulated: Sequence[Case],
    strength: Mapping[str, Mapping[str, float]],
) -> float:
    threshold, per = cut
    marked = (
        (
            case,
            mark(
                case,
                decided(strength[case.utterance], case.cities, threshold, len(case.utterance), per),
            ),
        )
        for case in simulated
    )
    return by_kind(marked)["all"]


def answer_all(name: str, work: Path, with_bank: bool, cut: tuple[float, bool]) -> Iterator[Any]:
    """Answers of one contender: first what it took to begin, then a round's answers again and again."""
    lines = json.loads((work / "questions.json").read_text("utf-8"))
    if name == OURS:
        yield from _ours(lines, work)
        return
    known = json.loads((work / "known.json").read_text("utf-8"))
    text_of = {clause["id"]: clause["text"] for clause in known["clauses"]}
    peer = Peer(CONTENDERS[name], texts_of(known, with_bank, set()), cut)
    yield None
    while True:
        for line in lines:
            turns = [line["q"]] if isinstance(line["q"], str) else line["q"]
            began = time.perf_counter()
            cities = cities_asked(turns[-1], line.get("city"))
            ending = peer.answer(" ".join(turns), cities)
            shown = ending.clauses[: 2 if ending.status == "compare" else 1]
            text = "\n\n".join(text_of[clause] for clause in shown)
            took = (time.perf_counter() - began) * 1000
            yield [ending.status, ending.clauses, text, ending.service, took]


def _ours(lines: Sequence[Mapping[str, Any]], work: Path) -> Iterator[Any]:
    from benchmarks.measuring import packaged_application
    from bot.asking import Asking, city_of, turns_of

    application = packaged_application(work / "var")
    application.knowledge()
    asking = Asking(application.specialist)
    yield None
    while True:
        for line in lines:
            said = asking.ask(turns_of(line), city_of(line))
            yield [said.status, said.clauses, said.text, said.service, said.milliseconds]


def answer_alone(work: Path, rounds: int) -> dict[str, Any]:
    """Milliseconds of our answers without the conversation around them: what the contenders' are."""
    from benchmarks.measuring import median, packaged_application
    from bot.asking import city_of, turns_of

    lines = json.loads((work / "questions.json").read_text("utf-8"))
    knowledge = packaged_application(work / "var").knowledge()
    took: list[list[float]] = [[] for _ in lines]
    for _ in range(rounds + 1):
        for line, times in zip(lines, took, strict=True):
            began = time.perf_counter()
            knowledge.answer(turns_of(line)[-1], city_of(line), {})
            times.append((time.perf_counter() - began) * 1000)
    return {"ms": [median(times[1:]) for times in took]}


def run_one(options: argparse.Namespace) -> dict[str, Any]:
    """One contender's whole measurement, in this process."""
    from benchmarks.measuring import median, peak_mb

    count = len(json.loads((options.work / "questions.json").read_text("utf-8")))
    answers = answer_all(options.name, options.work, options.bank, json.loads(options.cut))
    next(answers)
    ready = time.monotonic() - options.spawned
    first = [next(answers) for _ in range(count)]
    took = [[next(answers)[4] for _ in range(count)] for _ in range(options.rounds)]
    took = took or [[took for *_, took in first]]
    medians = [median(times) for times in zip(*took, strict=True)]
    return {"answers": first, "ms": medians, "ready": ready, "peak": peak_mb()}


def child(python: str, part: str, work: Path, **given: object) -> dict[str, Any]:
    """What a process of its own finds out."""
    options = [f"--{name}={value}" for name, value in given.items()]
    command = [python, __file__, "--part", part, "--work", str(work), *options]
    command.append(f"--spawned={time.monotonic()}")
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if ended.returncode:
        raise SystemExit(f"{part} {given} ended with {ended.returncode}")
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def play(options: argparse.Namespace) -> dict[str, Any]:
    """The part that this process was started for."""
    if options.part == "prepare":
        return prepare(options.work)
    if options.part == "run":
        return run_one(options)
    if options.part == "alone":
        return answer_alone(options.work, options.rounds)
    known = json.loads((options.work / "known.json").read_text("utf-8"))
    return {"cut": choose_cut(options.name, known, bool(options.bank))}


def compare(options: argparse.Namespace) -> None:
    """Run every contender and print the tables."""
    from benchmarks.measuring import read_lines
    from benchmarks.showing import show

    lines = read_lines(options.file)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "questions.json").write_text(json.dumps(lines, ensure_ascii=False), "utf-8")
        published = child(sys.executable, "prepare", work)["published_in"]
        found = dict(_all(options, work))
        alone = child(sys.executable, "alone", work, rounds=options.rounds)["ms"]
    show(lines, found, published, alone, options.file)


def _all(
    options: argparse.Namespace, work: Path
) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """((contender, what it was given), its measurement) for each contender."""
    yield (OURS, "all"), child(sys.executable, "run", work, name=OURS, rounds=options.rounds)
    for name, contender in CONTENDERS.items():
        python = options.chatterbot if name == "ChatterBot" else sys.executable
        if python is None or (options.only and name not in options.only):
            continue
        rounds = 0 if contender.slow else options.rounds
        for bank in ("", "1") if contender.clauses_alone else ("1",):
            print(name, "with the bank" if bank else "", file=sys.stderr, flush=True)
            cut = child(python, "tune", work, name=name, bank=bank)["cut"]
            given = {"name": name, "bank": bank, "cut": json.dumps(cut), "rounds": rounds}
            yield (
                (name, "clauses + bank" if bank else "clauses"),
                child(python, "run", work, **given),
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=GOLDEN)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=CONTENDERS, metavar="NAME")
    parser.add_argument(
        "--chatterbot", metavar="PYTHON", help="a Python that has chatterbot, jieba, numpy"
    )
    for hidden in ("--part", "--name"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bank", default="", help=argparse.SUPPRESS)
    parser.add_argument("--cut", default="[0, false]", help=argparse.SUPPRESS)
    parser.add_argument("--spawned", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(play(options), ensure_ascii=False))
        return
    from benchmarks.measuring import need

    need(*(m for one in CONTENDERS.values() if one.name != "ChatterBot" for m in one.modules))
    compare(options)


if __name__ == "__main__":
    main()
