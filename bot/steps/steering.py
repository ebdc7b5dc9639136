"""What people say to a form or an assessment as such, in words of their own: enough for now; that was wrong.

What the buttons say, and the like, stands in dialogs/wishes.yaml.
"""

from __future__ import annotations

import re

from dialogs.numerals import plain_text
from dialogs.wishes import Wish, wishes

MARKS = re.compile(r"\W")
LONGEST = 24
"""Characters of such words; who says more tells something else."""

BUSY = (
    r"麻烦|先这样|改天|以后|回头再|下次|晚点|等会|一会|待会|忙|开会|没时间|没空|有事|下班|吃饭"
    r"|算了|取消|不(?:想|需)?要|不想?(?:做|测|弄|搞|玩|算)"
)
ENOUGH = re.compile(
    rf"(?=.*(?:{BUSY}))(?:{BUSY}|太|好|就|到?这里|我们?|那|先|去|要|得|点|儿|再|说|填|弄|做|测|算"
    r"|搞|来|看|[刚这那]个|刚才那?个?|测算|别的|事情?|了|吧|啊|下去|谢谢)+"
)
LATER = re.compile(
    r"(?:联系)?(?:电话|手机|号码|名字|姓名|这个|这项)?(?:我|先|就)*"
    r"(?:(?:等一?[下会]儿?|待会儿?|一会儿?|以后|稍后|回头|晚点|过后|后面)再(?:说|填|给|补|留|告诉你们?)|空着|不填|不写|略)"
    r"(?:吧|了)?"
)
"""One answer that is not given now. Who gives the whole form up says 不填了."""

WITHHELD = re.compile(
    r"^.{0,8}不(?:太?想|愿意?|用|方便|肯|能)?(?:填|留|给|提供|告诉|透露|说).{0,8}$"
)
BEGINS = r"(?:刚[才刚]|[前上]面|之前|我|的|那个|把|请|帮我|不?对了?|[哦噢嗯啊哎那]|\W)*"
CHANGES = re.compile(
    rf"{BEGINS}(?:(?:改|修改|更改|更正|重填)(?:一?下)?(?P<after>\S{{2,6}})"
    r"|(?P<before>\S{2,6}?)(?:我|刚才)*"
    r"(?:(?:写|填|说|报|输|打)?(?:错|反)了?|不对|有误|要改|改一?下"
    r"|(?=改成|改为|换成|应该是|应为|改))(?P<rest>.*))",
    re.DOTALL,
)
WRONG_BEFORE = re.compile(
    r"^(?:那个|等等|不好意思|哎|啊|对不起|抱歉|不对|\W)*(?:刚[才刚]|[上前]面|上一[个题]|那个|这个|我|的|又|\W)*"
    r"(?:说|选|填|点|写|答|打|按|输)错了?\W*(?:重来|重新来|再来|要改)?\W*"
    r"(?:(?:应该|其实|我们?|应当)*(?:是|选|填|改成)(?P<words>.+))?$",
    re.DOTALL,
)


def has_enough(text: str) -> bool:
    """Whether somebody stops for now, in whatever words."""
    bare = MARKS.sub("", plain_text(text))
    return wishes(text, Wish.PAUSE) or (len(bare) <= LONGEST and bool(ENOUGH.fullmatch(bare)))


def left_for_later(text: str) -> bool:
    """Whether one answer is not given now."""
    return bool(LATER.fullmatch(MARKS.sub("", plain_text(text))))


def is_withheld(text: str) -> bool:
    """Whether something personal is not given."""
    return bool(WITHHELD.match(MARKS.sub("", plain_text(text))))


def wrong_before(text: str) -> str | None:
    """What is right instead of the last answer, "" when that is not said; None when nothing was wrong."""
    match = WRONG_BEFORE.match(text.strip("。.!！~～ "))
    return (match["words"] or "").strip() if match else None


def changed_thing(text: str) -> str:
    """What a text says was wrong, or is to be changed; "" when it says no such thing."""
    match = changing(text)
    return str(match["after"] or match["before"]) if match else ""


def changing(text: str) -> re.Match[str] | None:
    """What a text changes: `before` or `after` the word for it, and in `rest` to what; None when nothing."""
    return CHANGES.fullmatch(text.strip("。.!！~～ "))
