"""Second thoughts while a form is filled in: another answer to an earlier question, a slip of the tongue."""

from __future__ import annotations

from dataclasses import replace

from bot.assessment.interviews import today
from bot.intake import cards as intake_cards
from bot.intake import intakes
from bot.turn import Outcome, Spoken, Turn
from bot.wording import intake_phrases as phrases
from dialogs import filling as filling_in
from dialogs import form_answers, storage
from dialogs.storage import Interview
from dialogs.typed import Understood


def edit(turn: Turn, interview: Interview) -> Spoken:
    """Show the answers, each to be changed."""
    return Spoken(
        (intake_cards.answers_to_edit(interview, intakes.filling_of(turn, interview)),),
        Outcome(intakes.STATUS),
    )


def redo(turn: Turn, interview: Interview, place: int) -> Spoken:
    """Ask once more what was answered at this place; without such a place, show the answers there are."""
    filling = intakes.filling_of(turn, interview)
    if not 0 <= place < len(filling.answers) or filling_in.line_of(filling, place) is None:
        return edit(turn, interview)
    storage.moved(interview, turn.at)
    intakes.reopen(turn, interview)
    interview.redoing = place
    value = filling.answers[place].values.get(filling.answers[place].question)
    interview.picked = [str(one) for one in value] if isinstance(value, list) else []
    return intakes.proceed(turn, interview)


def correct(turn: Turn, interview: Interview) -> Spoken:
    """A typed message was edited: it is the last typed answer that reads otherwise now."""
    filling = intakes.filling_of(turn, interview)
    place = len(filling.answers) - 1
    line = filling_in.line_of(filling, place) if place >= 0 else None
    if line is not None and filling.answers[place].typed:
        earlier = replace(filling, answers=filling.answers[:place])
        reading = form_answers.read(earlier, line, turn.question, today(turn))
        if isinstance(reading, Understood):
            interview.redoing = place
            return intakes.take(turn, interview, line, turn.question, reading.values)
    return intakes.proceed(turn, interview, phrases.STILL_HERE)


def correct_last(turn: Turn, interview: Interview, words: str) -> Spoken:
    """The last answer was wrong: it is what the words say, or asked again."""
    filling = intakes.filling_of(turn, interview)
    place = len(filling.answers) - 1
    line = filling_in.line_of(filling, place) if place >= 0 else None
    if not words or line is None:
        return intakes.back(turn, interview)
    earlier = replace(filling, answers=filling.answers[:place])
    reading = form_answers.read(earlier, line, words, today(turn))
    if not isinstance(reading, Understood):
        return redo(turn, interview, place)
    interview.redoing = place
    return intakes.take(turn, interview, line, words, reading.values)
