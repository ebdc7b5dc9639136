"""How well questions with known answers are answered: the coordinators' check before publishing.

Scoring as the label files define it: hit@1 (both cities among the first two when both are expected), all
must_contain strings in the text, the right status for intents, half a point for a helpful `clarify`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.asking import Asked, Asking, check_question, city_of, turns_of

REFUSALS = {"not_in_policy", "out_of_scope", "handoff"}


@dataclass(frozen=True)
class Graded:
    """One question, its answer, and its score from 0 to 1."""

    line: Mapping[str, Any]
    asked: Asked
    score: float
    why: str


def evaluate(asking: Asking, lines: Iterable[Mapping[str, Any]]) -> list[Graded]:
    """Ask every question and grade its answer."""
    graded = []
    for line in lines:
        asked = asking.ask(turns_of(line), city_of(line))
        score, why = grade(line, asked)
        graded.append(Graded(line, asked, score, why))
    return graded


def check_label(line: Mapping[str, Any]) -> None:
    """Raises ValueError for a line that cannot be asked or graded."""
    check_question(line)
    if missing := [key for key in ("kind", "gold") if key not in line]:
        raise ValueError(f"缺少 {'、'.join(missing)}")


def grade(line: Mapping[str, Any], asked: Asked) -> tuple[float, str]:
    """A score from 0 to 1 for one answer, and in a word what was wrong."""
    kind = line["kind"]
    if kind == "out":
        return (1.0, "") if asked.status in REFUSALS else (0.0, "答了不该答的")
    if kind == "service":
        right = asked.status == "service" and _same_service(asked.service, line.get("service"))
        return (1.0, "") if right else (0.0, "服务没有认对")
    if kind in {"handoff", "smalltalk"}:
        return (1.0, "") if asked.status == kind else (0.0, "意图没有认对")
    return _grade_cited(line, asked)


def _grade_cited(line: Mapping[str, Any], asked: Asked) -> tuple[float, str]:
    gold = set(line["gold"])
    if asked.status == "clarify":
        return (0.5, "反问") if gold & set(asked.clauses[:3]) else (0.0, "反问也不对")
    if asked.status in REFUSALS | {"service", "smalltalk"}:
        return 0.0, "没有回答"
    if not _cites(line, gold, asked.clauses):
        return 0.0, "条款不对"
    absent = [words for words in line.get("must_contain") or () if not stands_in(words, asked.text)]
    return (0.0, f"没有出现：{'、'.join(absent)}") if absent else (1.0, "")


def _cites(line: Mapping[str, Any], gold: set[str], clauses: tuple[str, ...]) -> bool:
    if line["kind"] == "cross":
        return gold <= set(clauses[:4])
    cities = {clause.rpartition("-")[0] for clause in gold}
    if not line.get("city") and len(cities) > 1:
        first_two = {c.rpartition("-")[0] for c in clauses[:2] if c in gold}
        return cities <= first_two
    return bool(clauses) and clauses[0] in gold


def _same_service(said: str | None, expected: str | None) -> bool:
    if not said or not expected:
        return False
    return said.startswith(expected) or expected.startswith(said)


def stands_in(words: str, text: str) -> bool:
    """Whether these words stand in the text, white space removed and full width folded.

    A figure does not count as the tail of a longer one: 5万元 does not stand in 15万元.
    """
    wanted, whole = _bare(words), _bare(text)
    tail = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    return re.search(tail + re.escape(wanted), whole) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
