"""What a complete form does beside its case: publishes an offer, or asks the owners of offers."""

from __future__ import annotations

from bot import matching
from bot.cases import Case
from bot.matching import Kind, OverNow
from bot.matching.offering import Public
from bot.matching.public_words import hides_something
from bot.turn import Turn
from bot.wording import matching_phrases as phrases
from bot.wording import publishing_phrases
from dialogs import filling as filling_in
from dialogs.filling import Filling
from dialogs.forms import CITY, Does, Shown
from dialogs.given import texts

PUBLISHES = {Does.AGENCY: Kind.AGENCY, Does.INSTRUMENT: Kind.INSTRUMENT}
ASKS = {Does.COMMISSION: Kind.AGENCY, Does.BOOKING: Kind.INSTRUMENT}


def arrange(turn: Turn, filling: Filling, case: Case, offer_id: int | None) -> str:
    """Publish or ask, as the form says; returns what the visitor is told of it."""
    does = filling.form.does
    if does in PUBLISHES:
        offer = matching.publish(turn.session, PUBLISHES[does], case, public_part(filling), turn.at)
        return phrases.sent_offer(offer.title) + hidden(filling)
    if does in ASKS:
        return _ask(turn, filling, case, offer_id)
    return ""


def _ask(turn: Turn, filling: Filling, case: Case, offer_id: int | None) -> str:
    public, kind = public_part(filling), ASKS[filling.form.does]
    try:
        offer = (
            matching.offer_for(turn.session, offer_id, turn.conversation.id) if offer_id else None
        )
    except (KeyError, OverNow):
        return phrases.GONE
    _, asked = matching.post(turn.session, kind, case, public, turn.at, offer)
    told = phrases.sent_commission([one.title for one in asked], offer is not None)
    return told + hidden(filling)


def hidden(filling: Filling) -> str:
    """What is said when something in the public words is hidden; "" when nothing is."""
    shown = [t.words for t in filling_in.told(filling) if t.line.shown]
    return publishing_phrases.HIDDEN if any(map(hides_something, shown)) else ""


def who_reads(filling: Filling) -> str:
    """Who will read which answers once it is sent; "" for a form that shows nothing to others."""
    if not filling.form.does:
        return ""
    told = [t.line for t in filling_in.told(filling) if t.line.name != CITY]
    shown = [line.name for line in told if line.shown]
    kept = [line.name for line in told if not line.shown]
    return publishing_phrases.who_reads(filling.form.does, shown, kept)


def public_part(filling: Filling) -> Public:
    """The answers that may be shown to other visitors."""
    told = filling_in.told(filling)

    def words(*shown: Shown) -> str:
        return "，".join(t.words for t in told if t.line.shown in shown)

    topics = [
        topic
        for t in told
        if t.line.shown is Shown.TOPIC
        for topic in texts(filling.known[t.line.name])
    ]
    return Public(
        words(Shown.NAME),
        tuple(topics),
        words(Shown.ABOUT),
        words(Shown.PLACE),
        words(Shown.PRICE),
        words(Shown.TIME, Shown.MORE),
    )
