"""Files in the web chat: chosen, uploaded, sent with the words, and shown in the history."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Server, Visit
from tests.browser.tab import Tab
from tests.channels.test_web_files import PDF

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    """A picture, a document, and what nobody takes."""
    contents = {"营业执照.png": PNG, "合同.pdf": PDF, "木马.exe": b"MZ", "网页.pdf": b"<html>"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def chooses(tab: Tab, *files: Path) -> None:
    tab.driver.find_element(By.ID, "pick").send_keys("\n".join(map(str, files)))


def chips(tab: Tab) -> list[str]:
    return tab.texts("#tray .chip")


def is_ready(tab: Tab, count: int) -> bool:
    return len(tab.all("#tray .chip.ready")) == count


def test_words_and_files_go_as_one_message_and_stay_in_the_history(
    王老师: Tab, papers: dict[str, Path]
) -> None:
    王老师.sees("我是晋创谷的服务专员")
    chooses(王老师, papers["营业执照.png"], papers["合同.pdf"])
    王老师.waits_until(lambda: is_ready(王老师, 2))
    王老师.says("这是我的材料")
    王老师.sees("先替您保管 24 小时")
    assert chips(王老师) == []
    for _ in range(2):
        assert 王老师.own_lines == ["这是我的材料"]
        assert len(王老师.all(".line.mine .picture img")) == 1
        assert 王老师.texts(".line.mine .attachment") == ["下载：合同.pdf"]
        王老师.waits_until(lambda: 王老师.js("return document.images[0].naturalWidth") == 1)
        if folder := os.environ.get("SCREENSHOTS"):
            width = 王老师.js("return innerWidth")
            王老师.driver.save_screenshot(f"{folder}/files-{width}.png")
        王老师.reloads()
    王老师.presses("转给服务专员")
    王老师.sees("已经把 2 个文件附到办件")
    assert 王老师.complaints() == []


def test_files_without_words_are_a_message_too(王老师: Tab, papers: dict[str, Path]) -> None:
    王老师.sees("我是晋创谷的服务专员")
    chooses(王老师, papers["合同.pdf"])
    王老师.waits_until(lambda: is_ready(王老师, 1))
    王老师.box.send_keys(Keys.ENTER)
    王老师.sees("收到了“合同.pdf”")
    王老师.presses("不用了")
    王老师.sees("文件已经删除")
    王老师.reloads()
    王老师.sees("［文件已删除］")


def test_what_is_refused_says_why_and_does_not_stop_the_rest(
    王老师: Tab, papers: dict[str, Path]
) -> None:
    王老师.sees("我是晋创谷的服务专员")
    chooses(王老师, papers["木马.exe"], papers["网页.pdf"], papers["合同.pdf"])
    王老师.waits_until(lambda: len(王老师.all("#tray .chip.failed")) == 2)
    王老师.waits_until(lambda: is_ready(王老师, 1))
    王老师.sees("这种类型的文件我收不了")
    王老师.sees("内容和文件名的后缀对不上")
    if folder := os.environ.get("SCREENSHOTS"):
        width = 王老师.js("return innerWidth")
        王老师.driver.save_screenshot(f"{folder}/refused-{width}.png")
    王老师.says("只有合同")
    王老师.sees("收到了“合同.pdf”")


def test_a_file_is_chosen_and_removed_by_keyboard(王老师: Tab, papers: dict[str, Path]) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.box.click()
    王老师.tabs_back()
    assert 王老师.focused.get_attribute("aria-label") == "添加图片或文件"
    chooses(王老师, papers["合同.pdf"])
    王老师.waits_until(lambda: is_ready(王老师, 1))
    王老师.waits_until(lambda: 王老师.focused.get_attribute("id") == "words")
    王老师.tabs_back()
    王老师.tabs_back()
    assert 王老师.focused.get_attribute("aria-label") == "移除 合同.pdf"
    王老师.tabs_on(Keys.ENTER)
    王老师.waits_until(lambda: chips(王老师) == [])
    assert 王老师.focused.get_attribute("aria-label") == "添加图片或文件"


def test_chosen_files_outlive_a_reload_and_the_server(
    new_visitor: Visit, own_server: Server, papers: dict[str, Path]
) -> None:
    王老师 = new_visitor(own_server.url)
    王老师.sees("我是晋创谷的服务专员")
    chooses(王老师, papers["合同.pdf"])
    王老师.waits_until(lambda: is_ready(王老师, 1))
    王老师.reloads()
    王老师.waits_until(lambda: is_ready(王老师, 1))
    own_server.end(signal.SIGKILL)
    王老师.sees("连接丢失")
    chooses(王老师, papers["营业执照.png"])
    own_server.start()
    王老师.waits_until(lambda: 王老师.js("return Boolean(window.socket?.connected && window.chat)"))
    王老师.waits_until(lambda: len(王老师.all("#tray .chip")) >= 1)
    王老师.waits_until(lambda: not 王老师.all("#tray .chip:not(.ready)"))
    王老师.says("都在这里")
    王老师.sees("先替您保管 24 小时")
    assert "合同.pdf" in 王老师.text
