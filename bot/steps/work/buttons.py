"""The buttons on officers' cards: desk:<what>:<ids>, and claim:<case>. All rights are looked at by the verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import cases, matching
from bot.cases import MOST_HOPS, Case, CoordinatorDecides, NotNow, Solved, Verb
from bot.messages import UnusableAction, say, unpack
from bot.officers import NoSuchUnit, Officer, drafts, units
from bot.officers.drafts import Purpose
from bot.steps.work import card, citing, finishing, lists
from bot.steps.work.claiming import claim
from bot.steps.work.saying import DESK, asked, awaiting, desk, in_rows, refused_kindly, spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_phrases as for_officers
from bot.wording import officer_work_phrases as phrases
from bot.wording.case_phrases import OUTCOMES

PURPOSES = {"t": Purpose.TRANSFER, "r": Purpose.RETURN}
VERB_OF = {Purpose.TRANSFER: Verb.TRANSFER, Purpose.RETURN: Verb.RETURN}


def pressed(turn: Turn, officer: Officer) -> Spoken | None:
    """Do what an officer's button says; None for a visitor's button."""
    try:
        verb, arguments = unpack(turn.incoming.action)
    except UnusableAction:
        return None
    if verb == "claim":
        return refused_kindly(lambda: claim(turn, officer, *arguments))
    if verb != DESK:
        return None
    what, *rest = arguments or ("",)
    if what == "ask":
        return _as_question(turn, officer, *rest)
    return refused_kindly(lambda: VERBS[what](turn, officer, *rest))


def _as_question(turn: Turn, officer: Officer, *rest: str) -> Spoken | None:
    try:
        (draft_id,) = rest
        finishing.as_question(turn, officer, draft_id)
    except (drafts.DraftOver, ValueError):
        return spoken(say(phrases.DONE_ALREADY))
    return None


def _card(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    return card.show(turn, officer, int(case_id))


def _timeline(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    return card.timeline(turn, officer, int(case_id))


def _permitted(turn: Turn, officer: Officer, case_id: str, verb: Verb) -> Case:
    """The case, if this could be done to it now: asked before the officer takes pains to write."""
    case = cases.look(turn.session, int(case_id), officer, turn.at)
    if not cases.may(turn.session, case, verb, officer):
        raise cases.NotAllowed(verb)
    return case


def _reply(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    case = _permitted(turn, officer, case_id, Verb.SAY)
    if case.state not in cases.HELD:
        raise NotNow(case)
    return awaiting(turn, officer, Purpose.SAY, case, f"{case.number} {phrases.WHAT_TO_SAY}")


def _note(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    case = _permitted(turn, officer, case_id, Verb.NOTE)
    return awaiting(turn, officer, Purpose.NOTE, case, f"{case.number} {phrases.WHAT_TO_NOTE}")


def _move(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    return _where_to(turn, officer, case_id, "t", phrases.TRANSFER_TO)


def _back(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    return _where_to(turn, officer, case_id, "r", phrases.RETURN_TO)


def _where_to(turn: Turn, officer: Officer, case_id: str, how: str, words: str) -> Spoken:
    case = _movable(turn, officer, case_id, how)
    leaving = (
        cases.returning_unit(case, officer)
        if PURPOSES[how] is Purpose.RETURN
        else next(iter(case.units), None)
    )
    there = units.units_of(turn.session, case.city or None)
    known = [unit for unit in there if leaving is None or unit.id != leaving.id]
    buttons = [desk(unit.name, "to", case.id, how, unit.id) for unit in known]
    return spoken(say(words, choices=in_rows(buttons)), case=case.id)


def _movable(turn: Turn, officer: Officer, case_id: str, how: str) -> Case:
    verb = VERB_OF[PURPOSES[how]]
    case = _permitted(turn, officer, case_id, verb)
    if case.state in cases.ENDED:
        raise NotNow(case)
    if case.hops >= MOST_HOPS and not cases.is_coordinator(turn.session, officer):
        raise CoordinatorDecides(verb)
    return case


def _to(turn: Turn, officer: Officer, case_id: str, how: str, unit_id: str) -> Spoken:
    case = _movable(turn, officer, case_id, how)
    unit = next((u for u in units.units_of(turn.session) if u.id == int(unit_id)), None)
    if unit is None:
        raise NoSuchUnit(unit_id)
    purpose = PURPOSES[how]
    draft = drafts.await_words(turn.session, officer, purpose, case.id, turn.at, unit_id=unit.id)
    words = phrases.why_transfer(unit.name, purpose is Purpose.RETURN)
    return asked(turn, officer, draft, f"{case.number} {words}")


def _end(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    case = _permitted(turn, officer, case_id, Verb.CLOSE)
    if case.state in cases.ENDED:
        raise NotNow(case)
    buttons = [desk(OUTCOMES[outcome], "out", case.id, outcome) for outcome in Solved]
    told = say(f"{case.number} {phrases.HOW_IT_ENDED}", choices=in_rows(buttons))
    return spoken(told, case=case.id)


def _out(turn: Turn, officer: Officer, case_id: str, outcome: str) -> Spoken:
    case = _permitted(turn, officer, case_id, Verb.CLOSE)
    if case.state in cases.ENDED:
        raise NotNow(case)
    draft = drafts.await_words(
        turn.session, officer, Purpose.CLOSE, case.id, turn.at, outcome=Solved(outcome)
    )
    words = f"{case.number} {phrases.closing(outcome)}"
    return asked(turn, officer, draft, words, desk(phrases.CLOSE_NOW, "now", draft.id))


def _again(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    case = cases.reopen(turn.session, int(case_id), officer, turn.at)
    told = say(
        phrases.reopened(case.number), choices=((desk(for_officers.CARD, "card", case.id),),)
    )
    return spoken(told, case=case.id)


def _down(turn: Turn, officer: Officer, case_id: str, reason: str = "") -> Spoken:
    """Take down what the case has published, for one of the usual reasons."""
    case = _permitted(turn, officer, case_id, Verb.TAKE_DOWN)
    if not reason:
        reasons = enumerate(phrases.DOWN_REASONS)
        buttons = [desk(words, "down", case.id, place) for place, words in reasons]
        told = say(f"{case.number} {phrases.WHY_DOWN}", choices=in_rows(buttons))
        return spoken(told, case=case.id)
    why = dict(enumerate(phrases.DOWN_REASONS))[int(reason)]
    try:
        matching.take_down(turn.session, case.id, officer, why, turn.at)
    except matching.OverNow:
        return spoken(say(phrases.NOTHING_PUBLISHED), case=case.id)
    return spoken(say(phrases.TAKEN_DOWN), case=case.id)


VERBS: Mapping[str, Callable[..., Spoken]] = {
    "card": _card,
    "line": _timeline,
    "reply": _reply,
    "note": _note,
    "cite": citing.cite,
    "search": citing.search,
    "clause": citing.clause,
    "texts": citing.texts,
    "text": citing.text,
    "move": _move,
    "back": _back,
    "to": _to,
    "end": _end,
    "out": _out,
    "now": finishing.close_now,
    "again": _again,
    "down": _down,
    "put": finishing.put,
    "drop": finishing.drop,
    "my": lists.mine,
    "queue": lists.queue,
}
