"""The desk's frame: signing in by a link, forms that keep their words, and an end at once when rights end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from bot import officers
from bot.database import Database, now, open_database
from bot.officers import Officer
from tests.browser.conftest import Server
from tests.browser.desk import DeskTab, added, link_for, signs_in
from tests.browser.tab import Browsers


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    yield opened
    opened.close()


@pytest.fixture
def 陈科长(database: Database) -> Officer:
    return added(database, "陈科长", "市科技局")


@pytest.fixture
def desk(
    database: Database, 陈科长: Officer, server: Server, browsers: Browsers, size: tuple[int, int]
) -> Iterator[DeskTab]:
    with browsers.new(size) as driver:
        yield signs_in(driver, link_for(database, 陈科长, server))


def test_a_link_for_another_device_signs_in_there(
    desk: DeskTab, browsers: Browsers, size: tuple[int, int], server: Server
) -> None:
    desk.goes_to("/desk/account")
    desk.submits("link")
    desk.waits_until(lambda: "/desk/in/" in desk.text)
    told = desk.driver.find_element(By.CSS_SELECTOR, "[data-form=link] .form-told").text
    with browsers.new(size) as other:
        second = signs_in(other, f"{server.url}desk/in/{told.rpartition('/')[2]}")
        second.goes_to("/desk/account")
        second.waits_until(lambda: len(second.all(".browsers li")) == 2)
        desk.waits_until(lambda: len(desk.all(".browsers li")) == 2)

        second.submits("everywhere")
        second.driver.switch_to.alert.accept()
        for tab in (second, desk):
            tab.sees("您已退出工作台")
            assert "陈科长" not in tab.text


def test_revoking_empties_an_open_tab_at_once(
    desk: DeskTab, database: Database, 陈科长: Officer
) -> None:
    desk.goes_to("/desk/account")
    with database.writing() as session:
        officers.revoke(session, session.get_one(Officer, 陈科长.id), now())
    desk.sees("您已退出工作台")
    assert desk.all("form") == []
    desk.reloads()
    desk.sees("请先登录工作台")


def test_an_officers_own_absence_is_entered_and_called_back(desk: DeskTab) -> None:
    desk.goes_to("/desk/account")
    for name, day in (("first", "2027-03-01"), ("last", "2027-03-02")):
        desk.waits_until(lambda name=name: desk.field("away", name).is_displayed())
        desk.js(
            "arguments[0].value = arguments[1];"
            "arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
            desk.field("away", name),
            day,
        )
    desk.submits("away")
    desk.waits_until(lambda: "2027年3月1日至2027年3月2日" in desk.all(".absences")[0].text)
    (back,) = desk.all(".absences button")
    assert "rgba(255, 255, 255" not in back.value_of_css_property("color"), "on white"
    desk.presses("取消这次请假")
    desk.waits_until(lambda: "没有登记请假" in desk.all(".absences")[0].text)


def test_the_pages_of_the_desk_ask_nobody_but_their_own_server(
    desk: DeskTab, server: Server
) -> None:
    desk.goes_to("/desk/account")
    ours = server.url.removeprefix("http://").rstrip("/")
    asked = {a for a in desk.requested() if not a.startswith("data:")}
    assert {address.split("/")[2] for address in asked} == {ours}
    assert desk.complaints() == []
