"""Every Chinese sentence of matching visitors: offers, commissions, bookings. Wording only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.messages import Block, Choice, Reply, pack, say

if TYPE_CHECKING:  # the verbs speak with these words, so that they cannot import one another
    from bot.matching.tables import Bid, Commission, Offer

FIND_AGENCY, FIND_INSTRUMENT, MINE = "看看中介机构", "看看共享仪器", "我发布的"
BOOK, COMMISSION_THIS, COMMISSION_ALL = "预约这台仪器", "委托这一家", "发布委托"
WITHDRAW, REPUBLISH, SURE, KEEP = "下架", "重新发布", "确定下架", "先不下架"
REPLY_IT, NOT_FOR_ME = "我来答复", "不合适"
AGREE, OTHER_TIME, NOT_NOW = "可以，就按这个时间", "换个时间，我来说", "这次不行"
TAKE_IT, LOOK_AT_ALL = "就选这家", "看全部答复"
SHARE, DO_NOT_SHARE = "可以告诉对方", "请工作人员联系"
EARLIER, LATER = "上一页", "下一页"
MORE_AGENCIES, MORE_INSTRUMENTS = "中介机构登记", "登记仪器"
AGENCIES = "登记在这里的中介机构，点开看详情："
INSTRUMENTS = "可以预约的仪器，点开看详情："
NO_AGENCIES = "现在还没有登记的中介机构。您可以先发布委托，工作人员会帮您找。"
NO_INSTRUMENTS = "现在还没有登记的共享仪器。需要的话可以找服务专员，请工作人员帮您联系。"
WHICH_INSTRUMENT = "请先选一台仪器："
NOTHING_MINE = "您还没有发布过机构或仪器，也没有发过委托或预约。"
YOUR_OFFERS, YOUR_COMMISSIONS = "您发布的：", "您的委托和预约："
SURE_TO_WITHDRAW = "下架以后别人就看不到了，随时可以重新发布。确定吗？"
IS_WITHDRAWN = "已经下架，别人看不到了。"
IS_PUBLISHED = "已经重新发布，来这里办事的人都能看到。"
OWN_OFFER = "这是您自己发布的，不用预约。"
OVER = "这件事已经结束了，不用再处理。"
GONE = "这一条已经下架了。"
CANNOT_REPUBLISH = "这一条是工作人员下架的，不能自己重新发布。有疑问请找服务专员。"
WHAT_TO_SAY = (
    "请把答复发给我，一条消息说完就行：怎么做、多少钱、要多久。"
    "对方会看到您的话；请不要写联系方式，双方定下来以后再交换。"
)
WHAT_TIME = "请把您方便的时间发给我，一条消息说完就行。对方会看到您的话，请不要写联系方式。"
SAID = "已经转给对方，对方选定以后我会告诉您。"
ALL_AGREED = "好的，已经告诉对方。"
DECLINED_IT = "好的，这一次就不打扰您了。"
CHOSEN_IT = "好的，已经告诉对方，工作人员也会看到。"
MAY_THEY_KNOW = (
    "要不要把您的单位名称、联系人和电话告诉对方，由双方直接联系？不告诉也可以，由工作人员从中联系。"
)
NO_CONTACT = "您登记时没有留联系方式，工作人员会在这里从中联系。"
SHARED = "好的，已经告诉对方。"
NOT_SHARED = "好的，不告诉对方，由工作人员从中联系。"
STATES = {"published": "已发布", "withdrawn": "已下架", "taken_down": "已被工作人员下架"}
KINDS = {"agency": "委托", "instrument": "预约"}
AS_AGREED = "可以，就按这个时间。"
NO_REASON = "不符合发布要求"


def published(title: str) -> str:
    """For the timeline."""
    return f"发布“{title}”"


def withdrawn(title: str) -> str:
    """For the timeline."""
    return f"下架“{title}”"


def taken_down(title: str, reason: str) -> Reply:
    """An officer took an offer down."""
    return say(
        f"您发布的“{title}”已由工作人员下架，原因：{reason or NO_REASON}。有疑问请在这件办件里补充说明。"
    )


def was_asked(titles: Sequence[str]) -> str:
    """For the timeline: whom it went to."""
    return f"发给{'、'.join(titles)}" if titles else "还没有合适的机构，请工作人员帮忙找"


def owner_said(title: str, words: str) -> str:
    """For the timeline."""
    return f"“{title}”答复：{words}"


def owner_declined(title: str) -> str:
    """For the timeline."""
    return f"“{title}”这次不办"


def settled(title: str) -> str:
    """For the timeline."""
    return f"与“{title}”对接成功"


def said_on_contact(is_asker: bool, agrees: bool) -> str:
    """For the timeline: who said whether the other side may have their number."""
    who = "委托或预约的一方" if is_asker else "发布的一方"
    return f"{who}{'同意把联系方式告诉对方' if agrees else '请工作人员从中联系'}"


def asked_of(offer: Offer, commission: Commission, number: str) -> Reply:
    """For the owner: somebody wants it."""
    is_booking = commission.kind == "instrument"
    head = (
        f"有人预约您的“{offer.title}”（{number}）："
        if is_booking
        else f"有一件委托可能适合您（{number}）："
    )
    buttons = (
        (
            (Choice(AGREE, pack("agree", commission.id)),),
            (Choice(OTHER_TIME, pack("bid", commission.id)),),
            (Choice(NOT_NOW, pack("decline", commission.id)),),
        )
        if is_booking
        else (
            (
                Choice(REPLY_IT, pack("bid", commission.id)),
                Choice(NOT_FOR_ME, pack("decline", commission.id)),
            ),
        )
    )
    return Reply((Block("text", head), Block("text", commission_text(commission))), buttons)


def commission_text(commission: Commission) -> str:
    """What is wanted, as other visitors may read it."""
    lines = [
        f"· 需要：{'、'.join(commission.topics)}" if commission.topics else "",
        f"· {commission.about}" if commission.about else "",
        f"· 预算：{commission.price}" if commission.price else "",
        f"· {commission.more}" if commission.more else "",
    ]
    return "\n".join(filter(None, lines))


def answered(offer: Offer, bid: Bid, number: str) -> Reply:
    """For the asker: an owner has answered."""
    rows = (
        (
            Choice(TAKE_IT, pack("choose", bid.id)),
            Choice(offer.title[:20], pack("offer", offer.id)),
        ),
        (Choice(LOOK_AT_ALL, pack("commission", bid.commission_id)),),
    )
    return say(f"“{offer.title}”答复了（{number}）：", bid.words, choices=rows)


def declined(offer: Offer, number: str) -> Reply:
    """For the asker: the owner of the instrument cannot."""
    row = (Choice(FIND_INSTRUMENT, pack("offers", "instrument")),)
    return say(
        f"很抱歉，“{offer.title}”这次约不上（{number}）。您可以看看别的仪器。", choices=(row,)
    )


def chosen(offer: Offer, commission: Commission, number: str) -> Reply:
    """For the owner: they were chosen."""
    return say(
        f"对方选定了“{offer.title}”（{number}）。", MAY_THEY_KNOW, choices=share_rows(commission)
    )


def agreed(offer: Offer, commission: Commission, number: str) -> Reply:
    """For the asker: the owner agrees to the booking."""
    told = f"“{offer.title}”同意了您的预约（{number}），就按您说的时间。"
    return say(told, MAY_THEY_KNOW, choices=share_rows(commission))


def not_chosen(offer: Offer, number: str) -> Reply:
    """For an owner who was not chosen."""
    return say(f"委托 {number} 对方已经选定了别家，谢谢“{offer.title}”的答复。")


def share_rows(commission: Commission) -> tuple[tuple[Choice, ...], ...]:
    """May the other side have how to reach you?"""
    return (
        (
            Choice(SHARE, pack("share", commission.id, "yes")),
            Choice(DO_NOT_SHARE, pack("share", commission.id, "no")),
        ),
    )


def contact(lines: Sequence[tuple[str, str]], number: str) -> Reply:
    """How the other side can be reached, with their consent."""
    told = "\n".join(f"· {name}：{words}" for name, words in lines)
    return say(f"对方同意把联系方式告诉您（{number}），请直接联系：", told)


def sent_offer(title: str) -> str:
    """An offer was published along with the case."""
    return f"“{title}”已经发布，在“我发布的”里可以随时下架。有人联系时我会告诉您。"


def sent_commission(titles: Sequence[str], is_booking: bool = False) -> str:
    """A commission or a booking went out."""
    if is_booking:
        return f"预约已经发给“{'、'.join(titles)}”的主人，对方答复后我会告诉您。"
    if not titles:
        return "现在还没有做这类服务的机构登记，工作人员会帮您找。"
    return f"已经发给{'、'.join(titles)}，对方答复后我会告诉您。"


def offer_text(offer: Offer) -> str:
    """An offer as other visitors read it."""
    lines = [
        f"· 服务：{'、'.join(offer.topics)}" if offer.topics else "",
        f"· {offer.about}" if offer.about else "",
        f"· 地点：{offer.place}" if offer.place else "",
        f"· 收费：{offer.price}" if offer.price else "",
        f"· {offer.more}" if offer.more else "",
    ]
    return "\n".join(filter(None, lines))


def mine_line(title: str, state: str) -> str:
    """One of the visitor's own offers."""
    return f"· {title}：{STATES[state]}"


def commission_line(commission: Commission, number: str, answers: int, is_open: bool) -> str:
    """One of the visitor's own commissions."""
    how = "已定" if commission.settled else f"收到{answers}个答复" if is_open else "已结束"
    return f"· {number} {KINDS[commission.kind]}：{how}"


def answer_line(title: str, words: str) -> str:
    """One answer to a commission."""
    return f"· {title}：{words}"


def page(number: int, pages: int) -> str:
    """Which page of how many."""
    return f"第{number}页，共{pages}页"


def withdraw_button(title: str) -> str:
    """The button that withdraws an offer."""
    return f"{WITHDRAW}“{title[:16]}”"


def republish_button(title: str) -> str:
    """The button that publishes an offer again."""
    return f"{REPUBLISH}“{title[:16]}”"


def choose_button(title: str) -> str:
    """The button that takes one answer."""
    return f"选“{title[:16]}”"
