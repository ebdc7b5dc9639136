"""A wish to have a service done: it is offered, and taken in by its form when the visitor agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import replies
from bot.intake import cards as intake_cards
from bot.messages import Reply
from bot.steps.question_about_policy import other_matters
from bot.steps.wish_for_form import offered
from bot.turn import Outcome, Spoken, Turn
from bot.wording.phrases import SERVICES
from dialogs.form_files import packaged_forms
from dialogs.forms import ServiceForm
from knowledge.deciding import SERVICE_CLAUSE, Status

ANYTHING = SERVICES[0]
"""政策咨询, which is meant when nothing else is; a service that is named comes before it."""


def wish_for_service(turn: Turn) -> Spoken | None:
    """Offer to take the service in."""
    if turn.answer.status is not Status.SERVICE or turn.answer.service is None:
        return None
    name = turn.answer.service
    offer = replies.service(turn.answer, turn.knowledge)
    others = [
        form
        for form in packaged_forms().forms.values()
        if form.name != name and form.is_named_in(turn.question)
    ]
    if others and name == ANYTHING:
        return offered(turn, others)
    if others:
        offer = _with_others(offer, name, others)
    clauses = tuple(f"{city}{SERVICE_CLAUSE}" for city in turn.answer.cities)
    subject = {"question": turn.question, "clauses": list(clauses), "service": name}
    said = (offer, *other_matters(turn))
    return Spoken(said, Outcome(Status.SERVICE, clauses, name), subject)


def _with_others(offer: Reply, name: str, others: Sequence[ServiceForm]) -> Reply:
    """A button for each service that was named, instead of the one to have it registered."""
    named = [form for form in (packaged_forms().named(name), *others) if form is not None]
    rows = (tuple(intake_cards.form_choice(form) for form in named),)
    return replace(offer, choices=(*rows, *offer.choices[1:]))
