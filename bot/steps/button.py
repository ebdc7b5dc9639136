"""Button presses: the verb of the action decides; a button that is over says so and shows the menu."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from bot import browsing, transcript
from bot.messages import Choice, UnusableAction, pack, say, unpack
from bot.steps import (
    case_buttons,
    command,
    file_sent,
    form_buttons,
    interview_buttons,
    matching_buttons,
    my_data,
)
from bot.steps.choice_of_city import choose
from bot.steps.question_about_policy import answer_from
from bot.steps.wish_for_officer import hand_over
from bot.transcript import Message
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases
from dialogs.form_files import packaged_forms

log = logging.getLogger(__name__)


LARGEST_ID = 2**31 - 1
"""What an id column holds; a larger number in a button is forged."""

VERDICTS = {"yes": True, "no": False}


class ButtonOver(Exception):
    """The button was made for something that is no longer there."""


def button(turn: Turn) -> Spoken | None:
    """Do what a pressed button says."""
    if turn.incoming.kind != "choice":
        return None
    try:
        verb, arguments = unpack(turn.incoming.action)
        return VERBS[verb](turn, *arguments)
    except (UnusableAction, ButtonOver, KeyError, TypeError, ValueError) as error:
        log.info("a button that is over: %s", type(error).__name__)
        return Spoken((say(phrases.BUTTON_OVER, choices=phrases.menu_choices()),), Outcome("menu"))


def _city(turn: Turn, city: str = "") -> Spoken:
    if not city:
        return command.choose_city(turn)
    chosen = None if city == "both" else turn.knowledge.policy(city).id
    return choose(turn, chosen)


def _clause(turn: Turn, clause_id: str) -> Spoken:
    clause = turn.knowledge.clause(clause_id)
    reply = browsing.whole_clause(clause, turn.knowledge)
    return Spoken((reply,), Outcome("clause", (clause_id,)))


def _policy(turn: Turn, city: str = "") -> Spoken:
    if not city:
        return command.show_policies(turn)
    return Spoken((browsing.contents(turn.knowledge.policy(city)),), Outcome("menu"))


def _related(turn: Turn, clause_id: str) -> Spoken:
    reply = browsing.related(turn.knowledge.clause(clause_id), turn.knowledge)
    return Spoken((reply,), Outcome("menu"))


def _source(turn: Turn, city: str) -> Spoken:
    return Spoken((browsing.about(turn.knowledge.policy(city)),), Outcome("menu"))


def _useful(turn: Turn, message_id: str, verdict: str) -> Spoken:
    judged, useful = _own_message(turn, message_id), VERDICTS[verdict]
    transcript.judge(turn.session, judged, useful, turn.at)
    if useful:
        return Spoken((say(phrases.THANKS_USEFUL),), Outcome("feedback"))
    reasons = tuple(
        Choice(label, pack("reason", judged, name)) for name, label in phrases.REASONS.items()
    )
    rows = (reasons[:2], reasons[2:], (phrases.officer_choice(),))
    return Spoken((say(phrases.ASK_REASON, choices=rows),), Outcome("feedback"))


def _reason(turn: Turn, message_id: str, reason: str) -> Spoken:
    judged = _own_message(turn, message_id)
    transcript.judge(turn.session, judged, False, turn.at, phrases.REASONS[reason])
    rows = ((phrases.officer_choice(),),)
    return Spoken((say(phrases.THANKS_REASON, choices=rows),), Outcome("feedback"))


def _request(turn: Turn, place: str) -> Spoken:
    """A button of an earlier release, with the service's place among the nine."""
    name = dict(enumerate(phrases.SERVICES))[int(place)]  # a negative place is forged
    form = packaged_forms().named(name)
    if form is None:
        raise ButtonOver
    return form_buttons.begin(turn, form.id)


def _own_message(turn: Turn, message_id: str) -> int:
    """The message's id, if it belongs to this conversation: ids in buttons could be forged."""
    number = int(message_id)
    message = turn.session.get(Message, number) if 0 < number <= LARGEST_ID else None
    if message is None or message.conversation_id != turn.conversation.id:
        raise ButtonOver
    return number


VERBS: Mapping[str, Callable[..., Spoken]] = {
    "city": _city,
    "clause": _clause,
    "about": answer_from,
    "related": _related,
    "policy": _policy,
    "source": _source,
    "useful": _useful,
    "reason": _reason,
    "officer": hand_over,
    "menu": command.show_menu,
    "help": command.show_help,
    "request": _request,
    **interview_buttons.VERBS,
    **form_buttons.VERBS,
    **matching_buttons.VERBS,
    **case_buttons.VERBS,
    **file_sent.VERBS,
    **my_data.VERBS,
}
