"""Offers and commissions as visitors see them, with the buttons for what they may do."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from bot import matching
from bot.cases import Case
from bot.matching import Commission, Kind, Offer, OfferState
from bot.messages import Block, Choice, Reply, pack, say
from bot.wording import matching_phrases as phrases

TITLES = {Kind.AGENCY: phrases.AGENCIES, Kind.INSTRUMENT: phrases.INSTRUMENTS}
NONE_YET = {Kind.AGENCY: phrases.NO_AGENCIES, Kind.INSTRUMENT: phrases.NO_INSTRUMENTS}
REGISTER = {
    Kind.AGENCY: Choice(phrases.MORE_AGENCIES, pack("form", "agency")),
    Kind.INSTRUMENT: Choice(phrases.MORE_INSTRUMENTS, pack("form", "instrument")),
}
ASK_ALL = Choice(phrases.COMMISSION_ALL, pack("form", "commission"))


def listed(session: Session, kind: Kind, page: int, before: str = "") -> Reply:
    """One page of offers, each a button."""
    offers, pages = matching.published(session, kind, page)
    last = (*((ASK_ALL,) if kind is Kind.AGENCY else ()), REGISTER[kind])
    if not offers:
        return say(NONE_YET[kind], choices=(last,))
    rows = tuple((Choice(offer.title, pack("offer", offer.id)),) for offer in offers)
    around = _around(kind, min(max(page, 0), pages - 1), pages)
    blocks = [Block("text", before)] if before else []
    blocks.append(Block("text", TITLES[kind]))
    if pages > 1:
        blocks.append(Block("note", phrases.page(min(max(page, 0), pages - 1) + 1, pages)))
    return Reply(tuple(blocks), (*rows, *around, last))


def _around(kind: Kind, page: int, pages: int) -> tuple[tuple[Choice, ...], ...]:
    row = []
    if page > 0:
        row.append(Choice(phrases.EARLIER, pack("offers", kind, page - 1)))
    if page + 1 < pages:
        row.append(Choice(phrases.LATER, pack("offers", kind, page + 1)))
    return (tuple(row),) if row else ()


def detail(session: Session, offer: Offer, conversation_id: int) -> Reply:
    """One offer, with what this visitor may do with it."""
    blocks = [Block("heading", offer.title), Block("text", phrases.offer_text(offer))]
    if offer.conversation_id == conversation_id:
        return Reply(tuple(blocks), _own_rows(session, [offer]))
    what = phrases.BOOK if offer.kind == Kind.INSTRUMENT else phrases.COMMISSION_THIS
    back = TITLES_OF_LISTS[Kind(offer.kind)]
    rows = ((Choice(what, pack("book", offer.id)),), (Choice(back, pack("offers", offer.kind)),))
    return Reply(tuple(blocks), rows)


TITLES_OF_LISTS = {Kind.AGENCY: phrases.FIND_AGENCY, Kind.INSTRUMENT: phrases.FIND_INSTRUMENT}


def mine(session: Session, conversation_id: int) -> Reply:
    """What this visitor offers and has asked for."""
    offers = matching.offers_of(session, conversation_id)
    asked = matching.commissions_of(session, conversation_id)
    if not offers and not asked:
        both = (REGISTER[Kind.AGENCY], REGISTER[Kind.INSTRUMENT])
        return say(phrases.NOTHING_MINE, choices=(both,))
    blocks = []
    if offers:
        lines = "\n".join(phrases.mine_line(offer.title, offer.state) for offer in offers)
        blocks += [Block("text", phrases.YOUR_OFFERS), Block("text", lines)]
    if asked:
        lines = "\n".join(_line(session, one) for one in asked)
        blocks += [Block("text", phrases.YOUR_COMMISSIONS), Block("text", lines)]
    opened = tuple(
        (Choice(_number(session, one), pack("commission", one.id)),) for one in asked[:MOST_ROWS]
    )
    return Reply(tuple(blocks), (*_own_rows(session, offers[:MOST_ROWS]), *opened))


MOST_ROWS = 10


def _own_rows(session: Session, offers: Sequence[Offer]) -> tuple[tuple[Choice, ...], ...]:
    buttons = []
    for offer in offers:
        if matching.can_be_seen(session, offer):
            label = phrases.withdraw_button(offer.title)
            buttons.append((Choice(label, pack("withdraw", offer.id)),))
        elif offer.state == OfferState.WITHDRAWN:
            label = phrases.republish_button(offer.title)
            buttons.append((Choice(label, pack("republish", offer.id)),))
    return tuple(buttons)


def _number(session: Session, commission: Commission) -> str:
    return session.get_one(Case, commission.case_id).number


def _line(session: Session, commission: Commission) -> str:
    answers = len(matching.answers_to(session, commission))
    is_open = matching.is_open(session, commission)
    return phrases.commission_line(commission, _number(session, commission), answers, is_open)


def commission(session: Session, asked: Commission) -> Reply:
    """A commission of the visitor's own with all its answers, each to be chosen."""
    answers = matching.answers_to(session, asked)
    blocks = [
        Block("heading", _number(session, asked)),
        Block("text", phrases.commission_text(asked)),
        Block("text", _line(session, asked)),
    ]
    if answers:
        told = "\n".join(phrases.answer_line(offer.title, bid.words) for bid, offer in answers)
        blocks.append(Block("text", told))
    open_ = matching.is_open(session, asked)
    rows = tuple(
        (Choice(phrases.choose_button(offer.title), pack("choose", bid.id)),)
        for bid, offer in answers
        if open_
    )
    return Reply(tuple(blocks), rows)
