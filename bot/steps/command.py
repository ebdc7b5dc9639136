"""Commands such as /start and /city; unknown ones get the menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import browsing
from bot.assessment import interviews
from bot.messages import Choice, Reply, pack, say
from bot.steps.case_buttons import show_cases
from bot.steps.form_buttons import show_services
from bot.steps.my_data import explain_forgetting, hand_over_data, show_notice
from bot.steps.wish_for_officer import hand_over
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases
from bot.wording.privacy_phrases import IN_SHORT, own_rows


def command(turn: Turn) -> Spoken | None:
    """Carry out a typed command."""
    if not turn.question.startswith("/"):
        return None
    name = (
        turn.question[1:].split(maxsplit=1)[0].partition("@")[0].lower()
        if turn.question[1:].strip()
        else ""
    )
    return COMMANDS.get(name, _unknown)(turn)


def start(turn: Turn) -> Spoken:
    """Welcome, and the choice of a city."""
    welcome = say(
        phrases.welcome(turn.visitor.city), phrases.WHICH_CITY, choices=phrases.city_choices()
    )
    return Spoken((welcome,), Outcome("menu"), subject={})


def show_help(turn: Turn) -> Spoken:
    """What the specialist can do."""
    rows = (*phrases.menu_choices(), *own_rows())
    return Spoken((say(phrases.help_text(), IN_SHORT, choices=rows),), Outcome("menu"))


def choose_city(turn: Turn) -> Spoken:
    """Offer the cities."""
    return Spoken((say(phrases.WHICH_CITY, choices=phrases.city_choices()),), Outcome("menu"))


def show_menu(turn: Turn) -> Spoken:
    """The menu."""
    return Spoken((say(phrases.MENU, choices=phrases.menu_choices()),), Outcome("menu"))


def show_policies(turn: Turn) -> Spoken:
    """The list of clauses of the visitor's city, or the choice of a policy."""
    if turn.visitor.city:
        reply = browsing.contents(turn.knowledge.policy(turn.visitor.city))
    else:
        reply = _which_policy(turn)
    return Spoken((reply,), Outcome("menu"))


def _which_policy(turn: Turn) -> Reply:
    rows = tuple((Choice(p.title, pack("policy", p.id)),) for p in turn.knowledge.policies)
    return say(phrases.WHICH_POLICY, choices=rows)


def _unknown(turn: Turn) -> Spoken:
    return Spoken((say(phrases.UNKNOWN_COMMAND, choices=phrases.menu_choices()),), Outcome("menu"))


COMMANDS: Mapping[str, Callable[[Turn], Spoken]] = {
    "start": start,
    "help": show_help,
    "city": choose_city,
    "menu": show_menu,
    "policy": show_policies,
    "services": show_services,
    "officer": hand_over,
    "cases": show_cases,
    "assess": interviews.begin,
    "mydata": hand_over_data,
    "forget": explain_forgetting,
    "privacy": show_notice,
}
