"""One tab of a browser, in the words of somebody who chats."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20


@contextmanager
def new_driver(size: tuple[int, int]) -> Iterator[Chrome]:
    """A headless Chromium with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = Chrome(options, ChromeService(shutil.which("chromedriver")))
        try:
            _resize(driver, size)
            yield driver
        finally:
            driver.quit()


def _resize(driver: Chrome, size: tuple[int, int]) -> None:
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


class Tab:
    """A tab in which the chat page was opened."""

    READY = "return Boolean(window.did_handshake && window.chat)"

    def __init__(self, driver: Chrome, url: str) -> None:
        self.driver, self.url = driver, url
        self.window = driver.current_window_handle
        driver.get("about:blank")
        driver.get_log("performance")  # what the empty browser did is not our page's doing
        self.opens()

    def opens(self) -> None:
        self.driver.get(self.url)
        self.waits_until(lambda: self.js(self.READY))

    def second_tab(self, size: tuple[int, int]) -> Tab:
        """Another tab of the same visitor."""
        self.driver.switch_to.new_window("tab")
        _resize(self.driver, size)
        return Tab(self.driver, self.url)

    def comes_to_front(self) -> None:
        self.driver.switch_to.window(self.window)

    def reloads(self) -> None:
        self.driver.refresh()
        self.waits_until(lambda: self.js(self.READY))

    def types(self, *keys: str) -> None:
        self.box.send_keys(*keys)

    def pastes(self, text: str) -> None:
        """Text that is long or that no key types."""
        self.js(
            "arguments[0].value = JSON.parse(arguments[1]);"
            "arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
            self.box,
            json.dumps(text),  # half characters, too
        )

    def says(self, text: str) -> None:
        self.types(text, Keys.ENTER)

    def presses(self, label: str) -> None:
        """Press the newest button that says this."""
        self.waits_until(lambda: label in self.buttons)
        self.js("arguments[0].scrollIntoView({block: 'center'})", self._button(label))
        self._button(label).click()

    def tabs_on(self, *keys: str) -> None:
        """Keys for whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def tabs_back(self) -> None:
        ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(
            Keys.SHIFT
        ).perform()

    def sees(self, text: str) -> None:
        """Wait until the page shows this."""
        self.waits_until(lambda: text in self.text, f"“{text}” in\n{self.text}")

    def waits_until(self, holds: Callable[[], Any], what: str = "") -> None:
        wait = WebDriverWait(
            self.driver, PATIENCE, 0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        wait.until(lambda _: holds(), what)

    @property
    def box(self) -> WebElement:
        return self.driver.find_element(By.ID, "words")

    @property
    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def lines(self) -> list[str]:
        """All that was said, by both sides, oldest first."""
        return [line.text for line in self.all(".line .bubble")]

    @property
    def own_lines(self) -> list[str]:
        return [line.text for line in self.all(".line.mine .bubble")]

    @property
    def buttons(self) -> list[str]:
        return [button.text for button in self.all("button")]

    @property
    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def js(self, code: str, *arguments: object) -> Any:
        return self.driver.execute_script(code, *arguments)

    def _button(self, label: str) -> WebElement:
        return [button for button in self.all("button") if button.text == label][-1]

    def requested(self) -> set[str]:
        """Every address that the page asked for since it was opened, sockets included."""
        return {address for event in self._events() if (address := _address(event))}

    def complaints(self) -> list[str]:
        """What the browser's console holds against the page."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def _events(self) -> Iterator[dict[str, Any]]:
        for entry in self.driver.get_log("performance"):
            yield json.loads(entry["message"])["message"]


def _address(event: dict[str, Any]) -> str:
    if event["method"] == "Network.requestWillBeSent":
        return str(event["params"]["request"]["url"])
    if event["method"] == "Network.webSocketCreated":
        return str(event["params"]["url"])
    return ""
