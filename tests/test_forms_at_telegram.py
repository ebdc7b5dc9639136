"""Forms over Telegram with the real process: a commission from agency to choice, a flat with a file between."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot import enclosures
from bot.cases import Case
from bot.database import Database, open_database
from tests.emulators.bot_api import BotApi
from tests.emulators.chat import wait_until
from tests.emulators.town import Person, Town, employ, numbers

PDF = b"%PDF-1.7\n" + b"page" * 100


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def town(api: BotApi, published_var: Path, tmp_path: Path) -> Town:
    shutil.copytree(published_var, tmp_path / "var")
    return Town(api, tmp_path / "var")


@pytest.fixture
def database(town: Town) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{town.var / 'specialist.db'}")
    yield opened
    opened.close()


def fills(person: Person, *asked: tuple[str, str]) -> None:
    """Wait for each question, then answer it: a button in ［］, everything else typed."""
    for question, words in asked:
        person.hears(question)
        if words.startswith("［"):
            person.presses(words[1:-1], within=question)
        else:
            person.says(words)


def sends_file(person: Person, file_id: str, name: str, caption: str = "") -> None:
    told = {"file_id": file_id, "file_name": name, "mime_type": "application/pdf"}
    message = {
        "message_id": next(numbers), "date": int(time.time()), "caption": caption,
        "from": {"id": person.id, "is_bot": False, "first_name": person.name},
        "chat": {"id": person.id, "type": "private"},
        "document": {**told, "file_size": len(PDF)},
    }  # fmt: skip
    person.town.api.arrives({"message": message})


def newest_case(database: Database, service: str) -> Case:
    with database.reading() as session:
        theirs = select(Case).where(Case.service == service).order_by(col(Case.id).desc())
        return session.exec(theirs).first() or pytest.fail(f"no case of {service}")


def an_agency_registers(agency: Person) -> None:
    agency.presses_action("form:agency")
    fills(
        agency,
        ("登记您的机构", "［同意，开始填］"),
        ("机构的全称", "星火知识产权"),
        ("提供哪些服务", "4"),
        ("介绍您的服务", "专做专利申请，找周经理，微信 zhou1980"),
        ("怎么收费", "每件3000元起"),
        ("机构在哪里", "忻州开发区"),
        ("怎么称呼", "周经理 13911112222"),
    )
    agency.hears("提交后马上公开，来这里办事的人都能看到")
    agency.presses("提交")
    agency.hears("“星火知识产权”已经发布")


def a_team_commissions(team: Person) -> None:
    team.presses_action("form:commission")
    fills(
        team,
        ("请中介机构答复您的委托", "［同意，开始填］"),
        ("需要哪种服务", "［知识产权申请］"),
        ("具体要办什么事", "申请两件发明专利"),
        ("预算大概多少", "两万以内"),
        ("什么时候要办好", "［一个月内］"),
        ("叫什么名字", "星光科技"),
        ("怎么称呼", "王老师 13812345678"),
    )
    team.hears("做这类服务的机构都能看到")
    team.presses("提交")
    team.hears("已经发给星火知识产权")


@pytest.mark.timeout(200)
def test_a_commission_from_the_agency_to_the_choice_and_the_officer_watches(
    town: Town, database: Database
) -> None:
    小李, 王老师, 孙主任 = (
        Person(town, n, name) for n, name in ((11, "小李"), (12, "王老师"), (13, "孙主任"))
    )
    with town.serving():
        孙主任.says(f"/login {employ(database, '孙主任', '忻州经济开发区管委会')}")
        孙主任.hears("您已登录")
        an_agency_registers(小李)
        assert "找***，微信 ***" in 孙主任.hears("新发布“星火知识产权”").parameters["text"]
        a_team_commissions(王老师)
        小李.hears("申请两件发明专利")
        小李.presses("我来答复")
        小李.hears("请把答复发给我")
        小李.says("两件1.6万，三周，联系我13911112222")
        answered = 王老师.hears("两件1.6万，三周").parameters["text"]
        assert "13911112222" not in answered
        王老师.presses("就选这家")
        小李.hears("对方选定了“星火知识产权”")
        王老师.presses("可以告诉对方")
        小李.hears("联系电话：13812345678")
        assert not 王老师.has_heard("13911112222"), "小李 has not agreed"
        小李.presses("可以告诉对方")
        王老师.hears("联系电话：13911112222")
        孙主任.presses("下架", within="新发布")
        孙主任.presses("信息不真实")
        小李.hears("由工作人员下架，原因：信息不真实")
        assert not [text for text in town.in_group() if "13911112222" in text or "138123" in text]


@pytest.mark.timeout(200)
def test_a_flat_is_asked_for_with_a_file_in_the_middle(town: Town, database: Database) -> None:
    王老师 = Person(town, 12, "王老师")
    town.api.holds("contract", PDF)
    with town.serving():
        王老师.presses_action("form:apartment:xinzhou")
        fills(
            王老师,
            ("为您申请人才公寓", "［同意，开始填］"),
            ("要几套公寓", "两套"),
            ("谁来住", "1、2"),
            ("一共几口人住", "3"),
        )
        王老师.hears("什么时候要住进来")
        sends_file(王老师, "contract", "劳动合同.pdf")
        王老师.hears("收到了“劳动合同.pdf”")
        王老师.says("先停一下")
        王老师.hears("填好的都给您留着")
        王老师.says("继续")
        fills(
            王老师,
            ("我们接着填", "12月10号"),
            ("打算住多久", "［一年以上］"),
            ("还有什么要说明的", "［跳过］"),
            ("叫什么名字", "星光科技"),
            ("怎么称呼", "王老师 13812345678"),
        )
        王老师.hears("· 已收到 1 个文件：劳动合同.pdf")
        王老师.presses("提交")
        王老师.hears("已经把 1 个文件附到办件")
        case = newest_case(database, "人才公寓申请")
        wait_until(lambda: kept(database, case) == ["劳动合同.pdf"], town.patience)
    said = {answer["label"]: answer["words"] for answer in case.answers}
    assert said["几套"] == "2套"
    assert said["谁来住"] == "博士、硕士"
    assert said["什么时候入住"] == "12月10号（2026年12月10日）"


def kept(database: Database, case: Case) -> list[str]:
    """The names of the case's files that are on the disk."""
    with database.reading() as session:
        rows = enclosures.of_case(session, case.id)
        return [row.name for row in rows if row.state == enclosures.State.KEPT and row.key]
