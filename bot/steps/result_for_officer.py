"""A result for an officer: the visitor says first whether it may go along; then a case is opened with it.

The whole result concerns many units, so it goes to the desk of the city, unless one clause alone is in it.
"""

from __future__ import annotations

from bot import cases
from bot.assessment import assessments, interviews, totals
from bot.cases import Asker, Matched
from bot.citations import citation, day
from bot.messages import Choice, pack, say
from bot.steps.wish_for_officer import told
from bot.turn import Outcome, Spoken, Turn
from bot.wording import assessment_phrases as phrases
from dialogs.given import State
from dialogs.measures import Outcome as Judged
from dialogs.storage import Interview
from knowledge.deciding import Status

MOST_TITLES = 3
"""So many measures are named in the case's question; the result names all."""


def ask_consent(turn: Turn, interview: Interview) -> Spoken:
    """Nothing goes along unasked."""
    rows = (
        (
            Choice(phrases.HAND_OVER, pack("handed", interview.id, "yes")),
            Choice(phrases.WITHOUT_RESULT, pack("handed", interview.id, "no")),
        ),
        (Choice(phrases.NOT_NOW, pack("handed", interview.id, "later")),),
    )
    return Spoken((say(phrases.MAY_HAND_OVER, choices=rows),), Outcome(interviews.STATUS))


def hand_over(turn: Turn, interview: Interview, answer: str) -> Spoken:
    """Open the case; a second press gets the same one. Raises KeyError for an answer that is none."""
    if answer == "later":
        return Spoken((say(phrases.NOT_HANDED_OVER),), Outcome(interviews.STATUS))
    allowed = {"yes": True, "no": False}[answer]
    state = interviews.state_of(turn, interview)
    case = _open(turn, interview, state, allowed)
    cases.allow_reading(turn.session, case.id, Asker(turn.conversation.id), allowed, turn.at)
    return Spoken((told(turn, case),), Outcome(Status.HANDOFF, _clauses(state)))


def _open(turn: Turn, interview: Interview, state: State, allowed: bool) -> cases.Case:
    knowledge, clauses = turn.knowledge, _clauses(state)
    policies = [knowledge.policy(city) for city in totals.cities(state, knowledge)]
    alone = policies[0] if len(policies) == 1 else None
    of_clause = list(knowledge.clause(clauses[0]).units) if len(clauses) == 1 else []
    return cases.open_case(
        turn.session,
        turn.conversation.id,
        alone.code if alone else cases.NO_CITY,
        _question(turn, interview, state),
        of_clause or [policy.desk for policy in policies],
        turn.at,
        city=alone.id if alone else None,
        clauses=[_matched(turn, clause) for clause in clauses],
        assessment_id=interview.id if allowed else None,
    )


def _clauses(state: State) -> tuple[str, ...]:
    """The clauses under which something can be claimed, in reading order; else all that were judged."""
    claimable = [
        verdict.measure.clause
        for outcome in (Judged.ELIGIBLE, Judged.NEEDS_REVIEW)
        for verdict in assessments.judged(state, outcome)
        if verdict.measure.countable
    ]
    return tuple(dict.fromkeys(claimable or [m.clause for m in state.measures]))


def _question(turn: Turn, interview: Interview, state: State) -> str:
    cities = totals.cities(state, turn.knowledge)
    where = "、".join(turn.knowledge.policy(city).city for city in cities)
    titles = [turn.knowledge.clause(clause).title for clause in _clauses(state)[:MOST_TITLES]]
    return phrases.asked_of_officer(where, day(state.today), titles, interview.id)


def _matched(turn: Turn, clause: str) -> Matched:
    policy = turn.knowledge.policy(clause.rpartition("-")[0])
    return Matched(clause, citation(turn.knowledge.clause(clause), policy), 1.0)
