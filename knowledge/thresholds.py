"""Every threshold of deciding, by name; benchmarks/choose_thresholds.py chose them, over voices left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """In units of the learned ranker's score: 0 is the border of a label, about 1 apart."""

    lexical_share: float = 0.3
    """How much a lexical score (0 to 1) adds to a clause's learned one."""
    handoff_clear: float = -0.15
    """From here on a wish for a person is clear enough to open a case without asking."""
    handoff_lead: float = 0.0
    smalltalk_lead: float = 0.0
    out_lead: float = 0.2
    silent_lead: float = 0.3
    """By how much each intent must lead the best clause."""
    silent_never: float = -0.8
    silent_behind: float = 0.4
    """Words for what is nowhere written mean nothing of the kind when what was learned is so sure of it."""
    service_from: float = -0.15
    """A wish for a service scores at least this on "some service or other"."""
    service_clear: float = -0.65
    """And the best single service at least this: a wish for nothing on the list is none."""
    service_over: float = 0.3
    """A service that leads the best clause by so much is what a question about papers or places is about."""
    service_behind: float = 0.1
    """It may lie so far behind the best clause that promises no service; a question may not."""
    speaks: float = -0.7
    """A clause with at least this score speaks of the question."""
    other_city_lead: float = 0.3
    """When the other city's clause leads by more, this city's text is silent."""
    own_city_enough: float = -0.25
    """A clause of this city with at least this score speaks, whatever the other city says."""
    both_within: float = 1.15
    """With no city set, both cities answer when their best clauses are this near."""
    companion_share: float = 0.3
    """How much it speaks for a clause that the other city's best clause answers the same phrasings."""
    unsure: float = -0.35
    unsure_within: float = 0.04
    """A best clause below `unsure`, with another one so near, is right only half the time: ask back."""
    clear_from: float = -0.2
    clear_lead: float = 0.3
    """A complaint is answered from its best clause when that one scores and leads by so much."""
    stands_out: float = 0.0
    """From here on a clause answers even who introduces themselves and asks in general what there is."""
    companion_enough: float = 0.65
    """The share of common phrasings from which this city's clause is not silent on the other's subject."""


DEFAULTS = Thresholds()
