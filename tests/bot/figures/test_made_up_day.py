"""A made-up Friday: what was asked, three cases, one weekend in between; counted from the database."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from bot import cases
from bot.cases import Asker, Case, Solved
from bot.conversation import Specialist
from bot.database import Database
from bot.deadlines import LOCAL
from bot.figures import Figures, Scope, count, tables
from bot.figures.workbook import write
from bot.officers import Officer, Unit
from tests.bot.cases.conftest import FRIDAY, asker, staff
from tests.conftest import Clock, Run, Visitor

DAY = date(2026, 11, 20)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=LOCAL)


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


def opened(session: Session, who: Asker, question: str, when: str, service: str = "") -> Case:
    return cases.open_case(
        session, who.conversation_id, "XZ", question, ["市科技局"], at(when), service or None,
        city="xinzhou",
    )  # fmt: skip


def of_unit(session: Session, name: str) -> int:
    return session.exec(select(Unit.id).where(col(Unit.name) == name)).one()


def happened(session: Session) -> None:
    """One answered in an hour and closed on Monday, one moved and late, one cancelled."""
    everyone = staff(session)
    chen, liu = everyone["陈科长"], everyone["刘科长"]
    assert isinstance(chen, Officer)
    assert isinstance(liu, Officer)
    wang, li = asker(session, "王老师"), asker(session, "小李")
    first = opened(session, wang, "电话 13812345678 找我", "20 11:30")
    cases.claim(session, first.id, chen, at("20 11:40"))
    cases.say_to_visitor(session, first.id, chen, "您好", at("20 15:00"))
    cases.close(session, first.id, chen, Solved.SOLVED, at("23 09:30"))
    cases.rate(session, first.id, wang, True, True, 5, at("23 10:00"))
    late = opened(session, li, "二", "20 09:00", "人才公寓申请")
    to = of_unit(session, "市财政局")
    cases.transfer(
        session, late.id, chen_as_holder(session, late, chen), to, "归财政", at("20 10:00")
    )
    cases.claim(session, late.id, liu, at("20 16:00"))
    cancelled = opened(session, li, "三", "20 10:00")
    cases.cancel(session, cancelled.id, li, at("20 10:30"))


def chen_as_holder(session: Session, case: Case, chen: Officer) -> Officer:
    cases.claim(session, case.id, chen, at("20 09:10"))
    return chen


@pytest.fixture
def counted(database: Database) -> Figures:
    with database.writing() as session:
        happened(session)
    with database.reading() as session:
        return count(session, Scope(DAY, DAY), at("23 12:00"))


def test_cases_of_the_day(counted: Figures) -> None:
    assert (counted.days[0].opened, counted.days[0].ended) == (3, 1)
    assert [(w.name, w.opened, w.overdue) for w in counted.units] == [
        ("忻州市科技局", 2, 0),
        ("忻州市财政局", 1, 1),
    ]
    assert dict(counted.total.endings) == {
        "solved": 1, "unsolved": 0, "unreachable": 0, "elsewhere": 0, "cancelled": 1, "under_way": 1,
    }  # fmt: skip


def test_times_are_working_time(counted: Figures) -> None:
    tech = counted.units[0]
    assert (tech.response.count, tech.response.median) == (1, 60)  # lunch does not count
    assert (tech.closing.count, tech.closing.median) == (1, 30 + 210 + 30)


def test_ratings_are_the_units(counted: Figures) -> None:
    assert [(r.name, r.rated, r.reached, r.satisfied) for r in counted.rated if r.rated] == [
        ("忻州市科技局", 1, 1, 5.0)
    ]


def test_a_unit_or_a_city_alone(database: Database, counted: Figures) -> None:
    with database.reading() as session:
        money = Scope(DAY, DAY, unit_id=of_unit(session, "市财政局"))
        assert count(session, money, at("23 12:00")).total.opened == 1
        assert count(session, Scope(DAY, DAY, "jincheng"), at("23 12:00")).total.opened == 0
        assert count(session, Scope(DAY, DAY, "xinzhou"), at("23 12:00")).total.opened == 3


def test_questions_are_counted_once_and_with_their_city(
    王老师: Visitor, specialist: Specialist, database: Database
) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("高新技术企业认定奖励多少")
    王老师.presses("没用")
    王老师.presses("答非所问")
    王老师.says("今天中午吃什么")
    王老师.says("你好")
    王老师.says("转人工")
    with database.reading() as session:
        counted = count(session, Scope(DAY, DAY), FRIDAY)
        there = count(session, Scope(DAY, DAY, "jincheng"), FRIDAY)
    asked = {ending: n for ending, n in counted.days[0].asked.items() if n}
    assert asked == {"answered": 1, "out_of_scope": 1, "handed_over": 1}
    assert dict(counted.useless) == {"答非所问": 1}
    assert sum(there.days[0].asked.values()) == 0


def test_the_workbook_says_the_same_and_nothing_personal(counted: Figures) -> None:
    shown = tables(counted)
    book = load_workbook(BytesIO(write(shown, counted.scope)))
    assert book.sheetnames == [table.title for table in shown]
    for table in shown:
        sheet = book[table.title]
        assert [cell.value for cell in sheet[3]] == [column.name for column in table.columns]
        assert sheet.freeze_panes == "B4"
        assert sheet.max_row == 3 + len(table.rows) + bool(table.total)
        assert all(10 <= d.width <= 40 for d in sheet.column_dimensions.values())
    cell = book["各单位办件"]["B4"]
    assert (cell.value, cell.number_format) == (2, "#,##0")
    details = [[cell.value for cell in row] for row in book["办件明细"].iter_rows(min_row=4)]
    assert details[0][:4] == ["XZ-20261120-0001", "忻州", "忻州市科技局", "咨询"]
    assert details[0][4] == datetime(2026, 11, 20, 11, 30)
    whole = str([[c.value for row in sheet.iter_rows() for c in row] for sheet in book.worksheets])
    assert "138" not in whole
    assert "王老师" not in whole


def test_a_name_is_never_a_formula(database: Database) -> None:
    with database.writing() as session:
        wang = asker(session, "王老师")
        cases.open_case(session, wang.conversation_id, "XZ", "问", ["=1+1"], FRIDAY)
        counted = count(session, Scope(DAY, DAY), FRIDAY)
    book = load_workbook(BytesIO(write(tables(counted), counted.scope)))
    cell = book["各单位办件"]["A4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_command_prints_and_exports(bot: Run, tmp_path: object) -> None:
    said = bot("figures", "--city", "xinzhou")
    assert said.returncode == 0, said.stderr
    assert "各单位办件" in said.stdout
    done = bot("figures", "--from", "2026-11-01", "--to", "2026-11-20", "--xlsx", "out.xlsx")
    assert "2026-11-01 至 2026-11-20" in done.stdout
    assert load_workbook(f"{tmp_path}/out.xlsx")["每日提问"].max_row == 3 + 20 + 1
    wrong = bot("figures", "--from", "2026-11-02", "--to", "2026-11-01")
    assert (wrong.returncode, "最后一天不能早于第一天" in wrong.stderr) == (2, True)
    assert "没有“不存在局”这个单位" in bot("figures", "--unit", "不存在局").stderr


def test_units_of_the_same_name_in_two_cities_are_two(database: Database) -> None:
    with database.writing() as session:
        for place, city in enumerate(("xinzhou", "jincheng")):
            who = asker(session, f"访客{place}").conversation_id
            cases.open_case(session, who, "XX", "问", ["市科技局"], FRIDAY, city=city)
        counted = count(session, Scope(DAY, DAY), FRIDAY)
    assert [work.name for work in counted.units] == ["忻州市科技局", "晋城市科技局"]
