"""Every Chinese sentence of taking a request in by a form. Wording only; the questions are in dialogs/services."""

from __future__ import annotations

from collections.abc import Sequence

SKIP, DROP, SEND = "跳过", "不办了", "提交"
EDIT, BACK, PAUSE, RESUME = "改一个回答", "上一步", "先停一下", "继续"
AFRESH = "重新填"
SKIPPED = "好的，这一项先空着。"
NEEDED = "这一项办理时要用到，请您填一下。不想留个人信息的话，可以点“改一个回答”，改成不同意。"
NEEDED_ANYWAY = "这一项办理时要用到，请您填一下。"
CHOOSE_CITY = "两个城市的办理单位不一样，请您先选一个。"
CHOOSE_CONSENT = "请您先选一下，同意还是不同意都可以。"
ONE_SENTENCE = "至少说一句想办什么，经办人才知道怎么帮您。"
TAKEN_BACK = "好的，退回上一个问题。"
FIRST_QUESTION = "这是第一个问题，前面没有可以退回去的了。"
NOTHING_PICKED = "您还没有选，点一下要选的就行。"
NOT_UNDERSTOOD = "不好意思，我没看明白。"
BACK_TO_QUESTION = "我们接着刚才的登记："
PAUSED = "好的，先停在这里，填好的都给您留着。什么时候想接着填，跟我说“继续”就行。"
RESUMED = "好的，我们接着填。"
CHANGED = "好的，改好了，其他回答都留着。"
DROPPED = "好的，不登记了，填的内容没有提交。以后需要时随时可以再来。"
DROPPED_WITH_FILES = (
    "好的，不登记了，填的内容没有提交，发来的文件也已经删除。以后需要时随时可以再来。"
)
NOTHING_TO_DROP = "这张登记表已经处理过了。要取消办件，请到“我的办件”里点“取消”。"
NOTHING_UNDER_WAY = (
    "现在没有正在填的登记，也没有正在做的测算。已经提交的，说“我的办件”就能看进展；"
    "想办什么、问什么，从下面选，或者直接告诉我。"
)
NOW_HERE = "这个按钮是前面问题的，现在填到这里了："
STILL_HERE = "看到您改了前面的话。要改前面的回答，跟我说“改一个回答”就行。现在填到这里："
ALREADY_SENT = "这张登记表已经提交了，进展请看“我的办件”。"
REPLACED = "这张登记表已经不用了。需要的话，可以重新登记。"
WHICH_TO_EDIT = "想改哪一个回答？点一下就能改，其他的都给您留着。"
SUMMARY_EXPECTS = "内容没有问题就点“提交”；要改就点“改一个回答”。"
WITHOUT_CONTACT = "您没有留联系方式，工作人员会在这里回复您。"
ONLY_QUESTION = "您选择了不填个人信息，办件里只有您的问题。工作人员会在这里回复您。"
ONLY_QUESTION_AND_FILES = (
    "您选择了不填个人信息，办件里只有您的问题和发来的文件。工作人员会在这里回复您。"
)
CONSENT_LABEL = "个人信息"
CHECK = "请核对一下，没有问题就提交："
CONFIRM_FIRST = "请您先看一下上次留的内容，点下面的按钮就行，也可以回复“对”或者“改一改”。"
FORGOTTEN = "好的，已经删掉了，重新问您。"
KEPT = "好的，这些就不再问了。"
LAST_TIME, STILL_SO = "上次您留的是：", "还用这些吗？"
CARRIED_OVER = "（沿用上次）"
ADD_TO_FIRST, ANOTHER = "补充到这一件", "另外登记一件"
SERVICES = "办事服务"
MORE_SERVICES, NINE_SERVICES = "更多服务", "九项服务"
WHICH_SERVICE = "请选择要办的事项，我问几个问题就替您登记："
WHICH_MORE = "这些也可以在这里登记："
WHICH_OF_THESE = "您是想办下面哪一件？"
CONTINUE_ASSESSMENT = "接着刚才的测算"
CONTINUE_FORM = "接着填“{}”"


def begins(name: str, opening: str) -> str:
    """A form begins."""
    ways = "几个问题就好；可以跳过的会告诉您，中途可以停，也可以随时插话问我。"
    return f"好的，我来帮您办“{name}”。{opening}{ways}"


def only_in(city: str, asked_in: str, name: str) -> str:
    """Only one city's document promises this."""
    return f"提醒您：“{name}”是{city}的文件写的，{asked_in}的文件里没有。下面按{city}的来登记。"


def under_way(name: str) -> str:
    """A form of the same service was begun and not sent."""
    return f"您的“{name}”上次没有填完。要接着填，还是重新填？"


def known_already(number: str, name: str) -> str:
    """The same service was requested before, and is still being worked on."""
    return f"您已经有一件“{name}”在办，编号 {number}。要把新情况补充到这一件，还是另外登记一件？"


def summary_title(name: str) -> str:
    """The heading of what will be sent."""
    return f"登记：{name}"


def line(name: str, words: str) -> str:
    """One answer."""
    return f"· {name}：{words}"


def kept_lines(lines: Sequence[str]) -> str:
    """What was said last time."""
    return "\n".join((LAST_TIME, *lines, STILL_SO))


def noted(lines: Sequence[tuple[str, str]]) -> str:
    """A typed answer as it was understood."""
    told = "，".join(f"{name}：{words}" for name, words in lines)
    return f"记下了，{told}。"


def offered(name: str, cities: str) -> str:
    """A service that can be requested by a form."""
    return f"{cities}可以办“{name}”，我来帮您登记。"


def for_example(words: str) -> str:
    """Below a question: what an answer may look like."""
    return f"例如：{words}"
