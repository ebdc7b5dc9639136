"""An earlier answer of a form changed in words: 电话写错了 asks it again, 面积改成200平 changes it at once.

Which answer is meant is told by its name or a part of it; while it could be two, none is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assessment.interviews import today
from bot.intake import corrections, intakes
from bot.steps.steering import changing
from bot.turn import Spoken, Turn
from bot.wording import intake_phrases
from dialogs import form_answers
from dialogs.filling import Filling
from dialogs.forms import Line
from dialogs.storage import Interview
from dialogs.typed import Understood, asks

WRONG = re.compile(
    r"(?:好像|有|写|填|说|弄|搞)*(?:点|些|个|地方)?错(?:了|的|误)?|不对.{0,4}|有(?:问题|误)"
    r"|(?:我|我想|我要|想|要|还要|再|等等|等一下|稍等)*(?:改|修改|更改|更正|重填)(?:一?下|一改|点东西)?(?:吧|内容)?"
)
"""Something is wrong, and it is not said what."""

RIGHT = re.compile(r"(?:改成|改为|换成|应该是|应为|(?<!不)是|改)[:：]?\s*(?P<words>.+)$", re.DOTALL)
EMPTY = set("的和了那在")
SHARED = 2
"""Characters of an answer's name that have to be said: 电话 for 联系电话."""


def change_in_words(turn: Turn, interview: Interview, filling: Filling) -> Spoken | None:
    """Change the named answer, or ask it again when what is right was not said or understood."""
    match = changing(turn.question)
    if match is None or asks(turn.question):
        return None
    line = _meant(filling, match["after"] or match["before"])
    if line is None:
        return None
    place = _place(filling, line)
    if interview.redoing == place:
        return None
    right = RIGHT.search(match["rest"] or "")
    earlier = replace(filling, answers=filling.answers[:place])
    reading = form_answers.read(earlier, line, right["words"], today(turn)) if right else None
    if right is None or not isinstance(reading, Understood):
        return corrections.redo(turn, interview, place)
    own = filling.answers[place].question == line.name
    interview.redoing = place if own else None
    return intakes.take(
        turn, interview, line, right["words"], reading.values, intake_phrases.CHANGED
    )


def _meant(filling: Filling, said: str) -> Line | None:
    """The one answered question whose name shares most with what was said."""
    answered = [line for line in filling.lines if line.name in filling.known]
    shared = {line.name: in_common(line.name, said) for line in answered}
    most = max(shared.values(), default=0)
    best = [line for line in answered if shared[line.name] == most]
    return best[0] if most >= SHARED and len(best) == 1 else None


def _place(filling: Filling, line: Line) -> int:
    """Where it was answered, perhaps along with another question: a name brings its number."""
    places = [at for at, given in enumerate(filling.answers) if line.name in given.values]
    return places[-1]


def in_common(name: str, said: str) -> int:
    """Characters that a name and what was said share; 0 when no part of the name was said."""
    parts = (name[at : at + SHARED] for at in range(len(name) - SHARED + 1))
    return len(set(name) & set(said) - EMPTY) if any(part in said for part in parts) else 0
