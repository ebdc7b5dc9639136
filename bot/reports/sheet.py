"""The document of an assessment as values, before it is paper: totals, groups of lines, remarks.

It says whom it is about by kind only (高校, 科技型企业, …): nothing personal, so that it can be forwarded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.assessment import assessments, totals
from bot.citations import day, short_citation, validity
from bot.wording import assessment_phrases, phrases
from bot.wording import report_phrases as words
from dialogs.amounts import is_loan
from dialogs.given import State, texts
from dialogs.measures import Outcome, Verdict
from dialogs.questions import UNDECIDED, WHERE, WHO
from dialogs.remedies import why_not
from knowledge.answering import Knowledge

DIGEST = 8
"""So many characters of the definitions' digest are printed."""

CLAIMABLE = (Outcome.ELIGIBLE, Outcome.NEEDS_REVIEW)


@dataclass(frozen=True)
class Total:
    """What one city comes to, in yuan: `count` measures; grants, ceilings and loans are never one sum."""

    city: str
    count: int
    certain: Decimal
    ceilings: Decimal
    loans: Decimal


@dataclass(frozen=True)
class Line:
    """One measure. `how` is arithmetic, reason or what is missing; `amount` is "" where none is due."""

    title: str
    amount: str
    how: str
    cited: str
    units: str


@dataclass(frozen=True)
class Group:
    """The lines of one outcome."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Bar:
    """One amount of the chart in yuan; `kind` is certain, ceiling or loan."""

    title: str
    yuan: Decimal
    kind: str


@dataclass(frozen=True)
class Sheet:
    """The whole document. `remarks` tell how measures that belong together were settled."""

    title: str
    who: str
    as_of: date
    made_at: datetime
    cities: tuple[str, ...]
    digest: str
    totals: tuple[Total, ...]
    groups: tuple[Group, ...]
    bars: tuple[Bar, ...]
    remarks: tuple[str, ...]
    notes: tuple[str, ...]


def sheet(state: State, knowledge: Knowledge, at: datetime) -> Sheet:
    """The document of an interview's verdicts as they stand; `at` is when it is made, in local time."""
    claimable = [v for v in state.verdicts.values() if v.outcome in CLAIMABLE]
    cities = totals.cities(state, knowledge)
    return Sheet(
        words.TITLE,
        "、".join(texts(state.known.get(WHO))) or words.NOT_SAID,
        state.today,
        at,
        tuple(knowledge.policy(city).city for city in cities),
        state.guide.digest[:DIGEST],
        tuple(_total(state, city, claimable, knowledge) for city in cities),
        tuple(_groups(state, knowledge)),
        tuple(_bars(claimable, knowledge, len(cities) > 1)),
        tuple(_remarks(state, claimable, knowledge)),
        tuple(_notes(state, claimable, knowledge)),
    )


def subtitle(of: Sheet) -> str:
    """The line below the title."""
    return words.subtitle("、".join(of.cities), of.who, day(of.as_of))


def footer(of: Sheet) -> str:
    """The line at the foot of every page."""
    return words.footer(f"{day(of.made_at)}{of.made_at:%H:%M}", of.digest)


def _total(state: State, city: str, claimable: list[Verdict], knowledge: Knowledge) -> Total:
    here = [verdict for verdict in claimable if verdict.measure.city == city]
    name = knowledge.policy(city).city
    if not here:
        return Total(name, 0, Decimal(0), Decimal(0), Decimal(0))
    sums = totals.settled(state, here)
    return Total(name, len(here), sums.certain, sums.ceilings, sums.loans)


def _groups(state: State, knowledge: Knowledge) -> list[Group]:
    """What the chat tells too, city by city, money first."""
    order, groups = totals.cities(state, knowledge), []
    for outcome in assessments.GROUPS:
        found = assessments.judged(state, outcome)
        found.sort(key=lambda v: (order.index(v.measure.city), not v.amount_yuan))
        lines = tuple(_line(state, verdict, knowledge) for verdict in found)
        if lines:
            groups.append(Group(assessment_phrases.group_title(outcome, len(lines)), lines))
    return groups


def _line(state: State, verdict: Verdict, knowledge: Knowledge) -> Line:
    clause = knowledge.clause(verdict.measure.clause)
    return Line(
        verdict.measure.title,
        assessments.amount_in_words(verdict) if verdict.outcome in CLAIMABLE else "",
        "；".join(filter(None, _how(state, verdict))),
        _cited(verdict.measure.clause, knowledge),
        "、".join(clause.units),
    )


def _how(state: State, verdict: Verdict) -> list[str]:
    if verdict.outcome is Outcome.NOT_ELIGIBLE:
        quoted = [words.because(verdict.because[0].words)] if verdict.because else []
        return [why_not(state, verdict), *quoted]
    awaits = assessment_phrases.awaited_in_words(verdict.awaited)
    awaited = [words.awaits(awaits)] if awaits else []
    if verdict.outcome is Outcome.NEEDS_MORE_FACTS:
        asked = [state.guide.vocabulary[name].question for name in verdict.missing]
        return [words.missing(asked), *awaited]
    reckoned = "×" in verdict.arithmetic or "；" in verdict.arithmetic  # else it repeats the amount
    return [
        verdict.arithmetic if reckoned else "",
        *assessments.assumptions(state, verdict),
        *awaited,
    ]


def _cited(clause_id: str, knowledge: Knowledge) -> str:
    clause = knowledge.clause(clause_id)
    policy = knowledge.policy(clause.city)
    return f"{policy.city}{short_citation(clause, policy)}"


def _bars(claimable: list[Verdict], knowledge: Knowledge, several: bool) -> Iterator[Bar]:
    """Both cities have a 大赛山西赛区一等奖, so with `several` cities each bar names its own."""
    for verdict in claimable:
        if verdict.amount_yuan:
            title, city = verdict.measure.title, knowledge.policy(verdict.measure.city).city
            named = words.in_city(city, title) if several else title
            yield Bar(named, verdict.amount_yuan, _kind(verdict))


def _kind(verdict: Verdict) -> str:
    if is_loan(verdict.measure.amount):
        return "loan"
    return "ceiling" if verdict.amount_is_upper_bound else "certain"


def _remarks(state: State, claimable: list[Verdict], knowledge: Knowledge) -> list[str]:
    """Each sentence once, with every clause that it rests on."""
    if not claimable:
        return [assessment_phrases.NOTHING_FOUND]
    if not any(v.measure.countable or v.outcome is Outcome.NEEDS_REVIEW for v in claimable):
        return [words.SERVICES_ONLY]
    said = [(r.words, r.ground) for r in totals.settled(state, claimable).remarks]
    doubled = [v.measure.no_double for v in claimable if v.measure.no_double and v.amount_yuan]
    said += [(words.NO_DOUBLE, rule.ground) for rule in doubled]
    cited: dict[str, dict[str, None]] = {}
    for sentence, ground in said:
        cited.setdefault(sentence, {})[_cited(ground.clause, knowledge)] = None
    return [words.cited_remark(sentence, [*clauses]) for sentence, clauses in cited.items()]


def _notes(state: State, claimable: list[Verdict], knowledge: Knowledge) -> list[str]:
    policies = [knowledge.policy(city) for city in totals.cities(state, knowledge)]
    notes = [words.PRE_ASSESSMENT]
    if state.known.get(WHERE) == UNDECIDED and len(policies) > 1:
        notes.append(words.NOT_SETTLED)
    if any(state.guide.drawn_facts & set(verdict.presumed) for verdict in claimable):
        notes.append(assessment_phrases.PRESUMED_UNPAID)
    if state.everything:
        notes.append(words.NOT_MENTIONED)
    notes += [words.rests_on(p.city, p.title, validity(p)) for p in policies]
    if any(policy.effective is None for policy in policies):
        notes.append(assessment_phrases.UNDATED)
    return notes + [
        words.of_city(p.city, phrases.PRESS_VERSION) for p in policies if not p.numbered
    ]
