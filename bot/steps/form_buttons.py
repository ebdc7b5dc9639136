"""Buttons of forms. Those that an assessment has too are told apart by their interview; see `either`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import cases
from bot.intake import cards as intake_cards
from bot.intake import corrections, intakes
from bot.intake.sending import ASKED
from bot.messages import Choice, pack, say
from bot.steps import interview_buttons, matching_buttons
from bot.steps.interview_buttons import own
from bot.turn import Outcome, Spoken, Turn
from bot.wording import intake_phrases as phrases
from bot.wording.case_phrases import my_cases_row
from dialogs import storage
from dialogs.choosing import pick
from dialogs.form_files import packaged_forms
from dialogs.forms import Does, Line, ServiceForm
from dialogs.storage import Interview, Phase

Press = Callable[..., Spoken]
NINE = "九项服务"


def begin(turn: Turn, form_id: str, city: str = "", how: str = "") -> Spoken:
    """Begin a form; one that was not sent, and a case of the same service, are offered first."""
    form = packaged_forms().forms[form_id]
    if city and city not in form.cities:
        raise KeyError(city)
    if form.does is Does.BOOKING:
        return matching_buttons.which_instrument(turn)
    if how != "anew":
        for offered in (_draft(turn, form, city), _same(turn, form, city)):
            if offered is not None:
                return offered
    return intakes.start(turn, form, city, about(turn, form))


def bare(text: str) -> str:
    """Words without spaces and marks, by which they are compared."""
    return re.sub(r"\W", "", text)


def about(turn: Turn, form: ServiceForm) -> tuple[str, ...]:
    """The words in which the visitor asked for this service, if they did just now."""
    subject = turn.conversation.subject
    asked, typed = (str(subject.get(key, "")) for key in ("question", "typed"))
    if bare(typed) == bare(asked):
        asked = typed
    if subject.get("service") != form.name and not any(thing in asked for thing in form.things):
        return ()
    return (f"{ASKED}{asked}",) if asked else ()


def _draft(turn: Turn, form: ServiceForm, city: str) -> Spoken | None:
    draft = storage.current(turn.session, turn.conversation.id, form.id)
    if draft is None or not any(r.typed != phrases.CARRIED_OVER for r in _answers(turn, draft)):
        return None
    row = (
        Choice(phrases.RESUME, pack("resume", draft.id)),
        Choice(phrases.AFRESH, pack("form", form.id, city, "anew")),
    )
    return _spoken(phrases.under_way(form.name), (row,))


def _answers(turn: Turn, interview: Interview) -> list[storage.AnswerRecord]:
    return storage.answers_of(turn.session, interview.id)


def _same(turn: Turn, form: ServiceForm, city: str) -> Spoken | None:
    if form.does:
        return None
    case = cases.open_request(turn.session, turn.conversation.id, form.name)
    if case is None or (city and case.city != city):
        return None
    rows = (
        (
            Choice(phrases.ADD_TO_FIRST, pack("add", case.id)),
            Choice(phrases.ANOTHER, pack("form", form.id, city, "anew")),
        ),
        my_cases_row(),
    )
    return _spoken(phrases.known_already(case.number, form.name), rows)


def show_services(turn: Turn, which: str = "") -> Spoken:
    """What can be requested: the nine services, then the others by a button."""
    forms = packaged_forms()
    rows = intake_cards.rows_of(forms, NINE, not which)
    other = (
        Choice(phrases.NINE_SERVICES, pack("services"))
        if which
        else Choice(phrases.MORE_SERVICES, pack("services", "more"))
    )
    words = phrases.WHICH_MORE if which else phrases.WHICH_SERVICE
    rows = (*rows, *(intake_cards.lists() if which else ()), (other,))
    return Spoken((say(words, choices=rows),), Outcome("menu"))


def on_line(act: Callable[[Turn, Interview, Line, int], Spoken]) -> Press:
    """A button of one question: acts while that question is asked, else tells where things stand."""

    def pressed(turn: Turn, interview: Interview, step: str, place: str = "0") -> Spoken:
        line = intakes.line_now(interview, intakes.filling_of(turn, interview))
        if interview.phase == Phase.PAUSED and interview.step == int(step):
            intakes.reopen(turn, interview)
        if interview.phase != Phase.OPEN or interview.step != int(step) or line is None:
            return intakes.stands(turn, interview, phrases.NOW_HERE)
        return act(turn, interview, line, int(place))

    return pressed


def _answer(turn: Turn, interview: Interview, line: Line, place: int) -> Spoken:
    value = dict(enumerate(line.question.options))[place].value
    return intakes.take(turn, interview, line, "", {line.name: value})


def _pick(turn: Turn, interview: Interview, line: Line, place: int) -> Spoken:
    value = str(dict(enumerate(line.question.options))[place].value)
    interview.picked = [*(one for one in interview.picked if one != value), value]
    return replace(intakes.proceed(turn, interview), renews=True)


def _unpick(turn: Turn, interview: Interview, line: Line, place: int) -> Spoken:
    value = str(dict(enumerate(line.question.options))[place].value)
    interview.picked = [one for one in interview.picked if one != value]
    return replace(intakes.proceed(turn, interview), renews=True)


def picked(turn: Turn, interview: Interview, line: Line, _: int = 0) -> Spoken:
    """What is ticked now is the answer; with nothing ticked the question stays."""
    options = line.question.options
    chosen = [option.value for option in options if str(option.value) in interview.picked]
    if not chosen:
        return intakes.proceed(turn, interview, phrases.NOTHING_PICKED)
    return intakes.take(turn, interview, line, "", pick(line.question, chosen))


def _skip(turn: Turn, interview: Interview, line: Line, _: int) -> Spoken:
    return intakes.skip(turn, interview, line)


def _back(turn: Turn, interview: Interview, step: str) -> Spoken:
    """Back works from the summary too, where no question is asked."""
    if interview.phase != Phase.OPEN or interview.step != int(step):
        return intakes.stands(turn, interview, phrases.NOW_HERE)
    return intakes.back(turn, interview)


def _while_open(act: Callable[[Turn, Interview], Spoken]) -> Press:
    def pressed(turn: Turn, interview: Interview) -> Spoken:
        if interview.phase in (Phase.DONE, Phase.DROPPED):
            return intakes.stands(turn, interview, phrases.NOW_HERE)
        return act(turn, interview)

    return pressed


def _redo(turn: Turn, interview: Interview, place: str) -> Spoken:
    return _while_open(lambda t, i: corrections.redo(t, i, int(place)))(turn, interview)


def _profile(turn: Turn, interview: Interview, what: str) -> Spoken:
    if interview.phase != Phase.CONFIRMING:
        return intakes.stands(turn, interview, phrases.NOW_HERE)
    return intakes.settle_profile(turn, interview, what)


def _send(turn: Turn, interview_id: str, step: str) -> Spoken:
    interview = own(turn, interview_id)
    if interview.phase != Phase.OPEN or interview.step != int(step) or not interview.form:
        return intakes.stands(turn, interview, phrases.NOW_HERE)
    return intakes.send(turn, interview)


def _drop(turn: Turn, interview_id: str) -> Spoken:
    interview = own(turn, interview_id)
    if not interview.form:
        raise KeyError(interview_id)
    return intakes.drop(turn, interview)


def _spoken(words: str, rows: tuple[tuple[Choice, ...], ...]) -> Spoken:
    return Spoken((say(words, choices=rows),), Outcome(intakes.STATUS))


OF_FORMS: Mapping[str, Press] = {
    "answer": on_line(_answer),
    "pick": on_line(_pick),
    "unpick": on_line(_unpick),
    "picked": on_line(picked),
    "unsure": on_line(_skip),
    "back": _back,
    "pause": _while_open(intakes.pause),
    "resume": _while_open(intakes.resume),
    "edit": _while_open(corrections.edit),
    "redo": _redo,
    "profile": _profile,
}
"""What the buttons of an interview do when the interview fills in a form."""


def either(verb: str) -> Press:
    """One verb for both: an assessment's button, or a form's."""
    of_assessments = interview_buttons.VERBS[verb]

    def pressed(turn: Turn, interview_id: str, *arguments: str) -> Spoken:
        interview = own(turn, interview_id)
        if not interview.form:
            return of_assessments(turn, interview_id, *arguments)
        return OF_FORMS[verb](turn, interview, *arguments)

    return pressed


VERBS: Mapping[str, Press] = {
    "form": begin,
    "services": show_services,
    "send": _send,
    "drop": _drop,
    **{verb: either(verb) for verb in OF_FORMS},
}
