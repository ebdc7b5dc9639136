"""An officer's words and files to the visitor, and what belongs to the same case from then on."""

from __future__ import annotations

from bot import cases, posts
from bot.cases import Case
from bot.messages import say
from bot.officers import Officer
from bot.steps import file_replies
from bot.steps.work.saying import spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_work_phrases as phrases

SENDABLE = {"text", "photo", "document"}
"""Kinds of messages that can be handed on."""


def tell(turn: Turn, officer: Officer, case_id: int, confirm: bool = False) -> Spoken:
    """Send the words and files to the visitor. Raises what say_to_visitor raises."""
    usable = [row for row in turn.enclosed if row.state in cases.USABLE]
    refusals = file_replies.refusals(turn)
    if turn.incoming.kind not in SENDABLE and not usable:
        return spoken(say(phrases.UNSENDABLE), case=case_id)
    text = turn.incoming.text.strip()
    if not text and not usable:
        return spoken(*(refusals or (say(phrases.UNSENDABLE),)), case=case_id)
    said = cases.say_to_visitor(turn.session, case_id, officer, text, turn.at, files=turn.enclosed)
    case = turn.session.get_one(Case, case_id)
    _note_own(turn, case)
    told = [confirmation(turn, case)] if confirm else []
    if not said.reachable:
        told = [phrases.out_of_reach(case.number)]
    return spoken(*(say(words) for words in told), *refusals, case=case_id)


def confirmation(turn: Turn, case: Case) -> str:
    """Where the words went."""
    return phrases.sent_to(case.number, cases.visitor_of(turn.session, case).name)


def _note_own(turn: Turn, case: Case) -> None:
    """An answer to the officer's own message, and a change of it, is meant for the same case."""
    incoming = turn.incoming
    own = incoming.extra.get("message", "")
    posts.note(turn.session, incoming.channel, incoming.address, own, case.id)
    if (topic := posts.topic_of(turn.session, case.id)) is not None:
        topic.talking = False
