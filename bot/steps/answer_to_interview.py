"""While a guided assessment is open, a typed text is an answer, or a question in between, which comes first."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assessment import interviews, totals
from bot.intake import intakes, second_thoughts
from bot.messages import say
from bot.steps.answer_to_form import answer_to_form
from bot.steps.going_on import ways_out
from bot.steps.interview_buttons import picked
from bot.steps.question_about_policy import question_about_policy
from bot.steps.smalltalk import smalltalk
from bot.steps.steering import has_enough, wrong_before
from bot.steps.typed_button import register
from bot.steps.wish_for_officer import is_clear, wish_for_officer
from bot.steps.wish_for_service import wish_for_service
from bot.turn import Outcome, Spoken, Turn
from bot.wording import assessment_phrases as phrases
from bot.wording import intake_phrases
from bot.wording.phrases import menu_choices
from dialogs import storage
from dialogs.questions import Form
from dialogs.storage import Interview, Phase
from dialogs.typed import Refused, asks, greets, speaks_of_policy, understand
from dialogs.wishes import Wish, wants_assessment, wishes
from knowledge.deciding import Status

STOPS = re.compile(r"[\s\W]|[吧啊呀]$")
SENDING = re.compile(r"(?:我要|请|帮我|确认)?(?:提交|发送)(?:申请|登记)?了?")
STEERING = re.compile(
    rf"{SENDING.pattern}|(?:返回|退回|回)?到?上一[步题个]|返回|后退|回退"
    r"|(?:改|修改)(?:一?[个下])?(?:前面的)?(?:回答|答案)|我要改"
    r"|跳过|下一[题个]|选[好完]了|重新填|不填了|不登记了"
)
"""What only makes sense while a form or an assessment is under way; 答错了 may be said of an answer."""

ASIDES = (wish_for_officer, wish_for_service, question_about_policy, smalltalk)
ANSWERS = {Status.ANSWERED, Status.COMPARE}


def answer_to_interview(turn: Turn) -> Spoken | None:
    """Take the text as an answer; else answer it first and ask again; else say what is expected."""
    if not turn.question:
        return None
    here = turn.here.is_interviewed
    interview = storage.current(turn.session, turn.conversation.id) if here else None
    is_idle = interview is None or interview.phase == Phase.PAUSED
    if is_idle and (idle := _nothing_moves(turn, interview)):
        return idle
    if is_idle and STEERING.fullmatch(STOPS.sub("", turn.question)):
        return _steering_nothing(turn, interview)
    if interview is None:
        return None
    return answer_to_form(turn, interview) if interview.form else _in_assessment(turn, interview)


def _in_assessment(turn: Turn, interview: Interview) -> Spoken | None:
    if interview.phase == Phase.PAUSED:
        return interviews.resume(turn, interview) if wishes(turn.question, Wish.RESUME) else None
    if interview.phase == Phase.CONFIRMING:
        return _confirmed(turn, interview)
    if turn.incoming.edited:
        return second_thoughts.correct(turn, interview)
    return _steered(turn, interview) or register(turn) or _answered(turn, interview)


def _nothing_moves(turn: Turn, paused: Interview | None) -> Spoken | None:
    """Stopping, or going on, where nothing is under way."""
    if wishes(turn.question, Wish.PAUSE) and "停" in turn.question:
        words = phrases.STOPPED_ALREADY if paused else phrases.NOTHING_TO_STOP
    elif wishes(turn.question, Wish.RESUME) and not paused:
        words = phrases.NOTHING_TO_RESUME
    else:
        return None
    return Spoken((say(words, choices=() if paused else menu_choices()),), Outcome("menu"))


def _steering_nothing(turn: Turn, paused: Interview | None) -> Spoken:
    """Words that steer what is under way: what was stopped goes on; a result can still be changed."""
    if paused is not None:
        resume = intakes.resume if paused.form else interviews.resume
        return resume(turn, paused)
    done = interviews.last_done(turn) if wishes(turn.question, Wish.EDIT) else None
    if done is not None:
        return second_thoughts.edit(turn, done)
    words = intake_phrases.NOTHING_UNDER_WAY
    return Spoken((say(words, choices=menu_choices()),), Outcome("menu"))


def _confirmed(turn: Turn, interview: Interview) -> Spoken | None:
    for wish, what in ((Wish.KEEP, "keep"), (Wish.ALTER, "alter"), (Wish.FORGET, "forget")):
        if wishes(turn.question, wish):
            return interviews.settle_profile(turn, interview, what)
    if has_enough(turn.question):
        return interviews.pause(turn, interview)
    aside = _aside(turn)
    return _then(aside, interviews.confirm(turn, interview)) if aside else None


def _steered(turn: Turn, interview: Interview) -> Spoken | None:
    """Words for the interview itself: stop, one step back, change an answer."""
    if has_enough(turn.question):
        return interviews.pause(turn, interview)
    if (right := wrong_before(turn.question)) is not None:
        return second_thoughts.correct_last(turn, interview, right)
    steers = {
        Wish.BACK: second_thoughts.back,
        Wish.EDIT: second_thoughts.edit,
        Wish.RESUME: interviews.resume,
    }
    for wish, act in steers.items():
        if wishes(turn.question, wish):
            return act(turn, interview)
    if SENDING.fullmatch(STOPS.sub("", turn.question)):
        return interviews.proceed(turn, interview, phrases.NOTHING_TO_SEND)
    return interviews.begin(turn) if wants_assessment(turn.question) else None


def _answered(turn: Turn, interview: Interview) -> Spoken:
    question = interviews.question_now(interview, interviews.state_of(turn, interview))
    if question is None:
        return interviews.proceed(turn, interview)
    if question.form is Form.SEVERAL and interview.picked and wishes(turn.question, Wish.PICKED):
        return picked(turn, interview, question)
    if wishes(turn.question, Wish.PICKED):
        return interviews.proceed(turn, interview, phrases.ALREADY_NOTED)
    reading = understand(question, turn.question, interviews.today(turn))
    if not isinstance(reading, Refused):
        return interviews.read(turn, interview, question, reading)
    if not reading.impossible and (aside := _aside(turn)):
        interview.asides = [*interview.asides, turn.question]
        return _then(aside, interviews.proceed(turn, interview, phrases.BACK_TO_QUESTION))
    return interviews.proceed(turn, interview, *_kindly(turn, reading))


def _kindly(turn: Turn, reading: Refused) -> tuple[str, ...]:
    if reading.impossible:
        return (reading.why,)
    return (f"{phrases.NOT_UNDERSTOOD}{reading.why}", ways_out(turn, phrases.NOT_UNDERSTOOD))


def _aside(turn: Turn) -> Spoken | None:
    """The answer to a question in between; None when the text was meant as an answer after all."""
    turn.city = _city_assessed(turn)
    status = turn.answer.status
    wants_officer = status is Status.HANDOFF and is_clear(turn.answer)
    wished = wants_officer or status is Status.SERVICE or greets(turn.question)
    answered = status in ANSWERS and speaks_of_policy(turn.question)
    wished = wished or turn.answer.complains
    if not (wished or answered or asks(turn.question)):
        return None
    return next((said for step in ASIDES if (said := step(turn)) is not None), None)


def _city_assessed(turn: Turn) -> str | None:
    """The one city that the assessment under way is about."""
    interview = interviews.under_way(turn)
    if interview is None:
        return None
    cities = totals.cities(interviews.state_of(turn, interview), turn.knowledge)
    return cities[0] if len(cities) == 1 else None


def _then(aside: Spoken, asked_again: Spoken) -> Spoken:
    return replace(aside, replies=(*aside.replies, *asked_again.replies))
