"""The officers' desk in a browser: signing in by link, and one tab in the words of somebody who works there."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from bot import officers
from bot.database import Database, now
from bot.officers import Officer, Role, units
from tests.browser.conftest import Server
from tests.browser.tab import Tab


class DeskTab(Tab):
    """A tab of an officer."""

    READY = "return Boolean(window.did_handshake && window.desk)"

    def field(self, form: str, name: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, f'[data-form="{form}"] [name="{name}"]')

    def writes(self, form: str, **fields: str) -> None:
        for name, text in fields.items():
            self.waits_until(lambda name=name: self.field(form, name).is_displayed())
            self.field(form, name).send_keys(text)

    def submits(self, form: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, f'[data-form="{form}"] [type="submit"]').click()

    def chooses(self, form: str, name: str, label: str) -> None:
        Select(self.field(form, name)).select_by_visible_text(label)

    def opens_dialog(self, label: str) -> None:
        self.presses(label)
        self.waits_until(lambda: self.all("dialog[open]"))

    @property
    def said(self) -> list[str]:
        """What was said in the case that is open, notes included."""
        return self.texts("#story .said")

    @property
    def happened(self) -> list[str]:
        return [line.split("\n")[-1] for line in self.texts("#story .happened")]

    @property
    def rows(self) -> list[str]:
        return self.texts(".case-row")

    def goes_to(self, path: str) -> None:
        self.url = f"{self.url.partition('/desk')[0]}{path}"
        self.opens()

    def photographed(self, name: str, folder: Path) -> None:
        self.driver.save_screenshot(str(folder / name))


def added(database: Database, name: str, unit: str, role: Role = Role.OFFICER) -> Officer:
    """A new officer of a unit in 忻州."""
    with database.writing() as session:
        there = units.find(session, unit, "xinzhou", "忻州")
        return officers.add(session, name, there, now(), role)


def link_for(database: Database, officer: Officer, server: Server) -> str:
    with database.writing() as session:
        return f"{server.url}desk/in/{officers.issue(session, officer, now())}"


def signs_in(driver: Chrome, link: str) -> DeskTab:
    """Open the link, press its button: the desk."""
    tab = DeskTab(driver, link)
    tab.presses("进入工作台")
    tab.waits_until(lambda: driver.current_url.endswith("/desk"))
    tab.waits_until(lambda: tab.js(tab.READY))
    tab.url = driver.current_url
    return tab
