"""Every Chinese sentence about what becomes public by a form, for its owner and for the officers. Wording only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.messages import Block, Choice, Reply, pack
from bot.wording.matching_phrases import NO_REASON, offer_text
from dialogs.forms import Does

if TYPE_CHECKING:  # the verbs speak with these words, so that they cannot import one another
    from bot.matching.tables import Offer

TAKE_DOWN, CARD = "下架", "看卡片"
READERS = {
    Does.AGENCY: "提交后马上公开，来这里办事的人都能看到",
    Does.INSTRUMENT: "提交后马上公开，来这里办事的人都能看到",
    Does.COMMISSION: "提交后，登记在这里、做这类服务的机构都能看到",
    Does.BOOKING: "提交后，仪器的主人能看到",
}
"""Who reads what a form shows to others; it is said before anything is sent."""

HIDDEN = "您写的内容里有像姓名、电话或账号的地方，给别人看时会用星号遮住。"
WHAT_TO_DO = "已经公开，不用审批。内容不合适的，请点“下架”，选一个原因，发布的人会收到。"


def who_reads(does: Does, shown: Sequence[str], kept: Sequence[str]) -> str:
    """Before sending: who will read which answers, and which stay with the desk."""
    words = f"{READERS[does]}：{'、'.join(shown)}。"
    return words + (f"不公开：{'、'.join(kept)}。" if kept else "")


def new_offer(offer: Offer, number: str, again: bool) -> Reply:
    """For the officers of the unit: something was made public."""
    head = f"{number} {'重新' if again else '新'}发布“{offer.title}”"
    blocks = (
        Block("heading", head),
        Block("text", offer_text(offer)),
        Block("note", WHAT_TO_DO),
    )
    row = (
        Choice(TAKE_DOWN, pack("desk", "down", offer.case_id)),
        Choice(CARD, pack("desk", "card", offer.case_id)),
    )
    return Reply(blocks, (row,))


def took_down(title: str, reason: str) -> str:
    """For the timeline."""
    return f"下架“{title}”，原因：{reason or NO_REASON}"
