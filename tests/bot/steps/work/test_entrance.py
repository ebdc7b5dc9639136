"""Signing in and out, and that a code is nowhere to be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot import officers
from bot.messages import Incoming
from bot.steps.work.entrance import code_in
from bot.transcript import Message
from bot.wording import officer_entrance_phrases as phrases
from tests.bot.steps.work.conftest import GROUP, Office, Person, signed_in

CODE = "AbCdEfGhIjKlMnOpQrStU1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"/login {CODE}", CODE),
        (f"/LOGIN@jcg_bot  {CODE} ", CODE),
        (f"/login “{CODE}”。", CODE),
        (f"/login https://park.example/desk/in/{CODE}", CODE),
        (f"/start {CODE}", CODE),
        (CODE, CODE),
        ("/login", ""),
        ("/start", None),
        ("/start jincheng", None),
        ("/loginx abc", None),
        ("博士租房补多少", None),
        ("91140900MA0K12345X", None),
    ],
)
def test_what_is_meant_as_a_code(text: str, code: str | None) -> None:
    assert code_in(text) == code


def issue(office: Office, name: str = "陈科长") -> str:
    with office.database.writing() as session:
        return officers.issue(session, officers.find(session, name), office.clock())


@pytest.mark.parametrize("written", ["/login {}", "/start {}", "{}"])
def test_an_officer_signs_in_and_the_code_is_nowhere(office: Office, written: str) -> None:
    person, code = Person(office, "501"), issue(office)
    (welcome,) = person.types(written.format(code))
    assert "陈科长，您已登录，代表市科技局" in welcome.text
    assert office.officer("陈科长").telegram == "501"
    with office.database.reading() as session:
        assert all(code not in message.text for message in session.exec(select(Message)).all())


def test_a_wrong_used_or_old_code_is_answered_kindly(office: Office) -> None:
    person = Person(office, "501")
    code = issue(office)
    assert person.types(f"/login {code[:-1]}x")[0].text == phrases.CODE_REFUSED
    office.clock.at += timedelta(minutes=16)
    assert person.types(f"/login {code}")[0].text == phrases.CODE_REFUSED
    assert person.types("/login")[0].text == phrases.CODE_MISSING
    fresh = issue(office)
    person.types(f"/login {fresh}")
    assert phrases.STILL_SIGNED_IN in person.types(f"/login {fresh}")[0].text
    assert Person(office, "999").types(f"/login {fresh}")[0].text == phrases.CODE_REFUSED


def test_a_code_in_the_group_is_void_at_once(office: Office, 路人: Person) -> None:
    code = issue(office)
    shown = Incoming("telegram", GROUP, "text", text=f"/login {code}", person="501")
    with office.database.writing() as session:
        assert phrases.CODE_IN_GROUP in office.specialist.hear(session, shown).replies[0].text
    assert 路人.types(f"/login {code}")[0].text == phrases.CODE_REFUSED


def test_signing_in_elsewhere_ends_it_here(office: Office, 陈科长: Person) -> None:
    signed_in(office, "陈科长", "777")
    assert "另一个 Telegram 账号" in office.told("501")[-1].text
    assert office.officer("陈科长").telegram == "777"
    assert 陈科长.types("/my")[0].text != ""
    assert "没有这个命令" in 陈科长.types("/my")[0].text


def test_another_officer_on_the_same_phone_signs_the_first_out(
    office: Office, 陈科长: Person
) -> None:
    signed_in(office, "同事", "501")
    assert office.officer("陈科长").telegram is None
    assert office.officer("同事").telegram == "501"


def test_after_signing_out_the_chat_is_a_visitors(office: Office, 陈科长: Person) -> None:
    assert [reply.text for reply in office.told("menu:501")] == ["officers"]
    assert 陈科长.types("/logout")[0].text == phrases.SIGNED_OUT
    assert [reply.text for reply in office.told("menu:501")] == ["officers", "visitors"]
    assert "没有这个命令" in 陈科长.types("/queue")[0].text


def test_help_and_the_desk_are_for_officers(office: Office, 陈科长: Person, 路人: Person) -> None:
    assert 陈科长.types("/help")[0].text == phrases.HELP
    assert 路人.types("/help")[0].text != phrases.HELP
    link = 陈科长.types("/desk")[0].text.rsplit("\n", 1)[1]
    with office.database.writing() as session:
        assert officers.redeem(session, link, office.clock()).name == "陈科长"
    assert "没有这个命令" in 路人.types("/desk")[0].text


def test_an_officer_without_a_case_uses_the_bot_as_anybody_else(陈科长: Person) -> None:
    assert "忻州：" in 陈科长.types("忻州新认定的高新技术企业有奖励吗")[0].text
    assert "条款" in 陈科长.types("/policy")[0].text
