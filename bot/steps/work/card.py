"""The full card of a case, for one officer in private: what is known, what was said, what may be done."""

from __future__ import annotations

import re

from bot import cases, matching
from bot.assessment import assessments
from bot.assessment.interviews import state_of
from bot.cases import HELD, Case, State, Verb
from bot.messages import Block, Choice, Reply, pack
from bot.officers import Officer
from bot.steps.work.saying import Row, desk, spoken
from bot.turn import Spoken, Turn
from bot.wording import case_phrases
from bot.wording import officer_phrases as for_officers
from bot.wording import officer_work_phrases as phrases
from bot.wording.phrases import CITY_NAMES
from dialogs import storage

MOST_MESSAGES = 10
MOST_EVENTS = 8
BARE_PRESS = re.compile(r"[a-z]+(?::[\w.-]*)*", re.ASCII)
"""What is kept of a button whose label the channel did not tell."""

MOST_CHARACTERS = 300
"""Of one message on the card; the timeline shows it whole."""


def show(turn: Turn, officer: Officer, case_id: int) -> Spoken:
    """The card as it is now; an audited look. Raises NotAllowed."""
    case = cases.look(turn.session, case_id, officer, turn.at)
    return spoken(full(turn, officer, case), case=case.id)


def full(turn: Turn, officer: Officer, case: Case) -> Reply:
    """Everything that this officer may see of a case, with the buttons for what they may do."""
    units = "、".join(unit.name for unit in case.units)
    holder = cases.holder_of(turn.session, case)
    visitor = cases.visitor_of(turn.session, case)
    blocks = [
        Block("heading", for_officers.card_title(case.number, case.service)),
        *([Block("text", case.asked)] if case.asked else []),
        Block("note", phrases.card_visitor(visitor.name, visitor.reachable)),
        Block("note", phrases.card_city(CITY_NAMES.get(case.city, ""))),
        Block("note", for_officers.card_units(units)),
        *(Block("note", for_officers.card_clause(c["name"], c["score"])) for c in case.clauses),
        Block("note", phrases.card_state(case, holder.name if holder else "")),
        *_form(turn, officer, case),
        *_before(turn, officer, case),
        *_assessed(turn, officer, case),
        *_since(turn, case),
    ]
    return Reply(tuple(blocks), rows(turn, officer, case))


def _form(turn: Turn, officer: Officer, case: Case) -> list[Block]:
    """What the visitor filled in; what is personal only for who may talk with them."""
    open_to = cases.may(turn.session, case, Verb.SAY, officer)
    lines = [
        f"{a['label']}：{a['words'] if open_to or not a['personal'] else phrases.HIDDEN}"
        for a in case.answers
    ]
    return [Block("text", "\n".join((phrases.FORM, *lines)))] if lines else []


def _before(turn: Turn, officer: Officer, case: Case) -> list[Block]:
    """The conversation before the case, only if the visitor agreed, and for who has the case in hand."""
    if not case.consent:
        return [Block("note", phrases.CONSENT_OPEN if case.consent is None else phrases.NO_CONSENT)]
    if not cases.may(turn.session, case, Verb.READ_BEFORE, officer):
        return [Block("note", phrases.HOLDER_READS)]
    said = cases.conversation_before(turn.session, case.id, officer, turn.at)
    words = [m for m in said if m.text and not BARE_PRESS.fullmatch(m.text)]
    lines = [phrases.said(m.speaker, _cut(m.text)) for m in words][-MOST_MESSAGES:]
    return [Block("text", "\n".join((phrases.BEFORE, *lines)))]


def _assessed(turn: Turn, officer: Officer, case: Case) -> list[Block]:
    """The assessment that went along, for whom `_before` is open."""
    may_read = case.consent and cases.may(turn.session, case, Verb.READ_BEFORE, officer)
    if not may_read or case.assessment_id is None:
        return []
    interview = storage.find(turn.session, case.assessment_id, case.conversation_id)
    if interview is None:
        return []
    result = assessments.result(state_of(turn, interview), interview.id, turn.knowledge)
    return [Block("heading", phrases.ASSESSED), *result.blocks]


def _since(turn: Turn, case: Case) -> list[Block]:
    lines = [
        event_line(turn, event, _cut(event.text))
        for event in cases.timeline(turn.session, case.id)
        if event.kind not in {"created", "reminded"}
    ][-MOST_EVENTS:]
    return [Block("note", "\n".join((phrases.SINCE, *lines)))] if lines else []


def timeline(turn: Turn, officer: Officer, case_id: int) -> Spoken:
    """Everything that happened, in order; an audited look. Raises NotAllowed."""
    case = cases.look(turn.session, case_id, officer, turn.at)
    events = cases.timeline(turn.session, case.id)
    lines = "\n".join(event_line(turn, event, event.text) for event in events)
    blocks = (Block("heading", f"{case.number} {phrases.TIMELINE}"), Block("text", lines))
    return spoken(Reply(blocks, ((desk(for_officers.CARD, "card", case.id),),)), case=case.id)


def event_line(turn: Turn, event: cases.Event, text: str) -> str:
    """One event, with who did it; a closing with how it ended."""
    officer = turn.session.get(Officer, event.officer_id) if event.officer_id else None
    who = officer.name if officer else phrases.SPEAKERS["visitor"] if event.by == "visitor" else ""
    ended = case_phrases.OUTCOMES.get(str(event.details.get("outcome")), "")
    return phrases.event_line(
        event.kind, event.at, who, "，".join(filter(None, (ended, text.strip())))
    )


def rows(turn: Turn, officer: Officer, case: Case) -> tuple[Row, ...]:
    """The buttons for what this officer may do with the case as it stands."""

    def may(verb: Verb) -> bool:
        return cases.may(turn.session, case, verb, officer)

    ended = case.state in cases.ENDED
    talking = [
        (Verb.SAY, case.state in HELD, for_officers.REPLY, "reply"),
        (Verb.SAY, case.state in HELD, phrases.CITE, "cite"),
        (Verb.SAY, case.state in HELD, phrases.TEMPLATES, "texts"),
    ]
    moving = [
        (Verb.TRANSFER, not ended, phrases.TRANSFER, "move"),
        (Verb.RETURN, not ended, phrases.RETURN, "back"),
        (Verb.CLOSE, not ended, phrases.CLOSE, "end"),
        (Verb.REOPEN, cases.can_reopen(case, turn.at), phrases.REOPEN, "again"),
        (Verb.TAKE_DOWN, matching.registers_offer(case), phrases.TAKE_DOWN, "down"),
    ]
    last = [
        (Verb.NOTE, True, phrases.NOTE, "note"),
        (Verb.LOOK, True, phrases.TIMELINE, "line"),
    ]
    claim = [Choice(for_officers.CLAIM, pack("claim", case.id))]
    made = [claim if case.state == State.OPEN and may(Verb.CLAIM) else []] + [
        [desk(label, name, case.id) for verb, fits, label, name in row if fits and may(verb)]
        for row in (talking, last, moving)
    ]
    return tuple(tuple(row) for row in made if row)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
