"""Files that no case waits for: kept for a day, and offered to a case, to an officer, or to be deleted.

The buttons are for everything that is loose then, so that ten pictures need one press. Of an album only the
first picture is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot import cases, enclosures, transcript
from bot.cases import ENDED, Asker
from bot.enclosures import Enclosure
from bot.intake import intakes
from bot.messages import Choice, Reply, pack, say
from bot.steps.file_replies import refusals
from bot.steps.interview_buttons import own
from bot.steps.wish_for_officer import open_consultation, told
from bot.turn import Outcome, Spoken, Turn
from bot.wording import file_phrases, intake_phrases
from dialogs import storage
from dialogs.form_files import packaged_forms
from dialogs.storage import Interview, Phase

STATUS = "file"
ALBUM = "album"


def file_sent(turn: Turn) -> Spoken | None:
    """Say what was kept and what was not, and ask where it shall go."""
    if not turn.enclosed:
        return None
    taken = [row for row in turn.enclosed if row.state in cases.USABLE]
    form = _form(turn)
    if form is not None and form.phase != Phase.PAUSED:
        enclosures.give_to_form(taken, form.id)
    album = turn.incoming.extra.get(ALBUM, "")
    is_known = bool(album) and turn.conversation.subject.get(ALBUM) == album
    replies = refusals(turn)
    if taken and not is_known:
        replies = (*replies, _offer(turn, taken))
    subject = {**turn.conversation.subject, ALBUM: album} if album else None
    return Spoken(replies, Outcome(STATUS), subject)


def _offer(turn: Turn, taken: Sequence[Enclosure]) -> Reply:
    form = _form(turn)
    if form is not None and form.phase != Phase.PAUSED:
        return _kept_for(turn, form, [row.name for row in taken])
    to_case = (Choice(file_phrases.TO_CASE, pack("attach")),)
    rows = (
        *(((_into(form),),) if form is not None else ()),
        *((to_case,) if _open_cases(turn) else ()),
        (Choice(file_phrases.TO_OFFICER, pack("askwith")),),
        (Choice(file_phrases.NOT_NEEDED, pack("discard")),),
    )
    return say(file_phrases.kept([row.name for row in taken]), choices=rows)


def _kept_for(turn: Turn, form: Interview, names: Sequence[str]) -> Reply:
    away = Choice(file_phrases.NOT_NEEDED, pack("discard", form.id))
    if not intakes.is_complete(turn, form):
        return say(file_phrases.kept_for_form(names), choices=((away,),))
    send = Choice(intake_phrases.SEND, pack("send", form.id, form.step))
    return say(file_phrases.kept_for_sending(names), choices=((send, away),))


def _into(form: Interview) -> Choice:
    known = packaged_forms().forms[form.form]
    return Choice(file_phrases.into_form(known.name), pack("enclose", form.id))


def _form(turn: Turn) -> Interview | None:
    """The service's form that the visitor is filling in."""
    interview = storage.current(turn.session, turn.conversation.id)
    known = interview is not None and interview.form in packaged_forms().forms
    return interview if known else None


def _open_cases(turn: Turn) -> list[cases.Case]:
    theirs = cases.cases_of(turn.session, turn.conversation.id)
    return [case for case in theirs if case.state not in ENDED]


def _loose(turn: Turn) -> list[Enclosure]:
    return enclosures.loose(turn.session, turn.conversation.id)


def _attach(turn: Turn, case_id: str = "") -> Spoken:
    """Put the loose files into the only open case, or ask into which. Raises KeyError for a forged one."""
    files, open_ones = _loose(turn), _open_cases(turn)
    if not files or not open_ones:
        return _spoken(say(file_phrases.NONE_LEFT if not files else file_phrases.NO_CASE))
    if not case_id and len(open_ones) > 1:
        rows = tuple((Choice(_named(case), pack("attach", case.id)),) for case in open_ones)
        return _spoken(say(file_phrases.WHICH_CASE, choices=rows))
    chosen = {str(case.id): case for case in open_ones}[case_id or str(open_ones[0].id)]
    cases.attach(turn.session, chosen.id, Asker(turn.conversation.id), files, turn.at)
    return _spoken(say(file_phrases.attached(len(files), chosen.number)))


def _named(case: cases.Case) -> str:
    return f"{case.number} {case.service or case.question}"[:50]


def _ask_with(turn: Turn) -> Spoken:
    files = _loose(turn)
    if not files:
        return _spoken(say(file_phrases.NONE_LEFT))
    words = transcript.words_of(turn.session, (row.message_id or 0 for row in files))
    case = open_consultation(turn, "\n".join(words), file_phrases.PLEASE_LOOK)
    cases.attach(turn.session, case.id, Asker(turn.conversation.id), files, turn.at)
    return _spoken(say(file_phrases.attached(len(files), case.number)), told(turn, case))


def _discard(turn: Turn, interview_id: str = "") -> Spoken:
    """Delete what is loose, or what waits for a form of theirs, and show where the form stands."""
    if not interview_id:
        gone = enclosures.forget(_loose(turn))
        return _spoken(say(file_phrases.DISCARDED if gone else file_phrases.NONE_LEFT))
    form = own(turn, interview_id)
    gone = enclosures.forget(enclosures.of_form(turn.session, form.id))
    words = file_phrases.DISCARDED if gone else file_phrases.NONE_LEFT
    return intakes.stands(turn, form, words) if form.phase == Phase.OPEN else _spoken(say(words))


def _enclose(turn: Turn, interview_id: str) -> Spoken:
    """Put the loose files to a form that was not sent yet. Raises KeyError for a forged one."""
    form, files = own(turn, interview_id), _loose(turn)
    if not files or form.phase in (Phase.DONE, Phase.DROPPED):
        return _spoken(say(file_phrases.NONE_LEFT if not files else intake_phrases.REPLACED))
    name = packaged_forms().forms[form.form].name
    enclosures.give_to_form(files, form.id)
    go_on = Choice(intake_phrases.CONTINUE_FORM.format(name), pack("resume", form.id))
    return _spoken(say(file_phrases.put_to_form(len(files), name), choices=((go_on,),)))


def _spoken(*replies: Reply) -> Spoken:
    return Spoken(replies, Outcome(STATUS))


VERBS: Mapping[str, Callable[..., Spoken]] = {
    "attach": _attach,
    "askwith": _ask_with,
    "discard": _discard,
    "enclose": _enclose,
}
