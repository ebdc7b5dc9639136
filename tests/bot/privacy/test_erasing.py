"""删除我的数据: nothing personal is left in any table, in any file, or in SQLite's log."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot import cases, files
from bot.cases import State
from bot.conversation import Specialist
from bot.database import Database
from bot.messages import Incoming
from bot.officers import Officer
from bot.privacy import finish
from bot.privacy.rules import RULES, Blanked, Deleted, NothingPersonal, Whose
from bot.tables import metadata
from bot.wording import privacy_phrases as phrases
from tests.bot.privacy.conftest import ADDRESS, SECRET, Story, erases
from tests.conftest import ROOT, Visitor


def test_the_story_leaves_something_in_every_table_that_is_erased(story: Story) -> None:
    """Otherwise the tests below prove nothing."""
    for name, rule in RULES.items():
        if isinstance(rule, Blanked) and name not in {"conversation", "interview", "proposal"}:
            assert SECRET in str(story.rows(name)), name
    assert story.rows("interview_answer")
    assert SECRET in str(story.rows("profile"))


def test_nothing_personal_is_left_in_any_table(story: Story) -> None:
    erases(story.王老师)
    assert SECRET not in story.everything()
    assert story.rows("profile") == story.rows("interview_answer") == []


def test_the_visitor_hears_that_it_is_done_and_is_met_anew(story: Story) -> None:
    erases(story.王老师)
    assert story.promised(ADDRESS) == [phrases.FORGOTTEN]
    before, *_, after = (row for row in story.rows("visitor") if row["address"] != "8001")
    assert (before["name"], before["city"], before["reachable"]) == ("", None, False)
    assert before["address"] == f"erased-{before['id']}"
    assert (after["address"], after["name"]) == (ADDRESS, "")
    heard = story.王老师.says("你好")
    assert heard.replies


def test_of_a_case_the_skeleton_stays(story: Story) -> None:
    before = {row["id"]: row for row in story.rows("case")}[story.closed_case]
    erases(story.王老师)
    after = {row["id"]: row for row in story.rows("case")}[story.closed_case]
    stays = ("number", "kind", "city", "state", "outcome", "created_at", "claimed_at", "closed_at")
    assert [after[name] for name in stays] == [before[name] for name in stays]
    assert after["question"] == phrases.ERASED
    assert (after["answers"], after["clauses"], after["consent"]) == ([], [], None)
    assert [row for row in story.rows("case_unit") if row["case_id"] == story.closed_case]
    told = [(row["kind"], row["text"]) for row in story.rows("event")]
    assert ("note", "") in told
    assert ("closed", "") in told
    (rating,) = story.rows("rating")
    assert (rating["satisfied"], rating["comment"]) == (5, "")


def test_open_cases_are_cancelled_and_the_officer_is_told(story: Story) -> None:
    number = next(row["number"] for row in story.rows("case") if row["id"] == story.open_case)
    heard = story.王老师.says("/forget")
    assert f"{number}）" in heard.text
    erases(story.王老师)
    state = next(row["state"] for row in story.rows("case") if row["id"] == story.open_case)
    assert state == State.CANCELLED
    (told,) = story.promised("8001")
    assert number in told
    assert "取消" in told


def test_audit_lines_stay_and_one_is_added(story: Story) -> None:
    before = story.rows("audit_line")
    erases(story.王老师)
    *kept, last = story.rows("audit_line")
    assert kept == before
    assert (last["action"], last["details"]["why"]) == ("erased", "request")  # type: ignore[index]


def test_nothing_happens_before_the_second_press(story: Story) -> None:
    before = story.rows("case")
    story.王老师.says("/forget")
    assert story.王老师.presses("不删了").text == phrases.KEPT
    story.王老师.says("/forget")
    story.王老师.presses("继续删除")
    assert story.王老师.presses("不删了").text == phrases.KEPT
    assert story.rows("case") == before
    assert SECRET in story.everything()


def test_pressing_twice_does_no_more(story: Story) -> None:
    erases(story.王老师)
    sure = next(
        choice.action
        for heard in reversed(story.王老师.heard)
        for choice in heard.choices
        if choice.label == "确定删除"
    )
    assert story.王老师.presses_action(sure).text == phrases.NOTHING_LEFT


def test_what_was_said_in_the_same_breath_goes_too(story: Story, specialist: Specialist) -> None:
    """Things that arrive together share a transaction, and their replies are written at its end."""
    story.王老师.says("/forget")
    sure = story.王老师.presses("继续删除").choices[0].action
    breath = [
        Incoming("telegram", ADDRESS, "text", text=f"还有，{SECRET}博士租房补多少"),
        Incoming("telegram", "99", "text", text="高企认定奖多少"),
        Incoming("telegram", ADDRESS, "choice", action=sure),
        Incoming("telegram", ADDRESS, "text", text="您好"),
    ]
    with story.database.writing() as session:
        spoken = list(specialist.hear_all(session, breath))
    assert SECRET not in story.everything()
    assert story.promised(ADDRESS) == [phrases.FORGOTTEN, spoken[-1].replies[0].text]
    assert story.promised("99") == [reply.text for reply in spoken[1].replies]


def test_an_old_confirmation_asks_anew(story: Story) -> None:
    story.王老师.says("/forget")
    story.王老师.presses("继续删除")
    story.clock.passes(timedelta(hours=2).total_seconds())
    assert phrases.ASK_AGAIN in story.王老师.presses("确定删除").text
    assert SECRET in story.everything()


@pytest.mark.parametrize("forged", ["forget:sure:0", "forget:sure:99999999999999", "forget:sure:1"])
def test_a_forged_confirmation_erases_nobody(
    story: Story, specialist: Specialist, forged: str
) -> None:
    li = Visitor("小李", story.database, specialist, channel="telegram")
    assert li.presses_action(forged).text == phrases.NOTHING_LEFT
    assert SECRET in story.everything()


def test_other_visitors_keep_everything(story: Story, 小李: Visitor) -> None:
    小李.says("博士租房补多少，我叫小李")
    before = [row for row in story.rows("message") if "小李" in str(row["text"])]
    erases(story.王老师)
    assert [row for row in story.rows("message") if "小李" in str(row["text"])] == before
    assert {"message": {"chat": {"id": 99}, "text": "小李也来了"}} in [
        row["payload"] for row in story.rows("arrival")
    ]


@pytest.mark.parametrize(
    "typed",
    ["删除我的数据", "请把我的个人信息都删了", "清空我的聊天记录吧。", "/forget", "注销账号"],
)
def test_plain_words_are_understood(王老师: Visitor, typed: str) -> None:
    assert phrases.WHAT_GOES in 王老师.says(typed).text


@pytest.mark.parametrize("typed", ["个人所得税奖励怎么删", "数据局电话", "我的办件", "删除"])
def test_other_words_are_not(王老师: Visitor, typed: str) -> None:
    assert phrases.WHAT_GOES not in 王老师.says(typed).text


def test_files_go_from_the_disk_after_the_commit(story: Story) -> None:
    assert len(list(story.folder.iterdir())) == 3
    erases(story.王老师)
    assert len(list(story.folder.iterdir())) == 3, "the turn might still have failed"
    assert finish(story.database, story.folder) == 1
    (left,) = story.folder.iterdir()
    assert (left / "别人的.pdf").is_file()
    assert story.rows("erasure") == []
    assert finish(story.database, story.folder) == 0


def test_a_file_made_afterwards_stays(story: Story) -> None:
    erases(story.王老师)
    files.keep(story.folder, "新的.pdf", "application/pdf", b"%PDF-", "telegram", ADDRESS)
    finish(story.database, story.folder)
    names = {file.name for one in story.folder.iterdir() for file in one.glob("[!.]*")}
    assert names == {"新的.pdf", "别人的.pdf"}


def test_a_failed_turn_erases_nothing(story: Story, specialist: Specialist) -> None:
    story.王老师.says("/forget")
    story.王老师.presses("继续删除")
    action = story.王老师.heard[-1].choices[0].action

    def heard_and_lost() -> None:
        with story.database.writing() as session:
            specialist.hear(session, Incoming("telegram", ADDRESS, "choice", action=action))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        heard_and_lost()
    assert SECRET in story.everything()
    assert len(list(story.folder.iterdir())) == 3


def test_the_text_is_gone_from_the_disk_of_sqlite(
    story: Story, database: Database, tmp_path: Path
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its files itself")
    assert SECRET in on_disk(tmp_path)
    erases(story.王老师)
    assert SECRET in on_disk(tmp_path), "the log still holds it"
    assert finish(database, story.folder) == 1
    assert SECRET not in on_disk(tmp_path)


def test_while_somebody_reads_the_log_is_left_for_the_next_time(
    story: Story, database: Database
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has such a log")
    with database.reading() as reader:
        reader.connection().exec_driver_sql("SELECT count(*) FROM message").all()
        erases(story.王老师)
        assert finish(database, story.folder) == 0
    assert finish(database, story.folder) == 1


def on_disk(folder: Path) -> str:
    return "".join(file.read_bytes().decode("latin-1") for file in folder.glob("specialist.db*"))


def test_every_rule_names_columns_that_exist() -> None:
    for name, rule in RULES.items():
        columns = set(metadata.tables[name].columns.keys())
        if isinstance(rule, Blanked):
            assert {*rule.becomes, *rule.stays} <= columns, name
        whose = getattr(rule, "whose", None)
        assert not isinstance(whose, Whose) or whose.column in columns, name


@pytest.mark.parametrize("document", ["docs/privacy.md", "docs/privacy.zh-CN.md"])
def test_the_documents_list_every_table_with_what_becomes_of_it(document: str) -> None:
    said = (ROOT / document).read_text(encoding="utf-8")
    listed = {
        table: row[2]
        for row in re.findall(r"^\| ((`\w+` ?)+)\| (.*) \|$", said, re.MULTILINE)
        for table in re.findall(r"`(\w+)`", row[0])
    }
    first = {
        Deleted: "(deleted|删除)",
        Blanked: "(blanked|清空)",
        NothingPersonal: "(nothing|没有)",
    }
    assert set(listed) == set(RULES)
    for name, rule in RULES.items():
        assert re.match(first[type(rule)], listed[name]), name


def test_nobody_can_write_to_an_erased_visitor(story: Story) -> None:
    erases(story.王老师)
    with story.database.writing() as session:
        chen = session.get_one(Officer, story.陈科长)
        with pytest.raises(cases.NotNow):
            cases.say_to_visitor(session, story.open_case, chen, "您好", story.clock())
        with pytest.raises(cases.NotNow):
            cases.reopen(session, story.closed_case, chen, story.clock())
    assert not [
        row
        for row in story.rows("parcel")
        if row["given_up_at"] is row["sent_at"] is None and "erased" in str(row["address"])
    ]


def test_the_groups_card_shows_the_question_no_more(story: Story) -> None:
    story.everything_is_sent()
    erases(story.王老师)
    assert SECRET not in "".join(story.promised("-100"))
