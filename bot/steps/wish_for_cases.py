"""A wish to see one's cases, in plain words; /cases and the button do the same."""

from __future__ import annotations

import re

from bot import cases
from bot.messages import say
from bot.steps.case_buttons import VERBS, consent_in_words, show_cases
from bot.steps.change_in_words import in_common
from bot.steps.steering import changed_thing
from bot.turn import Outcome, Spoken, Turn
from bot.wording.case_phrases import added_to, my_cases_row, no_such_number
from dialogs.typed import asks

WISH = re.compile(
    r"(我要|我想|想|要)?(我的|查询|查看|查|看一下|看看|看)++(我的)?(办件|工单|登记)(的?(进度|情况|状态))?"
    r"|(办件|工单)(的?(进度|情况|状态))?"
)
ACT = re.compile(
    r"(我要)?(催办|催促|催催?|取消|撤销|撤回|不办)了?(我的|这个|这件|那个)?(办件|登记|申请|投诉|事)?了?"
)
HOW_FAR = re.compile(
    r"我?的?(那|这)?(个|件)?事?情?(现在|都)?(办|处理|弄)(到哪|得?怎么样|好了?没|完了?没|成了?没).{0,5}"
    r"|那?(要|得|还要)?(什么时候|多久|几时|啥时候|几点)(才|会)?能?(给我|给个|有|回我?)?(回话|回复|答复|回音|联系我|消息|电话).{0,2}"
)
"""How far it is; of a case only where there is one."""

GIVES_UP = re.compile(r"(那|还是)?(算了|不用办了|不用找了|不找了)")
WAITED = re.compile(
    r"(我们?)?(都|已经)*(等了?|拖了)(很久|好久|这么久|太久|.{1,3}(年|个?月|周|天|个?星期|个?礼拜|个?小时))了?"
)
ADD = re.compile(
    r"\s*(我要|我想|我再)?补充(一下|材料|情况|说明|一点)?\s*([\s\W]\s*(?P<words>\S.*))?",
    re.DOTALL,
)
"""What follows a 补充 counts only after a space or a mark: 补充医疗保险 is something else."""

NUMBER = re.compile(r"(?P<city>[A-Za-z]{2})-?(?P<day>\d{8})-?(?P<count>\d{1,4})")
ABOUT_IT = re.compile(
    r"(查询?|看|我的|办件|编号|进度|情况|状态|怎么样|到哪|一步|办好|是|的|了|什么)*"
)
"""What may stand beside the number of a case that somebody asks about."""

CONTACT = re.compile(
    r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|(?:微信|电话|手机|邮箱|联系方式)号?(?:是|为|[:：]).{0,20}?\w{5}"
)
"""How to reach the visitor: said while a case is open, it is meant for who works on that."""

POLITE = re.compile(r"\W|请|帮我|麻烦|一下|吧|呢|吗")
POLITE_WORDS = re.compile(r"[^\w-]|请|帮我|麻烦|一下|吧|呢|吗")


def wish_for_cases(turn: Turn) -> Spoken | None:
    """Show the visitor's cases when that, or something that their buttons do, is all that was asked."""
    if spoken := consent_in_words(turn):
        return spoken
    bare = POLITE.sub("", turn.question)
    if WISH.fullmatch(bare):
        return show_cases(turn)
    if said := _numbered(turn, POLITE_WORDS.sub("", turn.question)):
        return said
    if turn.here.has_cases and (said := _about_the_open_one(turn, bare)):
        return said
    asked = ACT.fullmatch(bare) or HOW_FAR.fullmatch(bare)
    return show_cases(turn) if asked and turn.here.has_cases else None


def _numbered(turn: Turn, bare: str) -> Spoken | None:
    """The case whose number was typed; one of somebody else is no case at all."""
    named = NUMBER.search(bare)
    if not named or not ABOUT_IT.fullmatch(bare[: named.start()] + bare[named.end() :]):
        return None
    number = f"{named['city'].upper()}-{named['day']}-{int(named['count']):04}"
    case = cases.numbered(turn.session, number)
    if case is not None and case.conversation_id == turn.conversation.id:
        return VERBS["case"](turn, str(case.id))
    reply = say(no_such_number(number), choices=(my_cases_row(),))
    return Spoken((reply,), Outcome("case"))


def _about_the_open_one(turn: Turn, bare: str) -> Spoken | None:
    """Words that mean a case, with exactly one open: it is shown, or what follows is added to it."""
    adds = ADD.fullmatch(turn.question)
    if changed := _changed(turn):
        return changed
    reached = CONTACT.search(turn.question) and not asks(turn.question)
    if not (adds or reached or any(w.fullmatch(bare) for w in (ACT, GIVES_UP, WAITED))):
        return None
    theirs = cases.cases_of(turn.session, turn.conversation.id)
    still_open = [case for case in theirs if case.state not in cases.ENDED]
    if reached and still_open:
        return _added(turn, still_open[0], turn.question)
    if len(still_open) != 1:
        return show_cases(turn) if adds and still_open else None
    (case,) = still_open
    if not adds:
        return VERBS["case"](turn, str(case.id))
    words = adds["words"]
    return _added(turn, case, words) if words else VERBS["add"](turn, str(case.id))


def _changed(turn: Turn) -> Spoken | None:
    """Words that change an answer of a form that was sent go to the newest open case with that answer."""
    said = changed_thing(turn.question)
    if not said or asks(turn.question):
        return None
    theirs = cases.cases_of(turn.session, turn.conversation.id)
    for case in theirs:
        labels = [str(answer["label"]) for answer in case.answers or ()]
        if case.state not in cases.ENDED and any(in_common(label, said) for label in labels):
            return _added(turn, case, turn.question)
    return None


def _added(turn: Turn, case: cases.Case, words: str) -> Spoken:
    asker = cases.Asker(turn.conversation.id)
    cases.add(turn.session, case.id, asker, words, turn.at, turn.message_id)
    reply = say(added_to(case.number), choices=(my_cases_row(),))
    return Spoken((reply,), Outcome("case"))
