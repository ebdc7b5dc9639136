"""Commands: typed with or without the bot's name, in any case, known or not."""

from __future__ import annotations

import pytest

from bot.wording import phrases
from tests.conftest import Visitor


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/help", phrases.help_text()),
        ("/HELP", phrases.help_text()),
        ("  /help  ", phrases.help_text()),
        ("/help@jinchuanggu_bot", phrases.help_text()),
        ("/help 高企", phrases.help_text()),
        ("/menu", phrases.MENU),
        ("/city", phrases.WHICH_CITY),
        ("/policy", phrases.WHICH_POLICY),
        ("/services", "请选择要办的事项"),
        ("/officer", "编号 SX-20261121-0001"),
        ("/start abc-deep-link", phrases.WHICH_CITY),
    ],
)
def test_a_command_is_carried_out(王老师: Visitor, typed: str, said: str) -> None:
    assert said in 王老师.says(typed).text


@pytest.mark.parametrize("typed", ["/nosuch", "/@bot x", "/高企奖多少", "/ 高企", "//help"])
def test_an_unknown_command_gets_the_menu(王老师: Visitor, typed: str) -> None:
    answer = 王老师.says(typed)
    assert answer.text == phrases.UNKNOWN_COMMAND
    assert answer.buttons == [c.label for row in phrases.menu_choices() for c in row]


def test_every_command_that_help_lists_exists(王老师: Visitor) -> None:
    listed = [line.split()[0] for line in phrases.help_text().splitlines() if line.startswith("/")]
    assert len(listed) >= 5
    for command in listed:
        assert 王老师.says(command).text != phrases.UNKNOWN_COMMAND


def test_starting_again_forgets_the_subject(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("创新创业大赛山西赛区一等奖奖励多少")
    王老师.says("/start")
    assert 王老师.says("二等奖呢").outcome.clauses[:1] != ("",)


def test_with_a_city_set_the_list_of_clauses_comes_at_once(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    assert "共18条" in 王老师.says("/policy").text
