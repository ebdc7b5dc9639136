"""A guided assessment on the web page, on a phone and on a desktop: taps, ticks in place, a reload, the result."""

from __future__ import annotations

import os
from pathlib import Path

from tests.browser.tab import Tab

SHOTS = os.environ.get("SCREENSHOTS", "")


def shot(tab: Tab, name: str) -> None:
    """Keep a picture for people to look at, when they ask for it."""
    if SHOTS:
        wide = tab.driver.execute_script("return innerWidth")
        tab.driver.save_screenshot(str(Path(SHOTS) / f"{name}-{wide}.png"))


def tick(tab: Tab, label: str) -> None:
    """Tick what this label says, and wait until its card shows it."""
    button = next(name for name in tab.buttons if name.endswith(label))
    tab.presses(button)
    tab.waits_until(lambda: f"✓ {button}" in tab.buttons)


def test_a_university_with_three_contracts(王老师: Tab) -> None:
    王老师.presses("忻州")
    王老师.says("技术合同有补贴吗")
    王老师.sees("怎么算：按比例计算，有封顶")
    王老师.presses("测一测能拿多少")
    王老师.sees("您这边属于下面哪几类")
    tick(王老师, "高校")
    shot(王老师, "ticks")
    王老师.presses("选好了")
    王老师.sees("买技术的企业在哪个园区")
    王老师.presses("晋创谷·忻州")
    王老师.sees("签的是哪一类技术合同")
    王老师.says("技术开发")
    王老师.sees("认定登记了吗")
    王老师.presses("是")
    王老师.sees("技术交易额各是多少")
    王老师.says("三个合同分别是80万、120万和35万")
    王老师.sees("记下了：80万元、120万元、35万元")
    王老师.presses("都没有领过")
    王老师.sees("4.7万元")
    王老师.sees("（80万元＋120万元＋35万元）×2%=4.7万元")
    shot(王老师, "university")


def test_the_amounts_come_as_a_picture_that_can_be_read_in_the_chat(王老师: Tab) -> None:
    王老师.presses("忻州")
    王老师.says("创新创业大赛得奖有奖励吗")
    王老师.sees("怎么算：按上级奖励的比例配套")
    王老师.presses("测一测能拿多少")
    王老师.sees("或者准备落在哪里")
    王老师.says("忻州")
    王老师.sees("得的是创新创业大赛的什么奖")
    王老师.says("中国创新创业大赛奖项、中国创新创业大赛山西赛区一等奖")
    王老师.sees("省里给了多少奖励")
    王老师.says("20万")
    王老师.presses("都没有领过")
    王老师.sees("25万元")
    王老师.presses("生成一页纸")
    王老师.sees("图片是各项金额一览")
    shown = "const i = document.querySelector('.bubble .picture img');"
    王老师.waits_until(lambda: 王老师.js(f"{shown} return Boolean(i && i.naturalWidth)"))
    assert 王老师.js(f"{shown} return i.getBoundingClientRect().width") >= 280
    shot(王老师, "picture")


def test_ticks_change_the_card_and_nothing_else(王老师: Tab) -> None:
    王老师.says("/assess")
    王老师.presses("还没定")
    王老师.sees("您这边属于下面哪几类")
    lines, own = len(王老师.lines), 王老师.own_lines
    tick(王老师, "科技型企业")
    focused = 王老师.focused.text
    tick(王老师, "高校")
    王老师.presses("✓ 6 高校" if "✓ 6 高校" in 王老师.buttons else ticked(王老师, "高校"))
    王老师.waits_until(lambda: not [b for b in 王老师.buttons if b.endswith("高校") and "✓" in b])
    assert focused.endswith("科技型企业")
    assert (len(王老师.lines), 王老师.own_lines) == (lines, own)

    王老师.reloads()
    assert [b for b in 王老师.buttons if "✓" in b] == [ticked(王老师, "科技型企业")]
    assert (len(王老师.lines), 王老师.own_lines) == (lines, own)


def ticked(tab: Tab, label: str) -> str:
    return next(b for b in tab.buttons if b.endswith(label) and b.startswith("✓"))


def test_a_tick_shows_in_every_tab(王老师: Tab, size: tuple[int, int]) -> None:
    王老师.says("/assess")
    王老师.presses("还没定")
    王老师.sees("您这边属于下面哪几类")
    second = 王老师.second_tab(size)
    tick(second, "科技型企业")
    王老师.comes_to_front()
    王老师.waits_until(lambda: ticked(王老师, "科技型企业"))


def test_a_start_up_with_two_doctors_chooses_between_the_cities(王老师: Tab) -> None:
    王老师.says("我们能拿什么补贴")
    王老师.presses("还没定")
    王老师.sees("您这边属于下面哪几类")
    tick(王老师, "科技型企业")
    王老师.presses("选好了")
    王老师.sees("最近发生了下面哪些事")
    shot(王老师, "occasions")
    tick(王老师, "新全职招了博士、硕士或大学生")
    王老师.presses("选好了")
    王老师.sees("招来的是哪个层次")
    王老师.says("两个博士")
    王老师.sees("买房还是租房")
    王老师.says("租房")
    王老师.sees("一句话告诉我就行")
    shot(王老师, "numbers")
    王老师.says("合同三年，社保8个月，申请三年")
    王老师.sees("有没有已经拿过钱的")
    王老师.presses("都没有领过")
    王老师.sees("测算结果（忻州、晋城")
    王老师.sees("两地对比")
    shot(王老师, "two-cities")


def test_a_listed_state_owned_firm_gets_a_kind_no(王老师: Tab) -> None:
    王老师.says("/assess")
    王老师.presses("晋创谷·忻州")
    王老师.sees("您这边属于下面哪几类")
    王老师.says("企业（一般企业）")
    王老师.sees("最近发生了下面哪些事")
    tick(王老师, "上市、挂牌了，或有这个打算")
    王老师.presses("选好了")
    王老师.sees("在哪个板块上市或挂牌")
    王老师.says("科创板")
    王老师.sees("民营还是国有")
    王老师.presses("国有企业")
    王老师.sees("测算结果（忻州")
    王老师.presses(next(b for b in 王老师.buttons if b.startswith("看不符合的")))
    王老师.sees("要是民营企业才行")
    shot(王老师, "no")
