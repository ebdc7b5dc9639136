"""Commissions and bookings: owners are asked, answer, one is chosen, and each side says whether it may be reached.

Every step stands in the timeline of the case, for the officer; a step that comes twice is taken once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.cases import Asker, Case, State
from bot.cases.permission import LARGEST_ID
from bot.cases.tables import Happened
from bot.cases.timeline import note_event
from bot.matching import telling
from bot.matching.offering import Public, can_be_seen
from bot.matching.public_words import for_strangers
from bot.matching.tables import Bid, BidState, Commission, Kind, Offer, OfferState, OverNow
from bot.wording import matching_phrases as phrases


def post(
    session: Session,
    kind: Kind,
    case: Case,
    public: Public,
    at: datetime,
    offer: Offer | None = None,
) -> tuple[Commission, list[Offer]]:
    """Ask the owner of one offer, or of every agency of the topic; also who was asked."""
    commission = Commission(
        kind=kind,
        conversation_id=case.conversation_id,
        case_id=case.id,
        offer_id=offer.id if offer else None,
        city=case.city,
        topics=list(public.topics),
        about=for_strangers(public.about),
        price=for_strangers(public.price),
        more=for_strangers(public.more),
        created_at=at,
    )
    session.add(commission)
    session.flush()
    asked = [offer] if offer else _agencies_for(session, commission)
    for one in asked:
        session.add(Bid(commission_id=commission.id, offer_id=one.id, changed_at=at))
        telling.tell_owner(session, one, phrases.asked_of(one, commission, case.number), at)
    told = phrases.was_asked([one.title for one in asked])
    note_event(session, case, Happened.MATCHED, Asker(case.conversation_id), at, told)
    return commission, asked


def _agencies_for(session: Session, commission: Commission) -> list[Offer]:
    offers = select(Offer).where(
        Offer.kind == Kind.AGENCY,
        Offer.state == OfferState.PUBLISHED,
        Offer.city == commission.city,
        Offer.conversation_id != commission.conversation_id,
    )
    wanted = set(commission.topics)
    every = session.exec(offers.order_by(col(Offer.id))).all()
    return [one for one in every if can_be_seen(session, one) and wanted & set(one.topics)]


def commission_for(
    session: Session, commission_id: int, conversation_id: int
) -> tuple[Commission, Bid | None]:
    """A commission of this visitor, or one that they were asked for with their answer. Raises KeyError."""
    commission = None
    if 0 < commission_id <= LARGEST_ID:
        commission = session.get(Commission, commission_id, with_for_update=True)
    if commission is None:
        raise KeyError(commission_id)
    if commission.conversation_id == conversation_id:
        return commission, None
    asked = (
        select(Bid)
        .join(Offer, col(Offer.id) == col(Bid.offer_id))
        .where(Bid.commission_id == commission.id, Offer.conversation_id == conversation_id)
    )
    bid = session.exec(asked.order_by(col(Bid.id))).first()
    if bid is None:
        raise KeyError(commission_id)
    return commission, bid


def commissions_of(session: Session, conversation_id: int) -> list[Commission]:
    """What a visitor has commissioned or booked, the newest first."""
    theirs = select(Commission).where(Commission.conversation_id == conversation_id)
    return list(session.exec(theirs.order_by(col(Commission.id).desc())).all())


def is_open(session: Session, commission: Commission) -> bool:
    """Whether it can still be answered."""
    case = session.get_one(Case, commission.case_id)
    return not commission.settled and case.state not in (State.CANCELLED, State.CLOSED)


def answers_to(session: Session, commission: Commission) -> list[tuple[Bid, Offer]]:
    """Every answer that was given, with its offer, in order."""
    bids = (
        select(Bid, Offer)
        .join(Offer, col(Offer.id) == col(Bid.offer_id))
        .where(Bid.commission_id == commission.id)
        .where(col(Bid.state).in_((BidState.GIVEN, BidState.CHOSEN)))
    )
    return [(bid, offer) for bid, offer in session.exec(bids.order_by(col(Bid.id))).all()]


def answer(
    session: Session,
    commission: Commission,
    bid: Bid,
    words: str,
    at: datetime,
    agrees: bool = False,
) -> None:
    """An owner answers in words; a booking that they agree to is settled by that. Raises OverNow."""
    if not is_open(session, commission) or bid.state == BidState.CHOSEN:
        raise OverNow
    offer = session.get_one(Offer, bid.offer_id)
    bid.words, bid.state, bid.changed_at = for_strangers(words), BidState.GIVEN, at
    session.add(bid)
    session.flush()
    _note(session, commission, phrases.owner_said(offer.title, bid.words), at)
    if agrees:
        _settle(session, commission, bid, offer, at, by_asker=False)
    else:
        told = phrases.answered(offer, bid, _case(session, commission).number)
        telling.tell_asker(session, commission, told, at)


def decline(session: Session, commission: Commission, bid: Bid, at: datetime) -> None:
    """An owner does not want it; of a booking the asker is told. Raises OverNow when it is settled."""
    if bid.state == BidState.DECLINED:
        return
    if not is_open(session, commission):
        raise OverNow
    offer = session.get_one(Offer, bid.offer_id)
    bid.state, bid.changed_at = BidState.DECLINED, at
    session.add(bid)
    session.flush()
    _note(session, commission, phrases.owner_declined(offer.title), at)
    if commission.offer_id is not None:
        number = _case(session, commission).number
        telling.tell_asker(session, commission, phrases.declined(offer, number), at)


def choose(
    session: Session, bid_id: int, conversation_id: int, at: datetime
) -> tuple[Commission, Offer]:
    """The asker takes one answer; the other owners are told kindly. Raises KeyError or OverNow."""
    bid = session.get(Bid, bid_id) if 0 < bid_id <= LARGEST_ID else None
    if bid is None:
        raise KeyError(bid_id)
    commission, own = commission_for(session, bid.commission_id, conversation_id)
    if own is not None:
        raise KeyError(bid_id)
    offer = session.get_one(Offer, bid.offer_id)
    if bid.state == BidState.CHOSEN:
        return commission, offer
    if not is_open(session, commission) or bid.state != BidState.GIVEN:
        raise OverNow
    _settle(session, commission, bid, offer, at, by_asker=True)
    return commission, offer


def _settle(
    session: Session, commission: Commission, bid: Bid, offer: Offer, at: datetime, by_asker: bool
) -> None:
    others = [one for one in answers_to(session, commission) if one[0].id != bid.id]
    commission.settled, bid.state = True, BidState.CHOSEN
    session.add(commission)
    session.add(bid)
    session.flush()
    number = _case(session, commission).number
    _note(session, commission, phrases.settled(offer.title), at)
    if by_asker:
        telling.tell_owner(session, offer, phrases.chosen(offer, commission, number), at)
    else:
        telling.tell_asker(session, commission, phrases.agreed(offer, commission, number), at)
    for _, other in others:
        telling.tell_owner(session, other, phrases.not_chosen(other, number), at)


def sides_of(session: Session, commission: Commission, conversation_id: int) -> tuple[bool, Offer]:
    """Whether this visitor is the asker, and the chosen offer. Raises KeyError for anybody else."""
    chosen = select(Bid).where(Bid.commission_id == commission.id, Bid.state == BidState.CHOSEN)
    bid = session.exec(chosen).first()
    if bid is None:
        raise KeyError(commission.id)
    offer = session.get_one(Offer, bid.offer_id)
    if conversation_id not in (commission.conversation_id, offer.conversation_id):
        raise KeyError(commission.id)
    return commission.conversation_id == conversation_id, offer


def share(
    session: Session, commission: Commission, conversation_id: int, agrees: bool, at: datetime
) -> bool:
    """One side says whether the other may have how to reach them; handed over once. Raises KeyError.

    Returns whether there is anything to hand over.
    """
    is_asker, offer = sides_of(session, commission, conversation_id)
    case = _case(session, commission)
    lines = contact_of(case if is_asker else session.get_one(Case, offer.case_id))
    before = commission.asker_shares if is_asker else commission.owner_shares
    if before is True or (agrees and not lines):
        return bool(lines)
    if is_asker:
        commission.asker_shares = agrees
    else:
        commission.owner_shares = agrees
    session.add(commission)
    session.flush()
    _note(session, commission, phrases.said_on_contact(is_asker, agrees), at)
    if agrees:
        told = phrases.contact(lines, case.number)
        if is_asker:
            telling.tell_owner(session, offer, told, at)
        else:
            telling.tell_asker(session, commission, told, at)
    return bool(lines)


def contact_of(case: Case) -> Sequence[tuple[str, str]]:
    """How the visitor of a case can be reached, as far as they wrote it down there."""
    wanted = ("单位名称", "联系人", "联系电话")
    said = {answer["id"]: answer["words"] for answer in case.answers}
    if not {"联系人", "联系电话"} & set(said):
        return ()
    return [(name, said[name]) for name in wanted if name in said]


def _case(session: Session, commission: Commission) -> Case:
    return session.get_one(Case, commission.case_id)


def _note(session: Session, commission: Commission, words: str, at: datetime) -> None:
    note_event(session, _case(session, commission), Happened.MATCHED, None, at, words)
