"""Offers: published by the form that registered them, listed, withdrawn by the owner, taken down by an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.cases import Case, State, Verb
from bot.cases.permission import LARGEST_ID, Asker, Who, permitted_officer
from bot.cases.tables import Happened
from bot.cases.telling import tell_visitor
from bot.cases.timeline import note_event
from bot.matching import telling
from bot.matching.public_words import for_strangers
from bot.matching.tables import Kind, Offer, OfferState, OverNow
from bot.wording import matching_phrases, publishing_phrases
from dialogs.form_files import packaged_forms
from dialogs.forms import Does

PAGE = 5
"""Offers in one list."""


@dataclass(frozen=True)
class Public:
    """What may be shown to other visitors, in words; what one could be reached by is hidden when it is kept."""

    title: str = ""
    topics: tuple[str, ...] = ()
    about: str = ""
    place: str = ""
    price: str = ""
    more: str = ""


def publish(session: Session, kind: Kind, case: Case, public: Public, at: datetime) -> Offer:
    """Publish what a case registered, at once; the officers of its unit are told, as they may take it down."""
    offer = Offer(
        kind=kind,
        conversation_id=case.conversation_id,
        case_id=case.id,
        city=case.city,
        title=for_strangers(public.title),
        topics=list(public.topics),
        about=for_strangers(public.about),
        place=for_strangers(public.place),
        price=for_strangers(public.price),
        more=for_strangers(public.more),
        created_at=at,
        changed_at=at,
    )
    session.add(offer)
    session.flush()
    told = matching_phrases.published(offer.title)
    note_event(session, case, Happened.MATCHED, Asker(case.conversation_id), at, told)
    telling.tell_unit(session, case, offer, at)
    return offer


def published(session: Session, kind: Kind, page: int = 0) -> tuple[list[Offer], int]:
    """One page of what visitors see, the newest first, and how many pages there are."""
    seen = (
        select(Offer)
        .join(Case, col(Case.id) == col(Offer.case_id))
        .where(Offer.kind == kind, Offer.state == OfferState.PUBLISHED)
        .where(Case.state != State.CANCELLED)
    )
    count = session.exec(select(func.count()).select_from(seen.subquery())).one()
    pages = max(-(-count // PAGE), 1)
    place = min(max(page, 0), pages - 1) * PAGE
    listed = seen.order_by(col(Offer.id).desc()).offset(place).limit(PAGE)
    return list(session.exec(listed).all()), pages


def offers_of(session: Session, conversation_id: int) -> list[Offer]:
    """What a visitor has published, the newest first."""
    theirs = select(Offer).where(Offer.conversation_id == conversation_id)
    return list(session.exec(theirs.order_by(col(Offer.id).desc())).all())


def offer_for(session: Session, offer_id: int, conversation_id: int) -> Offer:
    """An offer that this visitor may see: published, or their own. Raises KeyError."""
    offer = session.get(Offer, offer_id) if 0 < offer_id <= LARGEST_ID else None
    if offer is None:
        raise KeyError(offer_id)
    if offer.conversation_id != conversation_id and not can_be_seen(session, offer):
        raise KeyError(offer_id)
    return offer


def can_be_seen(session: Session, offer: Offer) -> bool:
    """Whether other visitors see it."""
    case = session.get_one(Case, offer.case_id)
    return offer.state == OfferState.PUBLISHED and case.state != State.CANCELLED


def withdraw(session: Session, offer: Offer, conversation_id: int, at: datetime) -> Offer:
    """Its owner takes it back. Raises KeyError for somebody else's."""
    _of(offer, conversation_id)
    if offer.state == OfferState.PUBLISHED:
        _move(session, offer, OfferState.WITHDRAWN, at)
        case, asker = session.get_one(Case, offer.case_id), Asker(conversation_id)
        told = matching_phrases.withdrawn(offer.title)
        note_event(session, case, Happened.MATCHED, asker, at, told)
    return offer


def republish(session: Session, offer: Offer, conversation_id: int, at: datetime) -> Offer:
    """Its owner publishes it again. Raises KeyError, or OverNow when an officer took it down."""
    _of(offer, conversation_id)
    case = session.get_one(Case, offer.case_id)
    if offer.state == OfferState.TAKEN_DOWN or case.state == State.CANCELLED:
        raise OverNow
    if offer.state == OfferState.WITHDRAWN:
        _move(session, offer, OfferState.PUBLISHED, at)
        told = matching_phrases.published(offer.title)
        note_event(session, case, Happened.MATCHED, Asker(conversation_id), at, told)
        telling.tell_unit(session, case, offer, at, again=True)
    return offer


def registers_offer(case: Case) -> bool:
    """Whether this case registered something for other visitors."""
    form = packaged_forms().named(case.service or "")
    return form is not None and form.does in (Does.AGENCY, Does.INSTRUMENT)


def take_down(session: Session, case_id: int, by: Who, reason: str, at: datetime) -> Offer:
    """An officer of the unit, or a coordinator, takes a case's offer down; its owner is told why.

    Raises NotAllowed; OverNow where the case has none.
    """
    case, officer = permitted_officer(session, case_id, Verb.TAKE_DOWN, by, at)
    offer = session.exec(select(Offer).where(Offer.case_id == case.id)).first()
    if offer is None:
        raise OverNow
    if offer.state != OfferState.TAKEN_DOWN:
        _move(session, offer, OfferState.TAKEN_DOWN, at)
        why = reason.strip()
        noted = publishing_phrases.took_down(offer.title, why)
        note_event(session, case, Happened.MATCHED, officer, at, noted)
        tell_visitor(session, case, matching_phrases.taken_down(offer.title, why), at)
    return offer


def _of(offer: Offer, conversation_id: int) -> None:
    if offer.conversation_id != conversation_id:
        raise KeyError(offer.id)


def _move(session: Session, offer: Offer, state: OfferState, at: datetime) -> None:
    offer.state, offer.changed_at = state, at
    session.add(offer)
    session.flush()
