"""孙主任 runs the desk in a browser: staff, units, roster, knowledge, reviews, figures, at both widths."""

from __future__ import annotations

import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from bot.database import Database, now, open_database
from bot.officers import Officer, Role
from bot.proposals import Draft, Kind, propose
from bot.wording.phrases import OUT_OF_SCOPE
from tests.browser.conftest import Server
from tests.browser.desk import DeskTab, added, link_for, signs_in
from tests.browser.tab import Browsers, Tab

QUESTION = "高企奖励的材料交到哪个窗口"


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    yield opened
    opened.close()


@pytest.fixture
def 孙主任(database: Database) -> Officer:
    return added(database, "孙主任", "忻州经济开发区管委会", Role.COORDINATOR)


@pytest.fixture
def driver(browsers: Browsers, size: tuple[int, int]) -> Iterator[Chrome]:
    with browsers.new(size) as opened:
        yield opened


@pytest.fixture
def desk(database: Database, 孙主任: Officer, server: Server, driver: Chrome) -> DeskTab:
    return signs_in(driver, link_for(database, 孙主任, server))


def chooses(tab: DeskTab, form: str, name: str, label: str) -> None:
    Select(tab.field(form, name)).select_by_visible_text(label)


def unfolds(tab: DeskTab, title: str) -> None:
    next(s for s in tab.all("summary") if s.text == title).click()


def confirms(tab: DeskTab) -> None:
    tab.waits_until(lambda: tab.driver.switch_to.alert is not None)
    tab.driver.switch_to.alert.accept()


def fits(tab: DeskTab) -> bool:
    return bool(tab.js("return document.documentElement.scrollWidth <= innerWidth"))


def test_an_officer_is_added_moved_invited_and_dismissed(
    desk: DeskTab, browsers: Browsers, size: tuple[int, int]
) -> None:
    desk.goes_to("/desk/staff")
    unfolds(desk, "添加工作人员")
    name = f"周老师{time.monotonic_ns()}"
    desk.writes("hire", name=name)
    chooses(desk, "hire", "unit", "忻州市科技局")
    desk.submits("hire")
    desk.waits_until(lambda: name in desk.texts(".people a"))
    link = next(a for a in desk.all(".people a") if a.text == name).get_attribute("href")
    desk.goes_to(f"/desk/staff/{link.rpartition('/')[2]}")
    officer_id = link.rpartition("/")[2]
    chooses(desk, f"change-{officer_id}", "unit", "忻州市财政局")
    desk.submits(f"change-{officer_id}")
    desk.sees("原来单位 市科技局")
    desk.submits(f"link-{officer_id}")
    desk.waits_until(lambda: "/desk/in/" in desk.text)
    address = desk.driver.find_element(By.CSS_SELECTOR, ".form-told:not(:empty)").text
    with browsers.new(size) as other:
        code = address.rpartition("/")[2]
        theirs = signs_in(other, f"{desk.url.partition('desk')[0]}desk/in/{code}")
        assert "管理" not in theirs.text
        desk.submits(f"dismiss-{officer_id}")
        confirms(desk)
        desk.sees("停用工作人员")
        theirs.sees("您已退出工作台")
    assert fits(desk)


def test_an_alias_and_duty_hours(desk: DeskTab) -> None:
    desk.goes_to("/desk/units")
    link = next(a for a in desk.all(".places a") if a.text == "忻州市教育局")
    unit = link.get_attribute("href").rpartition("/")[2]
    desk.goes_to(f"/desk/units/{unit}")
    desk.writes(f"alias-{unit}", alias="市教体局")
    desk.submits(f"alias-{unit}")
    desk.waits_until(lambda: "市教体局" in desk.texts(".rows span"))
    desk.field(f"duty-{unit}", "hours").clear()
    desk.writes(f"duty-{unit}", hours="早上")
    desk.submits(f"duty-{unit}")
    desk.sees("值班时间请写成")
    desk.submits(f"alias-{unit}-市教体局")
    desk.waits_until(lambda: "市教体局" not in desk.texts(".rows span"))


def test_knowledge_needs_two_and_reaches_the_visitor_at_once(
    desk: DeskTab, database: Database, server: Server, browsers: Browsers, size: tuple[int, int]
) -> None:
    chen = added(database, "陈科长", "市科技局")
    with database.writing() as session:
        draft = Draft(Kind.FAQ, QUESTION, ("xinzhou-21",), f"交到3号窗口，找{chen.id}号。")
        theirs = propose(session, session.get_one(Officer, chen.id), draft, now()).id
    desk.goes_to("/desk/knowledge")
    unfolds(desk, "提交一条")
    form = next(f.get_attribute("data-form") for f in desk.all("form[data-form^=propose]"))
    desk.writes(form, question="小巨人奖多少", answer="给500万元。")
    chooses(desk, form, "clause", "忻州 支持企业升级提质")
    desk.submits(form)
    desk.sees("“500万元”和条款原文对不上")
    answer = desk.field(form, "answer")
    answer.clear()
    answer.send_keys("国家级的一次性20万元。")
    desk.submits(form)
    desk.sees("小巨人奖多少")
    desk.sees("国家级的一次性20万元。")
    approving = [f.get_attribute("data-form") for f in desk.all("form[data-form^=approve]")]
    assert f"approve-{theirs}" in approving
    assert desk.all("form[data-form^=withdraw]"), "one's own can be withdrawn, not approved"
    desk.submits(f"approve-{theirs}")
    desk.waits_until(lambda: not desk.all(f'[data-form="approve-{theirs}"]'))
    with browsers.new(size) as browser:
        visitor = Tab(browser, server.url)
        visitor.presses("忻州")
        visitor.sees("按忻州的政策回答")
        time.sleep(1.1)  # a change is noticed within a second
        visitor.says(QUESTION)
        visitor.sees("交到3号窗口")
        visitor.sees("市科技局 陈科长提供，忻州经济开发区管委会 孙主任于")
    assert fits(desk)


def test_figures_are_drawn_filtered_and_exported(
    desk: DeskTab, tmp_path: Path, server: Server, browsers: Browsers
) -> None:
    with browsers.new((390, 844)) as browser:
        visitor = Tab(browser, server.url)
        visitor.presses("忻州")
        visitor.says("今天中午吃什么")
        visitor.sees(OUT_OF_SCOPE)
    downloads = {"behavior": "allow", "downloadPath": str(tmp_path)}
    desk.driver.execute_cdp_cmd("Page.setDownloadBehavior", downloads)
    desk.goes_to("/desk/figures")
    desk.waits_until(lambda: desk.all(".chart canvas, .chart svg"))
    assert fits(desk)
    desk.presses("导出表格（xlsx）")
    desk.waits_until(lambda: list(tmp_path.glob("*.xlsx")))
    (file,) = tmp_path.glob("*.xlsx")
    sheet = load_workbook(BytesIO(file.read_bytes()))["每日提问"]
    assert sheet.cell(sheet.max_row, sheet.max_column).value >= 1
    assert desk.complaints() == []


def test_questions_to_review_are_marked_and_undone(
    desk: DeskTab, server: Server, browsers: Browsers
) -> None:
    with browsers.new((390, 844)) as browser:
        visitor = Tab(browser, server.url)
        visitor.presses("忻州")
        visitor.says("附近哪家火锅好吃")
        visitor.sees(OUT_OF_SCOPE)
    desk.goes_to("/desk/reviews")
    desk.sees("哪家火锅好吃")
    article = next(a for a in desk.all("article") if "哪家火锅好吃" in a.text)
    article.find_element(By.CSS_SELECTOR, '[data-form$="-handled"] [type=submit]').click()
    desk.waits_until(lambda: "哪家火锅好吃" not in desk.driver.find_element(By.ID, "main").text)
    desk.goes_to("/desk/reviews?show=handled")
    desk.sees("哪家火锅好吃")
    assert fits(desk)
