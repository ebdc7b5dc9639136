"""`import`: a policy document comes in by hand. What it changes is shown first; nothing is published unasked."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.application import Application, assemble
from bot.database import now
from bot.lines import UsageError
from bot.settings import read_settings
from bot.wording.phrases import CITY_NAMES
from dialogs.versions import packaged as packaged_guide
from knowledge import library, shipping
from knowledge.comparing import Change, changes
from knowledge.library import IMPORTED
from knowledge.parsing import Parsed, UnreadablePolicy, parse, read_packaged, unit_aliases
from knowledge.policy import Clause, Policy
from knowledge.publishing import HOME
from knowledge.reading import UnreadableFile, read_text

SHOWN = 60
"""Characters of a clause that are shown around a change."""

YES = {"y", "yes", "是", "好", "发布"}


@dataclass(frozen=True)
class Report:
    """What came of one file."""

    file: str
    parsed: Parsed
    changes: tuple[Change, ...]
    measures: tuple[str, ...]

    @property
    def policy(self) -> Policy:
        """The policy as read."""
        return self.parsed.policy


def run(options: argparse.Namespace) -> int:
    """Read every file, show what it changes, publish what is agreed to. 1 when something was not published."""
    application = assemble(read_settings())
    try:
        if options.packaged:
            return _go_back(application, options.packaged)
        if not options.files:
            raise UsageError("请写要导入的文件；或用 --packaged 换回程序自带的版本。")
        outcomes = [_bring_in(application, file, options) for file in options.files]
        return 0 if all(outcomes) else 1
    finally:
        application.database.close()


def _bring_in(application: Application, file: Path, options: argparse.Namespace) -> bool:
    report = _read(application, file, options.city)
    if options.json:
        print(json.dumps(as_dict(report), ensure_ascii=False))
    else:
        print("\n".join(_lines(report)))
    if not report.changes or options.dry_run:
        return True
    if not (options.yes or _agreed(options.json)):
        print("没有发布，一切照旧。", file=sys.stderr)
        return False
    with application.database.writing() as session:
        library.publish_policy(session, report.policy, now(), IMPORTED)
    print("已发布，正在运行的服务马上生效。", file=sys.stderr)
    return True


def _read(application: Application, file: Path, city: str | None) -> Report:
    """The file as a policy beside the one in use. Raises UsageError naming file and reason."""
    try:
        text = read_text(file)
        policy_id = city or _city_of(text)
        aliases = unit_aliases(HOME / "vocabulary" / "units.toml")
        parsed = parse(text, policy_id, _about()[policy_id], aliases)
    except (UnreadableFile, UnreadablePolicy, UsageError) as error:
        raise UsageError(f"{file}：{error}") from error
    with application.database.reading() as session:
        shelf = library.read_shelf(session)
    current = next((policy for policy in shelf.policies if policy.id == policy_id), None)
    found = changes(current, parsed.policy)
    return Report(str(file), parsed, found, _measures(found))


def _about() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((HOME / "policies" / "policies.toml").read_text(encoding="utf-8"))


def _city_of(text: str) -> str:
    """The city whose park the text names most."""
    named = {city: text.count(f"晋创谷·{name}") for city, name in CITY_NAMES.items()}
    best = max(named, key=lambda city: named[city])
    if not named[best] or list(named.values()).count(named[best]) > 1:
        raise UsageError(f"看不出是哪个城市的文件，请加 --city（{'、'.join(CITY_NAMES)}）。")
    return best


def _measures(found: tuple[Change, ...]) -> tuple[str, ...]:
    """Measures whose clause is changed: their rules rest on the words as they were."""
    touched = {change.before.id for change in found if change.before}
    measures = packaged_guide().definitions.measures.values()
    return tuple(measure.id for measure in measures if measure.clause in touched)


def _lines(report: Report) -> list[str]:
    policy = report.policy
    head = f"{report.file}：《{policy.title}》，读出 {len(policy.clauses)} 段"
    lines = [head, *(f"  ！{warning}" for warning in report.parsed.warnings)]
    if not report.changes:
        return [*lines, "  和现在用的完全一样，不用发布。"]
    lines += [line for change in report.changes for line in _change(change)]
    if any(change.renumbered for change in report.changes):
        lines.append("  ！有条款换了编号：相似问、要点和测算规则还按旧编号，发布前请先核对。")
    if report.measures:
        lines.append(f"  ！这些条款有测算规则，请核对是否还成立：{'、'.join(report.measures)}")
    return lines


def _change(change: Change) -> list[str]:
    before, after = change.before, change.after
    if before is None or after is None:
        one, mark = (after, "＋ 新增") if before is None else (before, "－ 删去")
        return [f"  {mark} {one.id} {one.title}"] if one else []
    lines = [f"  ～ 改动 {after.id} {after.title}"]
    if before.id != after.id:
        lines.append(f"      编号：{before.id} → {after.id}")
    if before.text != after.text:
        lines += [f"      原来：{_around(before, after)}", f"      现在：{_around(after, before)}"]
    return lines


def _around(one: Clause, other: Clause) -> str:
    """The place where a clause begins to differ from another."""
    same = next(
        (n for n, (a, b) in enumerate(zip(one.text, other.text, strict=False)) if a != b),
        min(len(one.text), len(other.text)),
    )
    begin = max(0, same - SHOWN // 3)
    return f"{'…' if begin else ''}{one.text[begin : begin + SHOWN]}"


def as_dict(report: Report) -> dict[str, Any]:
    """The report for programs."""
    return {
        "file": report.file,
        "policy": report.policy.id,
        "title": report.policy.title,
        "clauses": len(report.policy.clauses),
        "warnings": list(report.parsed.warnings),
        "changes": [
            {
                "before": change.before.id if change.before else None,
                "after": change.after.id if change.after else None,
                "title": (change.after or change.before).title,  # type: ignore[union-attr]
                "renumbered": change.renumbered,
            }
            for change in report.changes
        ],
        "measures": list(report.measures),
    }


def _agreed(quiet: bool) -> bool:
    """Whether the person at the terminal agrees; nobody there, or programs reading: no."""
    if quiet:
        return False
    print("发布吗？输入 y 发布，直接回车不发布：", end="", flush=True)
    return sys.stdin.readline().strip().lower() in YES


def _go_back(application: Application, city: str) -> int:
    """Put the program's own version in the place of an imported one."""
    aliases = unit_aliases(HOME / "vocabulary" / "units.toml")
    shipped = next(p for p in read_packaged(HOME / "policies", aliases) if p.policy.id == city)
    with application.database.writing() as session:
        shipping.give_up_imported(session, city)
        library.publish_policy(session, shipped.policy, now())
    print(f"已换回程序自带的《{shipped.policy.title}》，以后随程序更新。")
    return 0
