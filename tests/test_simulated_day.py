"""The desk at speed: a thousand visitors, three hundred cases, fifteen officers, and the National Day in between.

Time goes minute by minute. What the reminders, deadlines and figures should be is reckoned here anew, by
counting minutes on duty one by one, without a line of the program's own clock.
"""

from __future__ import annotations

import heapq
import random
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count as counter
from math import ceil
from zoneinfo import ZoneInfo

import chinese_calendar  # type: ignore[import-untyped]
import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot import audit, cases, officers, outbox, tables, transcript, visitors
from bot.cases import Asker, Case, Event, NotAllowed, NotNow, Solved
from bot.conversation import Specialist
from bot.database import Database, connect
from bot.figures import ENDINGS, Scope, count
from bot.officers import Officer, Role, units
from bot.reminders import remind
from knowledge.answering import Knowledge
from tests.conftest import Clock, Visitor

SHANXI = ZoneInfo("Asia/Shanghai")
BEGIN = datetime(2026, 9, 29, 8, 0, tzinfo=SHANXI)
OPENING_ENDS = datetime(2026, 10, 8, 12, 0, tzinfo=SHANXI)
END = datetime(2026, 10, 10, 18, 30, tzinfo=SHANXI)
"""Two working days, the holiday from 1 to 7 October, two more, and a Saturday on which people work."""

VISITORS, CASES = 1000, 300
MINUTE = timedelta(minutes=1)
ON_DUTY = ((9 * 60, 12 * 60), (14 * 60 + 30, 18 * 60))
STAGES = (180, 240, 360)
"""Working minutes after which somebody is reminded."""

QUESTIONS = (
    "高新技术企业认定奖励多少",
    "博士租房补多少",
    "科技保险补贴怎么申请",
    "专精特新小巨人奖多少",
    "今天中午吃什么",
    "你好",
)
LEADING = ("市科技局", "市人社局", "市工信局", "市财政局")


def minutes_on_duty() -> list[int]:
    """Every minute of duty, as minutes since 1970, until long after the end."""
    found, day = [], BEGIN.date()
    while day <= END.date() + timedelta(days=14):
        if chinese_calendar.is_workday(day):
            midnight = int(datetime(day.year, day.month, day.day, tzinfo=SHANXI).timestamp()) // 60
            found += [midnight + m for first, last in ON_DUTY for m in range(first, last)]
        day += timedelta(days=1)
    return found


DUTY = minutes_on_duty()


def minute_of(at: datetime) -> int:
    return int(at.timestamp()) // 60


def after(at: datetime, working: int) -> datetime:
    """The end of the minute of duty with which so many have passed since this moment."""
    first = bisect_right(DUTY, minute_of(at) - 1)
    return datetime.fromtimestamp((DUTY[first + working - 1] + 1) * 60, UTC)


def between(start: datetime, end: datetime) -> int:
    return bisect_right(DUTY, minute_of(end) - 1) - bisect_right(DUTY, minute_of(start) - 1)


@dataclass
class Story:
    """What this simulation knows of one case: when somebody had to act, and when somebody did."""

    opened: datetime
    runs: list[list[datetime | None]] = field(default_factory=list)
    answered: datetime | None = None
    ended: datetime | None = None
    left_alone: bool = False

    def starts(self, at: datetime) -> None:
        if not self.runs or self.runs[-1][1] is not None:
            self.runs.append([at, None])

    def stops(self, at: datetime) -> None:
        if self.runs and self.runs[-1][1] is None:
            self.runs[-1][1] = at

    def reminders(self) -> list[tuple[int, datetime]]:
        """Stage and moment of every reminder that has to go out."""
        return [
            (stage, due)
            for start, stop in self.runs
            for stage, working in enumerate(STAGES, start=1)
            if (due := after(start, working)) <= (stop or END)  # type: ignore[arg-type]
        ]


class Park:
    """Everybody, and a queue of what they are going to do."""

    def __init__(self, database: Database, knowledge: Knowledge) -> None:
        self.database = database
        self.clock = Clock(BEGIN.astimezone(UTC))
        self.specialist = Specialist(lambda: knowledge, self.clock)
        self.rng = random.Random(20261001)
        self.queue: list[tuple[datetime, int, Callable[[], None]]] = []
        self.order = counter()
        self.stories: dict[int, Story] = {}
        self.asked: Counter[tuple[date, str]] = Counter()
        self.refused = 0
        self._hire()

    def _hire(self) -> None:
        """Fifteen: three in each of four units, one of them leading, and three coordinators."""
        self.away: dict[int, set[date]] = {}
        self.revoked: dict[int, datetime] = {}
        self.staff: dict[str, list[int]] = {}
        with self.database.writing() as session:
            for name in LEADING:
                unit = units.enter(session, "xinzhou", name)
                self.staff[name] = [self._enter(session, unit, name, n).id for n in range(3)]
            desk = units.enter(session, "xinzhou", "忻州经济开发区管委会")
            chiefs = [self._enter(session, desk, "协调员", n, Role.COORDINATOR) for n in range(3)]
            self.chiefs = [chief.id for chief in chiefs]
            for absent in (self.staff["市科技局"][1], self.staff["市人社局"][0], self.chiefs[2]):
                first, last = date(2026, 9, 30), date(2026, 10, 9)
                officers.note_absence(session, session.get_one(Officer, absent), first, last)
                self.away[absent] = {first + timedelta(days=n) for n in range(10)}

    def _enter(
        self, session: Session, unit: officers.Unit, name: str, n: int, role: Role = Role.OFFICER
    ) -> Officer:
        officer = officers.add(session, f"{name}{n}", unit, self.clock.at, role, leads=n == 2)
        officer.telegram = officer.name
        session.flush()
        return officer

    def plans(self, at: datetime, deed: Callable[[], None]) -> None:
        heapq.heappush(self.queue, (at.astimezone(UTC), next(self.order), deed))

    def is_there(self, officer_id: int) -> bool:
        today = self.clock.at.astimezone(SHANXI).date()
        return officer_id not in self.revoked and today not in self.away.get(officer_id, set())

    def passes(self) -> None:
        """Let time pass: reminders first in each minute, then what people do in it."""
        end = END.astimezone(UTC)
        while self.clock.at <= end:
            with self.database.writing() as session:
                remind(session, self.clock.at)
            while self.queue and self.queue[0][0] <= self.clock.at:
                heapq.heappop(self.queue)[2]()
            if self.clock.at.minute % 5 == 0:
                self.delivers()
            self.clock.at += MINUTE

    def delivers(self) -> None:
        """Every five minutes whatever was promised goes out."""
        waiting = col(outbox.Parcel.sent_at).is_(None)
        with self.database.writing() as session:
            sent = update(outbox.Parcel).where(waiting).values(sent_at=self.clock.at)
            session.connection().execute(sent)

    # visitors

    def visits(self, n: int, opens: bool) -> None:
        visitor = Visitor(f"访客{n}", self.database, self.specialist)
        visitor.presses_action("city:xinzhou")
        question = QUESTIONS[n % len(QUESTIONS)]
        self.says(visitor, question)
        if not opens:
            return
        if n % 5 == 0:
            self.requests(n)
        else:
            self.says(visitor, "转人工")
        with self.database.reading() as session:
            known = visitors.find(session, "test", f"访客{n}")
            assert known
            mine = transcript.conversation_of(session, known.id, self.clock.at).id
            case = session.exec(select(Case).where(Case.conversation_id == mine)).one()
            lead = case.units[0].name
        self.opened(visitor, case.id, lead)

    def says(self, visitor: Visitor, text: str) -> None:
        status = str(visitor.says(text).outcome.status)
        if status in ENDINGS:
            self.asked[self.clock.at.astimezone(SHANXI).date(), ENDINGS[status]] += 1

    def requests(self, n: int) -> None:
        with self.database.writing() as session:
            known = visitors.find(session, "test", f"访客{n}")
            assert known
            asker = transcript.conversation_of(session, known.id, self.clock.at).id
            unit = LEADING[n % len(LEADING)]
            cases.open_case(
                session, asker, "XZ", f"办公场所{n}", [unit], self.clock.at, "办公场所申请",
                city="xinzhou",
            )  # fmt: skip

    # officers

    def opened(self, visitor: Visitor, case_id: int, lead: str) -> None:
        """What becomes of a case: quick, slow, handed on, cancelled, or nobody looks."""
        story = self.stories[case_id] = Story(self.clock.at)
        story.starts(self.clock.at)
        team = self.staff.get(lead, self.chiefs)
        officer, fate = self.rng.choice(team), self.rng.random()
        now = self.clock.at
        if fate < 0.05:
            self.plans(
                now + MINUTE * self.rng.randint(1, 3000), lambda: self.cancels(case_id, visitor)
            )
        elif fate < 0.15:
            story.left_alone = fate < 0.07
        else:
            slow = fate > 0.75
            claim_after = self.rng.randint(*((100, 500) if slow else (1, 120)))
            answer_after = claim_after + self.rng.randint(*((60, 400) if slow else (1, 60)))
            moves = fate < 0.22
            self.plans(after(now, claim_after), lambda: self.claims(case_id, officer))
            if moves:
                self.plans(after(now, claim_after + 1), lambda: self.hands_on(case_id, officer))
            self.plans(after(now, answer_after), lambda: self.answers(case_id, officer, visitor))
        if not story.left_alone:
            rescue = self.rng.randint(*((600, 700) if fate > 0.15 else (361, 420)))
            self.plans(after(now, rescue), lambda: self.rescues(case_id))

    def does(self, officer_id: int, deed: Callable[[Session, Officer], object]) -> bool:
        """An officer who is there tries something; what the desk refuses is not done."""
        if not self.is_there(officer_id):
            return False
        try:
            with self.database.writing() as session:
                deed(session, session.get_one(Officer, officer_id))
        except (NotAllowed, NotNow):
            self.refused += 1
            return False
        return True

    def claims(self, case_id: int, officer: int) -> None:
        self.does(officer, lambda s, by: cases.claim(s, case_id, by, self.clock.at))

    def hands_on(self, case_id: int, officer: int) -> None:
        def deed(session: Session, by: Officer) -> None:
            to = units.find(session, "市财政局", "xinzhou")
            cases.transfer(session, case_id, by, to.id, "归财政", self.clock.at)

        with_someone_else = self.does_not_raise_for_same_unit(deed)
        if self.does(officer, with_someone_else):
            self.stories[case_id].starts(self.clock.at)
            other, later = self.staff["市财政局"][0], after(self.clock.at, 30)
            self.plans(later, lambda: self.claims(case_id, other))

    @staticmethod
    def does_not_raise_for_same_unit(
        deed: Callable[[Session, Officer], None],
    ) -> Callable[[Session, Officer], None]:
        def done(session: Session, by: Officer) -> None:
            try:
                deed(session, by)
            except officers.NoSuchUnit as error:  # it is theirs already
                raise NotAllowed("same unit") from error

        return done

    def answers(self, case_id: int, officer: int, visitor: Visitor) -> None:
        if not self.does(
            officer, lambda s, by: cases.say_to_visitor(s, case_id, by, "请看", self.clock.at)
        ):
            return
        self.told(case_id)
        if self.rng.random() < 0.3:
            later = self.clock.at + MINUTE * self.rng.randint(1, 4000)
            self.plans(later, lambda: self.writes_back(case_id, officer, visitor))
        else:
            self.plans(
                after(self.clock.at, self.rng.randint(1, 300)),
                lambda: self.closes(case_id, officer),
            )

    def told(self, case_id: int) -> None:
        story = self.stories[case_id]
        story.stops(self.clock.at)
        story.answered = story.answered or self.clock.at

    def writes_back(self, case_id: int, officer: int, visitor: Visitor) -> None:
        with self.database.reading() as session:
            case = session.get_one(Case, case_id)
            waits, conversation = case.state == "waiting", case.conversation_id
        if waits:
            with self.database.writing() as session:
                asker = Asker(conversation)
                cases.hear_from_visitor(session, case_id, asker, "还有", self.clock.at)
            self.stories[case_id].starts(self.clock.at)
        later = after(self.clock.at, self.rng.randint(1, 300))
        self.plans(later, lambda: self.closes(case_id, officer))

    def closes(self, case_id: int, officer: int) -> None:
        outcome = self.rng.choice([*Solved])
        if self.does(
            officer, lambda s, by: cases.close(s, case_id, by, outcome, self.clock.at, "好")
        ):
            self.told(case_id)
            self.stories[case_id].ended = self.clock.at
            self.rates(case_id)

    def rates(self, case_id: int) -> None:
        if self.rng.random() < 0.5:
            with self.database.writing() as session:
                asker = Asker(session.get_one(Case, case_id).conversation_id)
                stars = self.rng.randint(1, 5)
                cases.rate(session, case_id, asker, True, stars > 2, stars, self.clock.at)

    def rescues(self, case_id: int) -> None:
        """A coordinator looks after what is still open; late in the day, as nobody else did."""
        story, chief = self.stories[case_id], self.chiefs[case_id % 2]
        if story.ended is None:
            self.claims(case_id, chief)
            self.closes(case_id, chief)

    def cancels(self, case_id: int, visitor: Visitor) -> None:
        if self.stories[case_id].ended is not None:
            return
        with self.database.writing() as session:
            asker = Asker(session.get_one(Case, case_id).conversation_id)
            cases.cancel(session, case_id, asker, self.clock.at)
        story = self.stories[case_id]
        story.stops(self.clock.at)
        story.ended = self.clock.at

    def loses(self, officer_id: int) -> None:
        """An officer is revoked in the middle of it all; what they held goes back to the unit."""
        with self.database.writing() as session:
            officer = session.get_one(Officer, officer_id)
            held = session.exec(
                select(Case.id).where(
                    Case.holder_id == officer_id, col(Case.state).not_in(cases.ENDED)
                )
            ).all()
            officers.revoke(session, officer, self.clock.at)
            cases.release_all(session, officer, self.clock.at)
            audit.note(session, "officer_revoked", self.clock.at, officer=officer_id)
        self.revoked[officer_id] = self.clock.at
        for case_id in held:
            self.stories[case_id].starts(self.clock.at)


@pytest.fixture(scope="module")
def park(knowledge: Knowledge) -> Iterator[Park]:
    """The whole time, simulated once."""
    database = connect("sqlite://")
    tables.metadata.create_all(database.engine)
    began = time.process_time()
    park = Park(database, knowledge)
    opening = int((OPENING_ENDS - BEGIN) / MINUTE)
    for n in range(VISITORS):
        at = BEGIN + MINUTE * park.rng.randint(0, opening)
        opens = n < CASES
        park.plans(at, lambda n=n, opens=opens: park.visits(n, opens))  # type: ignore[misc]
    for officer in (park.staff["市工信局"][0], park.staff["市财政局"][1]):
        park.plans(datetime(2026, 9, 30, 16, 0, tzinfo=SHANXI), lambda o=officer: park.loses(o))  # type: ignore[misc]
    park.passes()
    park.took = time.process_time() - began  # type: ignore[attr-defined]
    yield park
    database.close()


def of_all(park: Park) -> list[tuple[Case, Story]]:
    with park.database.reading() as session:
        found = session.exec(select(Case).order_by(col(Case.id))).all()
    assert len(found) == CASES == len(park.stories)
    return [(case, park.stories[case.id]) for case in found]


def reminded(park: Park) -> dict[int, list[Event]]:
    with park.database.reading() as session:
        found = session.exec(
            select(Event).where(Event.kind == "reminded").order_by(col(Event.id))
        ).all()
    by_case: dict[int, list[Event]] = {}
    for event in found:
        by_case.setdefault(event.case_id, []).append(event)
    return by_case


def test_it_takes_less_than_a_minute_of_one_core(park: Park) -> None:
    assert park.took < 60  # type: ignore[attr-defined]


def test_the_holiday_is_one_and_everything_happened(park: Park) -> None:
    assert not any(chinese_calendar.is_workday(date(2026, 10, day)) for day in range(1, 8))
    assert chinese_calendar.is_workday(date(2026, 10, 10)), "a Saturday to make up for it"
    states = Counter(case.state for case, _ in of_all(park))
    assert states["closed"] > 200
    assert states["cancelled"] > 5
    assert sum(len(story.runs) > 1 for _, story in of_all(park)) > 10, "some were written to again"
    assert sum(case.hops > 0 for case, _ in of_all(park)) > 5
    assert park.refused > 10, "late, absent and revoked officers were told no"


def test_every_case_has_ended_or_reached_the_coordinators(park: Park) -> None:
    last = {case_id: events[-1].details["stage"] for case_id, events in reminded(park).items()}
    for case, story in of_all(park):
        if case.state in cases.ENDED:
            assert story.ended == case.closed_at
        elif case.state in {"open", "claimed"} and after(story.runs[-1][0], 360) <= END:  # type: ignore[arg-type]
            assert last[case.id] == 3
        else:
            assert case.state == "waiting" or case.remind_at is not None


def test_reminders_are_right_to_the_minute(park: Park) -> None:
    sent = reminded(park)
    total = 0
    for case, story in of_all(park):
        told = [(e.details["stage"], e.at) for e in sent.get(case.id, [])]
        assert told == story.reminders(), case.number
        total += len(told)
    assert total > 200


def test_nobody_is_reminded_who_is_away_or_gone(park: Park) -> None:
    with park.database.reading() as session:
        ids = {o.telegram: o.id for o in session.exec(select(Officer)).all()}
    told_stages: Counter[tuple[int, str]] = Counter()
    for events in reminded(park).values():
        for event in events:
            day = event.at.astimezone(SHANXI).date()
            for _, address in event.details["told"]:
                officer = ids[address]
                assert day not in park.away.get(officer, set())
                assert officer not in park.revoked or event.at < park.revoked[officer]
                told_stages[event.details["stage"], address[:-1]] += 1
    assert {name for stage, name in told_stages if stage == 3} == {"协调员"}
    assert told_stages[1, "市科技局"] > 0


def test_deadlines_are_four_hours_of_work(park: Park) -> None:
    for case, story in of_all(park):
        running = bool(story.runs) and story.runs[-1][1] is None
        assert (case.deadline is not None) == running
        if running:
            assert case.deadline == after(story.runs[-1][0], 240)  # type: ignore[arg-type]


def test_the_figures_add_up_with_what_happened(park: Park) -> None:
    scope = Scope(BEGIN.date(), END.date())
    with park.database.reading() as session:
        figures = count(session, scope, END)
    asked = {(day.day, ending): n for day in figures.days for ending, n in day.asked.items() if n}
    assert asked == dict(park.asked)
    stories = [story for _, story in of_all(park)]
    assert figures.total.opened == sum(work.opened for work in figures.units) == CASES
    assert sum(figures.total.endings.values()) == CASES
    assert sum(day.opened for day in figures.days) == CASES
    assert sum(day.ended for day in figures.days) == sum(s.ended is not None for s in stories)
    waits = [between(s.opened, s.answered or s.ended or END) for s in stories]
    assert figures.total.overdue == sum(wait > 240 for wait in waits) > 0
    answers = sorted(between(s.opened, s.answered) for s in stories if s.answered)
    assert figures.total.response.count == len(answers)
    assert figures.total.response.median == answers[ceil(len(answers) / 2) - 1]
    assert figures.total.response.ninetieth == answers[ceil(len(answers) * 0.9) - 1]


def test_every_visitor_was_heard_and_everything_promised_is_in_order(park: Park) -> None:
    with park.database.reading() as session:
        assert len(session.exec(select(visitors.Visitor)).all()) == VISITORS
        numbers = session.exec(select(Case.number)).all()
        parcels = session.exec(select(outbox.Parcel).order_by(col(outbox.Parcel.id))).all()
    assert len(set(numbers)) == CASES
    assert [p.promised_at for p in parcels] == sorted(p.promised_at for p in parcels)
