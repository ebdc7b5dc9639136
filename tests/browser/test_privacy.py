"""A visitor reads the notice, takes their data along, and is forgotten: in the open tab too."""

from __future__ import annotations

import os
from pathlib import Path

from bot.channels.web import wording
from bot.wording import privacy_phrases as phrases
from tests.browser.tab import Tab


def test_the_notice_is_one_press_away(王老师: Tab) -> None:
    王老师.presses(wording.NOTICE)
    王老师.sees("谁能看")
    王老师.presses(phrases.MY_DATA)
    王老师.sees("我的数据.html")
    shot(王老师, "privacy")
    assert 王老师.js("return document.documentElement.scrollWidth <= innerWidth")


def test_who_is_forgotten_sees_nothing_of_before(王老师: Tab) -> None:
    王老师.says("我叫王某某，电话13812345678")
    王老师.says("/forget")
    王老师.sees(phrases.WHAT_STAYS)
    shot(王老师, "forget")
    王老师.presses(phrases.GO_ON)
    王老师.presses(phrases.FOR_EVER)
    王老师.sees(phrases.FORGOTTEN)
    王老师.waits_until(lambda: "13812345678" not in 王老师.text)
    王老师.sees(phrases.FORGOTTEN)
    王老师.says("你好")
    王老师.waits_until(lambda: 王老师.own_lines[-1] == "你好")
    王老师.reloads()
    assert "13812345678" not in 王老师.text
    assert phrases.FORGOTTEN in 王老师.text


def shot(tab: Tab, name: str) -> None:
    """For whoever looks at the pages: set SCREENSHOTS to a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        width = tab.js("return innerWidth")
        tab.driver.save_screenshot(str(Path(folder) / f"{name}-{width}.png"))
