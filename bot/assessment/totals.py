"""The sums of a result: certain, ceilings and loans apart, settled by choose-one groups and shared caps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.messages import Block
from bot.wording import assessment_phrases as phrases
from dialogs.given import State, facts_for
from dialogs.measures import Verdict
from dialogs.money import in_words
from dialogs.relations import Settlement, settle
from knowledge.answering import Knowledge

ZERO = Decimal(0)


def settled(state: State, verdicts: Iterable[Verdict]) -> Settlement:
    """Sums of these verdicts, with choose-one groups and shared caps settled."""
    listed = list(verdicts)
    definitions = state.guide.definitions
    caps = [cap for cap in definitions.shared_caps if any(v.measure.id in cap.ids for v in listed)]
    capped = [v.measure for v in listed if any(v.measure.id in cap.ids for cap in caps)]
    facts = facts_for(state, capped[0]) if capped else facts_for(state, listed[0].measure)
    return settle(listed, facts, definitions.choices, caps)


def cities(state: State, knowledge: Knowledge) -> tuple[str, ...]:
    """The cities whose measures were judged, in the order of the policies."""
    judged = {measure.city for measure in state.measures}
    return tuple(policy.id for policy in knowledge.policies if policy.id in judged)


def totals(sums: Settlement) -> str:
    """The three sums in one sentence, those that are nothing left out."""
    said = [
        word(in_words(yuan))
        for word, yuan in (
            (phrases.certain, sums.certain),
            (phrases.ceilings, sums.ceilings),
            (phrases.loans, sums.loans),
        )
        if yuan
    ]
    return "；\n".join(said) + "。" if said else ""


def side_by_side(state: State, claimable: Sequence[Verdict], knowledge: Knowledge) -> Block:
    """Both cities side by side: one row a city, so that a phone shows them one below the other."""
    head = (phrases.SIDE_BY_SIDE, phrases.COUNT, phrases.CERTAIN, phrases.CEILINGS, phrases.LOANS)
    rows = []
    for city in cities(state, knowledge):
        here = [verdict for verdict in claimable if verdict.measure.city == city]
        sums = settled(state, here) if here else Settlement(ZERO, ZERO, ZERO, {}, ())
        rows.append(
            (
                knowledge.policy(city).city,
                str(len(here)),
                in_words(sums.certain) if sums.certain else phrases.NONE_YET,
                phrases.top(in_words(sums.ceilings)) if sums.ceilings else phrases.NONE_YET,
                phrases.top(in_words(sums.loans)) if sums.loans else phrases.NONE_YET,
            )
        )
    return Block("table", rows=(head, *rows))
