"""Deleting: first the row, then the disk, and a crash in between is made good; old files but no case's."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot import cases, enclosures, files, tidying, transcript, visitors
from bot.database import Database
from bot.enclosures import Enclosure, State
from bot.messages import SentFile
from tests.conftest import MORNING


def kept(session: Session, folder: Path, name: str, case_id: int | None = None) -> Enclosure:
    """A file of 王老师's, on the disk and in the table."""
    visitor = visitors.meet(session, "web", "王老师", "", MORNING)
    talk = transcript.conversation_of(session, visitor.id, MORNING)
    made = files.keep(folder, name, "application/pdf", b"%PDF-", "web", "王老师")
    sent = SentFile(name, "application/pdf", 5, key=made.key)
    row = enclosures.uploaded(session, talk.id, "web", sent, "", MORNING)
    row.case_id = case_id
    row.expires_at = None if case_id else row.expires_at
    return row


def on_disk(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


def test_a_visitors_files_go_from_the_table_and_the_disk(database: Database, folder: Path) -> None:
    with database.writing() as session:
        row = kept(session, folder, "身份证.pdf")
        assert enclosures.forget_all_of(session, row.conversation_id) == 1
        assert enclosures.forget_all_of(session, row.conversation_id) == 0
    assert enclosures.sweep(database, folder) == 1
    assert on_disk(folder) == set()
    with database.reading() as session:
        (row,) = session.exec(select(Enclosure)).all()
    assert (row.state, row.name, row.key, row.sha256) == (State.DELETED, "", None, "")


def test_a_case_loses_its_files_and_others_keep_theirs(database: Database, folder: Path) -> None:
    with database.writing() as session:
        talk = kept(session, folder, "别的.pdf").conversation_id
        case = cases.open_case(session, talk, "XZ", "问", ["市科技局"], MORNING)
        kept(session, folder, "合同.pdf", case.id)
        assert enclosures.forget_case(session, case.id) == 1
    enclosures.sweep(database, folder)
    with database.reading() as session:
        states = [row.state for row in session.exec(select(Enclosure).order_by(Enclosure.id)).all()]  # type: ignore[arg-type]
    assert states == [State.KEPT, State.DELETED]
    assert len(on_disk(folder)) == 1


def test_what_was_rolled_back_is_not_deleted(database: Database, folder: Path) -> None:
    with database.writing() as session:
        talk = kept(session, folder, "合同.pdf").conversation_id
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        assert 1 / (enclosures.forget_all_of(session, talk) - 1)
    assert enclosures.sweep(database, folder) == 0
    assert len(on_disk(folder)) == 1


def test_a_crash_after_the_commit_is_made_good_at_the_next_start(
    database: Database, folder: Path
) -> None:
    with database.writing() as session:
        row = kept(session, folder, "合同.pdf")
        enclosures.forget_all_of(session, row.conversation_id)
    assert len(on_disk(folder)) == 1  # the process died here
    assert tidying.tidy(database, folder, MORNING) == 1
    assert on_disk(folder) == set()


def test_old_files_go_but_never_those_of_a_case(database: Database, folder: Path) -> None:
    with database.writing() as session:
        talk = kept(session, folder, "还没发.pdf").conversation_id
        case = cases.open_case(session, talk, "XZ", "问", ["市科技局"], MORNING)
        of_case = kept(session, folder, "合同.pdf", case.id).attachment
    report = files.keep(folder, "预评估单.pdf", "application/pdf", b"%PDF-", "web", "王老师")
    long_ago = MORNING.timestamp()
    for one in folder.iterdir():
        os.utime(one, (long_ago, long_ago))
    later = MORNING + timedelta(days=91)
    tidying.tidy(database, folder, later)
    assert tidying.delete_old(database, folder, later) == 1
    assert files.path(folder, of_case)
    assert files.path(folder, report) is None
    assert len(on_disk(folder)) == 1


def test_a_disk_that_takes_nothing_is_told_and_keeps_no_half_file(folder: Path) -> None:
    folder.write_bytes(b"")  # where the folder should be
    with pytest.raises(NotADirectoryError):
        files.keep(folder, "合同.pdf", "application/pdf", b"%PDF-", "web", "王老师")
