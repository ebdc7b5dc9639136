"""A result as replies that fit a phone: totals first, then group by group, every line with its clause.

Ceilings are never worded as promises, and loans are never added to grants.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache

from bot.assessment import totals
from bot.citations import day, short_citation
from bot.messages import Block, Choice, Reply, pack
from bot.wording import assessment_phrases as phrases
from dialogs.amounts import AmountKind, assumed, is_loan
from dialogs.demands import OneOf
from dialogs.given import OFFERED, State, texts
from dialogs.interview import Changed
from dialogs.measures import Measure, Outcome, Verdict
from dialogs.money import in_words, plain
from dialogs.questions import WHERE, WHO
from dialogs.remedies import why_not
from dialogs.rules import Discretion, Requires
from dialogs.versions import packaged
from knowledge.answering import Knowledge

FITS = 8
"""So many lines fit one message; a longer result is summed up first and unfolded by buttons."""

ZERO = Decimal(0)
GROUPS = (
    Outcome.ELIGIBLE,
    Outcome.NEEDS_REVIEW,
    Outcome.NEEDS_MORE_FACTS,
    Outcome.NOT_ELIGIBLE,
)


def offer(clause_ids: Iterable[str]) -> Choice | None:
    """The button 测一测能拿多少 for the first of these clauses that has a measure with money."""
    for clause in clause_ids:
        if clause in _countable():
            return Choice(phrases.START, pack("assess", clause))
    return None


@cache
def _countable() -> frozenset[str]:
    measures = packaged().definitions.measures.values()
    return frozenset(measure.clause for measure in measures if measure.countable)


def result(state: State, interview_id: int, knowledge: Knowledge) -> Reply:
    """The whole result if it is short, else its sum with a button for each group."""
    shown = _unfolded(state)
    blocks = [_title(state, knowledge), *_sums(state, knowledge)]
    for group in shown:
        blocks += _group(state, group, knowledge)
    blocks += _closing(state, knowledge, bool(shown))
    folded = [group for group in GROUPS if judged(state, group) and group not in shown]
    buttons = tuple(
        (Choice(phrases.group_button(g, len(judged(state, g))), pack("verdicts", interview_id, g)),)
        for g in folded
    )
    return Reply(tuple(blocks), (*buttons, *_next_steps(interview_id)))


def _unfolded(state: State) -> list[Outcome]:
    """The groups that one message has room for."""
    told = [group for group in GROUPS[:3] if judged(state, group)]
    return told if sum(len(judged(state, group)) for group in told) <= FITS else []


def folded_away(state: State, knowledge: Knowledge) -> tuple[tuple[Block, ...], ...]:
    """The groups that `result` leaves to its buttons, for who reads all of it at once."""
    shown = _unfolded(state)
    rest = (group for group in GROUPS if judged(state, group) and group not in shown)
    return tuple(tuple(_group(state, group, knowledge)) for group in rest)


def group(state: State, interview_id: int, name: str, knowledge: Knowledge) -> Reply:
    """One group of a result. Raises ValueError when there is no such group."""
    blocks = _group(state, Outcome(name), knowledge)
    return Reply(tuple(blocks), _next_steps(interview_id))


def changes(changed: Sequence[Changed]) -> str:
    """What came out otherwise after an answer was changed."""
    lines = [
        phrases.went(one.measure.title, _briefly(one.before), _briefly(one.after))
        for one in changed
    ]
    return "\n".join((phrases.CHANGED, *lines)) if lines else phrases.CHANGED_NOTHING


def amount_in_words(verdict: Verdict) -> str:
    """10万元; 最高…，以评审为准 for every ceiling; a quota as a quota."""
    kind, yuan = verdict.measure.amount.kind, verdict.amount_yuan
    if kind is AmountKind.NONE:
        return phrases.NO_AMOUNT
    if yuan is None:
        return phrases.BY_AUTHORITY
    if is_loan(verdict.measure.amount):
        return phrases.loan(in_words(yuan))
    return phrases.at_most(in_words(yuan)) if verdict.amount_is_upper_bound else in_words(yuan)


def judged(state: State, outcome: Outcome, knowledge: Knowledge | None = None) -> list[Verdict]:
    """The verdicts of one outcome that are worth telling, city by city when the policies are given."""
    found = [
        v for v in state.verdicts.values() if v.outcome is outcome and _worth_telling(state, v)
    ]
    if knowledge is None:
        return found
    order = [policy.id for policy in knowledge.policies]
    return sorted(found, key=lambda v: (order.index(v.measure.city), not v.amount_yuan))


def _worth_telling(state: State, verdict: Verdict) -> bool:
    """Not the first prize to one who has the second: another kind of what the same clause grants them."""
    if verdict.outcome is not Outcome.NOT_ELIGIBLE or not verdict.deciding:
        return True
    granted = any(
        other.measure.clause == verdict.measure.clause and other.outcome is not verdict.outcome
        for other in state.verdicts.values()
    )
    return not (granted and all(_is_a_kind(leaf) for leaf in verdict.deciding))


def _is_a_kind(leaf: Requires | Discretion) -> bool:
    return (
        isinstance(leaf, Requires)
        and isinstance(leaf.demand, OneOf)
        and leaf.fact not in (WHERE, WHO)
    )


def _title(state: State, knowledge: Knowledge) -> Block:
    where = "、".join(knowledge.policy(city).city for city in totals.cities(state, knowledge))
    return Block("heading", phrases.result_title(where, day(state.today)))


def _sums(state: State, knowledge: Knowledge) -> list[Block]:
    claimable = judged(state, Outcome.ELIGIBLE) + judged(state, Outcome.NEEDS_REVIEW)
    if not claimable:
        return [Block("text", phrases.NOTHING_FOUND)]
    if len({verdict.measure.city for verdict in claimable}) > 1:
        blocks = [totals.side_by_side(state, claimable, knowledge)]
    else:
        blocks = [Block("text", totals.totals(totals.settled(state, claimable)))]
    remarks = [
        phrases.remark(remark.words, _cited_clause(remark.ground.clause, knowledge))
        for remark in totals.settled(state, claimable).remarks
    ]
    return [block for block in blocks if block.text or block.rows] + [
        Block("note", words) for words in remarks
    ]


def _group(state: State, outcome: Outcome, knowledge: Knowledge) -> list[Block]:
    verdicts = judged(state, outcome, knowledge)
    lines = [_line(state, verdict, knowledge) for verdict in verdicts]
    blocks = [
        Block("heading", phrases.group_title(outcome, len(verdicts))),
        Block("text", "\n".join(lines)),
    ]
    if outcome in (Outcome.ELIGIBLE, Outcome.NEEDS_REVIEW):
        units = dict.fromkeys(
            unit for v in verdicts for unit in knowledge.clause(v.measure.clause).units
        )
        blocks.append(Block("note", phrases.units(list(units))))
    return blocks


def _line(state: State, verdict: Verdict, knowledge: Knowledge) -> str:
    cited = _cited(verdict.measure, knowledge)
    title = verdict.measure.title
    if verdict.outcome is Outcome.NOT_ELIGIBLE:
        words = verdict.because[0].words if verdict.because else ""
        return phrases.refused(title, words, why_not(state, verdict), cited)
    if verdict.outcome is Outcome.NEEDS_MORE_FACTS:
        vocabulary = state.guide.vocabulary
        return phrases.unclear(title, [vocabulary[n].question for n in verdict.missing], cited)
    reckoned = "×" in verdict.arithmetic or "；" in verdict.arithmetic
    shows = [verdict.arithmetic] if reckoned else []
    shows += assumptions(state, verdict)
    amount = amount_in_words(verdict)
    if verdict.outcome is Outcome.NEEDS_REVIEW and verdict.awaited:
        amount = phrases.awaiting(amount, verdict.awaited)
    return phrases.line(title, amount, "；".join(shows), cited)


def assumptions(state: State, verdict: Verdict) -> list[str]:
    """Every number that was not told and is reckoned with nevertheless."""
    vocabulary = state.guide.vocabulary
    return [
        phrases.counted_as(fact, f"{plain(number)}{vocabulary[fact].unit}")
        for fact, number in assumed(verdict.measure.amount, verdict.presumed)
    ]


def _cited(measure: Measure, knowledge: Knowledge) -> str:
    return _cited_clause(measure.clause, knowledge)


def _cited_clause(clause: str, knowledge: Knowledge) -> str:
    policy = knowledge.policy(clause.rpartition("-")[0])
    return f"{policy.city}{short_citation(policy.clause(clause), policy)}"


def _closing(state: State, knowledge: Knowledge, unfolded: bool) -> list[Block]:
    notes = [phrases.DISCLAIMER]
    if any(not knowledge.policy(city).effective for city in totals.cities(state, knowledge)):
        notes.append(phrases.UNDATED)
    claimable = judged(state, Outcome.ELIGIBLE) + judged(state, Outcome.NEEDS_REVIEW)
    checked = texts(state.known.get(OFFERED))
    if any(v.amount_yuan and v.measure.id not in checked for v in claimable):
        notes.append(phrases.PRESUMED_UNPAID)
    if state.everything:
        notes.append(phrases.NOT_MENTIONED)
    notes.append(phrases.pinned(state.guide.digest))
    return [Block("note", "\n".join(notes))]


def _briefly(verdict: Verdict | None) -> str:
    if verdict is None:
        return phrases.OUT_OF_SCOPE
    name = phrases.GROUP_NAMES[verdict.outcome]
    return f"{name}，{amount_in_words(verdict)}" if verdict.amount_yuan else name


def _next_steps(interview_id: int) -> tuple[tuple[Choice, ...], ...]:
    return (
        (
            Choice(phrases.EDIT, pack("edit", interview_id)),
            Choice(phrases.AFRESH, pack("fresh", interview_id)),
        ),
        (
            Choice(phrases.OFFICER_RESULT, pack("hand", interview_id)),
            Choice(phrases.REPORT, pack("report", interview_id)),
        ),
    )
