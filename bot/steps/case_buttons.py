"""Buttons of the visitor's cases: look, urge, add, cancel, reopen, rate, consent, whom to talk to.

A case that moved on in the meantime is shown as it stands now; one of somebody else is no case at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot import cases
from bot.cases import HELD, Asker, Case, Rating, State
from bot.messages import Block, Choice, Reply, pack, say
from bot.steps.words_for_case import ADDITION, COMMENT, asked_for
from bot.turn import Outcome, Spoken, Turn
from bot.wording import case_phrases as phrases

STATUS = "case"
CONSENT = {"yes": True, "no": False}
ANSWERS = {"y": True, "n": False}
Press = Callable[..., Spoken]


def show_cases(turn: Turn) -> Spoken:
    """The visitor's cases, the newest first."""
    theirs = cases.cases_of(turn.session, turn.conversation.id)
    if not theirs:
        return _spoken(say(phrases.NO_CASES))
    lines = "\n".join(_line(turn, case) for case in theirs)
    rows = tuple((Choice(case.number, pack("case", case.id)),) for case in theirs)
    return _spoken(say(phrases.YOUR_CASES, lines, choices=rows))


def on_case(act: Callable[..., Spoken]) -> Press:
    """A button of one case. Raises KeyError for a case of somebody else: ids in buttons could be forged."""

    def pressed(turn: Turn, case_id: str, *arguments: str) -> Spoken:
        try:
            return act(turn, int(case_id), *arguments)
        except cases.NotAllowed as error:
            raise KeyError(case_id) from error
        except cases.UrgedToday:
            return _spoken(say(phrases.URGED_TODAY, choices=(phrases.my_cases_row(),)))
        except cases.NotNow as refusal:
            return _spoken(_detail(turn, refusal.case, phrases.NOT_ANY_MORE))

    return pressed


def _asker(turn: Turn) -> Asker:
    return Asker(turn.conversation.id)


def _case(turn: Turn, case_id: int) -> Spoken:
    return _spoken(_detail(turn, cases.look(turn.session, case_id, _asker(turn), turn.at)))


def _urge(turn: Turn, case_id: int) -> Spoken:
    cases.urge(turn.session, case_id, _asker(turn), turn.at)
    return _spoken(say(phrases.URGED, choices=(phrases.my_cases_row(),)))


def _add(turn: Turn, case_id: int) -> Spoken:
    case = cases.look(turn.session, case_id, _asker(turn), turn.at)
    if case.state in cases.ENDED:
        raise cases.NotNow(case)
    asked = say(phrases.WHAT_TO_ADD)
    return Spoken((asked,), Outcome(STATUS), asked_for(turn, case_id, ADDITION))


def _cancel(turn: Turn, case_id: int, sure: str = "") -> Spoken:
    if sure != "sure":
        cases.look(turn.session, case_id, _asker(turn), turn.at)
        row = (
            Choice(phrases.CANCEL_IT, pack("cancel", case_id, "sure")),
            Choice(phrases.KEEP_IT, pack("case", case_id)),
        )
        return _spoken(say(phrases.SURE_TO_CANCEL, choices=(row,)))
    cases.cancel(turn.session, case_id, _asker(turn), turn.at)
    return _spoken(say(phrases.CANCELLED))


def _reopen(turn: Turn, case_id: int) -> Spoken:
    cases.reopen(turn.session, case_id, _asker(turn), turn.at)
    return _spoken(say(phrases.REOPENED, choices=(phrases.my_cases_row(),)))


def _rate(turn: Turn, case_id: int, so_far: str = "") -> Spoken:
    """Three questions, the answers of which the next buttons carry: y or n, y or n, 1 to 5."""
    case = cases.look(turn.session, case_id, _asker(turn), turn.at)
    if case.state != State.CLOSED:
        raise cases.NotNow(case)
    if not so_far:
        return _spoken(say(phrases.REACHED, choices=(phrases.rate_row(case_id, ""),)))
    reached = ANSWERS[so_far[0]]
    if len(so_far) == 1:
        return _spoken(say(phrases.ASK_SOLVED, choices=(phrases.rate_row(case_id, so_far),)))
    solved = ANSWERS[so_far[1]]
    if len(so_far) == 2:
        return _spoken(say(phrases.ASK_SATISFIED, choices=(phrases.stars_row(case_id, so_far),)))
    cases.rate(turn.session, case_id, _asker(turn), reached, solved, int(so_far[2:]), turn.at)
    return Spoken((say(phrases.RATED),), Outcome(STATUS), asked_for(turn, case_id, COMMENT))


def _consent(turn: Turn, case_id: int, answer: str) -> Spoken:
    allowed = CONSENT[answer]
    cases.allow_reading(turn.session, case_id, _asker(turn), allowed, turn.at)
    words = phrases.READING_ALLOWED if allowed else phrases.READING_REFUSED
    return _spoken(say(words, choices=(phrases.my_cases_row(),)))


def consent_in_words(turn: Turn) -> Spoken | None:
    """The question whether officers may read the conversation, answered by typing what the buttons say."""
    bare = re.sub(r"\W", "", turn.question)
    words = {"yes": phrases.MAY_READ_WORDS, "no": phrases.MAY_NOT_READ_WORDS}
    answer = next((a for a, pattern in words.items() if pattern.fullmatch(bare)), None)
    if answer is None:
        return None
    theirs = cases.cases_of(turn.session, turn.conversation.id)
    asked = [case for case in theirs if case.consent is None][:1]
    if answer == "no":  # said again after a yes it is taken back, from every case that has it
        asked += [case for case in theirs if case.consent]
    said = [_consent(turn, case.id, answer) for case in asked]
    return said[0] if said else None


def _talk(turn: Turn, case_id: int) -> Spoken:
    case = cases.talk_to_officer(turn.session, case_id, _asker(turn), turn.at)
    return _spoken(say(phrases.LISTENING, choices=(phrases.back_row(case),)))


def _auto(turn: Turn, case_id: int) -> Spoken:
    cases.talk_to_specialist(turn.session, case_id, _asker(turn), turn.at)
    return _spoken(say(phrases.BACK_AGAIN))


def _line(turn: Turn, case: Case) -> str:
    units = case.units
    attended = cases.is_attended(turn.session, case)
    asked = units if not case.city else units[:1]  # both cities' desks while none is settled
    return phrases.case_line(case, "、".join(unit.name for unit in asked), attended)


def _detail(turn: Turn, case: Case, before: str = "") -> Reply:
    events = cases.timeline(turn.session, case.id)
    told = (phrases.history_line(e.kind, e.at, e.by, e.text) for e in events)
    blocks = [Block("text", before)] if before else []
    blocks += [
        Block("heading", case.number),
        Block("text", case.question),
        Block("text", _line(turn, case)),
        *([Block("text", phrases.answers(case))] if case.answers else []),
        Block("note", "\n".join(line for line in told if line)),
        Block("note", phrases.NOW_READABLE if case.consent else phrases.NOT_READABLE),
    ]
    rows = (*_what_now(turn, case), phrases.consent_row(case), phrases.my_cases_row())
    return Reply(tuple(blocks), rows)


def _what_now(turn: Turn, case: Case) -> list[tuple[Choice, ...]]:
    """What the visitor may do with a case now, as rows of buttons."""
    if case.state == State.CLOSED:
        is_rated = turn.session.get(Rating, case.id) is not None
        rows = [] if is_rated else [(Choice(phrases.RATE, pack("rate", case.id)),)]
        again = (Choice(phrases.REOPEN, pack("reopen", case.id)),)
        return [*rows, *([again] if cases.can_reopen(case, turn.at) else [])]
    if case.state == State.CANCELLED:
        return []
    labels = {"urge": phrases.URGE, "add": phrases.ADD, "cancel": phrases.CANCEL}
    first = tuple(Choice(label, pack(verb, case.id)) for verb, label in labels.items())
    if case.state in HELD and not case.relaying:
        return [first, (Choice(phrases.TO_OFFICER, pack("talk", case.id)),)]
    return [first]


def _spoken(reply: Reply) -> Spoken:
    return Spoken((reply,), Outcome(STATUS))


VERBS: Mapping[str, Press] = {
    "cases": show_cases,
    "case": on_case(_case),
    "urge": on_case(_urge),
    "add": on_case(_add),
    "cancel": on_case(_cancel),
    "reopen": on_case(_reopen),
    "rate": on_case(_rate),
    "consent": on_case(_consent),
    "talk": on_case(_talk),
    "auto": on_case(_auto),
}
