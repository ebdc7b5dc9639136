"""Two made-up weeks of a park, for pictures: visitors ask, officers answer, and some cases are on the desk.

The same each time but for the days, which are the last working ones.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot import cases, officers, transcript, visitors
from bot.application import Application
from bot.cases import Asker, Case, Matched, Solved
from bot.conversation import Specialist
from bot.database import now
from bot.deadlines import LOCAL, is_working_day, local_day
from bot.officers import Officer, Role, units
from bot.outbox import Parcel
from bot.proposals import Draft, Kind, propose
from tests.conftest import Clock, Visitor

STAFF = (
    ("陈科长", "市科技局", True),
    ("赵科员", "市科技局", False),
    ("刘科长", "市财政局", True),
    ("高老师", "市人社局", False),
    ("周科长", "市教育局", True),
)
COORDINATORS = ("孙主任", "何主任")
DESK_UNIT = "忻州经济开发区管委会"
ASKED = (
    "高企认定奖励多少", "博士租房能补多少", "科技保险补贴怎么算", "厂房租金补贴最长几年",
    "创新创业大赛一等奖奖多少", "奖励什么时候到账", "今天天气怎么样", "食堂几点开门",
    "我想申请人才公寓", "转人工", "技术合同登记有没有奖励", "材料交到哪个窗口",
)  # fmt: skip
WORKDAYS = 12


def working_days(count: int) -> list[date]:
    """The last working days before today, oldest first."""
    back = (local_day(now()) - timedelta(days=n) for n in range(1, 60))
    return [day for day in back if is_working_day(day)][:count][::-1]


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), LOCAL)


def settle(session: Session) -> dict[str, Officer]:
    """Everybody who works here, by name."""
    there = {name: units.find(session, unit, "xinzhou", "忻州") for name, unit, _ in STAFF}
    known = {
        name: officers.add(session, name, there[name], now(), leads=leads)
        for name, _, leads in STAFF
    }
    desk = units.find(session, DESK_UNIT, "xinzhou", "忻州")
    for name in COORDINATORS:
        known[name] = officers.add(session, name, desk, now(), Role.COORDINATOR)
    officers.note_absence(session, known["高老师"], local_day(now()), local_day(now()) + WEEK)
    return known


WEEK = timedelta(days=7)


def weeks_of_questions(application: Application, chance: random.Random) -> None:
    """What visitors asked on the last working days; each day somebody else."""
    clock = Clock()
    specialist = Specialist(application.knowledge, clock)
    for day in working_days(WORKDAYS):
        clock.at = at(day, "09:00")
        for name in ("王老师", "小李", "张工", "郭老师"):
            visitor = Visitor(f"{name}{day}", application.database, specialist, "web")
            visitor.says("/city xinzhou")
            for question in chance.sample(ASKED, chance.randint(2, 5)):
                clock.passes(chance.randint(200, 1500))
                heard = visitor.says(question)
                if "没用" in heard.buttons and chance.random() < 0.3:
                    visitor.presses("没用")


def work_off(session: Session, chance: random.Random) -> None:
    """Officers take most of what was registered, answer it, and close it; visitors rate it."""
    for case in session.exec(select(Case).order_by(col(Case.id))).all():
        unit = case.units[0]
        there = officers.officers_of(session, unit.id) or officers.coordinators(session)
        officer, taken = there[0], case.created_at + timedelta(minutes=chance.randint(5, 200))
        cases.claim(session, case.id, officer, taken)
        told = "您好，您的事我们收到了，材料交到政务大厅科技窗口就可以。"
        cases.say_to_visitor(session, case.id, officer, told, taken + timedelta(minutes=9))
        ended = taken + timedelta(hours=chance.randint(1, 20))
        if ended > now():
            continue
        outcome = chance.choice([Solved.SOLVED] * 4 + [Solved.UNSOLVED, Solved.ELSEWHERE])
        cases.close(session, case.id, officer, outcome, ended)
        if chance.random() < 0.6:
            asker = Asker(case.conversation_id)
            cases.rate(session, case.id, asker, True, True, chance.randint(3, 5), ended)


def opened(session: Session, name: str, question: str, when: datetime, *there: str, service: str = "",
           clauses: tuple[Matched, ...] = ()) -> Case:  # fmt: skip
    visitor = visitors.meet(session, "telegram", f"77{name}", name, when)
    talk = transcript.conversation_of(session, visitor.id, when)
    return cases.open_case(
        session, talk.id, "XZ", question, there, when, service or None, "xinzhou", clauses
    )


def todays_work(session: Session, staff: dict[str, Officer]) -> Case:
    """What is on the desk now; returns the case that 陈科长 is busy with."""
    *_, earlier, day = working_days(2)
    opened(
        session, "郭老师", "博士租房补贴多久能到账", at(earlier, "15:10"), "市人社局", "市科技局"
    )
    office = "想申请 200 平米办公场所，团队 12 人，下个月入驻"
    opened(
        session, "张工", office, now() - timedelta(minutes=50), "市科技局", service="办公场所申请"
    )
    insured = Matched("xinzhou-17", "《“晋创谷·忻州”创新驱动平台支持措施》第（十七）条", 1.31)
    asked = "科技保险补贴要准备哪些材料？我们是去年入驻的，电话 13812345678"
    case = opened(
        session, "王老师", asked, at(day, "10:07"), "市科技局", "市财政局", clauses=(insured,)
    )
    chen, zhao, visitor = staff["陈科长"], staff["赵科员"], Asker(case.conversation_id)
    cases.allow_reading(session, case.id, visitor, True, at(day, "10:08"))
    cases.claim(session, case.id, chen, at(day, "10:20"))
    words = "王老师您好，请准备营业执照、保单和缴费凭证，我先帮您核对一下。"
    cases.say_to_visitor(session, case.id, chen, words, at(day, "10:31"))
    again = "好的，保单是去年 9 月的，可以吗？"
    cases.hear_from_visitor(session, case.id, visitor, again, at(day, "17:20"))
    cases.note(
        session, case.id, zhao, "财政局口径：以缴费日期为准，去年的也可以。", at(day, "17:40")
    )
    return case


def suggestions(session: Session, staff: dict[str, Officer]) -> None:
    """What waits for a second person."""
    faq = Draft(
        Kind.FAQ,
        "科技保险补贴的材料交到哪里",
        ("xinzhou-17",),
        "交到政务大厅科技窗口，带营业执照、保单和缴费凭证的复印件。",
    )
    heard = Draft(Kind.PHRASING, "给单位买的科技保险能报多少", ("xinzhou-17",))
    propose(session, staff["赵科员"], heard, now())
    propose(session, staff["陈科长"], faq, now())


def fill(application: Application) -> int:
    """Two weeks of work; returns the id of the case to be shown."""
    chance = random.Random(17)  # the same pictures each time
    weeks_of_questions(application, chance)
    with application.database.writing() as session:
        staff = settle(session)
        work_off(session, chance)
        shown = todays_work(session, staff).id
        suggestions(session, staff)
        session.connection().execute(update(Parcel).values(sent_at=now()))  # nobody is there
    return shown
