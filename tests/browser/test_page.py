"""The chat page itself: what it loads, what it never runs, how it reads, and what it does with odd input."""

from __future__ import annotations

import re
import sqlite3
import time
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.keys import Keys

from bot import outbox
from bot.channels.web import wording
from bot.channels.web.history import CHANNEL
from bot.database import now, open_database
from bot.wording import phrases
from tests.browser.conftest import Server, Visit
from tests.browser.tab import Tab
from tests.faults import failing_turns

ODD_WORDS = (
    "<script>document.title='偷'</script>",
    "<img src=x onerror=\"document.title='偷'\">",
    "**粗体** [链接](javascript:alert(1)) `代码` # 标题",
    "'; DROP TABLE message; -- \" OR 1=1",
    "${document.title='偷'} {{ 7*7 }} &lt;b&gt; &amp;",
)


KINDS_OF_FILES = ("jpg", "png", "PDF", "Word", "Excel", "PPT", "WPS", "txt")


def test_what_a_visitor_types_is_shown_as_typed(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    for words in ODD_WORDS:
        said = len(王老师.lines)
        王老师.pastes(words)
        王老师.types(Keys.ENTER)
        王老师.waits_until(lambda said=said: len(王老师.lines) >= said + 2)

    assert 王老师.own_lines == list(ODD_WORDS)
    王老师.reloads()
    assert 王老师.own_lines == list(ODD_WORDS)
    assert 王老师.driver.title == wording.NAME
    assert 王老师.all(".line script, .line img, .line strong, .line a, .line code") == []


def test_the_page_asks_nobody_but_its_own_server(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.says("高新技术企业认定有奖励吗")
    王老师.sees("支持企业升级提质")

    ours = urlsplit(王老师.url).netloc
    requested = 王老师.requested()
    assert f"{王老师.url}static/chat.js" in requested
    assert any(address.startswith("ws://") for address in requested)
    assert {urlsplit(a).netloc for a in requested if not a.startswith("data:")} == {ours}
    assert 王老师.complaints() == []


def test_a_script_that_got_into_the_page_does_not_run(王老师: Tab) -> None:
    王老师.js(
        "const script = document.createElement('script');"
        "script.textContent = \"document.title = '偷'\";"
        "document.body.append(script);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')"
    )
    王老师.waits_until(lambda: any("Content Security Policy" in c for c in 王老师.complaints()))
    assert 王老师.driver.title == wording.NAME


def test_nothing_is_wider_than_the_window(王老师: Tab, size: tuple[int, int]) -> None:
    王老师.presses("忻州")
    王老师.presses("条款目录")
    王老师.sees("附则")
    王老师.pastes("w" * 300)
    王老师.types(Keys.ENTER)
    王老师.waits_until(lambda: "w" * 300 in 王老师.own_lines)
    for box in ("document.documentElement", "document.getElementById('history')"):
        wide, shown = 王老师.js(f"return [{box}.scrollWidth, {box}.clientWidth]")
        assert wide <= shown <= size[0]


CONTRAST = """
const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const parse = (c) => c.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ground = (el) => {
  for (; el; el = el.parentElement) {
    const c = parse(getComputedStyle(el).backgroundColor);
    if ((c[3] ?? 1) > 0) return c;
  }
  return [255, 255, 255];
};
return [...document.querySelectorAll(".chat *")]
  .filter((el) => el.checkVisibility() && [...el.childNodes].some((n) => n.nodeType === 3))
  .map((el) => {
    const [a, b] = [light(parse(getComputedStyle(el).color)), light(ground(el))];
    return [el.textContent, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
"""


def test_all_text_has_the_contrast_that_wcag_asks_for(王老师: Tab) -> None:
    王老师.says("高新技术企业认定有奖励吗")
    王老师.sees("支持企业升级提质")
    measured = 王老师.js(CONTRAST)
    assert len(measured) > 10
    assert [(text, ratio) for text, ratio in measured if ratio < 4.5] == []


def test_the_page_is_chinese_throughout(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    labels = 王老师.js(
        "return [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap("
        "(el) => ['aria-label', 'placeholder', 'title'].map((name) => el.getAttribute(name) ?? ''))"
    )
    everything = " ".join(
        [王老师.driver.title, 王老师.js("return document.body.textContent"), *labels]
    )
    shown = re.sub(r"Your browser does not support.*?browser\.", "", 王老师.text + " ".join(labels))
    assert 王老师.js("return document.documentElement.lang") == "zh-CN"
    assert "连接丢失" in everything
    assert set(re.findall(r"[A-Za-z]{2,}", shown)) <= {"Enter", "Shift", *KINDS_OF_FILES}


def test_a_page_that_does_not_exist_says_so_kindly(王老师: Tab) -> None:
    王老师.driver.get(f"{王老师.url}没有的")
    王老师.sees(wording.NOT_FOUND)
    assert not re.findall(r"[A-Za-z]{2,}", 王老师.text)


def test_while_the_database_is_locked_the_visitor_sees_that_the_search_goes_on(
    王老师: Tab, server: Server
) -> None:
    王老师.sees("我是晋创谷的服务专员")
    with sqlite3.connect(server.var / "specialist.db", isolation_level=None) as other:
        王老师.says("高新技术企业认定有奖励吗")
        王老师.waits_until(lambda: 王老师.own_lines == ["高新技术企业认定有奖励吗"])
        other.execute("BEGIN IMMEDIATE")
        王老师.says("那专精特新呢")
        王老师.waits_until(lambda: "那专精特新呢" in 王老师.own_lines)
        time.sleep(1.5)
        assert wording.SEARCHING in 王老师.text
        other.execute("ROLLBACK")
    王老师.waits_until(lambda: len(王老师.lines) >= 5 and wording.SEARCHING not in 王老师.text)
    assert 王老师.own_lines == ["高新技术企业认定有奖励吗", "那专精特新呢"]


def test_a_turn_that_fails_is_apologised_for_and_the_visitor_goes_on(
    new_visitor: Visit, own_server: Server
) -> None:
    王老师 = new_visitor(own_server.url)
    王老师.sees("我是晋创谷的服务专员")
    with failing_turns(own_server.var):
        王老师.says("高新技术企业认定有奖励吗")
        王老师.waits_until(lambda: phrases.apology().text in 王老师.text)
        assert wording.SEARCHING not in 王老师.text
        assert "找服务专员" in 王老师.buttons
    王老师.says("高新技术企业认定有奖励吗")
    王老师.sees("10万元")
    王老师.reloads()
    王老师.sees("10万元")
    assert 王老师.complaints() == []


def test_words_outside_of_the_transcript_arrive_too(王老师: Tab, server: Server) -> None:
    王老师.sees("我是晋创谷的服务专员")
    address, _, _ = 王老师.driver.get_cookie("visitor")["value"].partition(".")
    database = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    with database.writing() as session:
        outbox.promise(session, CHANNEL, address, phrases.apology(), now())
    database.close()
    王老师.sees(phrases.apology().text)
    王老师.reloads()
    王老师.sees(phrases.apology().text)


def test_nothing_typed_sends_nothing(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.types("   ", Keys.ENTER)
    王老师.box.clear()
    王老师.says("人才公寓怎么申请")
    王老师.waits_until(lambda: 王老师.own_lines == ["人才公寓怎么申请"])


def test_ten_thousand_characters_are_answered_and_more_are_refused_kindly(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    long = "高新技术企业认定有奖励吗。" * 800
    王老师.pastes(long[:10_001])
    王老师.types(Keys.ENTER)
    王老师.sees(wording.too_long(10_000))
    assert len(王老师.box.get_attribute("value")) == 10_001
    assert 王老师.own_lines == []

    王老师.pastes(long[:10_000])
    王老师.types(Keys.ENTER)
    王老师.waits_until(lambda: len(王老师.lines) >= 3)
    assert 王老师.own_lines == [long[:10_000]]


def test_control_characters_do_no_harm(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.pastes("高新\x00技术\x1b[31m企业\ud83d认定\r\n有奖励吗")
    王老师.types(Keys.ENTER)
    王老师.sees("支持企业升级提质")
    assert 王老师.own_lines == ["高新技术[31m企业认定\n有奖励吗"]


def test_what_a_browser_sends_twice_is_heard_once(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    entry = {"key": "0123456789abcdef0123456789abcdef", "text": "人才公寓怎么申请", "action": ""}
    for _ in range(3):
        王老师.js("emitEvent('sent', arguments[0])", entry)
    王老师.waits_until(lambda: len(王老师.lines) == 3)
    王老师.js("emitEvent('sent', arguments[0])", entry)
    time.sleep(1)
    assert 王老师.own_lines == ["人才公寓怎么申请"]
    assert len(王老师.lines) == 3


def test_words_that_were_never_confirmed_are_sent_again_after_a_reload(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.js(
        "sessionStorage.setItem('unkept', JSON.stringify("
        "[{key: '00112233445566778899aabbccddeeff', text: '人才公寓怎么申请', action: ''}]))"
    )
    王老师.reloads()
    王老师.waits_until(lambda: 王老师.own_lines == ["人才公寓怎么申请"])
    王老师.waits_until(lambda: 王老师.js("return sessionStorage.getItem('unkept')") == "[]")


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "text",
        {"key": 7, "text": "x"},
        {"key": "../..", "text": "x", "action": ""},
        {"key": "0123456789abcdef", "text": ["x"], "action": ""},
        {"key": "0123456789abcdef", "text": "x" * 10_001, "action": ""},
        {"key": "0123456789abcdef", "text": "", "action": ""},
    ],
)
def test_what_our_page_never_sends_is_ignored(sent: object, 王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.js("emitEvent('sent', arguments[0])", sent)
    王老师.says("人才公寓怎么申请")
    王老师.waits_until(lambda: len(王老师.lines) >= 3)
    assert 王老师.own_lines == ["人才公寓怎么申请"]


@pytest.mark.parametrize(
    "action", ["clause:nowhere-7", "useful:1:yes", "x" * 200, "::", "city:巴黎"]
)
def test_a_button_that_is_over_says_so(action: str, 王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.js(
        "emitEvent('sent', {key: arguments[1], text: '按钮', action: arguments[0]})",
        action,
        "ffffffffffffffff",
    )
    王老师.sees("这个按钮已经用不了了")
