"""What an officer writes in private: an answer in a case, the words that a button asked for, or a question.

Which case is meant is told by the message that they answer; without one, by the only case in hand. When it
is not sure, nothing is sent: the words are kept until the case is chosen.
"""

from __future__ import annotations

import re

from bot import cases, posts
from bot.cases import Case
from bot.messages import say
from bot.officers import Officer, drafts
from bot.officers.drafts import Draft
from bot.steps.work import finishing
from bot.steps.work.answering import SENDABLE, tell
from bot.steps.work.saying import desk, refused_kindly, spoken
from bot.turn import Spoken, Turn
from bot.wording import case_phrases
from bot.wording import officer_work_phrases as phrases

NUMBER = re.compile(r"\b[A-Z]{2}-\d{8}-\d{4,}\b")


def hear(turn: Turn, officer: Officer) -> Spoken | None:
    """Take the officer's words to where they are meant to go; None when they are a question to the policies."""
    if turn.incoming.edited:
        return _edited(turn, officer)
    draft = drafts.waiting(turn.session, officer, turn.at)
    case, asked_by = _answered(turn)
    if case is not None and (draft is None or asked_by != draft.id):
        return refused_kindly(lambda: tell(turn, officer, case.id))
    if draft is not None:
        return refused_kindly(lambda: finishing.finish(turn, officer, draft))
    held = cases.held_by(turn.session, officer)
    if not held or turn.incoming.replied_text:
        return None
    if len(held) == 1 and not (turn.here.is_interviewed or turn.here.is_with_officer):
        return refused_kindly(lambda: tell(turn, officer, held[0].id, confirm=True))
    return _which(turn, officer, held)


def _answered(turn: Turn) -> tuple[Case | None, int | None]:
    """The case whose message is answered, and the draft that it asked words for.

    A crash may have sent a message twice and kept the id of the second only; what we wrote names the case, too.
    """
    incoming = turn.incoming
    post = posts.find(turn.session, incoming.channel, incoming.address, incoming.replied_to)
    if post is not None:
        return turn.session.get(Case, post.case_id), post.draft_id
    numbers = set(NUMBER.findall(incoming.replied_text))
    return (cases.numbered(turn.session, *numbers) if len(numbers) == 1 else None), None


def _edited(turn: Turn, officer: Officer) -> Spoken | None:
    """A change of words that were sent is sent as well; of words that are kept, it is kept."""
    incoming = turn.incoming
    own = incoming.extra.get("message", "")
    post = posts.find(turn.session, incoming.channel, incoming.address, own)
    text = turn.question
    if post is not None and text:
        return refused_kindly(lambda: _send_again(turn, officer, post.case_id))
    kept = drafts.unplaced(turn.session, officer, own)
    if kept is not None and text:
        kept.text = text
        return spoken(case=None)
    held = cases.held_by(turn.session, officer)
    return spoken(say(phrases.EDIT_NOT_SENT)) if held and not text.startswith("/") else None


def _send_again(turn: Turn, officer: Officer, case_id: int) -> Spoken:
    words = case_phrases.edited(turn.question)
    cases.say_to_visitor(turn.session, case_id, officer, words, turn.at)
    return spoken(case=case_id)


def _which(turn: Turn, officer: Officer, held: list[Case]) -> Spoken:
    """Ask in which case, and keep the words until it is chosen."""
    if turn.enclosed or turn.incoming.kind != "text":
        known = turn.incoming.kind in SENDABLE
        return spoken(say(phrases.FILE_NEEDS_REPLY if known else phrases.UNSENDABLE))
    own = turn.incoming.extra.get("message", "")
    draft = drafts.keep_words(turn.session, officer, turn.question, turn.at, message=own)
    return _asked_which(turn, draft, held)


def _asked_which(turn: Turn, draft: Draft, held: list[Case]) -> Spoken:
    rows = tuple((desk(_name(turn, case), "put", draft.id, case.id),) for case in held)
    ways_out = (
        desk(phrases.AS_QUESTION, "ask", draft.id),
        desk(phrases.NOT_SENT, "drop", draft.id),
    )
    return spoken(say(phrases.WHICH_CASE, choices=(*rows, ways_out)))


def _name(turn: Turn, case: Case) -> str:
    name = cases.visitor_of(turn.session, case).name
    return phrases.visitor_button(case.number, name, case.question)
