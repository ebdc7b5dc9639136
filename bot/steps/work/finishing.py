"""Drafts become what they were begun for: once, and only by the officer who began them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import cases, posts
from bot.cases import Case, Solved
from bot.messages import say
from bot.officers import Officer, Unit, drafts
from bot.officers.drafts import Draft, DraftOver, Purpose
from bot.steps.work import citing
from bot.steps.work.answering import SENDABLE, tell
from bot.steps.work.saying import card_row, spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_work_phrases as phrases


def finish(turn: Turn, officer: Officer, draft: Draft) -> Spoken:
    """The officer's words are what this draft waited for. Raises what the verb raises."""
    words = turn.question
    if draft.purpose == Purpose.SAY:
        if turn.incoming.kind not in SENDABLE:
            return spoken(say(phrases.UNSENDABLE), case=draft.case_id, draft=draft.id)
        said = tell(turn, officer, _case_of(draft), confirm=True)
        drafts.finish(turn.session, draft, turn.at)
        return said
    if not words:
        return spoken(say(phrases.NO_FILES_HERE), case=draft.case_id, draft=draft.id)
    drafts.finish(turn.session, draft, turn.at)
    return FINISH[draft.purpose](turn, officer, draft, words)


def _case_of(draft: Draft) -> int:
    if draft.case_id is None:
        raise DraftOver(str(draft.id))
    return draft.case_id


def _note(turn: Turn, officer: Officer, draft: Draft, words: str) -> Spoken:
    event = cases.note(turn.session, _case_of(draft), officer, words, turn.at)
    return spoken(say(phrases.NOTED), case=event.case_id)


def _hand_on(turn: Turn, officer: Officer, draft: Draft, words: str) -> Spoken:
    verb = cases.return_ if draft.purpose == Purpose.RETURN else cases.transfer
    case = verb(turn.session, _case_of(draft), officer, draft.unit_id or 0, words, turn.at)
    unit = turn.session.get_one(Unit, draft.unit_id)
    return spoken(say(phrases.handed_on(case.number, unit.name)), case=case.id)


def close(turn: Turn, officer: Officer, draft: Draft, words: str = "") -> Spoken:
    """Close the case with the outcome that was chosen. Raises what the verb raises."""
    outcome = Solved(draft.outcome or "")
    case = cases.close(turn.session, _case_of(draft), officer, outcome, turn.at, words)
    done = say(phrases.closed(case.number, outcome), choices=(card_row(case),))
    return spoken(done, case=case.id)


def _search(turn: Turn, officer: Officer, draft: Draft, words: str) -> Spoken:
    return citing.found(turn, officer, _case_of(draft), words)


FINISH: Mapping[str, Callable[[Turn, Officer, Draft, str], Spoken]] = {
    Purpose.NOTE: _note,
    Purpose.TRANSFER: _hand_on,
    Purpose.RETURN: _hand_on,
    Purpose.CLOSE: close,
    Purpose.SEARCH: _search,
}


def put(turn: Turn, officer: Officer, draft_id: str, case_id: str = "") -> Spoken:
    """Send kept words to the visitor of their case, or of the one that was chosen now. Raises DraftOver."""
    draft = drafts.find(turn.session, int(draft_id), officer)
    if draft.waits or (draft.case_id is not None and case_id):
        raise DraftOver(draft_id)
    chosen = draft.case_id or int(case_id)
    text, message = draft.text, draft.message
    said = cases.say_to_visitor(turn.session, chosen, officer, text, turn.at)
    drafts.finish(turn.session, draft, turn.at)
    case = turn.session.get_one(Case, chosen)
    incoming = turn.incoming
    posts.note(turn.session, incoming.channel, incoming.address, message, chosen)
    name = cases.visitor_of(turn.session, case).name
    told = phrases.sent_to(case.number, name)
    words = told if said.reachable else phrases.out_of_reach(case.number)
    return spoken(say(words), case=chosen)


def close_now(turn: Turn, officer: Officer, draft_id: str) -> Spoken:
    """Close without words. Raises DraftOver."""
    draft = drafts.find(turn.session, int(draft_id), officer)
    if draft.purpose != Purpose.CLOSE:
        raise DraftOver(draft_id)
    drafts.finish(turn.session, draft, turn.at)
    return close(turn, officer, draft)


def drop(turn: Turn, officer: Officer, draft_id: str) -> Spoken:
    """The officer has changed their mind. Raises DraftOver."""
    drafts.finish(turn.session, drafts.find(turn.session, int(draft_id), officer), turn.at)
    return spoken(say(phrases.DROPPED))


def as_question(turn: Turn, officer: Officer, draft_id: str) -> None:
    """The kept words were a question to the policies after all: the steps that follow answer it."""
    draft = drafts.find(turn.session, int(draft_id), officer)
    text = draft.text
    drafts.finish(turn.session, draft, turn.at)
    turn.incoming = replace(turn.incoming, kind="text", text=text, action="")
