"""A typed text as the answer to one question: understood, not known (不清楚), or refused with what is expected.

A text that asks something is never taken for an answer, so that it can be answered first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dialogs import coming, contacts, quantities
from dialogs.choosing import NEGATED, PLACE, bare, choices, pick, several
from dialogs.facts import ImpossibleValue, WrongKind
from dialogs.fields import fields
from dialogs.numerals import Inexact, plain_text
from dialogs.questions import Form, Question

UNSURE = re.compile(
    r"^(?:我|我们|这个|暂时|现在|目前|真|也|还|都)*"
    r"(?:不(?:太|是很|大)?(?:清楚|知道|确定|了解|懂|好说|晓得)|说不(?:准|好|清)|没算过|没统计过?|记不(?:清|得)|忘了|"
    r"跳过|下一题|下一个|略过?|pass|不好说|拿不准|没法说|不详)(?:了|啊|呢|吧|哦|这个|这一?题)*$",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"[?？]$|[吗么呢]$|什么|怎么|多少|哪[里些个儿]|如何|为什么|为啥|能不能|可不可以|是不是|有没有|咋|啥|几时|几号"
)
SPEAKS_OF_POLICY = re.compile(
    r"补贴|补助|奖励|资助|政策|支持|优惠|条件|材料|流程|手续|标准|额度|怎样|申请|申报|办理"
)
GREETS = re.compile(r"^(?:你好|您好|在吗|谢|多谢|感谢|辛苦|再见|拜拜|麻烦)")
STANDING_NO = re.compile(
    r"^(?:我们?|咱们?|公司|企业|还|都|也|暂时|目前)*(?:没|不|未)[^?？吗么什怎多哪如咋啥]*呢$"
)
NO = re.compile(
    r"^(?:no|n|false|[×✗❌xX否无非零]|(?:还|也|都|暂时|目前|现在|当然|应该|我们?)*"
    r"(?:没|沒|不|未|否|无|尚未|并非|并不|并没))",
    re.IGNORECASE,
)
NO_PROBLEM = re.compile(r"^没(?:有)?(?:问题|错)")
YES = re.compile(
    r"^(?:yes|y|ok|okay|true|[√✓✔]|(?:我们?|都|当然|应该|已经?|早就?|早已|刚刚?|确实|肯定)*"
    r"(?:是|有|对|嗯|恩|好|行|可以|算是|符合|没错|已经?|确实|肯定|当然|必须|通过|拿到|(?:在|会|能|算)(?:的|交)?$))",
    re.IGNORECASE,
)
DONE = re.compile(r"^(?!谢|辛苦|麻烦|算了|再见|打扰)[\u4e00-\u9fff]{1,8}了$")
ALL_OF_THEM = re.compile(
    r"^(?:我们?)?(?:这些|以上|上面)?(?:都|全部?|全都)(?:是|有|符合|对|选|满足)?(?:的|了)?$"
)
ITEM = re.compile(r"^第?(?P<place>\d{1,2})(?:个|项|条)?[:：]?(?P<rest>\D.*)$")
LONGEST = 60
"""Characters of an answer to a closed question; a longer text tells a story and is not taken for a yes."""


@dataclass(frozen=True)
class Understood:
    """What was said, key -> value in the form that read_facts takes."""

    values: Mapping[str, object]


@dataclass(frozen=True)
class Unsure:
    """The visitor does not know."""


@dataclass(frozen=True)
class Refused:
    """Not an answer to this question; `why` says what is expected. `impossible`: understood, but cannot be."""

    why: str
    impossible: bool = False


Reading = Understood | Unsure | Refused


def understand(question: Question, text: str, today: date) -> Reading:
    """Read a typed text as the answer to a question."""
    text = text.strip().strip("。.!！~～")
    if UNSURE.match(plain_text(text)):
        return Unsure()
    try:
        read = _read(question, text, today)
    except Inexact as rough:
        return Refused(f"“{rough}”我不好判断够不够，请说个具体的数，比如：{question.example}。")
    except (ImpossibleValue, WrongKind) as problem:
        return Refused(f"{_told(problem)}。请再说一次。", impossible=True)
    if read is None or (_is_question(question, text) and not _exactly(question, text)):
        return Refused(expected(question))
    return Understood(read)


def _is_question(question: Question, text: str) -> bool:
    return question.form is not Form.WORDS and asks(text)


def asks(text: str) -> bool:
    """Whether the text sounds like a question rather than an answer."""
    folded = plain_text(text)
    return bool(ASKS.search(folded)) and not STANDING_NO.match(folded)


def speaks_of_policy(text: str) -> bool:
    """Whether the text, though no question by its form, may be one in a few words: 博士租房补贴."""
    return bool(SPEAKS_OF_POLICY.search(plain_text(text)))


def greets(text: str) -> bool:
    """Whether the text is a greeting or thanks."""
    return bool(GREETS.search(plain_text(text)))


EXPECTED: Mapping[Form, str] = {
    Form.YES_NO: "这一问请回答“是”或者“不是”，不清楚也可以直接说“不清楚”。",
    Form.CHOICE: "请从下面选一个，回复序号或者名称都行。",
    Form.SEVERAL: "请从下面选，可以选几个，比如回复“1、3”。",
    Form.FIELDS: "请把这几个数告诉我，比如：{example}。不清楚就说“不清楚”。",
    Form.TEXT: "这一问请用几个字回答，比如：{example}。",
    Form.WORDS: "这一问请用几个字回答，比如：{example}。",
    Form.PHONE: "这一问请回答电话号码，手机或者带区号的座机都行。",
    Form.DAY: "这一问请回答时间，比如：{example}。",
}
A_NUMBER = "这一问请回答数字，比如：{example}。不清楚就说“不清楚”。"


def expected(question: Question) -> str:
    """What kind of answer is expected, with an example."""
    return EXPECTED.get(question.form, A_NUMBER).format(example=question.example)


def _read(question: Question, text: str, today: date) -> Mapping[str, object] | None:
    read: Mapping[str, object] | None
    match question.form:
        case Form.YES_NO | Form.CHOICE:
            read = _closed(question, text)
        case Form.SEVERAL:
            read = _listed(question, text)
        case Form.HEADS:
            read = quantities.heads(question, text)
        case Form.NUMBER:
            read = quantities.number(question, text, today)
        case Form.FIELDS:
            read = fields(question, text, lambda part, words: _read(part, words, today))
        case Form.TEXT | Form.WORDS:
            read = contacts.text(question, text)
        case Form.PHONE:
            read = contacts.phone(question, text)
        case Form.DAY:
            read = coming.day(question, text, today)
        case _:
            read = quantities.money(question, text)
    return read


def _listed(question: Question, text: str) -> Mapping[str, object] | None:
    if question.is_card and (each := _each_said(question, text)):
        return each
    found = several(question, text)
    return found and {**found, **quantities.people(question, plain_text(text))}


def _each_said(question: Question, text: str) -> Mapping[str, object] | None:
    """1是，2不是，3不清楚, or 都是 -> every item that was spoken of; the others stay open."""
    folded = plain_text(text)
    if ALL_OF_THEM.match(folded):
        return pick(question, [option.value for option in question.options])
    said: dict[str, object] = {}
    for part in filter(None, re.split(r"[,，;；。、]", folded)):
        match = ITEM.match(part)
        place = int(match["place"]) if match else 0
        unknown = match is not None and bool(UNSURE.match(match["rest"]))
        judged = yes_or_no(match["rest"]) if match and not unknown else None
        if not 0 < place <= len(question.options) or (judged is None and not unknown):
            return None
        said[str(question.options[place - 1].value)] = judged
    return said


def _closed(question: Question, text: str) -> Mapping[str, object] | None:
    """One of the options; a yes or no also in other words than those of the buttons."""
    if question.form is Form.CHOICE or PLACE.match(plain_text(text)):
        chosen = choices(question.options, text)
        return {question.id: chosen[0].value} if len(chosen) == 1 else None
    said = yes_or_no(text)
    return None if said is None else {question.id: said}


def yes_or_no(text: str) -> bool | None:
    """是, 有的, 嗯, 已经签了 -> True; 没有, 还没呢, 不是 -> False; None when it is neither."""
    folded = plain_text(text).strip("。.!吧啊哦呀噢")
    first = re.split(r"[,，;；。]", folded)[0]
    if len(folded) > LONGEST or not folded:
        return None
    if NO_PROBLEM.match(folded):
        return True
    if NO.match(first):
        return False
    if NEGATED.search(folded):
        return None
    return True if YES.match(first) or DONE.match(first) else None


def _exactly(question: Question, text: str) -> bool:
    return any(bare(text) == bare(option.label) for option in question.options)


def _told(problem: ValueError) -> str:
    return str(problem).removesuffix("。")
