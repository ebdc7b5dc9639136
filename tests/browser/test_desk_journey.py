"""The desk on one side, the visitor's chat on the other: from the question to the rating, and again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot import audit
from bot.cases import Case
from bot.database import Database, open_database
from tests.browser.conftest import Server, Visit
from tests.browser.desk import DeskTab, added, link_for, signs_in
from tests.browser.tab import Browsers, Tab

QUESTION = "刚认定的高新技术企业有什么奖励"


@pytest.fixture
def database(own_server: Server) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{own_server.var / 'specialist.db'}")
    yield opened
    opened.close()


@pytest.fixture
def desks(
    database: Database, own_server: Server, browsers: Browsers, size: tuple[int, int]
) -> Iterator[tuple[DeskTab, DeskTab]]:
    """陈科长 of 市科技局 and 刘科长 of 市财政局, each at a desk of their own."""
    with ExitStack() as lent:
        opened = []
        for name, unit in (("陈科长", "市科技局"), ("刘科长", "市财政局")):
            officer = added(database, name, unit)
            driver = lent.enter_context(browsers.new(size))
            opened.append(signs_in(driver, link_for(database, officer, own_server)))
        yield opened[0], opened[1]


def asks_and_is_handed_over(visitor: Tab) -> None:
    visitor.sees("您好，我是晋创谷的服务专员")
    visitor.presses("忻州")
    visitor.sees("以后按忻州的政策回答")
    visitor.says(QUESTION)
    visitor.sees("支持企业升级提质")
    visitor.says("/officer")
    visitor.sees("已为您登记，编号 XZ-")


def newest(database: Database) -> Case:
    with database.reading() as session:
        case = session.exec(select(Case).order_by(col(Case.id).desc())).first()
    assert case is not None
    return case


def test_a_case_from_the_question_to_the_rating_and_again(
    new_visitor: Visit,
    own_server: Server,
    database: Database,
    desks: tuple[DeskTab, DeskTab],
    tmp_path: Path,
) -> None:
    王老师 = new_visitor(own_server.url)
    陈科长, 刘科长 = desks
    陈科长.goes_to("/desk?tab=under_way")
    陈科长.sees("这里现在没有办件")
    asks_and_is_handed_over(王老师)
    case = newest(database)

    陈科长.sees(case.number)  # without a reload
    assert "待接单 1" in 陈科长.text
    陈科长.driver.find_element("css selector", ".case-row").click()
    陈科长.waits_until(lambda: 陈科长.js(陈科长.READY) and 陈科长.all("[data-form=claim]"))
    陈科长.url = 陈科长.driver.current_url
    陈科长.sees("第（二十一）条" if 陈科长.all("details.about[open]") else QUESTION)
    陈科长.submits("claim")
    王老师.sees("接下来您发的消息会直接转给陈科长")

    陈科长.writes("say", words="您好，奖励10万元，请问证书下来了吗？")
    陈科长.submits("say")
    王老师.sees("请问证书下来了吗")
    王老师.says("上个月下来的")
    陈科长.waits_until(lambda: 陈科长.said[-1:] == ["上个月下来的"])

    (tmp_path / "申报指南.txt").write_text("第一步", encoding="utf-8")
    陈科长.all("#mode-say input[type=file]")[0].send_keys(str(tmp_path / "申报指南.txt"))
    陈科长.waits_until(lambda: 陈科长.all(".chip.ready"))
    陈科长.submits("say")
    王老师.sees("申报指南.txt")
    link = 王老师.all("a.attachment")[-1].get_attribute("href")
    assert 王老师.js("return fetch(arguments[0]).then(r => r.text())", link) == "第一步"

    陈科长.presses("内部备注")
    陈科长.writes("note", words="要问财政局拨付时间")
    陈科长.submits("note")
    陈科长.waits_until(lambda: 陈科长.said[-1:] == ["要问财政局拨付时间"])

    陈科长.opens_dialog("转办")
    陈科长.chooses("transfer", "unit", "忻州市财政局")
    陈科长.writes("transfer", reason="拨付时间由财政局答复")
    陈科长.submits("transfer")
    陈科长.sees("已转给市财政局")
    王老师.sees("已转给市财政局办理，原因：拨付时间由财政局答复")

    刘科长.goes_to(f"/desk/case/{case.id}")
    刘科长.sees("拨付时间由财政局答复")
    assert "要问财政局拨付时间" in 刘科长.said
    刘科长.opens_dialog("退单")
    刘科长.chooses("return", "unit", "忻州市科技局")
    刘科长.writes("return", reason="材料还在科技局")
    刘科长.submits("return")
    王老师.sees("原因：材料还在科技局")

    陈科长.waits_until(lambda: any("退单" in line for line in 陈科长.happened))
    陈科长.submits("claim")
    陈科长.waits_until(lambda: not 陈科长.all(".case-actions .claiming:not(.gone)"))
    陈科长.opens_dialog("办结")
    陈科长.chooses("close", "outcome", "已解决")
    陈科长.writes("close", words="下个月拨付，请留意账户。")
    陈科长.submits("close")
    王老师.sees("已办结：已解决")
    王老师.sees("下个月拨付，请留意账户。")
    assert not any(form.is_displayed() for form in 陈科长.all("[data-form=say]"))

    for answer in ("是", "是", "5"):
        seen = len(王老师.lines)
        王老师.presses(answer)
        王老师.waits_until(lambda seen=seen: len(王老师.lines) >= seen + 2)
    陈科长.waits_until(lambda: any("满意度 5 分" in line for line in 陈科长.happened))
    王老师.presses("还没解决，重新打开")
    陈科长.waits_until(lambda: any("重新打开" in line for line in 陈科长.happened))
    assert any(form.is_displayed() for form in 陈科长.all("[data-form=say], [data-form=note]"))

    with database.reading() as session:
        actions = [line.action for line in audit.lines(session, case.id)]
    assert [a for a in actions if a != "look"] == [
        *("claim", "say", "say", "note", "transfer", "return", "claim", "close")
    ]
    assert 1 <= actions.count("look") <= 6, "refreshing a page is no further look"
    assert 陈科长.complaints() == 刘科长.complaints() == []


def test_who_comes_second_is_told_at_once_and_keeps_what_was_typed(
    new_visitor: Visit,
    own_server: Server,
    database: Database,
    browsers: Browsers,
    size: tuple[int, int],
) -> None:
    王老师 = new_visitor(own_server.url)
    asks_and_is_handed_over(王老师)
    case = newest(database)
    with ExitStack() as lent:
        陈科长, 同事 = (
            signs_in(
                lent.enter_context(browsers.new(size)),
                link_for(database, added(database, name, "市科技局"), own_server),
            )
            for name in ("陈科长", "同事")
        )
        for tab in (陈科长, 同事):
            tab.goes_to(f"/desk/case/{case.id}")
        同事.writes("note", words="我认识这家企业，")
        陈科长.submits("claim")
        同事.sees("陈科长刚刚接了这件办件")
        assert not any(form.is_displayed() for form in 同事.all("[data-form=claim]"))
        assert 同事.field("note", "words").get_attribute("value") == "我认识这家企业，"

        同事.reloads()
        同事.waits_until(
            lambda: 同事.field("note", "words").get_attribute("value") == "我认识这家企业，"
        )
        同事.writes("note", words="可以配合。")
        button = 同事.all('[data-form="note"] [type="submit"]')[0]
        同事.js("arguments[0].click(); arguments[0].click()", button)
        陈科长.waits_until(lambda: 陈科长.said == ["我认识这家企业，可以配合。"])
        同事.waits_until(lambda: 同事.field("note", "words").get_attribute("value") == "")
        同事.reloads()
        assert 同事.said == ["我认识这家企业，可以配合。"]
