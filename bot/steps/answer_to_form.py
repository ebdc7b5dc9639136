"""While a form is open, a typed text is an answer; a question in between is answered first."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assessment.interviews import today
from bot.intake import cards as intake_cards
from bot.intake import corrections, intakes
from bot.messages import say
from bot.steps.change_in_words import WRONG, change_in_words
from bot.steps.form_buttons import picked
from bot.steps.going_on import ways_out
from bot.steps.question_about_policy import question_about_policy
from bot.steps.smalltalk import smalltalk
from bot.steps.steering import changed_thing, has_enough, is_withheld, left_for_later, wrong_before
from bot.steps.typed_button import REGISTER
from bot.steps.wish_for_officer import hand_over, wish_for_officer
from bot.steps.wish_for_service import wish_for_service
from bot.turn import Outcome, Spoken, Turn
from bot.wording import intake_phrases as phrases
from dialogs import form_answers
from dialogs.filling import Filling
from dialogs.form_files import packaged_forms
from dialogs.forms import CONSENT, REFUSED, Line
from dialogs.questions import Form
from dialogs.storage import Interview, Phase
from dialogs.typed import (
    Reading,
    Refused,
    Understood,
    Unsure,
    asks,
    expected,
    greets,
    speaks_of_policy,
)
from dialogs.wishes import Wish, wishes
from knowledge.deciding import Status

ASIDES = (wish_for_officer, wish_for_service, question_about_policy, smalltalk)
ANSWERS = {Status.ANSWERED, Status.COMPARE}
LONGEST_GREETING = 4
"""Characters of a greeting that stands alone, and is no name."""

ELSEWHERE = {Status.SERVICE, Status.HANDOFF}
FREE = (Form.TEXT, Form.WORDS)
PERSON = re.compile(
    r"(?:请|麻烦|帮我|给我|我要|我想|直接)*(?:转|找|要|接|叫|换)+(?:个|一个|到|一下)?"
    r"(?:人工|真人|活人|客服|人工客服|工作人员|服务专员|人)(?:客服|服务)?(?:吧|谢谢)?"
)
SEND = re.compile(
    r"(?=.*(?:确认|确定|可以|好|行|没有?问题|无误|对|是|嗯|提交|发|登记|交|ok))"
    r"(?:那|请|帮我|就|都|我|核对|确认|确定|可以|好|行|没有?问题|无误|对|是|嗯|的|吧|了|ok)*"
    r"(?:提交|发送|登记|发出去?|发|交上去|交)?(?:申请|登记)?(?:吧|了|一下|谢谢)*",
    re.IGNORECASE,
)
"""A yes, or a word for sending, or both; a particle alone is neither."""

DROP = re.compile(
    r"(?:我|先|那|算了)*(?:不办了?|不登记了?|不填了|取消登记|不用登记了?|不想?要了|不需要了|取消|不申请了?|算了)(?:吧|谢谢)?"
)
STOPS = re.compile(r"[\s,，。.!！~～]")


def answer_to_form(turn: Turn, interview: Interview) -> Spoken | None:
    """Take the text as an answer; else answer it first and ask again; else say what is expected."""
    if interview.phase == Phase.PAUSED:
        return intakes.resume(turn, interview) if wishes(turn.question, Wish.RESUME) else None
    if interview.phase == Phase.CONFIRMING:
        return _confirmed(turn, interview)
    if turn.incoming.edited:
        return corrections.correct(turn, interview)
    return _steered(turn, interview) or _answered(turn, interview)


def _confirmed(turn: Turn, interview: Interview) -> Spoken | None:
    for wish, what in ((Wish.KEEP, "keep"), (Wish.ALTER, "alter"), (Wish.FORGET, "forget")):
        if wishes(turn.question, wish):
            return intakes.settle_profile(turn, interview, what)
    if steered := _steered(turn, interview):
        return steered
    aside = _aside(turn, interview)
    confirm = intakes.confirm(turn, interview)
    return _then(aside, confirm) if aside else _then(_said(phrases.CONFIRM_FIRST), confirm)


def _steered(turn: Turn, interview: Interview) -> Spoken | None:
    """Words for the form itself: stop, one step back, change an answer, give it up."""
    steers = {
        Wish.PAUSE: intakes.pause,
        Wish.BACK: intakes.back,
        Wish.EDIT: corrections.edit,
        Wish.RESUME: intakes.resume,
    }
    for wish, act in steers.items():
        if wishes(turn.question, wish):
            return act(turn, interview)
    bare = STOPS.sub("", turn.question)
    if DROP.fullmatch(bare):
        return intakes.drop(turn, interview)
    if has_enough(turn.question) and not left_for_later(turn.question):
        return intakes.pause(turn, interview)
    if (right := wrong_before(turn.question)) is not None:
        if intakes.is_complete(turn, interview):
            return corrections.edit(turn, interview)
        return corrections.correct_last(turn, interview, right)
    return hand_over(turn) if PERSON.fullmatch(bare) else None


def _answered(turn: Turn, interview: Interview) -> Spoken:
    filling = intakes.filling_of(turn, interview)
    if changed := change_in_words(turn, interview, filling):
        return changed
    line = intakes.line_now(interview, filling)
    if line is None:
        return _at_the_end(turn, interview)
    if (
        line.question.form is Form.SEVERAL
        and interview.picked
        and wishes(turn.question, Wish.PICKED)
    ):
        return picked(turn, interview, line)
    return _read(turn, interview, filling, line)


def _read(turn: Turn, interview: Interview, filling: Filling, line: Line) -> Spoken:
    if _only_greets(turn, line) and (greeted := smalltalk(turn)) is not None:
        return _then(greeted, intakes.proceed(turn, interview))
    reading = _reading(turn, filling, line)
    if isinstance(reading, Unsure):
        return intakes.skip(turn, interview, line)
    if isinstance(reading, Refused):
        return _refused(turn, interview, line, reading)
    if form_answers.in_other_unit(line.question, turn.question):
        return _refused(turn, interview, line, Refused(expected(line.question)))
    said = intake_cards.noted(line, reading)
    return intakes.take(turn, interview, line, turn.question, reading.values, said)


def _reading(turn: Turn, filling: Filling, line: Line) -> Reading:
    """The text as an answer; one that is kept back, or left for later, is none."""
    withheld = is_withheld(turn.question)
    if line.name == CONSENT and withheld:
        return Understood({CONSENT: REFUSED})
    later = left_for_later(turn.question) and line.question.form is not Form.DAY
    if later or (line.personal and withheld):
        return Unsure()
    return form_answers.read(filling, line, turn.question, today(turn))


def _refused(turn: Turn, interview: Interview, line: Line, reading: Refused) -> Spoken:
    """No answer as it stands: wrong, or a question in between, or words that only sounded like one."""
    if reading.impossible:
        return intakes.proceed(turn, interview, reading.why)
    if line.name == CONSENT and REGISTER.fullmatch(STOPS.sub("", turn.question)):
        return intakes.proceed(turn, interview)  # 帮我登记: that is what is being done
    if aside := _aside(turn, interview, line):
        return _then(aside, intakes.proceed(turn, interview, phrases.BACK_TO_QUESTION))
    if line.question.form in FREE and len(turn.question) <= form_answers.MOST_WORDS:
        return intakes.take(turn, interview, line, turn.question, {line.name: turn.question})
    told = f"{phrases.NOT_UNDERSTOOD}{reading.why}"
    return intakes.proceed(turn, interview, told, ways_out(turn, phrases.NOT_UNDERSTOOD))


def _only_greets(turn: Turn, line: Line) -> bool:
    short = len(turn.question) <= LONGEST_GREETING
    return line.question.form in FREE and short and greets(turn.question)


def _at_the_end(turn: Turn, interview: Interview) -> Spoken:
    """Only sending is left."""
    bare = STOPS.sub("", turn.question)
    if SEND.fullmatch(bare):
        return intakes.send(turn, interview)
    if wishes(turn.question, Wish.ALTER) or WRONG.fullmatch(bare) or _is_wrong(turn):
        return corrections.edit(turn, interview)
    if aside := _aside(turn, interview):
        return _then(aside, intakes.proceed(turn, interview, phrases.BACK_TO_QUESTION))
    return intakes.proceed(turn, interview, phrases.SUMMARY_EXPECTS)


def _is_wrong(turn: Turn) -> bool:
    """Whether something is said to be wrong, and it is not clear what."""
    return bool(changed_thing(turn.question)) and not asks(turn.question)


def _aside(turn: Turn, interview: Interview, line: Line | None = None) -> Spoken | None:
    """The answer to a question in between; None when the text was meant as an answer after all."""
    form = packaged_forms().forms.get(interview.form)
    if form is not None and turn.answer.service == form.name:
        return None  # it is being taken in already
    answered = turn.answer.status in ANSWERS and (
        asks(turn.question) or speaks_of_policy(turn.question)
    )
    wished = turn.answer.status in ELSEWHERE or greets(turn.question)
    free = line is not None and line.question.form in FREE
    if not (answered or ((wished or asks(turn.question)) and not free)):
        return None
    return next((said for step in ASIDES if (said := step(turn)) is not None), None)


def _said(words: str) -> Spoken:
    return Spoken((say(words),), Outcome(intakes.STATUS))


def _then(aside: Spoken, asked_again: Spoken) -> Spoken:
    return replace(aside, replies=(*aside.replies, *asked_again.replies))
