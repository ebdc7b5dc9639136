"""The staff group: cases are taken there, and in a forum officers talk in the topic of a case.

Whatever concerns one person is told to that person alone: by the answer to the press, or in private.
"""

from __future__ import annotations

import re

from bot import cases, officers, outbox, posts
from bot.cases import Case, NotAllowed, NotNow, Verb
from bot.cases.telling import tell_officers
from bot.messages import Reply, UnusableAction, say, unpack
from bot.officers import Officer
from bot.posts import Topic
from bot.steps.work import buttons, commands, entrance
from bot.steps.work.claiming import claim
from bot.steps.work.saying import DESK, refused_kindly, spoken
from bot.turn import Spoken, Turn
from bot.wording import case_phrases
from bot.wording import officer_entrance_phrases as entrance_phrases
from bot.wording import officer_work_phrases as phrases

NOTE = re.compile(r"(?://|／／|备注)[:：\s]*(?P<words>.*)", re.DOTALL)
"""How a note begins in a topic: the visitor does not see it."""


def in_group(turn: Turn) -> Spoken | None:
    """What is pressed and said in the staff group; None for other groups, which are visitors."""
    group = officers.staff_group(turn.session)
    chat, _, thread = turn.incoming.address.partition("/")
    if group is None or group.address != chat:
        return None
    officer = officers.at_telegram(turn.session, turn.incoming.person)
    if turn.incoming.kind == "choice":
        return _pressed(turn, officer)
    if turn.question.startswith("/") and not NOTE.match(turn.question):
        return _command(turn, officer)
    topic = posts.topic_at(turn.session, chat, thread)
    if topic is not None:
        return _in_topic(turn, officer, topic) if officer else spoken()
    return spoken() if turn.incoming.overheard else None


def _pressed(turn: Turn, officer: Officer | None) -> Spoken | None:
    try:
        verb, arguments = unpack(turn.incoming.action)
    except UnusableAction:
        verb, arguments = "", ()
    if verb not in {"claim", DESK}:
        _shown(turn, "")
        return None
    if officer is None:
        return _shown(turn, entrance_phrases.SIGN_IN_FIRST)
    if verb == DESK:
        return _in_private_instead(turn, officer, buttons.pressed(turn, officer))
    told = refused_kindly(lambda: claim(turn, officer, *arguments))
    case = _case_of(turn, told)
    won = case is not None and case.holder_id == officer.id
    for reply in told.replies:
        tell_officers(turn.session, [officer], reply, turn.at, case)
    words = phrases.yours(case.number) if won and case else told.replies[0].text
    return _shown(turn, words)


def _in_private_instead(turn: Turn, officer: Officer, told: Spoken | None) -> Spoken:
    """A card's buttons work in the group, too; what they show is for the one who pressed."""
    replies = told.replies if told else ()
    case = _case_of(turn, told) if told else None
    for reply in replies:
        tell_officers(turn.session, [officer], reply, turn.at, case)
    return _shown(turn, entrance_phrases.COMMAND_IN_PRIVATE if replies else "")


def _case_of(turn: Turn, told: Spoken) -> Case | None:
    case_id = told.about.case_id if told.about else None
    return turn.session.get(Case, case_id) if case_id is not None else None


def _shown(turn: Turn, words: str) -> Spoken:
    """Show words to the one who pressed, and to nobody else."""
    if press := turn.incoming.extra.get("press"):
        address = f"{outbox.PRESS}{press}"
        outbox.promise(turn.session, turn.incoming.channel, address, say(words), turn.at)
    return spoken()


def _command(turn: Turn, officer: Officer | None) -> Spoken | None:
    """Officers' commands are answered in private; a code that was shown here is good for nothing any more."""
    code = entrance.code_in(turn.question)
    if code is not None:
        officers.void(turn.session, code, turn.at)
        return spoken(
            say(entrance_phrases.CODE_IN_GROUP if code else entrance_phrases.CODE_MISSING)
        )
    told = commands.carry_out(turn, officer) if officer else None
    if officer is None or told is None:
        return None
    tell_officers(turn.session, [officer], say(entrance_phrases.COMMAND_IN_PRIVATE), turn.at)
    for reply in told.replies:
        tell_officers(turn.session, [officer], reply, turn.at)
    return spoken()


def _in_topic(turn: Turn, officer: Officer, topic: Topic) -> Spoken:
    """A note, or words for the visitor. What is refused is told in private."""
    try:
        return _placed(turn, officer, topic)
    except NotNow as refusal:
        case = refusal.case
        is_open = case.holder_id is None and case.state == "open"
        number = case.number
        words = phrases.NOBODY_HOLDS.format(number=number) if is_open else phrases.now_stands(case)
        return _in_private(turn, officer, say(words), case)
    except NotAllowed:
        return _not_the_holder(turn, officer, topic)


def _placed(turn: Turn, officer: Officer, topic: Topic) -> Spoken:
    text = turn.incoming.text.strip()
    if note := NOTE.fullmatch(text):
        words = note["words"]
        cases.note(turn.session, topic.case_id, officer, words, turn.at, written_there=True)
        return spoken()
    words = case_phrases.edited(text) if turn.incoming.edited and text else text
    usable = any(row.state in cases.USABLE for row in turn.enclosed)
    if not words and not usable:
        return _in_private(turn, officer, say(phrases.UNSENDABLE), None)
    cases.say_to_visitor(turn.session, topic.case_id, officer, words, turn.at, files=turn.enclosed)
    topic.talking = True
    return spoken()


def _not_the_holder(turn: Turn, officer: Officer, topic: Topic) -> Spoken:
    case = turn.session.get_one(Case, topic.case_id)
    if not cases.may(turn.session, case, Verb.NOTE, officer):
        return _in_private(turn, officer, say(phrases.NOT_YOUR_UNITS), None)
    holder = cases.holder_of(turn.session, case)
    if holder is None:
        return _in_private(
            turn, officer, say(phrases.NOBODY_HOLDS.format(number=case.number)), case
        )
    words = phrases.NOT_THE_HOLDER.format(number=case.number, holder=holder.name)
    return _in_private(turn, officer, say(words), case)


def _in_private(turn: Turn, officer: Officer, reply: Reply, case: Case | None) -> Spoken:
    tell_officers(turn.session, [officer], reply, turn.at, case)
    return spoken()
