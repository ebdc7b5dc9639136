"""From files to a Knowledge: published once, learned once, and the same every time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.database import Database
from knowledge import library, publishing
from knowledge.library import Phrasing, Shelf
from knowledge.opening import open_knowledge, ranker_file
from knowledge.publishing import (
    UnreadablePhrasings,
    packaged_digest,
    publish_packaged,
    read_phrasings,
)
from tests.conftest import MORNING


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The packaged files, with few phrasings: enough to learn from, quick to learn."""
    for part in ("policies", "vocabulary"):
        shutil.copytree(publishing.HOME / part, tmp_path / "knowledge" / part)
    bank = tmp_path / "knowledge" / "phrasings"
    bank.mkdir()
    (bank / "a.tsv").write_text(
        "# 说明\n"
        "xinzhou-21\t企业\t刚评上高企有钱拿吗\n"
        "xinzhou-24 jincheng-9\t企业\t比赛拿了奖给多少\n"
        "\n"
        "handoff\t企业\t帮我找个真人\n"
        "smalltalk\t企业\t你好呀\n"
        "out\t企业\t今天天气怎么样\n"
        "silent xinzhou-21\t企业\t高企申报要交哪些材料\n"
        "service:人才公寓申请\t企业\t想申请人才公寓\n"
    )
    return tmp_path / "knowledge"


def shelf_of(database: Database, home: Path) -> Shelf:
    with database.writing() as session:
        publish_packaged(session, MORNING, home)
    with database.reading() as session:
        return library.read_shelf(session)


def test_remarks_and_empty_lines_are_passed_over(home: Path) -> None:
    said = [phrasing.utterance for phrasing in read_phrasings(home / "phrasings")]
    assert said[:2] == ["刚评上高企有钱拿吗", "比赛拿了奖给多少"]
    assert len(said) == 7


@pytest.mark.parametrize(
    "line", ["xinzhou-21\t企业", "xinzhou-21 企业 高企", "\t企业\t高企", "a\tb\tc\td", "a\t \tc"]
)
def test_a_bad_line_is_named_with_its_file(home: Path, line: str) -> None:
    file = home / "phrasings" / "bad.tsv"
    file.write_text(f"# 第一行\nxinzhou-21\t企业\t高企奖多少\n{line}\n")
    with pytest.raises(UnreadablePhrasings, match=r"bad\.tsv 第3行"):
        list(read_phrasings(home / "phrasings"))


def test_a_byte_order_mark_is_no_part_of_a_label(home: Path) -> None:
    (home / "phrasings" / "a.tsv").write_text("\ufeffxinzhou-21\t企业\t高企\n", encoding="utf-8")
    assert next(read_phrasings(home / "phrasings")) == Phrasing("高企", ("xinzhou-21",), "企业")


def test_the_shelf_holds_what_the_files_say(database: Database, home: Path) -> None:
    shelf = shelf_of(database, home)
    assert [(p.id, len(p.clauses)) for p in shelf.policies] == [("xinzhou", 25), ("jincheng", 19)]
    assert shelf.phrasings == tuple(read_phrasings(home / "phrasings"))


def test_publishing_the_same_again_changes_nothing(database: Database, home: Path) -> None:
    assert shelf_of(database, home) == shelf_of(database, home)


def test_what_left_the_bank_leaves_the_shelf(database: Database, home: Path) -> None:
    shelf_of(database, home)
    (home / "phrasings" / "a.tsv").write_text("xinzhou-21\t企业\t高企\n")
    assert [p.utterance for p in shelf_of(database, home).phrasings] == ["高企"]


def test_the_digest_of_the_files_changes_with_any_of_them(home: Path) -> None:
    before = packaged_digest(home)
    assert packaged_digest(home) == before
    (home / "phrasings" / "b.tsv").write_text("xinzhou-21\t企业\t高企\n")
    assert packaged_digest(home) != before


def test_learning_is_reproducible(database: Database, home: Path, tmp_path: Path) -> None:
    shelf = shelf_of(database, home)
    first = open_knowledge(shelf, tmp_path / "one", home).ranker
    again = open_knowledge(shelf, tmp_path / "two", home).ranker
    assert first.labels == again.labels
    assert np.array_equal(first.weights, again.weights)
    assert np.array_equal(first.bias, again.bias)


def test_what_was_learned_is_loaded_not_learned_again(
    database: Database, home: Path, tmp_path: Path
) -> None:
    shelf = shelf_of(database, home)
    learned = open_knowledge(shelf, tmp_path / "cache", home)
    kept = ranker_file(shelf, tmp_path / "cache")
    written = kept.stat().st_mtime_ns
    loaded = open_knowledge(shelf, tmp_path / "cache", home)
    assert kept.stat().st_mtime_ns == written
    assert np.array_equal(learned.ranker.weights, loaded.ranker.weights)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"nonsense", None])
def test_a_cache_that_cannot_be_read_is_made_anew(
    database: Database, home: Path, tmp_path: Path, content: bytes | None
) -> None:
    shelf = shelf_of(database, home)
    cache = tmp_path / "cache"
    open_knowledge(shelf, cache, home).language.cut("高企")
    for file in cache.iterdir():
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert open_knowledge(shelf, cache, home).language.cut("高企奖多少").words


def test_a_cache_that_cannot_be_written_only_costs_time(
    database: Database, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    known = open_knowledge(shelf_of(database, home), tmp_path / "file" / "cache", home)
    assert known.answer("高企奖多少", "xinzhou", {}).ranked


def test_a_changed_shelf_is_learned_anew(database: Database, home: Path, tmp_path: Path) -> None:
    shelf = shelf_of(database, home)
    taught = replace(shelf, phrasings=(*shelf.phrasings, Phrasing("咋整", ("handoff",), "x")))
    assert ranker_file(shelf, tmp_path) != ranker_file(taught, tmp_path)


def test_the_packaged_bank_names_only_what_exists() -> None:
    shelf_clauses = {f"xinzhou-{n}" for n in range(25)} | {f"jincheng-{n}" for n in range(19)}
    intents = {"handoff", "smalltalk", "out", "silent"}
    for phrasing in read_phrasings(publishing.HOME / "phrasings"):
        unknown = {
            label
            for label in phrasing.labels
            if label not in shelf_clauses | intents and not label.startswith(("service:", "asks:"))
        }
        assert not unknown, phrasing


def test_every_service_of_the_bank_is_on_the_menu() -> None:
    from bot.wording.phrases import SERVICES

    taught = {
        label.removeprefix("service:")
        for phrasing in read_phrasings(publishing.HOME / "phrasings")
        for label in phrasing.labels
        if label.startswith("service:")
    }
    assert taught <= set(SERVICES)
