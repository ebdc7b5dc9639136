"""One tab of a browser, in the words of somebody who chats."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, cast

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
PATIENCE = 45
SHOWN_TEXTS = """
return [...document.querySelectorAll(arguments[0])].map(
    one => one.checkVisibility({visibilityProperty: true}) ? one.innerText.trim() : "")
"""
NEWEST_BUTTON = """
const isShown = (one) => one.getClientRects().length > 0; // what is not shown has its text all the same
const says = (one) => one.innerText.trim() === arguments[0];
return [...document.querySelectorAll("button")].findLast((one) => isShown(one) && says(one));
"""


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


class Browsers:
    """Browsers to lend: each comes empty, as if just installed. Starting one takes a second of a core."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._idle: list[Chrome] = []

    @contextmanager
    def new(self, size: tuple[int, int]) -> Iterator[Chrome]:
        """One that nobody else has; what went wrong in it is thrown away with it."""
        driver = self._idle.pop() if self._idle else self._stack.enter_context(new_driver(size))
        _resize(driver, size)
        yield driver
        _empty(driver)
        self._idle.append(driver)


def _empty(driver: Chrome) -> None:
    """Forget every page, cookie, stored value and logged line."""
    used = driver.window_handles
    driver.switch_to.new_window("tab")
    fresh = driver.current_window_handle
    for window in used:
        driver.switch_to.window(window)
        everything = {"origin": driver.execute_script("return origin"), "storageTypes": "all"}
        if everything["origin"] != "null":
            driver.execute_cdp_cmd("Storage.clearDataForOrigin", everything)
        driver.close()
    driver.switch_to.window(fresh)
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    for log in ("browser", "performance"):
        driver.get_log(log)


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
        self.waits_until(lambda: self._rests(label))
        button = self._button(label)
        assert button, label
        button.click()

    def _rests(self, label: str) -> bool:
        """Whether the button stays where it is: an answer that arrives moves it away from the pointer."""
        places = []
        for _ in range(2):
            button = self._button(label)
            places.append(button and button.rect)
            time.sleep(0.05)
        return places[0] is not None and places[0] == places[1]

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
        return "\n".join(self.texts("body"))

    @property
    def lines(self) -> list[str]:
        """All that was said, by both sides, oldest first."""
        return self.texts(".line .bubble")

    @property
    def own_lines(self) -> list[str]:
        return self.texts(".line.mine .bubble")

    @property
    def buttons(self) -> list[str]:
        return self.texts("button")

    @property
    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """What each of these shows, read in one call: asking the driver for each takes seconds."""
        return list(self.js(SHOWN_TEXTS, selector))

    def js(self, code: str, *arguments: object) -> Any:
        return self.driver.execute_script(code, *arguments)

    def _button(self, label: str) -> WebElement | None:
        return cast(WebElement | None, self.js(NEWEST_BUTTON, label))

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
