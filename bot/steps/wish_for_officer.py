"""A wish for a person: a case is opened with the question last asked, its clauses and their units."""

from __future__ import annotations

import re
from dataclasses import replace

from bot import cases
from bot.cases import clock
from bot.citations import citation
from bot.deadlines import next_duty, on_duty
from bot.messages import Choice, Reply, pack, say
from bot.steps.steering import changed_thing, is_withheld
from bot.turn import Outcome, Spoken, Turn
from bot.wording import case_phrases, phrases
from bot.wording.intake_phrases import CONTINUE_FORM
from dialogs import storage
from dialogs.form_files import packaged_forms
from dialogs.storage import Phase
from knowledge.answering import Answer
from knowledge.deciding import Status
from knowledge.thresholds import DEFAULTS

HEADCOUNT = re.compile(r".{0,6}\d+\s*[个名位]?人")
"""5人, 我们公司5人: people, and no wish for one."""

HAN = re.compile("[\u4e00-\u9fff]")


def wish_for_officer(turn: Turn) -> Spoken | None:
    """Hand over when a person was clearly asked for; offer it when it only seems so."""
    if turn.answer.status is not Status.HANDOFF:
        return None
    if turn.answer.complains:
        offer = say(phrases.WAITING_FOR_WHAT, choices=((phrases.officer_choice(),),))
        subject = {"question": turn.question, "clauses": []}
        return Spoken((offer,), Outcome(Status.HANDOFF, why=turn.answer.why), subject)
    if not is_clear(turn.answer):
        offer = say(phrases.OFFER_OFFICER, choices=((phrases.officer_choice(),),))
        return Spoken((offer,), Outcome(Status.HANDOFF))
    return hand_over(turn)


def is_clear(answer: Answer) -> bool:
    """Whether the wish is well known, in words that were understood: not code, not noise.

    Who asks for a telephone number or the like wants to know it; no case is opened for that unasked.
    """
    explained = answer.explanation
    if answer.why in {"person", "vents"}:
        return answer.why == "person"
    if HEADCOUNT.fullmatch(answer.question):
        return False
    if explained is not None and explained.about.unstated is not None:
        return False
    if changed_thing(answer.question) or is_withheld(answer.question):
        return False
    sure = (
        explained is None or explained.scores.learned.get("handoff", 0.0) >= DEFAULTS.handoff_clear
    )
    return sure and HAN.search(answer.question) is not None


def hand_over(turn: Turn) -> Spoken:
    """Open a consultation, and say its number, who is asked, and by when they answer."""
    case = open_consultation(turn)
    said = told(turn, case)
    reply = replace(said, choices=(*said.choices, *_form_set_aside(turn)))
    return Spoken((reply,), Outcome(Status.HANDOFF, tuple(c["id"] for c in case.clauses)))


def _form_set_aside(turn: Turn) -> tuple[tuple[Choice, ...], ...]:
    """A form under way waits, as what is typed now is for the person; the button to go on with it."""
    here = turn.here.is_interviewed
    under_way = storage.current(turn.session, turn.conversation.id) if here else None
    form = packaged_forms().forms.get(under_way.form) if under_way else None
    if under_way is None or form is None:
        return ()
    under_way.phase = Phase.PAUSED
    turn.session.add(under_way)
    return ((Choice(CONTINUE_FORM.format(form.name), pack("resume", under_way.id)),),)


def open_consultation(turn: Turn, words: str = "", otherwise: str = phrases.OFFICER) -> cases.Case:
    """A case with these words, or the question last asked, or with what it is called `otherwise`."""
    asked = words or turn.conversation.subject.get("question") or turn.question or otherwise
    published = {clause.id for clause in turn.knowledge.clauses}
    spoken_of = turn.conversation.subject.get("clauses", ())
    clauses = tuple(clause for clause in spoken_of if clause in published)
    named = turn.knowledge.gazetteer.look(turn.knowledge.language.plain(asked))
    of_clause = clauses[0].rpartition("-")[0] if clauses else None
    city = named.only_city_or(turn.own_city or of_clause)
    policy = turn.knowledge.policy(city) if city else None
    units = list(turn.knowledge.clause(clauses[0]).units) if clauses else []
    talk = turn.conversation.id
    assessed = None if turn.here.is_new else storage.last_done(turn.session, talk)
    return cases.open_case(
        turn.session,
        talk,
        policy.code if policy else cases.NO_CITY,
        asked,
        units or ([policy.desk] if policy else [p.desk for p in turn.knowledge.policies]),
        turn.at,
        city=city,
        clauses=matched(turn, asked, clauses),
        assessment_id=assessed.id if assessed else None,
        is_first=not turn.here.has_cases,
    )


def matched(turn: Turn, asked: str, clauses: tuple[str, ...]) -> list[cases.Matched]:
    """The clauses spoken of, with what people call them and how well the question fits them."""
    if not clauses:
        return []
    explained = turn.knowledge.answer(asked, turn.visitor.city, {}).explanation
    scores = explained.scores.fused(turn.knowledge.thresholds) if explained else {}
    return [
        cases.Matched(
            clause,
            citation(turn.knowledge.clause(clause), turn.knowledge.policy(_city(clause))),
            round(float(scores.get(clause, 0.0)), 3),
        )
        for clause in clauses
    ]


def told(turn: Turn, case: cases.Case) -> Reply:
    """What the visitor is told of a new case."""
    units = case.units
    hours = units[0].hours if units else clock.hours_of(turn.session, case)
    return case_phrases.opened(
        case,
        "、".join(unit.name for unit in units),
        on_duty(turn.at, hours),
        next_duty(turn.at, hours),
        cases.is_attended(turn.session, case),
    )


def _city(clause: str) -> str:
    return clause.rpartition("-")[0]
