"""What is typed in haste: thanks and a person in Latin letters, and a lone sign that nobody could read."""

from __future__ import annotations

import re

from bot.messages import say
from bot.steps.smalltalk import fitting
from bot.steps.wish_for_officer import hand_over
from bot.turn import Outcome, Spoken, Turn
from bot.wording import phrases
from knowledge.deciding import Status

THANKS = re.compile(r"xie\s?xie(?:\s?(?:ni|nin|le))?|3q|thx|thks")
PERSON = re.compile(r"zgr|zrg|zhuan\s?ren\s?gong|ren\s?gong")
HERE = re.compile(
    r"(?:你好|您好)?(?:你|您)?(?:还)?(?:在吗|在不在|在么|在不)|(?:有|还有)人(?:吗|在吗|么)?|人呢|喂+"
)
NOTHING = re.compile(r"(?!88$)\d{1,2}|[a-z]|null|none|nan|undefined")
ENDS = re.compile(r"^[\s\W]+|[\s\W]+$")


def shorthand(turn: Turn) -> Spoken | None:
    """Thank, hand over, or say that it was not understood; a number may choose what was asked back."""
    bare = ENDS.sub("", turn.question.lower())
    if THANKS.fullmatch(bare):
        reply = say(fitting("谢谢"), choices=phrases.menu_choices())
        return Spoken((reply,), Outcome(Status.SMALLTALK))
    if HERE.fullmatch(bare):
        reply = say(phrases.HERE_I_AM, choices=phrases.menu_choices())
        return Spoken((reply,), Outcome(Status.SMALLTALK))
    if PERSON.fullmatch(bare):
        return hand_over(turn)
    if NOTHING.fullmatch(bare) and not turn.conversation.subject.get("asked_back"):
        reply = say(phrases.NOT_CLEAR, choices=phrases.menu_choices())
        return Spoken((reply,), Outcome(Status.NOT_IN_POLICY))
    return None
