"""Every Chinese sentence that the specialist says. Wording only: no logic, no markup."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Choice, Reply, pack, say

CITY_NAMES = {"xinzhou": "忻州", "jincheng": "晋城"}
SERVICES = (
    "政策咨询",
    "办公场所申请",
    "支持资金申报",
    "人才公寓申请",
    "人事关系代理",
    "随迁子女入学办理",
    "配偶就业手续",
    "健康体检就医",
    "城市政务生活便利",
)

OFFICER = "找服务专员"
OFFER_OFFICER = "抱歉让您费心了。需要我把您的事转给工作人员吗？点下面的按钮，我马上登记。"
MENU = "我能帮您做什么"
ALL_OF_CLAUSE = "看全文"
USEFUL, USELESS = "有用", "没用"
BACK_TO_LIST = "条款目录"
PREVIOUS, NEXT = "上一条", "下一条"
SOURCE = "文件说明"
WHICH_POLICY = "您想看哪一份文件的条款？"
TAKE_IN = "帮我登记"
WHICH_CITY = "您想了解哪个城市的政策？选好以后随时可以改。"
BOTH_CITIES = "两个城市都看"
THANKS_USEFUL = "谢谢，很高兴帮到您。"
ASK_REASON = "抱歉没有帮到您。方便说说是哪里不对吗？我们会逐条核对。"
THANKS_REASON = "谢谢，已经记下，会有人核对。需要的话，也可以直接找服务专员。"
REASONS = {
    "wrong": "答非所问",
    "unclear": "看不明白",
    "outdated": "内容过时",
    "more": "还想知道更多",
}
BUTTON_OVER = "这个按钮已经用不了了，不过没有关系：您直接把问题发给我就行。"
UNKNOWN_COMMAND = "没有这个命令。您可以直接把问题发给我，或者看看下面这些。"
NOTHING_TYPED = "您好像没有写字。请直接把问题发给我，比如：高新技术企业认定有奖励吗？"
NOTHING_TYPED_HERE = "不好意思，这个我没看明白，请用文字告诉我。"
VOICE = "抱歉，我还听不了语音。请把问题打成文字发给我，用手机输入法的语音转文字也可以。"
FILE = "收到您发来的文件，但我还看不了文件和图片。请用文字告诉我您的问题。"
OTHER_KIND = "抱歉，这种消息我还看不了。请用文字告诉我您的问题。"
EDITED = "看到您修改了刚才的话，我按修改后的来回答。"
CUT = "您写的内容比较长，我先按前面的部分来找。如果没有说到点子上，请把最关心的一句单独发给我。"
NOT_FOUND = "两市的政策文件里没有找到能回答这个问题的条款，我不想随便猜一个答案给您。"
NOT_CLEAR = "不好意思，我没看明白。您可以用一句话告诉我想问什么，或者从下面选。"
NOTHING_NEW = (
    "不好意思，我没看出您是想问什么。文件里写的就是刚才那一条；要办事请点“办事服务”，"
    "要找人请点“找服务专员”，想问别的，直接告诉我就行。"
)
HERE_I_AM = "在的，您直接说就行。"
WAYS_OUT = "不清楚可以说“不清楚”，想停下说“先停一下”，想找人说“转人工”。"
NEAREST = "也许您想问的是："
OUT_OF_SCOPE = (
    "抱歉，这件事我帮不上忙。我能回答“晋创谷·忻州”和“晋创谷·晋城”支持措施的问题，"
    "比如补贴奖励、人才待遇、平台建设、入驻办事，也能帮您转给工作人员。"
)
PRESS_VERSION = "这份文本是新闻稿刊载的版本，没有条款序号和印发日期，以正式印发的文件为准。"
COMPARED = "忻州和晋城的文件都说到了这件事，放在一起给您看："
COMPARED_NEAREST = "两市的文件里，和您问的最接近的是下面这些，不一定正是您要问的，放在一起给您看："
SECOND = "您还问到："
WAITING = "让您久等了，非常抱歉。文件里是这样写的；什么时候发放，文件没有写明。我可以请工作人员帮您查这笔钱。"
WAITING_FOR_WHAT = (
    "让您久等了，非常抱歉。您说的是哪一笔钱？告诉我名称，我把文件里的规定找给您；"
    "也可以直接点下面的按钮，请工作人员帮您查。"
)
KIND_OF_AMOUNT = "怎么算："
BASIS = "依据："
WHICH_ONE = "您问的可能是下面哪一件？点一下，我就按那一条回答。"
WELCOME = "欢迎您来晋创谷！入驻要办的事、能申领的支持，都可以问我。"
DEPENDS_ON_YOU = (
    "能申领哪些，要看您办成了哪些事。点“测一测能拿多少”，回答几个问题，"
    "我就把能申领的、各有多少一项一项列给您；如果想问的是下面哪一件，也可以直接点。"
)
RELATED = "相关的条款："
RELATED_BUTTON = "相关条款"
ASPECTS = ("内容", "给谁", "金额", "封顶", "期限和次数", "条件", "依据")
NO_CEILING = r"^(?:一次性|\d+年内|最长)"
"""What a gist notes beside its ceilings: for how long, how often."""

NOT_STATED = "没有写明"
SEE_CONTENT = "见“内容”"
SAME_IN_BOTH = "两市相同："
AMOUNT_KINDS = {
    "fixed": "固定金额",
    "rate": "按比例计算，有封顶",
    "up_to": "最高额，以评审或认定为准",
    "range": "区间，具体数额以审核为准",
    "loan": "贷款额度，不是补贴",
    "space": "租金补贴有面积和年限上限，以考核为准",
    "matched": "按上级奖励的比例配套",
    "service": "",
    "rule": "",
}


def welcome(city: str | None) -> str:
    """Who the specialist is."""
    where = f"现在按{CITY_NAMES[city]}的政策回答。" if city else "现在两个城市的政策都会看。"
    return (
        "您好，我是晋创谷的服务专员：平时由我自动应答，全天在线；"
        "我答不了的，后面有工作人员接着办。我可以：\n"
        "· 回答政策问题，并给出条款原文\n"
        "· 测一测您的团队能申领哪些支持、大约多少\n"
        "· 登记服务需求，比如办公场所、人才公寓、子女入学\n"
        "· 帮您转给工作人员\n" + where
    )


def help_text() -> str:
    """What the specialist can do, with examples of questions."""
    return (
        "直接把问题发给我就行，用平时说话的方式，比如：\n"
        "· 我们刚评上高企，有奖励吗\n"
        "· 博士租房补多少\n"
        "· 忻州和晋城的技术交易补贴有什么不同\n\n"
        "常用命令：\n"
        "/assess 测一测能拿多少\n/city 选择城市\n/policy 条款目录\n"
        "/menu 服务菜单\n/officer 找服务专员\n/cases 我的办件\n"
        "/mydata 我的数据\n/forget 删除我的数据\n/help 看这段说明"
    )


def city_set(city: str | None) -> str:
    """The city was chosen."""
    if city is None:
        return "好的，两个城市的政策都会看。请直接提问。"
    return (
        f"好的，以后按{CITY_NAMES[city]}的政策回答。"
        "请直接提问；想看另一个城市，在问题里写上城市名就行。"
    )


def city_kept(city: str) -> str:
    """The city was chosen while a question was answered for it."""
    return f"以后也按{CITY_NAMES[city]}的政策回答；要换，直接说城市名就行。"


def amount_in_short(amount: str, who: str) -> str:
    """An amount for who is in a hurry; the texts do not always say to whom."""
    return f"{amount}；给{who}。" if who and not who.startswith("文件") else f"{amount}。"


def stayed(city: str, others: Sequence[str]) -> str:
    """A question was taken to be about the city named in those before it."""
    them = "或".join(f"“{other}”" for other in others)
    return f"按{city}回答；要看{'或'.join(others)}，请说{them}。"


def elsewhere_speaks(here: str, there: str) -> str:
    """This city's text is silent, the other city's speaks."""
    return f"{here}的文件里没有写这一项，所以在{here}不能按这条申领。{there}的文件有相关规定，供您参考："


def ask_here(here: str, units: str) -> str:
    """Whom to ask in the visitor's own city."""
    return f"{here}有没有其他办法，可以咨询{units}，也可以找服务专员帮您问。"


def silent(cities: str) -> str:
    """The text does not state what was asked."""
    return f"{cities}的文件里没有写明您问的这一点，我不能替文件作答。"


def unstated(cities: str, what: str) -> str:
    """A named thing that the text does not state."""
    return f"{cities}的文件里没有写明{what}，我不能替文件作答。"


def other_levels(city: str, thing: str, stated: str, asked: str) -> str:
    """The text knows the thing at other levels."""
    return f"{city}的文件写的是{stated}的{thing}，{asked}的没有写。"


def unstated_beside(what: str) -> str:
    """A thing asked beside what is answered, which the text does not state."""
    return f"至于{what}，文件没有写明，请向责任单位核实。"


def another_place(place: str) -> str:
    """A question on a city whose policy is not here."""
    return (
        f"抱歉，{place}的情况我答不了，请向{place}当地的主管部门咨询；"
        "忻州、晋城两个晋创谷的补贴奖励、人才待遇和入驻办事，您随时问我。"
    )


def ask_units(units: str) -> str:
    """Whom to ask."""
    return f"可以咨询责任单位：{units}。"


def service_offer(name: str, cities: str) -> str:
    """A service can be requested."""
    return f"{cities}为入驻的科创团队提供“{name}”服务，我可以帮您登记。"


def source_note(
    title: str, issuer: str, issued: str, validity: str, applies: str, source: str
) -> str:
    """What a policy document is."""
    return (
        f"《{title}》\n发布单位：{issuer}\n发布日期：{issued}\n有效期：{validity}\n"
        f"适用主体：{applies}\n文本来源：{source}。"
    )


def apology() -> Reply:
    """Something went wrong on our side."""
    return say(
        "抱歉，刚才这条消息我没能处理好，问题已经记录下来。请稍后再发一次，或者直接找服务专员。",
        choices=((officer_choice(),),),
    )


def officer_choice() -> Choice:
    """The button to a person."""
    return Choice(OFFICER, pack("officer"))


def overview_row() -> tuple[Choice, ...]:
    """For those who do not know yet what there is."""
    return (Choice("测一测能拿多少", pack("assess")), Choice("条款目录", pack("policy")))


def menu_choices() -> tuple[tuple[Choice, ...], ...]:
    """The menu of what the specialist can do."""
    return (
        (Choice("测一测能拿多少", pack("assess")), Choice("办事服务", pack("services"))),
        (Choice("条款目录", pack("policy")), Choice("选择城市", pack("city"))),
        (officer_choice(),),
    )


def city_choices() -> tuple[tuple[Choice, ...], ...]:
    """The choice of a city."""
    cities = tuple(Choice(name, pack("city", city)) for city, name in CITY_NAMES.items())
    return (cities, (Choice(BOTH_CITIES, pack("city", "both")),))
