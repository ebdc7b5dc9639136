"""A form or an assessment under way goes on by itself: whatever else was said, its question stands below."""

from __future__ import annotations

from dataclasses import replace

from bot import transcript
from bot.assessment import interviews
from bot.intake import intakes
from bot.messages import Reply, unpack
from bot.steps import form_buttons, interview_buttons, words_for_case, words_for_match
from bot.turn import Spoken, Turn
from bot.wording import assessment_phrases, intake_phrases, phrases
from dialogs import storage
from dialogs.form_files import packaged_forms
from dialogs.storage import Interview, Phase

OF_INTERVIEWS = {*interview_buttons.VERBS, *form_buttons.VERBS, "discard"}
"""Verbs of buttons whose first argument is the interview that they belong to."""

OVER = {intakes.STATUS, interviews.STATUS}
"""Outcomes of a press on a button of an older form or assessment."""

LAST = 2
"""Messages: the last reply, and what was said to it."""

AWAITED = (words_for_case.KEY, words_for_match.KEY)


def with_question(turn: Turn, spoken: Spoken) -> Spoken:
    """What was said, and below it the question under way, unless it stands there already.

    Presses only look at something, above which the question still stands. Words for a case or an answer to
    another visitor are waited for first.
    """
    here = turn.here
    apart = spoken.about is not None or spoken.afresh or here.is_officer or here.is_with_officer
    awaited = spoken.subject is not None and any(key in spoken.subject for key in AWAITED)
    looks = turn.incoming.kind == "choice" and spoken.outcome.status not in OVER
    if not here.is_interviewed or looks or apart or awaited:
        return spoken
    turn.session.flush()
    interview = storage.current(turn.session, turn.conversation.id)
    if interview is None or interview.phase == Phase.PAUSED or not spoken.replies:
        return spoken
    if any(_belongs(reply, interview) for reply in spoken.replies):
        return spoken
    return replace(spoken, replies=(*spoken.replies, *asked_again(turn, interview)))


def asked_again(turn: Turn, interview: Interview) -> tuple[Reply, ...]:
    """The question under way once more; nothing of a form that there is no more."""
    if interview.form and interview.form not in packaged_forms().forms:
        return ()
    if interview.phase == Phase.CONFIRMING:
        confirm = intakes.confirm if interview.form else interviews.confirm
        return confirm(turn, interview).replies
    if interview.form:
        return intakes.proceed(turn, interview, intake_phrases.BACK_TO_QUESTION).replies
    return interviews.proceed(turn, interview, assessment_phrases.BACK_TO_QUESTION).replies


def ways_out(turn: Turn, not_understood: str) -> str:
    """For who is not understood twice in a row: how to leave a question out, to stop, to reach a person."""
    said = transcript.history(turn.session, turn.conversation.id, LAST)[:-1]
    stuck = bool(said) and said[-1].text.startswith(not_understood)
    return phrases.WAYS_OUT if stuck else ""


def _belongs(reply: Reply, interview: Interview) -> bool:
    """Whether a button of this interview stands below the reply."""
    pressed = (unpack(choice.action) for row in reply.choices for choice in row)
    wanted = str(interview.id)
    return any(verb in OF_INTERVIEWS and args[:1] == (wanted,) for verb, args in pressed)
