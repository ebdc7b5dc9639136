"""`assess`: verdicts on the facts of a file, or of every line of a batch."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.lines import UsageError, as_line, read_lines, read_object
from dialogs.assessing import UnknownMeasure, as_dict, assess, assess_lines
from dialogs.loading import Definitions, packaged
from dialogs.measures import Outcome, Verdict
from dialogs.money import in_words
from dialogs.unlisted import unlisted
from knowledge.parsing import read_packaged, unit_aliases
from knowledge.publishing import HOME

OUTCOMES = {
    Outcome.ELIGIBLE: "可以申领",
    Outcome.NOT_ELIGIBLE: "不能申领",
    Outcome.NEEDS_REVIEW: "要由有关部门评审或认定",
    Outcome.NEEDS_MORE_FACTS: "还缺情况",
}


def run(options: argparse.Namespace) -> int:
    """Judge the facts; errors in them name the fact and what to do."""
    if bool(options.facts) == bool(options.batch):
        raise UsageError("请用 --facts 文件（一个团队的情况）或 --batch 文件（逐行）。")
    definitions = packaged(_clause_texts())
    as_of = _day(options.as_of) if options.as_of else None
    if options.batch:
        return _batch(options, definitions, as_of)
    verdicts = _assessed(options, definitions, as_of or date.today())
    if options.json:
        print(json.dumps([as_dict(one) for one in verdicts], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_line(one) for one in verdicts))
    return 0


def _batch(options: argparse.Namespace, definitions: Definitions, as_of: date | None) -> int:
    if options.city or options.measure:
        raise UsageError("--batch 的每一行自己写明措施，请去掉 --city 和 --measure。")
    refused = 0
    for line in read_lines(options.batch):
        (judged,) = assess_lines([line], definitions, as_of)
        print(as_line(judged))
        refused += "error" in judged
        if "error" not in judged:
            _warn(line["facts"], definitions, f"{judged['id']}：")
    if refused:
        print(f"有 {refused} 行没有算，原因写在那一行的 error 里。", file=sys.stderr)
    return 0


def _warn(facts: Mapping[str, Any], definitions: Definitions, where: str = "") -> None:
    """On standard error, so that what is read by a program stays JSON."""
    for sentence in unlisted(facts, definitions.vocabulary):
        print(f"{where}{sentence}", file=sys.stderr)


def _assessed(options: argparse.Namespace, definitions: Definitions, as_of: date) -> list[Verdict]:
    written = read_object(options.facts)
    facts = written["facts"] if isinstance(written.get("facts"), dict) else written
    try:
        verdicts = assess(facts, definitions, options.measure or None, options.city, as_of)
    except UnknownMeasure as error:
        raise UsageError(str(error)) from error
    except ValueError as error:
        raise UsageError(f"{options.facts}：{error}") from error
    _warn(facts, definitions)
    return verdicts


def _clause_texts() -> dict[str, str]:
    aliases = unit_aliases(HOME / "vocabulary" / "units.toml")
    policies = (parsed.policy for parsed in read_packaged(HOME / "policies", aliases))
    return {clause.id: clause.text for policy in policies for clause in policy.clauses}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of 应写成 2026-05-20 这样的日期，现在是 {text}") from error


def _line(one: Verdict) -> str:
    amount = ""
    if one.amount_yuan:
        ceiling = "最高" if one.amount_is_upper_bound else ""
        amount = f"，{ceiling}{in_words(one.amount_yuan)}"
    missing = f"（缺：{'、'.join(one.missing)}）" if one.missing else ""
    return f"{one.measure.id:<16}{one.measure.title}：{OUTCOMES[one.outcome]}{amount}{missing}"
