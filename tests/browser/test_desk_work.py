"""Everyday work at the desk: by keyboard, citing, ready words, searching, and a server that comes back."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from bot import cases, transcript, visitors
from bot.cases import Asker, Case, Matched
from bot.database import Database, now, open_database
from bot.deadlines import DEFAULT_HOURS, add_working, read_hours
from bot.officers import Officer
from bot.reminders import remind
from tests.browser.conftest import Server
from tests.browser.desk import DeskTab, added, link_for, signs_in
from tests.browser.tab import Browsers

HOURS = read_hours(DEFAULT_HOURS)


@pytest.fixture
def database(own_server: Server) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{own_server.var / 'specialist.db'}")
    yield opened
    opened.close()


@pytest.fixture
def 陈科长(database: Database) -> Officer:
    return added(database, "陈科长", "市科技局")


@pytest.fixture
def desk(
    database: Database,
    陈科长: Officer,
    own_server: Server,
    browsers: Browsers,
    size: tuple[int, int],
) -> Iterator[DeskTab]:
    with browsers.new(size) as driver:
        yield signs_in(driver, link_for(database, 陈科长, own_server))


def opened(database: Database, question: str, consent: bool | None = None) -> Case:
    """A case of 王老师, who comes from Telegram and said something before."""
    with database.writing() as session:
        visitor = visitors.meet(session, "telegram", "77", "王老师", now())
        talk = transcript.conversation_of(session, visitor.id, now())
        transcript.record(session, talk.id, transcript.Speaker.VISITOR, "之前的话", now())
        clause = Matched("xinzhou-17", "第（十七）条「加大科技保险产品供给」", 1.2)
        case = cases.open_case(
            session, talk.id, "XZ", question, ["市科技局"], now(), city="xinzhou", clauses=[clause]
        )
        case.consent = consent
        return case


def claimed(database: Database, officer: Officer, question: str) -> Case:
    case = opened(database, question)
    with database.writing() as session:
        return cases.claim(session, case.id, session.get_one(Officer, officer.id), now())


def test_the_queue_is_walked_by_keys(desk: DeskTab, database: Database) -> None:
    for question in ("人才公寓", "科技保险补贴"):
        opened(database, question)  # due at the same moment: the newest stands first
    desk.goes_to("/desk?tab=unclaimed")
    desk.waits_until(lambda: len(desk.rows) == 2)
    desk.tabs_on("j")
    assert "科技保险补贴" in desk.focused.text
    desk.tabs_on("j", "j", "k", "k", "j")
    assert "人才公寓" in desk.focused.text
    assert desk.focused.value_of_css_property("outline-style") == "solid"
    desk.tabs_on(Keys.ENTER)
    desk.waits_until(lambda: "/desk/case/" in desk.driver.current_url)
    desk.sees("人才公寓")


def test_a_reminder_is_counted_at_once_and_gone_when_the_case_was_looked_at(
    desk: DeskTab, database: Database
) -> None:
    case = opened(database, "科技保险补贴")
    desk.goes_to("/desk/search")
    assert desk.all("[data-reminders='0']")
    with database.writing() as session:
        assert remind(session, add_working(now(), timedelta(hours=3, minutes=1), HOURS)) == 1
    desk.waits_until(lambda: desk.all("[data-reminders='1']"))
    desk.sees(f"新的提醒：{case.number}")
    desk.waits_until(lambda: desk.driver.title.startswith("（1）"))
    desk.goes_to("/desk/reminders")
    desk.sees("还没有答复，请尽快处理")
    desk.all(".case-row")[0].click()
    desk.sees("科技保险补贴")
    desk.waits_until(lambda: desk.all("[data-reminders='0']"))
    desk.goes_to("/desk/reminders")
    desk.sees("没有要看的提醒")
    assert not desk.driver.title.startswith("（")


def test_a_long_list_is_unfolded_and_stays_so(desk: DeskTab, database: Database) -> None:
    for number in range(250):
        opened(database, f"第{number}问")
    desk.goes_to("/desk?tab=unclaimed")
    desk.waits_until(lambda: len(desk.rows) == 100)
    for there in (200, 250):
        desk.presses("显示更多")
        desk.waits_until(lambda there=there: len(desk.all(".case-row")) == there)
    assert not [b for b in desk.all(".more") if b.is_displayed()]
    desk.tabs_on("k")
    before = desk.focused.text
    with database.writing() as session:
        visitor = visitors.meet(session, "telegram", "77", "王老师", now())
        talk = transcript.conversation_of(session, visitor.id, now())
        (case, *_) = cases.cases_of(session, talk.id)
        cases.cancel(session, case.id, Asker(talk.id), now())
    desk.waits_until(lambda: len(desk.all(".case-row")) == 249)
    assert before
    desk.goes_to("/desk/search")
    desk.writes("search", words="问")
    desk.submits("search")
    desk.waits_until(lambda: len(desk.all(".case-row")) == 100)
    desk.presses("显示更多")
    desk.waits_until(lambda: len(desk.all(".case-row")) == 200)
    desk.field("search", "words").clear()
    desk.writes("search", words="第7")
    desk.submits("search")
    desk.waits_until(lambda: len(desk.all(".case-row")) == 11)  # 7 and 70 to 79


def test_a_clause_is_cited_verbatim_and_ready_words_are_inserted(
    desk: DeskTab, database: Database, 陈科长: Officer
) -> None:
    case = claimed(database, 陈科长, "科技保险补贴怎么领")
    desk.goes_to(f"/desk/case/{case.id}")
    desk.writes("say", words="您好。")
    desk.opens_dialog("引用条款")
    desk.presses("插入")
    typed = desk.field("say", "words").get_attribute("value") or ""
    assert typed.startswith("您好。\n（十七）加大科技保险产品供给")
    assert "每家企业每年最高20万元" in typed
    assert typed.endswith("第（十七）条「加大科技保险产品供给」")
    desk.opens_dialog("引用条款")
    desk.writes("find", words="人才公寓")
    desk.submits("find")
    desk.waits_until(lambda: any("公寓" in item for item in desk.texts(".found-clause")))
    desk.tabs_on(Keys.ESCAPE)
    desk.waits_until(lambda: not desk.all("dialog[open]"))
    desk.js(
        "const list = document.querySelector('[data-inserts-into]'); list.selectedIndex = 1;"
        "list.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    typed = desk.field("say", "words").get_attribute("value") or ""
    assert typed.endswith("您好，我已经看到您的问题，正在核实，稍后答复您。")
    ActionChains(desk.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(
        Keys.CONTROL
    ).perform()
    desk.waits_until(lambda: desk.said[-1:] == [typed])


def test_a_refusal_stands_in_the_form_and_the_words_stay(
    desk: DeskTab, database: Database, 陈科长: Officer
) -> None:
    case = claimed(database, 陈科长, "科技保险补贴怎么领")
    desk.goes_to(f"/desk/case/{case.id}")
    desk.opens_dialog("转办")
    desk.writes("transfer", reason="拨款的事")
    desk.submits("transfer")
    desk.sees("请选择“转给哪个单位”")
    desk.chooses("transfer", "unit", "忻州市科技局")  # which has it already
    desk.submits("transfer")
    desk.sees("请选一个别的单位")
    assert desk.field("transfer", "reason").get_attribute("value") == "拨款的事"
    desk.tabs_on(Keys.ESCAPE)
    desk.reloads()
    assert desk.field("transfer", "reason").get_attribute("value") == "拨款的事"


def test_what_was_said_before_is_shown_with_consent_to_the_holder_only(
    desk: DeskTab, database: Database, 陈科长: Officer
) -> None:
    case = opened(database, "科技保险补贴怎么领")
    desk.goes_to(f"/desk/case/{case.id}")
    desk.js("document.querySelector('details.about').open = true")
    desk.sees("访客还没有同意查看登记之前的对话")
    with database.writing() as session:
        session.get_one(Case, case.id).consent = True
    desk.sees("访客只同意经办人和协调员看登记之前的对话和测算结果")
    with database.writing() as session:
        cases.claim(session, case.id, session.get_one(Officer, 陈科长.id), now())
    desk.waits_until(lambda: "只同意经办人" not in desk.text)
    desk.js("for (const one of document.querySelectorAll('details.fold')) one.open = true")
    desk.sees("之前的话")
    desk.sees("结论：")  # how the question found its clause


def test_searching_finds_and_comes_back_after_a_look(desk: DeskTab, database: Database) -> None:
    case = opened(database, "科技保险补贴怎么领，电话 13812345678")
    opened(database, "人才公寓怎么住")
    desk.tabs_on("/")
    desk.waits_until(lambda: desk.driver.current_url.endswith("/desk/search"))
    desk.waits_until(lambda: desk.js(desk.READY))
    desk.waits_until(lambda: desk.focused.get_attribute("name") == "words")
    desk.writes("search", words="保险 补贴")
    desk.tabs_on(Keys.ENTER)
    desk.waits_until(lambda: len(desk.rows) == 1)
    assert "13812345678" not in desk.text
    desk.driver.find_element("css selector", ".case-row").click()
    desk.waits_until(lambda: desk.driver.current_url.endswith(f"/desk/case/{case.id}"))
    desk.driver.back()
    desk.waits_until(lambda: len(desk.rows) == 1)
    assert "保险" not in desk.driver.current_url
    desk.writes("search", words=" 没有这样的")
    desk.submits("search")
    desk.sees("没有找到符合的办件")


def test_words_typed_while_the_server_is_away_are_sent_when_it_is_back(
    desk: DeskTab, database: Database, 陈科长: Officer, own_server: Server
) -> None:
    case = claimed(database, 陈科长, "科技保险补贴怎么领")
    desk.goes_to(f"/desk/case/{case.id}")
    assert own_server.end(signal.SIGKILL) == -signal.SIGKILL
    desk.sees("连接丢失")
    desk.writes("say", words="马上答复您")
    desk.submits("say")
    desk.sees("连接断开了，您写的内容还在")
    own_server.start()
    desk.waits_until(
        lambda: desk.js("return Boolean(window.socket?.connected && window.did_handshake)")
    )
    desk.waits_until(lambda: desk.field("say", "words").get_attribute("value") == "马上答复您")
    desk.submits("say")
    desk.waits_until(lambda: desk.said == ["马上答复您"])


def test_files_go_with_a_reply_and_wait_with_its_words(
    desk: DeskTab, database: Database, 陈科长: Officer, tmp_path: Path
) -> None:
    case = claimed(database, 陈科长, "科技保险补贴怎么领")
    (tmp_path / "保单样本.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    (tmp_path / "安装.exe").write_bytes(b"MZ\x90")
    desk.goes_to(f"/desk/case/{case.id}")
    pick = desk.all("#mode-say input[type=file]")[0]
    pick.send_keys(f"{tmp_path / '保单样本.png'}\n{tmp_path / '安装.exe'}")
    desk.waits_until(lambda: desk.texts(".chip.ready") == ["保单样本.png\n×"])
    desk.sees("这种类型的文件我收不了")
    desk.reloads()
    desk.waits_until(lambda: desk.texts(".chip.ready") == ["保单样本.png\n×"])
    desk.submits("say")  # a file needs no words
    desk.waits_until(lambda: desk.said == ["［图片］保单样本.png"])
    assert desk.all(".chip") == []
    link = desk.all("#story .attachment")[0].get_attribute("href")
    fetched = (
        "return fetch(arguments[0]).then(r => [r.status, r.headers.get('content-disposition')])"
    )
    status, disposition = desk.js(fetched, link)
    assert (status, disposition.startswith("attachment")) == (200, True)


def test_a_case_that_is_not_there_is_told_so(desk: DeskTab) -> None:
    for path in ("/desk/case/999", "/desk/case/x", "/desk/case/-1"):
        desk.goes_to("/desk")
        desk.goes_to(path)
        desk.sees("没有这件办件，或者您不能查看")


def test_a_page_is_no_wider_than_the_window(
    desk: DeskTab, database: Database, 陈科长: Officer
) -> None:
    case = claimed(database, 陈科长, f"{'很长的问题' * 60} https://example.com/{'x' * 200}")
    with database.writing() as session:
        officer = session.get_one(Officer, 陈科长.id)
        cases.say_to_visitor(session, case.id, officer, "y" * 300, now())
    for path in ("/desk", f"/desk/case/{case.id}", "/desk/search", "/desk/account"):
        desk.goes_to(path)
        desk.js("for (const one of document.querySelectorAll('details')) one.open = true")
        widths = "const e = document.getElementById('main'); return [e.scrollWidth, e.clientWidth]"
        needed, there = desk.js(widths)
        assert needed <= there, path
