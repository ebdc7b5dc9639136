"""The words of a button below the last thing said, typed: the same as pressing it.

帮我登记 without more means the service that was spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import transcript
from bot.intake import cards as intake_cards
from bot.messages import Choice, Reply, say
from bot.steps.button import button
from bot.steps.form_buttons import bare, begin, show_services
from bot.turn import Outcome, Spoken, Turn
from bot.wording import intake_phrases as phrases
from bot.wording.phrases import OFFICER, TAKE_IN
from dialogs.form_files import packaged_forms
from dialogs.typed import asks

LONGEST = 20
"""Characters of the words on a button, as people type them."""

SHORTEST = 3
"""Characters by which a form's button may be called."""

MOST = 5
"""Replies to the last turn whose buttons are looked at."""

REGISTER = re.compile(
    r"(?:那|请|你|就|先|也|直接|麻烦|嗯|好的?|行|可以|我?(?:知道|明白)了?)*"
    r"(?:我(?:就|也)?(?:要|想)|帮我们?|给我们?|替我们?)+(?:登记|办理?|申请)(?:这个|这件事?|一下|了)*(?:吧|谢谢)?"
    r"|(?:嗯|好的?|行|可以|那|就)*登记(?:一下|吧)?|(?:我要|我想)?办(?:事|这个|这件事)(?:情)?"
)


YES = re.compile(
    r"(?!.*(?:那|先)?就?这样吧?$)"  # 那就这样 ends a talk
    r"(?:好的?|可以|行|同意|要|需要|是的?|对的?|嗯|恩|麻烦(?:你|您)?了?|那就|这样|就|办|转|登记|吧|呀|啊|了|谢谢)+"
)
"""A yes to what was offered."""


def typed_button(turn: Turn) -> Spoken | None:
    """Press the button that says exactly this; to register without saying what is what was spoken of."""
    if not turn.question or len(turn.question) > LONGEST or asks(turn.question):
        return None
    if turn.here.is_new:
        return register(turn)  # no button was shown yet
    words = bare(turn.question)
    said = transcript.last_said(turn.session, turn.conversation.id, turn.message_id, MOST)
    below = [_choices(Reply.from_json(body)) for body in said]
    if YES.fullmatch(words) and below and (offered := _offered(below[0])):
        return _press(turn, offered)
    shown = [choice for choices in below for choice in choices]
    alike = [choice for choice in shown if bare(choice.label) == words] or _forms(shown, words)
    return _press(turn, alike[0].action) if alike else register(turn)


def _forms(shown: Sequence[Choice], words: str) -> list[Choice]:
    """The one button of a form whose words begin so: 办公场所 for 办公场所申请."""
    forms = [c for c in shown if c.action.startswith("form:") and bare(c.label).startswith(words)]
    return forms if len(forms) == 1 and len(words) >= SHORTEST else []


def _choices(reply: Reply) -> list[Choice]:
    return [choice for row in reply.choices for choice in row]


def _offered(choices: Sequence[Choice]) -> str | None:
    """What the last thing said offers to do, and nothing else: to register a service, to ask a person."""
    is_one = len(choices) == 1 and choices[0].label == OFFICER
    offers = is_one or (bool(choices) and choices[0].label == TAKE_IN)
    return choices[0].action if offers else None


def _press(turn: Turn, action: str) -> Spoken | None:
    pressed = replace(turn.incoming, kind="choice", action=action, text="")
    return button(replace(turn, incoming=pressed))


def register(turn: Turn) -> Spoken | None:
    """帮我登记: the form of the service that was spoken of; else the ones named; else the list of all."""
    if not REGISTER.fullmatch(bare(turn.question)):
        return None
    subject = turn.conversation.subject
    form = packaged_forms().named(str(subject.get("service", "")))
    asked = str(subject.get("question", ""))
    clauses = [str(clause) for clause in subject.get("clauses", ())]
    promised = {one.id: one for clause in clauses for one in packaged_forms().of_clause(clause)}
    named = [one for one in promised.values() if any(thing in asked for thing in one.things)]
    if form is None and len(named) == 1:
        form = named[0]
    if form is not None:
        return begin(turn, form.id)
    if named:
        rows = tuple((intake_cards.form_choice(one),) for one in named)
        return Spoken((say(phrases.WHICH_OF_THESE, choices=rows),), Outcome("menu"))
    return show_services(turn)
