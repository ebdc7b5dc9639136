"""Buttons of matching: lists, an offer, booking, answering, choosing, handing over how to be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import matching
from bot.intake import intakes
from bot.intake.sending import OFFER
from bot.matching import Kind, OverNow
from bot.matching import cards as matching_cards
from bot.messages import Choice, Reply, pack, say
from bot.steps.words_for_match import asked_for
from bot.turn import Outcome, Spoken, Turn
from bot.wording import matching_phrases as phrases
from dialogs.form_files import packaged_forms

STATUS = "matching"
VERDICTS = {"yes": True, "no": False}
FORM_OF = {Kind.AGENCY: "commission", Kind.INSTRUMENT: "booking"}
Press = Callable[..., Spoken]


def kindly(act: Press) -> Press:
    """What is over is said to be over; what is somebody else's is no button at all (KeyError)."""

    def pressed(turn: Turn, *arguments: str) -> Spoken:
        try:
            return act(turn, *arguments)
        except OverNow:
            return _spoken(say(phrases.OVER, choices=(mine_row(),)))

    return pressed


def mine_row() -> tuple[Choice, ...]:
    """The button to what the visitor offers and has asked for."""
    return (Choice(phrases.MINE, pack("mine")),)


def show_offers(turn: Turn, kind: str, page: str = "0") -> Spoken:
    """A list of what is offered."""
    return _spoken(matching_cards.listed(turn.session, Kind(kind), int(page)))


def which_instrument(turn: Turn) -> Spoken:
    """Booking begins with choosing an instrument."""
    listed = matching_cards.listed(turn.session, Kind.INSTRUMENT, 0, phrases.WHICH_INSTRUMENT)
    return _spoken(listed)


def agencies(turn: Turn) -> Spoken:
    """The agencies that are registered."""
    return show_offers(turn, Kind.AGENCY)


def show_mine(turn: Turn) -> Spoken:
    """What the visitor offers and has asked for."""
    return _spoken(matching_cards.mine(turn.session, turn.conversation.id))


def _offer(turn: Turn, offer_id: str) -> Spoken:
    offer = matching.offer_for(turn.session, int(offer_id), turn.conversation.id)
    return _spoken(matching_cards.detail(turn.session, offer, turn.conversation.id))


def _book(turn: Turn, offer_id: str) -> Spoken:
    offer = matching.offer_for(turn.session, int(offer_id), turn.conversation.id)
    if offer.conversation_id == turn.conversation.id:
        return _spoken(say(phrases.OWN_OFFER, choices=(mine_row(),)))
    form = packaged_forms().forms[FORM_OF[Kind(offer.kind)]]
    return intakes.start(turn, form, offer.city, (f"{OFFER}{offer.id}",))


def _withdraw(turn: Turn, offer_id: str, sure: str = "") -> Spoken:
    offer = matching.offer_for(turn.session, int(offer_id), turn.conversation.id)
    if sure != "sure":
        row = (
            Choice(phrases.SURE, pack("withdraw", offer.id, "sure")),
            Choice(phrases.KEEP, pack("mine")),
        )
        return _spoken(say(phrases.SURE_TO_WITHDRAW, choices=(row,)))
    matching.withdraw(turn.session, offer, turn.conversation.id, turn.at)
    return _spoken(say(phrases.IS_WITHDRAWN, choices=(mine_row(),)))


def _republish(turn: Turn, offer_id: str) -> Spoken:
    offer = matching.offer_for(turn.session, int(offer_id), turn.conversation.id)
    try:
        matching.republish(turn.session, offer, turn.conversation.id, turn.at)
    except OverNow:
        return _spoken(say(phrases.CANNOT_REPUBLISH))
    return _spoken(say(phrases.IS_PUBLISHED, choices=(mine_row(),)))


def _commission(turn: Turn, commission_id: str) -> Spoken:
    commission, bid = _one(turn, commission_id)
    if bid is not None:
        return _spoken(say(phrases.commission_text(commission)))
    return _spoken(matching_cards.commission(turn.session, commission))


def _bid(turn: Turn, commission_id: str) -> Spoken:
    commission, bid = _one(turn, commission_id)
    if bid is None:
        raise KeyError(commission_id)
    if not matching.is_open(turn.session, commission):
        raise OverNow
    is_booking = commission.kind == Kind.INSTRUMENT
    words = phrases.WHAT_TIME if is_booking else phrases.WHAT_TO_SAY
    return Spoken((say(words),), Outcome(STATUS), asked_for(turn, commission.id))


def _agree(turn: Turn, commission_id: str) -> Spoken:
    commission, bid = _one(turn, commission_id)
    if bid is None or commission.kind != Kind.INSTRUMENT:
        raise KeyError(commission_id)
    if bid.state != matching.BidState.CHOSEN:
        matching.answer(turn.session, commission, bid, phrases.AS_AGREED, turn.at, agrees=True)
    return _may_they_know(turn, commission, phrases.ALL_AGREED)


def _decline(turn: Turn, commission_id: str) -> Spoken:
    commission, bid = _one(turn, commission_id)
    if bid is None:
        raise KeyError(commission_id)
    matching.decline(turn.session, commission, bid, turn.at)
    return _spoken(say(phrases.DECLINED_IT))


def _choose(turn: Turn, bid_id: str) -> Spoken:
    commission, _ = matching.choose(turn.session, int(bid_id), turn.conversation.id, turn.at)
    return _may_they_know(turn, commission, phrases.CHOSEN_IT)


def _may_they_know(turn: Turn, commission: matching.Commission, before: str) -> Spoken:
    rows = phrases.share_rows(commission)
    return _spoken(say(before, phrases.MAY_THEY_KNOW, choices=rows))


def _share(turn: Turn, commission_id: str, verdict: str) -> Spoken:
    commission, _ = _one(turn, commission_id)
    agrees, here = VERDICTS[verdict], turn.conversation.id
    can = matching.share(turn.session, commission, here, agrees, turn.at)
    if not agrees:
        return _spoken(say(phrases.NOT_SHARED))
    return _spoken(say(phrases.SHARED if can else phrases.NO_CONTACT))


def _one(turn: Turn, commission_id: str) -> tuple[matching.Commission, matching.Bid | None]:
    return matching.commission_for(turn.session, int(commission_id), turn.conversation.id)


def _spoken(reply: Reply) -> Spoken:
    return Spoken((reply,), Outcome(STATUS))


VERBS: Mapping[str, Press] = {
    "offers": kindly(show_offers),
    "offer": kindly(_offer),
    "book": kindly(_book),
    "mine": kindly(show_mine),
    "withdraw": kindly(_withdraw),
    "republish": kindly(_republish),
    "commission": kindly(_commission),
    "bid": kindly(_bid),
    "agree": kindly(_agree),
    "decline": kindly(_decline),
    "choose": kindly(_choose),
    "share": kindly(_share),
}
