"""Agencies and instruments: published, commissioned, booked; no name or number without its owner's word."""

from __future__ import annotations

import pytest
from sqlmodel import Session, col, select

from bot import cases, matching
from bot.cases import Case, NotAllowed
from bot.database import Database
from bot.matching import Kind, Offer
from bot.matching.offering import Public
from bot.officers import Officer
from bot.outbox import Parcel
from tests.bot.cases.conftest import staff
from tests.conftest import MORNING, Heard, Visitor

AGENCY = (
    "同意",
    "星火知识产权",
    "4",
    "专做专利申请，三天出稿",
    "每件3000元起",
    "忻州开发区",
    "周经理 13911112222",
)
INSTRUMENT = (
    *("同意", "扫描电镜", "看断口形貌", "师院实验楼", "每周二", "每小时200元", "由我们代测"),
    *("忻州师院", "孙老师 13933334444"),
)
WISH = (
    "同意",
    "知识产权申请",
    "申请两件发明专利",
    "两万以内",
    "一个月内",
    "星光科技",
    "王老师 13812345678",
)
BOOKING = ("同意", "看三个合金断口", "下周三", "半天", "请代测", "星光科技", "王老师 13812345678")


def talk(visitor: Visitor, *texts: str) -> Heard:
    for text in texts:
        heard = visitor.presses(text[1:-1]) if text.startswith("［") else visitor.says(text)
    return heard


def fills(visitor: Visitor, form: str, answers: tuple[str, ...]) -> Heard:
    visitor.presses_action(f"form:{form}")
    talk(visitor, *answers)
    return visitor.presses("提交")


def inbox(database: Database, name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was promised to a visitor: words, and buttons with their actions."""
    with database.reading() as session:
        parcels = session.exec(
            select(Parcel).where(Parcel.address == name).order_by(col(Parcel.id))
        ).all()
        return [
            (p.reply.text, [(c.label, c.action) for row in p.reply.choices for c in row])
            for p in parcels
        ]


def told(database: Database, name: str) -> str:
    return "\n".join(text for text, _ in inbox(database, name))


def button(database: Database, name: str, label: str) -> str:
    """The action of the newest button of this label that was promised to this visitor."""
    actions = [a for _, buttons in inbox(database, name) for name_, a in buttons if name_ == label]
    return actions[-1]


def story(database: Database, service: str) -> list[str]:
    with database.reading() as session:
        case = session.exec(select(Case).where(Case.service == service)).one()
        return [e.text for e in cases.timeline(session, case.id) if e.kind == "matched"]


def test_a_commission_from_the_agency_to_the_choice(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    heard = fills(小李, "agency", AGENCY)
    assert "“星火知识产权”已经发布" in heard.text
    heard = fills(王老师, "commission", WISH)
    assert "已经发给星火知识产权" in heard.text
    asked = told(database, "小李")
    assert "申请两件发明专利" in asked
    assert "预算：两万以内" in asked
    assert "王老师" not in asked
    assert "星光科技" not in asked
    小李.presses_action(button(database, "小李", "我来答复"))
    assert "已经转给对方" in 小李.says("两件1.6万，三周，联系我13911112222").text
    answered = told(database, "王老师")
    assert "“星火知识产权”答复了" in answered
    assert "两件1.6万，三周" in answered
    assert "13911112222" not in answered
    王老师.presses_action(button(database, "王老师", "就选这家"))
    assert "对方选定了“星火知识产权”" in told(database, "小李")
    assert "13812345678" not in told(database, "小李")
    王老师.presses("可以告诉对方")
    assert "· 联系电话：13812345678" in told(database, "小李")
    assert "13911112222" not in told(database, "王老师")
    小李.presses_action(button(database, "小李", "可以告诉对方"))
    assert "· 联系人：周经理" in told(database, "王老师")
    assert story(database, "委托中介服务") == [
        "发给星火知识产权",
        "“星火知识产权”答复：两件1.6万，三周，联系我139******22",
        "与“星火知识产权”对接成功",
        "委托或预约的一方同意把联系方式告诉对方",
        "发布的一方同意把联系方式告诉对方",
    ]


def test_a_booking_from_the_instrument_to_the_day(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    fills(小李, "instrument", INSTRUMENT)
    heard = 王老师.presses_action("form:booking")
    assert "请先选一台仪器" in heard.text
    heard = 王老师.presses("扫描电镜")
    assert "· 收费：每小时200元" in heard.text
    assert "孙老师" not in heard.text
    assert "忻州师院" not in heard.text
    王老师.presses("预约这台仪器")
    talk(王老师, *BOOKING, "［提交］")
    asked = told(database, "小李")
    assert "有人预约您的“扫描电镜”" in asked
    assert "下周三（2026年11月25日）" in asked
    小李.presses_action(button(database, "小李", "可以，就按这个时间"))
    assert "“扫描电镜”同意了您的预约" in told(database, "王老师")
    小李.presses("请工作人员联系")
    assert "13933334444" not in told(database, "王老师")
    assert story(database, "预约共享仪器")[-1] == "发布的一方请工作人员从中联系"


def test_another_time_is_proposed_and_taken(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    fills(小李, "instrument", INSTRUMENT)
    王老师.presses_action("offers:instrument")
    talk(王老师, "［扫描电镜］", "［预约这台仪器］", *BOOKING, "［提交］")
    小李.presses_action(button(database, "小李", "换个时间，我来说"))
    小李.says("周四上午可以")
    assert "周四上午可以" in told(database, "王老师")
    王老师.presses_action(button(database, "王老师", "就选这家"))
    assert "对方选定了" in told(database, "小李")


def test_an_owner_declines_kindly(王老师: Visitor, 小李: Visitor, database: Database) -> None:
    fills(小李, "instrument", INSTRUMENT)
    王老师.presses_action("offers:instrument")
    talk(王老师, "［扫描电镜］", "［预约这台仪器］", *BOOKING, "［提交］")
    小李.presses_action(button(database, "小李", "这次不行"))
    assert "这次约不上" in told(database, "王老师")


def test_several_agencies_answer_and_one_is_chosen(
    王老师: Visitor, 小李: Visitor, database: Database, specialist: object
) -> None:
    other = Visitor("老赵", database, 小李.specialist)
    fills(小李, "agency", AGENCY)
    fills(
        other,
        "agency",
        ("同意", "明德专利", "4、9", "律师团队", "面议", "忻府区", "赵律师 13955556666"),
    )
    fills(王老师, "commission", WISH)
    for visitor, words in ((小李, "一万六"), (other, "一万五")):
        visitor.presses_action(button(database, visitor.name, "我来答复"))
        visitor.says(words)
    heard = 王老师.presses_action(button(database, "王老师", "看全部答复"))
    assert "· 星火知识产权：一万六" in heard.text
    assert "· 明德专利：一万五" in heard.text
    王老师.presses("选“明德专利”")
    assert "已经选定了别家" in told(database, "小李")
    assert "对方选定了“明德专利”" in told(database, "老赵")
    late = 小李.presses_action(button(database, "小李", "我来答复"))
    assert "已经结束了" in late.text


def test_who_does_something_else_is_not_asked(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    fills(
        小李, "agency", ("同意", "明德律所", "9", "打官司", "面议", "忻府区", "赵律师 13955556666")
    )
    heard = fills(王老师, "commission", WISH)
    assert "还没有做这类服务的机构" in heard.text
    assert "申请两件" not in told(database, "小李")


def test_who_left_no_number_is_reached_through_the_desk(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    fills(小李, "agency", ("不同意", *AGENCY[1:-1]))
    fills(王老师, "commission", ("不同意", *WISH[1:-1]))
    小李.presses_action(button(database, "小李", "我来答复"))
    小李.says("可以做")
    王老师.presses_action(button(database, "王老师", "就选这家"))
    assert "没有留联系方式" in 王老师.presses("可以告诉对方").text


def test_my_offers_are_withdrawn_and_published_again(王老师: Visitor, 小李: Visitor) -> None:
    fills(小李, "instrument", INSTRUMENT)
    heard = 小李.presses_action("mine")
    assert "· 扫描电镜：已发布" in heard.text
    小李.presses("下架“扫描电镜”")
    assert "已经下架" in 小李.presses("确定下架").text
    assert "还没有登记的共享仪器" in 王老师.presses_action("offers:instrument").text
    小李.presses_action("mine")
    assert "已经重新发布" in 小李.presses("重新发布“扫描电镜”").text
    assert "扫描电镜" in 王老师.presses_action("offers:instrument").buttons


def test_a_list_turns_its_pages(王老师: Visitor, 小李: Visitor, database: Database) -> None:
    fills(小李, "instrument", INSTRUMENT)
    with database.writing() as session:
        case = session.exec(select(Case)).one()
        for number in range(2, 13):
            public = Public(title=f"仪器{number}")
            matching.publish(session, Kind.INSTRUMENT, case, public, MORNING)
    heard = 王老师.presses_action("offers:instrument")
    assert "第1页，共3页" in heard.text
    assert heard.buttons[0] == "仪器12"
    assert "上一页" not in heard.buttons
    王老师.presses("下一页")
    heard = 王老师.presses("下一页")
    assert heard.buttons[:2] == ["仪器2", "扫描电镜"]
    assert "下一页" not in heard.buttons
    assert 王老师.presses_action("offers:instrument:99").buttons[:2] == ["仪器2", "扫描电镜"]


def test_an_officer_takes_an_offer_down_and_its_owner_cannot_undo_it(
    小李: Visitor, database: Database
) -> None:
    with database.writing() as session:
        staff(session)
    fills(小李, "instrument", INSTRUMENT)
    with database.writing() as session:
        offer = session.exec(select(Offer)).one()
        case = offer.case_id
        with pytest.raises(NotAllowed):
            matching.take_down(session, case, officer(session, "刘科长"), "不合适", MORNING)
        with pytest.raises(NotAllowed):
            matching.take_down(session, case, officer(session, "停用"), "不合适", MORNING)
        for _ in range(2):
            matching.take_down(session, case, officer(session, "孙主任"), "信息不实", MORNING)
    assert told(database, "小李").count("由工作人员下架，原因：信息不实") == 1
    assert story(database, "共享仪器登记")[-1] == "下架“扫描电镜”，原因：信息不实"
    assert "· 扫描电镜：已被工作人员下架" in 小李.presses_action("mine").text
    assert "不能自己重新发布" in 小李.presses_action(f"republish:{offer.id}").text


def test_the_officer_is_told_of_each_new_offer_and_takes_it_down_from_there(
    小李: Visitor, database: Database
) -> None:
    with database.writing() as session:
        staff(session)
    fills(小李, "instrument", INSTRUMENT)
    [card] = [text for text, _ in inbox(database, "孙主任") if "新发布“扫描电镜”" in text]
    assert "看断口形貌" in card
    assert "孙老师" not in card
    assert [text for text, _ in inbox(database, "刘科长")] == []
    down = button(database, "孙主任", "下架")
    孙主任 = Visitor("孙主任", database, 小李.specialist, channel="telegram")
    assert "为什么下架" in 孙主任.presses_action(down).text
    孙主任.presses("信息不真实")
    assert "由工作人员下架，原因：信息不真实" in told(database, "小李")


def test_what_is_published_again_is_told_again_and_without_officers_in_the_group(
    小李: Visitor, database: Database
) -> None:
    with database.writing() as session:
        staff(session)
        session.delete(officer(session, "孙主任"))
    fills(小李, "instrument", INSTRUMENT)
    小李.presses_action("withdraw:1:sure")
    小李.presses_action("republish:1")
    小李.presses_action("republish:1")
    cards = [text for text, _ in inbox(database, "-100") if "发布“扫描电镜”" in text]
    assert [("重新" in card, "每小时200元" in card) for card in cards] == [
        (False, True),
        (True, True),
    ]


def test_before_publishing_it_is_said_who_reads_what_and_contacts_are_hidden(
    王老师: Visitor, 小李: Visitor
) -> None:
    小李.presses_action("form:agency")
    heard = talk(小李, *AGENCY[:3], "专利申请，找周经理，微信 zhou1980", *AGENCY[4:])
    readers = "提交后马上公开，来这里办事的人都能看到：单位名称、服务类型、服务介绍、收费、在哪里"
    assert f"{readers}。不公开：联系人、联系电话。" in heard.text
    assert "用星号遮住" in heard.text
    assert "用星号遮住" in 小李.presses("提交").text
    王老师.presses_action("offers:agency")
    heard = 王老师.presses("星火知识产权")
    assert "专利申请，找***，微信 ***" in heard.text


def test_a_request_that_nobody_else_reads_says_nothing_of_readers(王老师: Visitor) -> None:
    王老师.presses_action("form:city-life:xinzhou")
    heard = talk(王老师, "同意", "换驾照", "下周", "王老师 13812345678")
    assert "提交" in heard.buttons
    assert "看到" not in heard.text
    assert "公开" not in heard.text


def officer(session: Session, name: str) -> Officer:
    return session.exec(select(Officer).where(Officer.name == name)).one()


def test_what_is_somebody_elses_is_no_button(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    stranger = Visitor("路人", database, 小李.specialist)
    fills(小李, "agency", AGENCY)
    fills(王老师, "commission", WISH)
    小李.presses_action(button(database, "小李", "我来答复"))
    小李.says("一万六")
    over = "已经用不了"
    choose = button(database, "王老师", "就选这家")
    assert over in 小李.presses_action(choose).text
    assert over in stranger.presses_action(choose).text
    for action in (
        "bid:1",
        "decline:1",
        "agree:1",
        "commission:1",
        "share:1:yes",
        "withdraw:1:sure",
    ):
        assert over in stranger.presses_action(action).text, action
    assert over in 王老师.presses_action("bid:1").text
    assert over in 王老师.presses_action("offer:999").text
    assert over in 小李.presses_action("share:1:yes").text


def test_a_press_that_comes_twice_is_taken_once(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    fills(小李, "agency", AGENCY)
    fills(王老师, "commission", WISH)
    小李.presses_action(button(database, "小李", "我来答复"))
    小李.says("一万六")
    choose = button(database, "王老师", "就选这家")
    for _ in range(2):
        王老师.presses_action(choose)
        王老师.presses_action("share:1:yes")
    assert told(database, "小李").count("对方选定了") == 1
    assert told(database, "小李").count("13812345678") == 1


def test_a_cancelled_request_is_over_for_the_owner(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    fills(小李, "agency", AGENCY)
    fills(王老师, "commission", WISH)
    with database.reading() as session:
        case = session.exec(select(Case).where(Case.service == "委托中介服务")).one()
    王老师.presses_action(f"cancel:{case.id}:sure")
    assert "已经结束了" in 小李.presses_action(button(database, "小李", "我来答复")).text


def test_below_the_clause_stand_its_forms(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    heard = 王老师.says("科研仪器设备共享服务平台是怎么回事")
    assert "第（二十二）条" in heard.text
    assert {"登记仪器", "预约仪器"} <= set(heard.buttons)
    assert "发布委托" in 王老师.says("/services").buttons or 王老师.presses("更多服务")
    assert {"委托中介服务", "看看共享仪器", "我发布的"} <= set(王老师.heard[-1].buttons)
