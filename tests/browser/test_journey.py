"""A visitor's way through the web chat, on a phone and on a desktop."""

from __future__ import annotations

import signal

from selenium.webdriver.common.keys import Keys

from bot import transcript, visitors
from bot.database import now, open_database
from bot.transcript import Speaker
from tests.browser.conftest import WIDTHS, Server, Visit
from tests.browser.tab import Tab

QUESTION = "刚认定的高新技术企业有什么奖励"
CLAUSE = "支持企业升级提质"
LABELS = """return [...document.querySelectorAll('td')].map(
    td => [td.innerText.trim(), getComputedStyle(td, '::before').content])"""


def test_a_visitor_chooses_a_city_asks_and_reads_the_clause(王老师: Tab) -> None:
    王老师.sees("您好，我是晋创谷的服务专员")
    assert 王老师.own_lines == []

    王老师.presses("忻州")
    王老师.sees("以后按忻州的政策回答")

    王老师.says(QUESTION)
    王老师.sees(CLAUSE)
    quote = 王老师.all("blockquote")[-1].text
    assert "一次性给予奖励10万元" in quote
    王老师.sees("第（二十一）条")

    王老师.presses("看全文")
    王老师.waits_until(lambda: len(王老师.all("blockquote")) == 2)
    assert quote.rstrip("；。") in 王老师.all("blockquote")[-1].text

    王老师.presses("下一条")
    王老师.sees("第（二十二）条")

    王老师.presses("没用")
    王老师.presses("看不明白")
    王老师.sees("已经记下，会有人核对")
    assert 王老师.own_lines == ["忻州", QUESTION, "看全文", "下一条", "没用", "看不明白"]


def test_a_reload_shows_the_whole_conversation_and_its_buttons_still_work(王老师: Tab) -> None:
    王老师.presses("晋城")
    王老师.sees("以后按晋城的政策回答")
    王老师.says("人才公寓怎么申请")
    王老师.waits_until(lambda: len(王老师.lines) == 5)
    before = 王老师.lines

    王老师.reloads()

    assert 王老师.lines == before
    王老师.presses("两个城市都看")
    王老师.sees("两个城市的政策都会看。请直接提问")


def test_a_long_conversation_is_there_to_its_beginning(王老师: Tab, server: Server) -> None:
    王老师.sees("我是晋创谷的服务专员")
    address, _, _ = 王老师.driver.get_cookie("visitor")["value"].partition(".")
    database = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    with database.writing() as session:
        visitor = visitors.meet(session, "web", address, "", now())
        conversation = transcript.conversation_of(session, visitor.id or 0, now())
        for number in range(70):
            said = f"第{number}句"
            transcript.record(session, conversation.id or 0, Speaker.VISITOR, said, now())
    database.close()

    王老师.reloads()
    assert 王老师.own_lines[0] == "第10句"
    王老师.presses("显示更早的消息")
    王老师.waits_until(lambda: 王老师.own_lines == [f"第{number}句" for number in range(70)])
    王老师.sees("您好，我是晋创谷的服务专员")
    assert "显示更早的消息" not in 王老师.buttons


def test_every_open_tab_of_a_visitor_is_live(王老师: Tab, size: tuple[int, int]) -> None:
    王老师.sees("我是晋创谷的服务专员")
    second = 王老师.second_tab(size)
    second.says(QUESTION)
    second.sees(CLAUSE)

    王老师.comes_to_front()
    王老师.sees(CLAUSE)
    assert 王老师.own_lines == [QUESTION]


def test_nobody_sees_what_somebody_else_said(王老师: Tab, 小李: Tab) -> None:
    王老师.says(QUESTION)
    王老师.sees(CLAUSE)
    小李.sees("我是晋创谷的服务专员")
    小李.reloads()
    assert 小李.own_lines == []
    assert CLAUSE not in 小李.text


def test_a_made_up_cookie_opens_no_conversation(王老师: Tab, 小李: Tab) -> None:
    王老师.says(QUESTION)
    王老师.sees(CLAUSE)
    address, _, _ = 王老师.driver.get_cookie("visitor")["value"].partition(".")

    小李.driver.add_cookie({"name": "visitor", "value": f"{address}.{'A' * 43}"})
    小李.reloads()

    小李.sees("我是晋创谷的服务专员")
    assert 小李.own_lines == []


def test_the_welcome_comes_once(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.reloads()
    王老师.reloads()
    assert len(王老师.lines) == 1


def test_the_header_offers_a_person_and_the_menu_at_any_time(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.all("header [data-action=menu]")[0].click()
    王老师.sees("办事服务")
    王老师.all("header [data-action=officer]")[0].click()
    王老师.waits_until(lambda: 王老师.own_lines == ["菜单", "找服务专员"])
    王老师.sees("已为您登记，编号")


def test_everything_works_by_keyboard(王老师: Tab) -> None:
    王老师.sees("我是晋创谷的服务专员")
    王老师.waits_until(lambda: 王老师.focused.get_attribute("id") == "words")
    王老师.tabs_back()
    assert 王老师.focused.get_attribute("aria-label") == "添加图片或文件"
    王老师.tabs_back()
    assert 王老师.focused.text == "两个城市都看"
    assert 王老师.focused.value_of_css_property("outline-style") == "solid"
    王老师.tabs_on(Keys.ENTER)
    王老师.sees("两个城市的政策都会看。请直接提问")

    王老师.box.click()
    王老师.types("高新技术企业", Keys.SHIFT + Keys.ENTER)
    王老师.tabs_on("认定有奖励吗", Keys.ENTER)
    王老师.waits_until(lambda: "高新技术企业\n认定有奖励吗" in 王老师.own_lines)
    assert 王老师.focused.get_attribute("id") == "words"
    王老师.waits_until(lambda: 王老师.box.get_attribute("value") == "")

    王老师.tabs_on(Keys.TAB)
    assert 王老师.focused.text == "发送"


def test_a_conversation_outlives_the_server_and_words_typed_meanwhile_wait(
    new_visitor: Visit, own_server: Server
) -> None:
    王老师 = new_visitor(own_server.url)
    王老师.says(QUESTION)
    王老师.sees(CLAUSE)
    assert own_server.end(signal.SIGKILL) == -signal.SIGKILL
    王老师.sees("连接丢失")
    王老师.says("办公场所怎么申请")
    assert 王老师.box.get_attribute("value") == "办公场所怎么申请"

    own_server.start()

    王老师.waits_until(lambda: 王老师.js("return Boolean(window.socket?.connected && window.chat)"))
    王老师.waits_until(lambda: 王老师.box.get_attribute("value") == "办公场所怎么申请")
    王老师.types(Keys.ENTER)
    王老师.waits_until(lambda: 王老师.own_lines == [QUESTION, "办公场所怎么申请"])
    王老师.waits_until(lambda: len(王老师.lines) >= 5)


def test_every_cell_of_both_cities_says_whose_it_is(王老师: Tab, size: tuple[int, int]) -> None:
    王老师.says("两市附则一样吗")
    王老师.sees("两市相同：附则")
    cells = dict(王老师.driver.execute_script(LABELS))
    is_phone = size == WIDTHS["phone"]
    assert cells["两市相同：附则"] == ('"忻州、晋城"' if is_phone else "none")
    assert not {'""', "''"} & set(cells.values())
