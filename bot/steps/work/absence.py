"""/absent: from when until when an officer is away, written as people write days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot import cases, officers
from bot.coordinating import roster
from bot.deadlines import local_day
from bot.messages import say
from bot.officers import Officer
from bot.steps.work.saying import spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_entrance_phrases as phrases

DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"|(?P<word>今天|明天|后天)"
)
WORDS = {"今天": 0, "明天": 1, "后天": 2}
GAP = r"[\s,，、~～—–-]*"
BETWEEN = re.compile(f"{GAP}(?:从|到|至|请假|休假)*{GAP}")
CANCEL = {"取消", "取消请假", "销假"}
LONGEST = timedelta(days=366)


class UnusableDays(ValueError):
    """No span of days ahead: nothing that reads as days, days gone by, or the last before the first."""


def span_in(text: str, today: date) -> tuple[date, date]:
    """The first and the last day. A month and day without a year are the next ones. Raises UnusableDays."""
    found = list(DAY.finditer(text))
    rest = DAY.sub("", text)
    if not 1 <= len(found) <= 2 or not BETWEEN.fullmatch(rest):
        raise UnusableDays(text)
    try:
        first = _day(found[0], today)
        last = _day(found[1], max(first, today)) if len(found) == 2 else first
    except ValueError as error:
        raise UnusableDays(text) from error
    if first < today or last < first or last - first > LONGEST:
        raise UnusableDays(text)
    return first, last


def _day(match: re.Match[str], today: date) -> date:
    if match["word"]:
        return today + timedelta(days=WORDS[match["word"]])
    year = int(match["year"] or today.year)
    day = date(year, int(match["month"]), int(match["day"]))
    if not match["year"] and day < today:
        return day.replace(year=year + 1)
    return day


def absent(turn: Turn, officer: Officer, text: str) -> Spoken:
    """Note, show or cancel the officer's absences."""
    today = local_day(turn.at)
    if not text:
        return _shown(turn, officer, today)
    if text in CANCEL:
        ended = officers.cancel_absences(turn.session, officer, turn.at)
        return spoken(say(phrases.ABSENCE_CANCELLED if ended else phrases.NOT_ABSENT))
    try:
        first, last = span_in(text, today)
    except UnusableDays:
        return spoken(say(phrases.ABSENT_WRONG, phrases.ABSENT_HOW))
    roster.send_away(turn.session, officer, officer.id, first, last, turn.at)
    held = len(cases.held_by(turn.session, officer))
    return spoken(say(phrases.absent(first, last, held)))


def _shown(turn: Turn, officer: Officer, today: date) -> Spoken:
    spans = [(a.first, a.last) for a in officers.absences_of(turn.session, officer, today)]
    known = phrases.absences(spans) if spans else phrases.NOT_ABSENT
    return spoken(say(known, phrases.ABSENT_HOW))
