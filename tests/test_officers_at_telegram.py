"""Two visitors and three officers over real HTTP, with the real process: from asking to reopening; then the same
while the process is killed at random moments, and nothing is lost, said twice or told to the wrong person."""

from __future__ import annotations

import random
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from bot import cases
from bot.cases import Case, Event, Rating
from bot.database import Database, open_database
from bot.inbox import Arrival
from bot.officers import Officer, Role
from bot.outbox import Parcel
from bot.wording import officer_work_phrases as phrases
from tests.emulators.bot_api import BotApi
from tests.emulators.chat import wait_until
from tests.emulators.town import GROUP, Person, Town, employ, employ_at

RACERS = 20
QUESTION = "忻州新认定的高新技术企业有奖励吗"
OTHER_QUESTION = "忻州博士租房补贴多少"
CHATS = 12
"""So many words go each way between 小李 and 孙主任 while 王老师's case takes its course."""


@dataclass
class Cast:
    town: Town
    database: Database
    王老师: Person
    小李: Person
    陈科长: Person
    刘科长: Person
    孙主任: Person
    racers: list[Person]

    def case(self, question: str) -> Case:
        with self.database.reading() as session:
            return session.exec(select(Case).where(Case.question == question)).one()

    def events(self, question: str) -> list[Event]:
        with self.database.reading() as session:
            return cases.timeline(session, self.case(question).id)

    def unfinished(self) -> int:
        with self.database.reading() as session:
            arrivals = session.exec(select(Arrival)).all()
            parcels = session.exec(select(Parcel)).all()
        failed = [a for a in arrivals if a.handled_at is None or a.error]
        return len(failed) + sum(p.sent_at is None for p in parcels)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def cast(api: BotApi, published_var: Path, tmp_path: Path) -> Iterator[Cast]:
    var = tmp_path / "var"
    shutil.copytree(published_var, var)
    database = open_database(f"sqlite:///{var / 'specialist.db'}")
    town = Town(api, var)
    persons = {
        name: Person(town, id, name)
        for name, id in (
            ("王老师", 11),
            ("小李", 12),
            ("陈科长", 21),
            ("刘科长", 22),
            ("孙主任", 23),
        )
    }
    racers = [Person(town, 100 + number, f"同事{number}") for number in range(RACERS - 1)]
    for racer in racers:
        employ_at(database, racer.name, "市科技局", racer.id)
    yield Cast(town, database, racers=racers, **persons)
    database.close()


def everybody_signs_in(cast: Cast) -> None:
    for person, unit, role in (
        (cast.陈科长, "市科技局", Role.OFFICER),
        (cast.刘科长, "市财政局", Role.OFFICER),
        (cast.孙主任, "忻州经济开发区管委会", Role.COORDINATOR),
    ):
        code = employ(cast.database, person.name, unit, role)
        person.says(f"/login {code}")
        person.hears("您已登录")


def hands_over(visitor: Person, question: str) -> None:
    visitor.presses_action("city:xinzhou")
    visitor.hears("以后按忻州的政策回答")
    visitor.says(question)
    visitor.presses("找服务专员", within="依据")
    visitor.hears("已为您登记")


def answered(town: Town) -> dict[str, str]:
    """What those who pressed in the group were shown, by press."""
    calls = town.api.calls("answerCallbackQuery")
    return {call["callback_query_id"]: call.get("text", "") for call in calls}


def race_for_the_case(cast: Cast) -> Person:
    """Everybody presses at once; the winner hears the others' questions never."""
    case = cast.case(QUESTION)
    everybody = [cast.陈科长, *cast.racers]
    presses = {p.id: p.presses_action(f"claim:{case.id}", GROUP) for p in everybody}
    wait_until(lambda: set(presses.values()) <= answered(cast.town).keys(), cast.town.patience)
    shown = answered(cast.town)
    won = [p for p in everybody if shown[presses[p.id]] == phrases.yours(case.number)]
    assert len(won) == 1
    for loser in everybody:
        if loser is not won[0]:
            assert shown[presses[loser.id]] == phrases.taken_by(case.number, won[0].name)
            loser.hears(phrases.taken_by(case.number, won[0].name))
    won[0].hears("相关条款")
    wait_until(
        lambda: any(f"已接单：市科技局 {won[0].name}" in text for text in cast.town.in_group()),
        cast.town.patience,
    )
    return won[0]


def course_of_a_case(cast: Cast) -> None:
    """王老师's: race, both ways, note, clause, hand on, return, close, rate, reopen."""
    wang, number = cast.王老师, cast.case(QUESTION).number
    holder = race_for_the_case(cast)
    holder.says("您好，请问哪一年认定的", answering="相关条款")
    wang.hears("您好，请问哪一年认定的")
    wang.says("去年十月")
    holder.says("那可以申领", answering="去年十月")
    wang.hears("那可以申领")
    holder.presses(phrases.NOTE, within=number)
    holder.hears(phrases.WHAT_TO_NOTE)
    holder.says("只给同事看的话")
    holder.hears(phrases.NOTED)
    holder.presses(phrases.TRANSFER, within="相关条款")
    holder.presses("市财政局")
    holder.hears("请写原因")
    holder.says("资金由财政局拨付")
    wang.hears("已转给市财政局办理")
    cast.刘科长.presses("接单", within="资金由财政局拨付")
    wang.hears("刘科长已经接手")
    cast.刘科长.presses(phrases.RETURN, within="相关条款")
    cast.刘科长.presses("市科技局")
    cast.刘科长.hears("请写原因")
    cast.刘科长.says("认定的事归科技局")
    wang.hears("已转给市科技局办理")
    cast.孙主任.hears("由协调员决定")
    cast.陈科长.presses("接单", within="认定的事归科技局")
    wang.hears("认定的事归科技局")
    closes_and_reopens(cast)


def closes_and_reopens(cast: Cast) -> None:
    wang, chen = cast.王老师, cast.陈科长
    wait_until(lambda: cast.case(QUESTION).state == "claimed", cast.town.patience)
    chen.presses(phrases.CLOSE, within="相关条款")
    chen.presses("已解决")
    chen.hears("请写几句结束的话")
    chen.says("奖励下个月到账")
    wang.hears("奖励下个月到账")
    for label, then in (("是", "您的问题解决了吗"), ("是", "总体满意吗"), ("5", "谢谢您的评价")):
        wang.presses(label)
        wang.hears(then)
    chen.hears("满意度 5 分")
    wang.presses("还没解决，重新打开")
    wang.hears("已经重新打开")
    chen.hears("已重新打开")


def chatter(cast: Cast) -> None:
    """小李 and 孙主任 talk all the while, by answering each other's words."""
    li, sun = cast.小李, cast.孙主任
    sun.presses_action(f"claim:{cast.case(OTHER_QUESTION).id}", GROUP)
    li.hears("孙主任已经接手")
    for number in range(CHATS):
        li.says(f"小李的第{number}句。")
        sun.says(f"孙主任的第{number}句。", answering=f"小李的第{number}句。")
        li.hears(f"孙主任的第{number}句。")


def nothing_is_lost_or_told_to_the_wrong_person(cast: Cast) -> None:
    wait_until(lambda: cast.unfinished() == 0, cast.town.patience)
    told = Counter(event.kind for event in cast.events(QUESTION))
    assert {kind: told[kind] for kind in ("claimed", "note", "transferred", "returned")} == {
        "claimed": 3, "note": 1, "transferred": 1, "returned": 1,
    }  # fmt: skip
    assert (told["message"], told["closed"], told["rated"], told["reopened"]) == (3, 1, 1, 1)
    words = [e.text for e in cast.events(OTHER_QUESTION) if e.kind == "message"]
    expected = ((f"小李的第{n}句。", f"孙主任的第{n}句。") for n in range(CHATS))
    assert words == [text for pair in expected for text in pair]
    with cast.database.reading() as session:
        rating = session.exec(select(Rating)).one()
        holder = session.get_one(Officer, cast.case(QUESTION).holder_id)
    assert (rating.solved, rating.satisfied, holder.name) == (True, 5, "陈科长")
    for visitor, others in (
        (cast.王老师, ("小李的", "孙主任的第")),
        (cast.小李, ("那可以申领", "去年十月", "到账")),
    ):
        heard = "\n".join(visitor.texts())
        assert not [part for part in (*others, "只给同事看的话") if part in heard]
    for officer in (cast.刘科长, *cast.racers):
        assert "小李的第" not in "\n".join(officer.texts())
    assert "小李的第" not in "\n".join(cast.town.in_group())


@pytest.mark.timeout(300)
def test_a_case_from_asking_to_reopening_with_three_officers(cast: Cast) -> None:
    with cast.town.serving():
        everybody_signs_in(cast)
        hands_over(cast.王老师, QUESTION)
        hands_over(cast.小李, OTHER_QUESTION)
        course_of_a_case(cast)
        chatter(cast)
        nothing_is_lost_or_told_to_the_wrong_person(cast)
        before = len(cast.town.in_group())
        stranger = Person(cast.town, 77, "路人")
        press = stranger.presses_action(f"claim:{cast.case(QUESTION).id}", GROUP)
        wait_until(lambda: press in answered(cast.town))
        assert "请先登录" in answered(cast.town)[press]
        assert len(cast.town.in_group()) == before


@pytest.mark.timeout(600)
def test_the_same_while_the_process_is_killed_at_random_moments(cast: Cast) -> None:
    cast.town.patience = 240
    kills: list[float] = []
    with killed_again_and_again(cast.town, kills):
        everybody_signs_in(cast)
        hands_over(cast.王老师, QUESTION)
        hands_over(cast.小李, OTHER_QUESTION)
        talking = threading.Thread(target=chatter, args=(cast,))
        talking.start()
        course_of_a_case(cast)
        talking.join(cast.town.patience)
    assert len(kills) >= 4
    with cast.town.serving():
        nothing_is_lost_or_told_to_the_wrong_person(cast)


@contextmanager
def killed_again_and_again(town: Town, kills: list[float]) -> Iterator[None]:
    """The process, killed at random moments after it has begun to say something, and started anew."""
    over, moments = threading.Event(), random.Random()

    def keep_killing() -> None:
        while not over.is_set():
            with town.serving() as process:
                said = len(town.api.calls("sendMessage"))
                while len(town.api.calls("sendMessage")) == said and not over.is_set():
                    time.sleep(0.02)
                over.wait(moments.uniform(0.0, 1.0))
                process.send_signal(signal.SIGKILL)
                kills.append(time.monotonic())

    killing = threading.Thread(target=keep_killing)
    killing.start()
    try:
        yield
    finally:
        over.set()
        killing.join(30)
