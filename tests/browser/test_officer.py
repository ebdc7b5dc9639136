"""An officer takes over in the web chat: the specialist falls silent and nothing seems to hang."""

from __future__ import annotations

from sqlmodel import col, select

from bot import cases, officers
from bot.cases import Case
from bot.database import Database, now, open_database
from bot.officers import Officer
from tests.browser.conftest import Server
from tests.browser.tab import Tab


def claimed(database: Database) -> tuple[int, Officer]:
    """The newest case, taken by an officer of the unit that leads."""
    with database.writing() as session:
        case = session.exec(select(Case).order_by(col(Case.id).desc())).first()
        assert case
        unit = case.units[0]
        officer = officers.add(session, "陈科长", unit, now())
        cases.claim(session, case.id, officer, now())
        return case.id, officer


def test_words_for_an_officer_are_shown_and_nothing_is_searched(
    王老师: Tab, server: Server
) -> None:
    王老师.sees("您好，我是晋创谷的服务专员")
    王老师.presses("忻州")
    王老师.says("/officer")
    王老师.sees("已为您登记，编号 XZ-")
    database = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    case_id, officer = claimed(database)
    王老师.sees("接下来您发的消息会直接转给陈科长")
    王老师.says("博士租房补多少")
    王老师.waits_until(lambda: "博士租房补多少" in 王老师.own_lines)
    王老师.waits_until(lambda: all(not p.is_displayed() for p in 王老师.all(".waiting")))
    with database.writing() as session:
        cases.say_to_visitor(session, case_id, officer, "我查一下，下午答复您。", now())
    王老师.sees("我查一下，下午答复您。")
    王老师.sees("忻州经济开发区管委会 陈科长")
    database.close()
