"""What a visitor's profile brings to a guided assessment, and what an assessment leaves in the profile."""

from __future__ import annotations

from collections.abc import Mapping

from bot import profiles
from bot.turn import Turn
from dialogs import storage
from dialogs.given import State
from dialogs.measures import facts_read_by
from dialogs.questions import UNDECIDED, WHERE, Guide


def reusable(turn: Turn, state: State) -> dict[str, object]:
    """What the visitor's profile already answers in this interview."""
    kept = profiles.remembered(turn.session, turn.visitor.id)
    read = {key for measure in state.measures for key in _keys(state.guide, measure.id)}
    return {name: value for name, value in kept.items() if name in read}


def _keys(guide: Guide, measure_id: str) -> set[str]:
    measure = guide.definitions.measures[measure_id]
    return {guide.key(name, measure) for name in facts_read_by(measure)}


def remember(turn: Turn, guide: Guide, values: Mapping[str, object]) -> None:
    """Keep what is stable in an answer; not to have settled on a city is not."""
    stable = {
        name: storage.as_json(values[name])
        for name in guide.remembered
        if values.get(name) is not None and not (name == WHERE and values[name] == UNDECIDED)
    }
    profiles.remember(turn.session, turn.visitor.id, stable, turn.at)
