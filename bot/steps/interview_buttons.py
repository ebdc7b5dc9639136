"""Buttons of the guided assessment; one of an earlier question says kindly where things stand now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.assessment import assessments, interviews
from bot.intake import second_thoughts
from bot.messages import Block, Reply
from bot.reports.making import make
from bot.reports.sheet import sheet
from bot.steps import result_for_officer
from bot.turn import Outcome, Spoken, Turn
from bot.wording import assessment_phrases as phrases
from bot.wording import report_phrases
from dialogs import storage
from dialogs.choosing import none_of, pick
from dialogs.questions import Question
from dialogs.storage import Interview, Phase

LARGEST_ID = 2**31 - 1
OnQuestion = Callable[[Turn, Interview, Question, int], Spoken]


def own(turn: Turn, interview_id: str) -> Interview:
    """The interview, if it belongs to this conversation. Raises KeyError: ids in buttons could be forged."""
    number = int(interview_id)
    found = None
    if 0 < number <= LARGEST_ID:
        found = storage.find(turn.session, number, turn.conversation.id)
    if found is None:
        raise KeyError(interview_id)
    return found


def on_question(act: OnQuestion) -> Callable[..., Spoken]:
    """A button of one question: acts while that question is asked, else tells where things stand."""

    def pressed(turn: Turn, interview_id: str, step: str, place: str = "0") -> Spoken:
        interview = own(turn, interview_id)
        question = interviews.question_now(interview, interviews.state_of(turn, interview))
        if interview.phase == Phase.PAUSED and interview.step == int(step):
            interview.phase = Phase.OPEN
            storage.only_open(turn.session, interview)
        over = interview.phase != Phase.OPEN or interview.step != int(step) or question is None
        if over or question is None:
            return interviews.stands(turn, interview, phrases.NOW_HERE)
        return act(turn, interview, question, int(place))

    return pressed


def on_interview(act: Callable[[Turn, Interview], Spoken]) -> Callable[..., Spoken]:
    """A button of the whole interview."""

    def pressed(turn: Turn, interview_id: str) -> Spoken:
        return act(turn, own(turn, interview_id))

    return pressed


def _answer(turn: Turn, interview: Interview, question: Question, place: int) -> Spoken:
    value = dict(enumerate(question.options))[place].value
    return interviews.take(turn, interview, question, "", {question.id: value})


def _pick(turn: Turn, interview: Interview, question: Question, place: int) -> Spoken:
    value = str(dict(enumerate(question.options))[place].value)
    interview.picked = [*(one for one in interview.picked if one != value), value]
    return replace(interviews.proceed(turn, interview), renews=True)


def _unpick(turn: Turn, interview: Interview, question: Question, place: int) -> Spoken:
    value = str(dict(enumerate(question.options))[place].value)
    interview.picked = [one for one in interview.picked if one != value]
    return replace(interviews.proceed(turn, interview), renews=True)


def picked(turn: Turn, interview: Interview, question: Question, _: int = 0) -> Spoken:
    """What is ticked now is the answer; with nothing ticked the question stays."""
    chosen = [option.value for option in question.options if str(option.value) in interview.picked]
    if not chosen:
        return interviews.proceed(turn, interview, phrases.NOTHING_PICKED)
    return interviews.take(turn, interview, question, "", pick(question, chosen))


def _none(turn: Turn, interview: Interview, question: Question, _: int) -> Spoken:
    return interviews.take(turn, interview, question, "", none_of(question))


def _unsure(turn: Turn, interview: Interview, question: Question, _: int) -> Spoken:
    return interviews.not_sure(turn, interview, question)


def _back(turn: Turn, interview: Interview, _: Question, __: int) -> Spoken:
    return second_thoughts.back(turn, interview)


def _singly(turn: Turn, interview: Interview, _: Question, __: int) -> Spoken:
    return interviews.one_by_one(turn, interview)


def _early(turn: Turn, interview: Interview) -> Spoken:
    if interview.phase not in (Phase.OPEN, Phase.PAUSED):
        return interviews.stands(turn, interview, phrases.NOW_HERE)
    return interviews.so_far(turn, interview)


def _redo(turn: Turn, interview_id: str, place: str) -> Spoken:
    interview = own(turn, interview_id)
    if interview.phase == Phase.DROPPED:
        return interviews.stands(turn, interview, phrases.NOW_HERE)
    return second_thoughts.redo(turn, interview, int(place))


def _verdicts(turn: Turn, interview_id: str, group: str) -> Spoken:
    interview = own(turn, interview_id)
    state = interviews.state_of(turn, interview)
    reply = assessments.group(state, interview.id, group, turn.knowledge)
    clauses = tuple(dict.fromkeys(m.clause for m in state.measures))
    return Spoken((reply,), Outcome(interviews.STATUS, clauses))


def _report(turn: Turn, interview: Interview) -> Spoken:
    """The result as a document, in Word and as PDF; while something is still asked there is none."""
    if interview.phase not in (Phase.DONE, Phase.PAUSED):
        return interviews.stands(turn, interview, phrases.NOW_HERE)
    state = interviews.state_of(turn, interview)
    paper = sheet(state, turn.knowledge, turn.at.astimezone(interviews.LOCAL))
    made = make(paper, turn.files, turn.visitor.channel, turn.visitor.address)
    told = report_phrases.ready(with_picture=len(made) > 2)
    reply = Reply((Block("text", told),), attachments=made)
    clauses = tuple(dict.fromkeys(m.clause for m in state.measures))
    return Spoken((reply,), Outcome(interviews.STATUS, clauses))


def _handed(turn: Turn, interview_id: str, answer: str) -> Spoken:
    return result_for_officer.hand_over(turn, own(turn, interview_id), answer)


def _profile(turn: Turn, interview_id: str, what: str) -> Spoken:
    interview = own(turn, interview_id)
    if interview.phase != Phase.CONFIRMING:
        return interviews.stands(turn, interview, phrases.NOW_HERE)
    return interviews.settle_profile(turn, interview, what)


def _pause(turn: Turn, interview: Interview) -> Spoken:
    if interview.phase in (Phase.DONE, Phase.DROPPED):
        return interviews.stands(turn, interview, phrases.NOW_HERE)
    return interviews.pause(turn, interview)


def _resume(turn: Turn, interview: Interview) -> Spoken:
    if interview.phase in (Phase.DONE, Phase.DROPPED):
        return interviews.stands(turn, interview, phrases.NOW_HERE)
    return interviews.resume(turn, interview)


VERBS: Mapping[str, Callable[..., Spoken]] = {
    "assess": interviews.begin,
    "anew": interviews.anew,
    "fresh": on_interview(interviews.again),
    "answer": on_question(_answer),
    "pick": on_question(_pick),
    "unpick": on_question(_unpick),
    "picked": on_question(picked),
    "none": on_question(_none),
    "singly": on_question(_singly),
    "early": on_interview(_early),
    "unsure": on_question(_unsure),
    "back": on_question(_back),
    "pause": on_interview(_pause),
    "resume": on_interview(_resume),
    "edit": on_interview(second_thoughts.edit),
    "redo": _redo,
    "verdicts": _verdicts,
    "report": on_interview(_report),
    "hand": on_interview(result_for_officer.ask_consent),
    "handed": _handed,
    "profile": _profile,
}
