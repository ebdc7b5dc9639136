"""Taking a case from the group or in private: one wins, everybody else is told alone."""

from __future__ import annotations

import pytest

from bot.cases import Case
from bot.wording import officer_entrance_phrases as entrance
from bot.wording import officer_phrases as for_officers
from bot.wording import officer_work_phrases as phrases
from tests.bot.steps.work.conftest import GROUP, Office, Person
from tests.conftest import Visitor


def test_the_first_wins_gets_the_card_and_the_group_sees_who(
    office: Office, case: Case, 陈科长: Person, 同事: Person, 王老师: Visitor
) -> None:
    action = f"claim:{case.id}"
    assert 陈科长.presses_in_group(action) == phrases.yours(case.number)
    assert 同事.presses_in_group(action) == phrases.taken_by(case.number, "陈科长")
    card, *renewed = office.parcels(GROUP)
    assert [(p.edits, p.reply.choices) for p in renewed] == [(card.id, ())]
    assert "已接单：市科技局 陈科长" in renewed[0].reply.text
    full = office.told("501")[-1]
    assert "高新技术企业认定奖励多少" in full.text
    assert "第（二十一）条" in full.text
    assert "匹配度" in full.text
    labels = [choice.label for row in full.choices for choice in row]
    assert labels == [
        for_officers.REPLY, phrases.CITE, phrases.TEMPLATES, phrases.NOTE, phrases.TIMELINE,
        phrases.TRANSFER, phrases.RETURN, phrases.CLOSE,
    ]  # fmt: skip
    assert office.told("502")[-1].text == phrases.taken_by(case.number, "陈科长")
    assert "陈科长已经接手" in office.told("王老师")[-1].text


def test_who_is_not_signed_in_is_told_how_and_nobody_else_hears_it(
    office: Office, case: Case, 路人: Person
) -> None:
    before = len(office.told(GROUP))
    assert 路人.presses_in_group(f"claim:{case.id}") == entrance.SIGN_IN_FIRST
    assert (len(office.told(GROUP)), office.told("900")) == (before, [])
    assert office.case().state == "open"


def test_a_card_is_claimed_in_private_from_the_queue(
    office: Office, case: Case, 陈科长: Person, 周科长: Person, 孙主任: Person
) -> None:
    assert phrases.NOTHING_WAITING in 周科长.types("/queue")[0].text
    assert case.number in 孙主任.types("/queue")[0].text
    陈科长.types("/queue")
    陈科长.presses("接单")
    assert office.case().holder_id == office.officer("陈科长").id
    assert case.number in 陈科长.types("/my")[0].text
    assert phrases.NOTHING_WAITING in 孙主任.types("/queue")[0].text


def test_pressing_twice_is_claiming_once(office: Office, case: Case, 陈科长: Person) -> None:
    陈科长.presses_action(f"claim:{case.id}")
    again = 陈科长.presses_action(f"claim:{case.id}")
    assert case.number in again[0].text
    assert office.kinds().count("claimed") == 1


def test_the_conversation_before_is_on_the_card_only_when_the_visitor_agrees(
    office: Office, case: Case, 陈科长: Person, 王老师: Visitor
) -> None:
    (card,) = 陈科长.presses_action(f"claim:{case.id}")
    assert phrases.CONSENT_OPEN in card.text
    assert phrases.BEFORE not in card.text
    王老师.presses_action(f"consent:{case.id}:yes")
    (card,) = 陈科长.presses_action(f"desk:card:{case.id}")
    assert phrases.BEFORE in card.text
    assert "访客：高新技术企业认定奖励多少" in card.text


def test_a_colleague_is_told_that_only_the_holder_reads_the_conversation_before(
    office: Office, case: Case, 陈科长: Person, 王老师: Visitor
) -> None:
    王老师.presses_action(f"consent:{case.id}:yes")
    (card,) = 陈科长.presses_action(f"desk:card:{case.id}")
    assert phrases.HOLDER_READS in card.text
    assert phrases.BEFORE not in card.text
    (card,) = 陈科长.presses_action(f"claim:{case.id}")
    assert phrases.BEFORE in card.text


@pytest.mark.parametrize(
    "action",
    ["claim", "claim:x", "claim:999", "claim:-1", f"claim:{10**20}", "claim:1:2", "desk", "desk:",
     "desk:card", "desk:card:x", "desk:zzz:1", "desk:put:1", "desk:put:999:1", "desk:to:1:x:1",
     "desk:out:1:won", "desk:clause:1:xinzhou-99", "desk:text:1:999", "desk:ask:999", "desk:ask"],
)  # fmt: skip
def test_a_forged_button_is_answered_kindly_and_changes_nothing(
    office: Office, case: Case, 陈科长: Person, action: str
) -> None:
    before = office.kinds()
    (told,) = 陈科长.presses_action(action)
    known = {phrases.OVER, phrases.GONE, phrases.DONE_ALREADY}
    assert told.text in known
    assert office.kinds() == before


def test_a_visitor_cannot_press_officers_buttons(
    office: Office, case: Case, 路人: Person, 王老师: Visitor
) -> None:
    for action in (f"claim:{case.id}", f"desk:card:{case.id}", f"desk:end:{case.id}"):
        assert "已经用不了" in 路人.presses_action(action)[0].text
        assert "已经用不了" in 王老师.presses_action(action).text
    assert office.kinds() == ["created"]


def test_an_officer_of_another_unit_gets_nothing(
    office: Office, case: Case, 周科长: Person
) -> None:
    assert 周科长.presses_in_group(f"claim:{case.id}") == phrases.GONE
    for action in (
        "card", "line", "reply", "note", "cite", "search", "texts", "move", "back", "end", "again"
    ):  # fmt: skip
        assert 周科长.presses_action(f"desk:{action}:{case.id}")[0].text == phrases.GONE
    for action in (f"to:{case.id}:t:1", f"out:{case.id}:solved", f"clause:{case.id}:xinzhou-21"):
        assert 周科长.presses_action(f"desk:{action}")[0].text == phrases.GONE
    assert office.kinds() == ["created"]


def test_a_cards_button_in_the_group_answers_in_private(
    office: Office, case: Case, 陈科长: Person, 路人: Person
) -> None:
    before = len(office.told(GROUP))
    assert 陈科长.presses_in_group(f"desk:card:{case.id}") == entrance.COMMAND_IN_PRIVATE
    assert "高新技术企业认定奖励多少" in office.told("501")[-1].text
    assert 路人.presses_in_group(f"desk:card:{case.id}") == entrance.SIGN_IN_FIRST
    assert len(office.told(GROUP)) == before


def test_in_other_groups_there_are_no_officers(office: Office, case: Case, 陈科长: Person) -> None:
    from bot.messages import Incoming

    elsewhere = Incoming("telegram", "-200", "choice", action=f"claim:{case.id}", person="501")
    with office.database.writing() as session:
        assert office.specialist.hear(session, elsewhere).outcome.status == "menu"
    assert office.case().state == "open"
