"""What the visitor was asked for: an addition to a case, words or files, or a comment on how it went.

It counts only as the very next thing said; whoever presses or asks something else has changed their mind.
Files may follow files: pictures come one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import cases
from bot.cases import Asker
from bot.messages import say
from bot.steps.file_replies import refusals
from bot.turn import Outcome, Spoken, Turn
from bot.wording import case_phrases as phrases

ADDITION, COMMENT, FILES = "addition", "comment", "files"
KEY = "words_for_case"


def asked_for(turn: Turn, case_id: int, what: str) -> dict[str, Any]:
    """The conversation's subject, remembering what the next words are for."""
    awaited = {"case": case_id, "what": what, "after": turn.message_id}
    return {**turn.conversation.subject, KEY: awaited}


def words_for_case(turn: Turn) -> Spoken | None:
    """Add the next words or files to the case that they were asked for."""
    awaited = turn.conversation.subject.get(KEY)
    if not awaited or turn.incoming.kind == "choice" or not _is_next(turn, awaited):
        return None
    if turn.enclosed:
        return _files(turn, awaited) if awaited["what"] in {ADDITION, FILES} else None
    if not turn.question or turn.question.startswith("/") or awaited["what"] == FILES:
        return None
    return _words(turn, awaited)


def _words(turn: Turn, awaited: Mapping[str, Any]) -> Spoken:
    asker = Asker(turn.conversation.id)
    case_id, words = int(awaited["case"]), turn.question
    try:
        if awaited["what"] == ADDITION:
            cases.add(turn.session, case_id, asker, words, turn.at, turn.message_id)
            reply = say(phrases.ADDED, choices=(phrases.my_cases_row(),))
        else:
            cases.comment(turn.session, case_id, asker, words, turn.at)
            reply = say(phrases.COMMENTED)
    except cases.NotNow:
        reply = say(phrases.NOT_ANY_MORE, choices=(phrases.my_cases_row(),))
    return Spoken((reply,), Outcome("case"), _rest(turn))


def _files(turn: Turn, awaited: Mapping[str, Any]) -> Spoken:
    """Files of an album are answered once."""
    case_id, album = int(awaited["case"]), turn.incoming.extra.get("album", "")
    asker, words = Asker(turn.conversation.id), turn.incoming.text
    said = say(phrases.ADDED, phrases.MORE_FILES, choices=(phrases.my_cases_row(),))
    replies = () if album and album == awaited.get("album") else (said,)
    try:
        cases.add(
            turn.session, case_id, asker, words, turn.at, turn.message_id, files=turn.enclosed
        )
    except cases.WordsMissing:  # all of it was refused; what was asked for may still come
        replies = ()
    except cases.NotNow:
        gone = say(phrases.NOT_ANY_MORE, choices=(phrases.my_cases_row(),))
        return Spoken((gone,), Outcome("case"), _rest(turn))
    more = {"case": case_id, "what": FILES, "after": turn.message_id, "album": album}
    return Spoken((*refusals(turn), *replies), Outcome("case"), {**_rest(turn), KEY: more})


def _rest(turn: Turn) -> dict[str, Any]:
    return {name: value for name, value in turn.conversation.subject.items() if name != KEY}


def _is_next(turn: Turn, awaited: Mapping[str, Any]) -> bool:
    before = cases.heard_before(turn.session, turn.conversation.id, turn.message_id)
    return bool(before == awaited["after"])
