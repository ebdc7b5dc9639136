"""/absent: days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.officers import Absence
from bot.steps.work.absence import UnusableDays, span_in
from bot.wording import officer_entrance_phrases as phrases
from tests.bot.steps.work.conftest import Office, Person

TODAY = date(2026, 11, 20)
SPAN = (date(2026, 12, 1), date(2026, 12, 5))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-12-01 2026-12-05", SPAN),
        ("2026/12/1-2026/12/5", SPAN),
        ("2026年12月1日至2026年12月5日", SPAN),
        ("12月1日到12月5号请假", SPAN),
        ("从12.1到12.5", SPAN),
        ("12月1日", (SPAN[0], SPAN[0])),
        ("明天", (date(2026, 11, 21), date(2026, 11, 21))),
        ("今天 后天", (TODAY, date(2026, 11, 22))),
        ("12月30日 1月2日", (date(2026, 12, 30), date(2027, 1, 2))),
        ("1月2日", (date(2027, 1, 2), date(2027, 1, 2))),
    ],
)
def test_days_as_people_write_them(text: str, span: tuple[date, date]) -> None:
    assert span_in(text, TODAY) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "下周",
        "2026-12-05 2026-12-01",
        "2025-01-01",
        "13月1日",
        "2月30日",
        "12月1日 2日 3月4日 5月6日",
    ],
)
def test_what_is_no_span_ahead_is_refused(text: str) -> None:
    with pytest.raises(UnusableDays):
        span_in(text, TODAY)


@given(st.text(alphabet="0123456789-/年月日 至到明今后天x", max_size=24))
def test_whatever_is_typed_is_a_span_ahead_or_refused(text: str) -> None:
    try:
        first, last = span_in(text, TODAY)
    except UnusableDays:
        return
    assert TODAY <= first <= last


def test_an_absence_is_noted_once_shown_and_cancelled(office: Office, 陈科长: Person) -> None:
    assert (
        "2026年12月1日至2026年12月5日请假" in 陈科长.types("/absent 2026-12-01 2026-12-05")[0].text
    )
    陈科长.types("/absent 2026-12-01 2026-12-05")
    with office.database.reading() as session:
        assert [(a.first, a.last) for a in session.exec(select(Absence)).all()] == [SPAN]
    assert "2026年12月1日至2026年12月5日" in 陈科长.types("/absent")[0].text
    assert phrases.ABSENT_WRONG in 陈科长.types("/absent 下辈子")[0].text
    assert 陈科长.types("/absent 取消")[0].text == phrases.ABSENCE_CANCELLED
    assert 陈科长.types("/absent 取消")[0].text == phrases.NOT_ABSENT
