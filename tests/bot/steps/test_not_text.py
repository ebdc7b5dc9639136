"""What cannot be read is answered kindly, each in its own way."""

from __future__ import annotations

import pytest

from bot.messages import Kind
from bot.wording import phrases
from tests.conftest import Visitor


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("voice", phrases.VOICE),
        ("photo", phrases.FILE),
        ("document", phrases.FILE),
        ("other", phrases.OTHER_KIND),
    ],
)
def test_it_is_said_what_cannot_be_read(王老师: Visitor, kind: Kind, said: str) -> None:
    assert 王老师.sends(kind).text == said


def test_the_subject_survives_a_picture(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("创新创业大赛山西赛区一等奖奖励多少")
    王老师.sends("photo")
    assert 王老师.says("二等奖呢").outcome.clauses[0] == "xinzhou-24"


def test_an_edited_message_is_answered_as_it_reads_now(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("创新创业大赛一等奖奖励多少")
    answer = 王老师.says("上年度通过高新技术企业认定，一次性奖励多少", edited=True)
    assert answer.outcome.clauses[0] == "xinzhou-21"
    assert phrases.EDITED in answer.text
