"""`definitions`: which measures and questions are in use, what other files would change, and publishing them.

Interviews under way stay on the version that they began with; publishing is written into the audit trail.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session, select

from bot import audit
from bot.application import assemble
from bot.database import now
from bot.lines import UsageError
from bot.settings import read_settings
from dialogs import versions
from dialogs.guides import guide_from, packaged_texts, texts_in
from dialogs.marked import RefusedDefinition
from dialogs.questions import Guide
from dialogs.versions import Compared, DefinitionsVersion

SHORT = 8
SURE = "发布"


def run(options: argparse.Namespace) -> int:
    """Compare, or publish after a confirmation; exit code 1 when it was not confirmed."""
    application = assemble(read_settings())
    try:
        texts = texts_in(options.folder) if options.folder else packaged_texts()
        with application.database.reading() as session:
            compared = versions.compare(session, texts)
            print("\n".join(_told(session, compared, texts)))
        if options.action == "compare" or compared.digest == compared.in_use:
            return 0
        if not options.yes and not _confirmed():
            print("没有发布。")
            return 1
        with application.database.writing() as session:
            versions.publish(session, now(), texts)
            audit.note(session, "definitions_published", now(), **_audited(compared))
        print(f"已发布，编号 {compared.digest[:SHORT]}。新开始的测算马上用它，不用重启。")
        return 0
    except (RefusedDefinition, OSError) as error:
        raise UsageError(f"这些文件不能用：{error}") from error
    finally:
        application.database.close()


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        print(f"要发布请加 --yes，或者在终端里运行并输入“{SURE}”。")
        return False
    return input(f"确认的话请输入“{SURE}”：").strip() == SURE


def _audited(compared: Compared) -> dict[str, Any]:
    return {
        "digest": compared.digest,
        "before": compared.in_use,
        "added": list(compared.added),
        "removed": list(compared.removed),
        "changed": list(compared.changed),
    }


def _told(session: Session, compared: Compared, texts: Mapping[str, str]) -> Iterator[str]:
    if compared.in_use is None:
        yield "还没有发布过。"
        return
    if compared.digest == compared.in_use:
        yield f"和正在用的完全一样，编号 {compared.digest[:SHORT]}，不用发布。"
        return
    old, new = versions.guide_of(session, compared.in_use), guide_from(texts)
    yield f"正在用的编号 {compared.in_use[:SHORT]}，这一份编号 {compared.digest[:SHORT]}。"
    yield from (f"＋ 新增 {name} {_title(new, name)}" for name in compared.added)
    yield from (f"－ 取消 {name} {_title(old, name)}" for name in compared.removed)
    for name, parts in compared.parts.items():
        yield f"～ 改动 {name} {_title(new, name)}：{'、'.join(parts)}"
    yield from (f"～ 问的改动：{one}" for one in compared.asking)
    yield from _lines(_sources(session, compared.in_use), texts)
    for digest, count in compared.staying.items():
        yield f"有 {count} 个没做完的测算留在编号 {digest[:SHORT]} 上，按原来的规则做完。"


def _title(guide: Guide, name: str) -> str:
    return guide.definitions.measures[name].title


def _sources(session: Session, digest: str) -> Mapping[str, str]:
    kept = select(DefinitionsVersion).where(DefinitionsVersion.digest == digest)
    return session.exec(kept).one().sources


def _lines(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """The changed lines of each file, as they stand there."""
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, "").splitlines(), new.get(name, "").splitlines()
        changed = [
            line
            for line in difflib.unified_diff(before, after, lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        if changed:
            yield f"【{name}】"
            yield from (
                f"  {'原来' if line[0] == '-' else '现在'}：{line[1:].strip()}" for line in changed
            )
