"""A policy comes in by hand: its changes are shown, nothing is published unasked, and it stays when we update."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.database import Database
from knowledge import library, shipping
from knowledge.comparing import changes
from knowledge.library import IMPORTED
from knowledge.parsing import read_packaged, unit_aliases
from knowledge.policy import Policy
from knowledge.publishing import HOME, publish_packaged
from tests.conftest import MORNING, ROOT, Run

SOURCE = (ROOT / "knowledge/policies/xinzhou.txt").read_text(encoding="utf-8")
TITLE = "科技保险"


def packaged(city: str = "xinzhou") -> Policy:
    aliases = unit_aliases(HOME / "vocabulary" / "units.toml")
    found = read_packaged(HOME / "policies", aliases)
    return next(parsed.policy for parsed in found if parsed.policy.id == city)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "新政策.txt"
    file.write_bytes(text.encode(encoding))
    return file


def with_another_amount() -> str:
    """The text with one amount changed."""
    assert SOURCE.count("给予20万元") >= 1
    return SOURCE.replace("给予20万元", "给予25万元", 1)


def test_the_same_document_again_changes_nothing(bot: Run, tmp_path: Path) -> None:
    done = bot("import", str(written(tmp_path, SOURCE, "gb18030")))
    assert done.returncode == 0
    assert "读出 25 段" in done.stdout
    assert "完全一样，不用发布" in done.stdout


def test_what_changes_is_shown_and_published_when_agreed_to(bot: Run, tmp_path: Path) -> None:
    file = str(written(tmp_path, with_another_amount()))
    refused = bot("import", file, typed="\n")
    assert refused.returncode == 1
    assert "～ 改动" in refused.stdout
    assert "25万元" in refused.stdout
    assert "没有发布" in refused.stderr
    agreed = bot("import", file, typed="y\n")
    assert agreed.returncode == 0
    assert "已发布" in agreed.stderr
    assert "完全一样" in bot("import", file).stdout
    assert "手工导入，升级程序不会替换它" in bot("doctor").stdout
    back = bot("import", "--packaged", "xinzhou")
    assert "已换回" in back.stdout
    assert "手工导入" not in bot("doctor").stdout


def test_a_dry_run_and_json_publish_nothing(bot: Run, tmp_path: Path) -> None:
    file = str(written(tmp_path, with_another_amount()))
    assert bot("import", file, "--dry-run").returncode == 0
    done = bot("import", file, "--json", "--dry-run")
    report = json.loads(done.stdout)
    assert (report["policy"], report["clauses"], len(report["changes"])) == ("xinzhou", 25, 1)
    assert "～ 改动" in bot("import", file, "--dry-run").stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [("今天天气不错，市里有活动，给予企业支持。", "--city"), ("", "没有文字")],
)
def test_what_is_no_policy_is_refused(bot: Run, tmp_path: Path, text: str, told: str) -> None:
    done = bot("import", str(written(tmp_path, text)))
    assert done.returncode == 2
    assert told in done.stderr
    assert "新政策.txt" in done.stderr


def test_text_without_clauses_is_refused(bot: Run, tmp_path: Path) -> None:
    done = bot("import", str(written(tmp_path, "晋创谷·忻州的的一些消息，给予支持。")))
    assert done.returncode == 2
    assert "没有找到条款" in done.stderr


def test_page_junk_is_reported_and_left_out(bot: Run, tmp_path: Path) -> None:
    done = bot("import", str(written(tmp_path, f"{SOURCE}\n打印本页 关闭窗口\n")), "--dry-run")
    assert "在附则之后，未收入条款：打印本页" in done.stdout
    assert "读出 25 段" in done.stdout


@pytest.fixture
def session(database: Database) -> Session:
    with database.writing() as opened:
        publish_packaged(opened, MORNING)
        yield opened  # type: ignore[misc]


def amended(policy: Policy) -> Policy:
    from dataclasses import replace

    first, *rest = policy.clauses
    return replace(policy, clauses=(replace(first, text=f"{first.text}（改）"), *rest))


def test_an_imported_policy_is_not_replaced_by_what_the_program_ships(session: Session) -> None:
    ours = amended(packaged())
    assert library.publish_policy(session, ours, MORNING, IMPORTED)
    publish_packaged(session, MORNING)
    in_use = {policy.id: policy for policy in library.read_shelf(session).policies}
    assert in_use["xinzhou"].clauses == ours.clauses
    assert shipping.imported(session) == ["xinzhou"]


def test_given_up_the_packaged_one_comes_back(session: Session) -> None:
    library.publish_policy(session, amended(packaged()), MORNING, IMPORTED)
    shipping.give_up_imported(session, "xinzhou")
    assert library.publish_policy(session, packaged(), MORNING)
    assert shipping.imported(session) == []
    in_use = {policy.id: policy for policy in library.read_shelf(session).policies}
    assert in_use["xinzhou"].clauses == packaged().clauses


def test_a_clause_put_in_front_renumbers_the_others_and_that_is_told() -> None:
    from dataclasses import replace

    policy = packaged()
    moved = tuple(replace(c, id=f"xinzhou-{c.number + 1}") for c in policy.clauses[:3])
    found = changes(policy, replace(policy, clauses=moved))
    assert all(change.renumbered for change in found[:3])
    assert [change.after for change in found[3:]] == [None] * (len(policy.clauses) - 3)


def test_the_first_policy_of_a_city_is_all_new() -> None:
    assert all(change.before is None for change in changes(None, packaged()))
