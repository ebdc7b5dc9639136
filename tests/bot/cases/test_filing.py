"""Files in a case: they reach the other side when they are here, and nobody else ever sees them."""

from __future__ import annotations

import pytest

from bot import audit, cases, enclosures, transcript
from bot.cases import Asker, NotAllowed, WordsMissing
from bot.enclosures import USUAL, Enclosure, State
from bot.messages import SentFile
from bot.officers import Officer
from bot.transcript import Speaker
from tests.bot.cases.conftest import Desk

PDF = "application/pdf"


def sent(desk: Desk, who: Asker, *files: SentFile) -> tuple[Enclosure, ...]:
    """What 王老师 sends on a channel that hands files over later."""
    message = transcript.record(desk.session, who.conversation_id, Speaker.VISITOR, "", desk.at)
    return enclosures.enclose(
        desk.session, who.conversation_id, "telegram", files, message, desk.at, USUAL
    )


def here(row: Enclosure, key: str = "a" * 32) -> Enclosure:
    row.state, row.key = State.KEPT, key
    return row


def uploaded(desk: Desk, who: Asker, name: str = "合同.pdf", key: str = "a" * 32) -> Enclosure:
    """What 王老师 uploaded and then sent in the web chat."""
    file = SentFile(name, PDF, 5, key=key)
    enclosures.uploaded(desk.session, who.conversation_id, "web", file, "", desk.at)
    return sent(desk, who, SentFile(key=key))[0]


def names(desk: Desk, whom: str) -> list[str]:
    return [a.name for reply in desk.told(whom) for a in reply.attachments]


def test_an_uploaded_file_reaches_the_officer_with_the_words(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    file = uploaded(desk, desk.王老师)
    cases.hear_from_visitor(
        desk.session, desk.case.id, desk.王老师, "请看合同", desk.at, files=[file]
    )
    told = desk.told("陈科长")[-1]
    assert told.blocks[-1].text == "请看合同"
    assert [a.name for a in told.attachments] == ["合同.pdf"]
    assert cases.files_of(desk.session, desk.case.id, desk.陈科长, desk.at) == [file]
    assert file.expires_at is None


def test_a_file_that_is_on_its_way_follows_its_words(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    file = sent(desk, desk.王老师, SentFile("合同.pdf", PDF, 5, remote="tg"))[0]
    cases.hear_from_visitor(desk.session, desk.case.id, desk.王老师, "请看", desk.at, files=[file])
    assert "请看\n［文件］合同.pdf（正在接收，稍后送到）" in desk.told("陈科长")[-1].text
    assert names(desk, "陈科长") == []
    cases.file_arrived(desk.session, here(file), desk.at)
    assert names(desk, "陈科长") == ["合同.pdf"]
    assert desk.kinds()[-1] == "file_arrived"


def test_a_file_without_words_is_told_once_when_it_is_here(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    before = len(desk.told("陈科长"))
    file = sent(desk, desk.王老师, SentFile("合同.pdf", PDF, 5, remote="tg"))[0]
    cases.hear_from_visitor(desk.session, desk.case.id, desk.王老师, "", desk.at, files=[file])
    assert len(desk.told("陈科长")) == before
    cases.file_arrived(desk.session, here(file), desk.at)
    assert len(desk.told("陈科长")) == before + 1


def test_an_officers_file_reaches_the_visitor(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    file = uploaded(desk, desk.王老师, "申请表.docx")
    said = cases.say_to_visitor(
        desk.session, desk.case.id, desk.陈科长, "请填这张表", desk.at, files=[file]
    )
    told = desk.told("王老师")[-1]
    assert told.text.endswith("请填这张表")
    assert [a.name for a in told.attachments] == ["申请表.docx"]
    assert said.message_id is not None
    assert file.officer_id == desk.陈科长.id


def test_an_officers_file_that_is_on_its_way_follows_and_can_fail_as_undelivered(
    desk: Desk,
) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    own = sent(desk, desk.小李, SentFile("申请表.docx", remote="tg"))[0]  # 陈科长's own chat
    said = cases.say_to_visitor(desk.session, desk.case.id, desk.陈科长, "", desk.at, files=[own])
    assert said.message_id is None
    cases.file_arrived(desk.session, here(own), desk.at)
    assert names(desk, "王老师") == ["申请表.docx"]
    arrived = cases.timeline(desk.session, desk.case.id)[-1]
    cases.note_undelivered(desk.session, arrived.message_id, "blocked", desk.at)
    assert "未送达" in desk.told("陈科长")[-1].text


def test_neither_words_nor_files_are_not_a_message(desk: Desk) -> None:
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    refused = sent(desk, desk.王老师, SentFile("木马.exe", remote="tg"))
    assert refused[0].state == State.REFUSED
    with pytest.raises(WordsMissing):
        cases.say_to_visitor(desk.session, desk.case.id, desk.陈科长, " ", desk.at, files=refused)


def test_files_from_before_are_shown_to_whoever_claims(desk: Desk) -> None:
    cases.attach(desk.session, desk.case.id, desk.王老师, [uploaded(desk, desk.王老师)], desk.at)
    assert names(desk, "陈科长") == []
    cases.claim(desk.session, desk.case.id, desk.陈科长, desk.at)
    assert names(desk, "陈科长") == ["合同.pdf"]


def test_a_visitor_gives_away_only_their_own_files(desk: Desk) -> None:
    file = uploaded(desk, desk.小李)
    with pytest.raises(NotAllowed):
        cases.add(desk.session, desk.case.id, desk.王老师, "看", desk.at, files=[file])


def test_a_file_of_one_case_cannot_be_put_into_another(desk: Desk) -> None:
    file = uploaded(desk, desk.王老师)
    cases.attach(desk.session, desk.case.id, desk.王老师, [file], desk.at)
    second = cases.open_case(
        desk.session, desk.王老师.conversation_id, "XZ", "另一件事", ["市财政局"], desk.at
    )
    with pytest.raises(NotAllowed):
        cases.attach(desk.session, second.id, desk.王老师, [file], desk.at)


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("王老师", True),
        ("小李", False),
        ("陈科长", True),
        ("同事", True),
        ("刘科长", False),
        ("停用", False),
        ("孙主任", True),
    ],
)
def test_only_who_has_to_do_with_a_case_opens_its_files_and_officers_leave_a_line(
    desk: Desk, name: str, may: bool
) -> None:
    file = uploaded(desk, desk.王老师)
    cases.attach(desk.session, desk.case.id, desk.王老师, [file], desk.at)
    who: Asker | Officer = getattr(desk, name)
    if not may:
        with pytest.raises(NotAllowed):
            cases.file_of(desk.session, desk.case.id, file.id, who, desk.at)
        with pytest.raises(NotAllowed):
            cases.files_of(desk.session, desk.case.id, who, desk.at)
        return
    assert cases.file_of(desk.session, desk.case.id, file.id, who, desk.at) is file
    desk.session.flush()
    actions = [line.action for line in audit.lines(desk.session, desk.case.id)]
    assert ("open_file" in actions) is isinstance(who, Officer)


def test_a_file_of_another_case_is_no_file_of_this_one(desk: Desk) -> None:
    second = cases.open_case(
        desk.session, desk.小李.conversation_id, "XZ", "另一件事", ["市财政局"], desk.at
    )
    file = uploaded(desk, desk.小李)
    cases.attach(desk.session, second.id, desk.小李, [file], desk.at)
    with pytest.raises(NotAllowed):
        cases.file_of(desk.session, desk.case.id, file.id, desk.陈科长, desk.at)


def test_a_forged_or_used_key_is_gone(desk: Desk) -> None:
    uploaded(desk, desk.王老师)
    for who, key in ((desk.王老师, "a" * 32), (desk.小李, "a" * 32), (desk.王老师, "../etc")):
        row = sent(desk, who, SentFile(key=key))[0]
        assert (row.state, row.reason, row.key) == (State.REFUSED, "gone", None)
