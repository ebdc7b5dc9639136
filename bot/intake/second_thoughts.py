"""Second thoughts in a guided assessment: one step back, another answer to an earlier question, an edit."""

from __future__ import annotations

from bot.assessment import interviews, question_cards
from bot.turn import Outcome, Spoken, Turn
from bot.wording import assessment_phrases as phrases
from dialogs import interview as asking
from dialogs import storage
from dialogs.given import State
from dialogs.questions import CONDITIONS
from dialogs.storage import Interview, Phase
from dialogs.typed import Refused, Understood, understand


def correct(turn: Turn, interview: Interview) -> Spoken:
    """A typed message was edited: it is the last typed answer that reads otherwise now."""
    state = interviews.state_of(turn, interview)
    place = len(state.answers) - 1
    question = asking.question_of(state, place) if place >= 0 else None
    if question is not None and state.answers[place].typed:
        reading = understand(question, turn.question, interviews.today(turn))
        if not isinstance(reading, Refused):
            interview.redoing = place
            return interviews.read(turn, interview, question, reading)
    return interviews.proceed(turn, interview, phrases.STILL_HERE)


def correct_last(turn: Turn, interview: Interview, words: str) -> Spoken:
    """The last answer was wrong: it is what the words say, or asked again."""
    state = interviews.state_of(turn, interview)
    place = len(state.answers) - 1
    question = asking.question_of(state, place) if place >= 0 else None
    if not words or question is None:
        return back(turn, interview)
    reading = understand(question, words, interviews.today(turn))
    if not isinstance(reading, Understood):
        return redo(turn, interview, place)
    interview.redoing = place
    return interviews.take(turn, interview, question, words, reading.values)


def back(turn: Turn, interview: Interview) -> Spoken:
    """One question back; what is being changed stays as it was."""
    if interview.redoing is not None:
        storage.moved(interview, turn.at)
        return interviews.proceed(turn, interview, phrases.TAKEN_BACK)
    if not interviews.state_of(turn, interview).answers:
        return interviews.proceed(turn, interview, phrases.FIRST_QUESTION)
    storage.take_back(turn.session, interview, turn.at)
    return interviews.proceed(turn, interview, phrases.TAKEN_BACK)


def edit(turn: Turn, interview: Interview) -> Spoken:
    """Show the answers, each to be changed."""
    reply = question_cards.answers_to_edit(interview, interviews.state_of(turn, interview))
    return Spoken((reply,), Outcome(interviews.STATUS))


def redo(turn: Turn, interview: Interview, place: int) -> Spoken:
    """Ask once more what was answered at this place; without such a place, show the answers there are."""
    state = interviews.state_of(turn, interview)
    if not 0 <= place < len(state.answers) or asking.question_of(state, place) is None:
        return edit(turn, interview)
    storage.moved(interview, turn.at)
    interview.phase, interview.redoing = Phase.OPEN, place
    storage.only_open(turn.session, interview)
    interview.picked = _ticked_before(state, place)
    return interviews.proceed(turn, interview)


def _ticked_before(state: State, place: int) -> list[str]:
    given = state.answers[place]
    if given.question.startswith(CONDITIONS):
        return [key for key, value in given.values.items() if value is True]
    value = given.values.get(given.question)
    return [str(one) for one in value] if isinstance(value, list) else []
