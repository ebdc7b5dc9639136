"""Service forms in the visitors' chat, at a phone's and a desktop's width; an offer from its form to the desk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.database import Database, open_database
from tests.browser.conftest import Server, Visit
from tests.browser.desk import added, link_for, signs_in
from tests.browser.tab import Browsers, Tab
from tests.channels.test_web_files import PDF

INSTRUMENT = (
    ("是什么仪器", "扫描电镜"),
    ("能做什么检测", "看断口形貌，找孙经理，微信 sun_1980"),
    ("仪器放在哪里", "师院实验楼"),
    ("什么时候可以给别人用", "［工作日］"),
    ("怎么收费", "每小时200元"),
    ("别人怎么用", "［由我们代测］"),
    ("叫什么名字", "忻州师院"),
    ("怎么称呼", "孙老师 13933334444"),
)
BOOKING = (
    ("您要用它做什么", "看三个合金断口"),
    ("想什么时候用", "下周三"),
    ("大概用多久", "［半天］"),
    ("有人会操作", "［请代测］"),
    ("叫什么名字", "星光科技"),
    ("怎么称呼", "王老师 13812345678"),
)


def photographed(tab: Tab, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        tab.js("window.scrollTo(0, document.body.scrollHeight)")
        tab.driver.save_screenshot(f"{folder}/form-{name}-{tab.js('return innerWidth')}.png")


def newest(tab: Tab) -> str:
    """What was said last; read in one go, as the page may change meanwhile."""
    return str(tab.js("return [...document.querySelectorAll('.bubble')].at(-1)?.innerText ?? ''"))


def is_asked(tab: Tab, words: str) -> None:
    tab.waits_until(lambda: words in newest(tab), words)


def answers(tab: Tab, *asked: tuple[str, str]) -> None:
    """Answer each question once it is asked: a button in ［］, everything else typed."""
    for question, words in asked:
        is_asked(tab, question)
        if words.startswith("［"):
            tab.presses(words[1:-1])
        else:
            tab.says(words)


def begins(tab: Tab, service: str, more: bool = False) -> None:
    tab.sees("您好，我是晋创谷的服务专员")
    tab.presses("忻州")
    tab.sees("以后按忻州的政策回答")
    tab.says("/services")
    if more:
        is_asked(tab, "请选择要办的事项")
        tab.presses("更多服务")
    tab.waits_until(lambda: service in tab.buttons)
    tab.presses(service)


def fits(tab: Tab) -> bool:
    """Nothing stands out of the window sideways."""
    return bool(tab.js("return document.documentElement.scrollWidth <= innerWidth"))


def test_an_office_with_every_kind_of_question_to_its_case(王老师: Tab, tmp_path: Path) -> None:
    (tmp_path / "平面图.pdf").write_bytes(PDF)
    begins(王老师, "办公场所申请")
    is_asked(王老师, "为您找合适的场地")
    photographed(王老师, "consent")
    王老师.presses("同意，开始填")
    is_asked(王老师, "您要哪一种场地")
    王老师.presses("1 办公室")
    王老师.waits_until(lambda: "✓ 1 办公室" in 王老师.buttons)
    王老师.presses("3 实验室")
    王老师.waits_until(lambda: "✓ 3 实验室" in 王老师.buttons)
    photographed(王老师, "several")
    王老师.presses("选好了")
    answers(王老师, ("大概要多大面积", "［100㎡］"), ("大概几个人用", "八九个人"))
    is_asked(王老师, "例如：明年3月")
    photographed(王老师, "date")
    王老师.presses("上一步")
    is_asked(王老师, "大概几个人用")
    王老师.says("12")
    answers(王老师, ("什么时候要用", "下周三"), ("打算用多久", "［跳过］"))
    is_asked(王老师, "特别的要求")
    王老师.all("#pick")[0].send_keys(str(tmp_path / "平面图.pdf"))
    王老师.waits_until(lambda: 王老师.all("#tray .chip.ready"))
    王老师.says("要一楼")
    王老师.waits_until(lambda: "平面图.pdf" in 王老师.text)
    photographed(王老师, "file")
    is_asked(王老师, "请接着回答上面的问题")
    王老师.says("一楼，要三相电")
    answers(王老师, ("叫什么名字", "星光科技"), ("怎么称呼", "王老师"), ("联系电话", "13812345678"))
    is_asked(王老师, "· 已收到 1 个文件：平面图.pdf")
    assert "· 使用人数：12人" in newest(王老师)
    photographed(王老师, "summary")
    assert fits(王老师)
    王老师.presses("改一个回答")
    is_asked(王老师, "想改哪一个回答")
    photographed(王老师, "edit")
    王老师.presses(next(label for label in 王老师.buttons if "面积" in label))
    is_asked(王老师, "大概要多大面积")
    王老师.presses("500㎡")
    is_asked(王老师, "· 面积：500㎡")
    王老师.reloads()
    王老师.presses("提交")
    王老师.sees("已为您登记，编号 XZ-")
    is_asked(王老师, "已经把 1 个文件附到办件")
    photographed(王老师, "sent")
    assert 王老师.complaints() == []


def test_who_refuses_sends_the_question_alone(小李: Tab) -> None:
    begins(小李, "办公场所申请")
    is_asked(小李, "为您找合适的场地")
    小李.presses("不填，只登记问题")
    is_asked(小李, "请用一句话说说您要办的事")
    小李.says("想租一间能做实验的办公室")
    is_asked(小李, "办件里只有您的问题")
    photographed(小李, "refused")
    assert "联系电话" not in newest(小李)
    小李.presses("提交")
    小李.sees("已为您登记，编号 XZ-")


@pytest.fixture
def database(own_server: Server) -> Database:
    return open_database(f"sqlite:///{own_server.var / 'specialist.db'}")


def test_an_instrument_is_listed_booked_and_taken_down_at_the_desk(
    new_visitor: Visit,
    own_server: Server,
    database: Database,
    browsers: Browsers,
    size: tuple[int, int],
) -> None:
    小李, 王老师 = new_visitor(own_server.url), new_visitor(own_server.url)
    begins(小李, "共享仪器登记", more=True)
    小李.presses("同意，开始填")
    answers(小李, *INSTRUMENT)
    is_asked(小李, "来这里办事的人都能看到：仪器名称、能做什么")
    photographed(小李, "publish")
    小李.presses("提交")
    is_asked(小李, "“扫描电镜”已经发布")
    photographed(小李, "published")

    begins(王老师, "看看共享仪器", more=True)
    王老师.presses("扫描电镜")
    is_asked(王老师, "看断口形貌，找***，微信 ***")
    assert "孙" not in newest(王老师)
    photographed(王老师, "offer")
    王老师.presses("预约这台仪器")
    王老师.presses("同意，开始填")
    answers(王老师, *BOOKING)
    is_asked(王老师, "仪器的主人能看到")
    王老师.presses("提交")
    is_asked(王老师, "预约已经发给“扫描电镜”的主人")
    小李.sees("有人预约您的“扫描电镜”")
    photographed(小李, "booked")
    assert "13812345678" not in 小李.text
    小李.presses("可以，就按这个时间")
    王老师.sees("同意了您的预约")
    photographed(王老师, "agreed")

    with browsers.new(size) as driver:
        孙主任 = added(database, "孙主任", "忻州经济开发区管委会")
        desk = signs_in(driver, link_for(database, 孙主任, own_server))
        desk.waits_until(lambda: any("共享仪器登记" in row for row in desk.rows))
        photographed(desk, "desk-queue")
        next(r for r in desk.all(".case-row") if "共享仪器登记" in r.text).click()
        desk.waits_until(lambda: desk.js(desk.READY) and desk.all("[data-form=take-down]"))
        photographed(desk, "desk-case")
        desk.opens_dialog("下架")
        desk.writes("take-down", reason="仪器信息不真实")
        photographed(desk, "desk-dialog")
        desk.submits("take-down")
        desk.sees("已下架，访客已收到通知")
        photographed(desk, "desk-down")
        小李.sees("由工作人员下架，原因：仪器信息不真实")
        assert desk.complaints() == []
    王老师.says("/services")
    is_asked(王老师, "请选择要办的事项")
    王老师.presses("更多服务")
    is_asked(王老师, "这些也可以在这里登记")
    王老师.presses("看看共享仪器")
    is_asked(王老师, "现在还没有登记的共享仪器")
    assert 小李.complaints() == 王老师.complaints() == []
    database.close()
