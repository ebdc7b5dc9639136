"""From answers to knowledge: every officer proposes, a second person decides, beside the clause's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from fastapi import Request
from sqlmodel import Session, col, select

from bot import proposals
from bot.cases import Case, NotAllowed
from bot.channels.web.desk import forms
from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.shown import begin, folded, live, number, read_day, told
from bot.channels.web.desk.forms import Do, Fields, Looks, Option
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.citations import citation
from bot.officers import Officer, Role
from bot.proposals import Decision, Draft, Kind, Proposal
from bot.wording import coordinator_phrases as phrases
from bot.wording.case_phrases import when
from knowledge.answering import Knowledge
from knowledge.faqs import FaqRecord, digest_of


@dataclass(frozen=True)
class Shown:
    """One proposal, as listed. `may_decide`: by this officer; `outgrown`: the clause reads otherwise by now."""

    id: int
    kind: str
    question: str
    clauses: tuple[str, ...]
    answer: str
    valid_until: str
    case: str
    who: str
    state: str
    word: str
    may_decide: bool
    outgrown: bool


async def knowledge_page(seat: Seat, request: Request) -> None:
    """A form to propose, and what was proposed."""
    begin(wording.KNOWLEDGE, more=wording.PROPOSE_MORE)
    knowledge = seat.around.knowledge()
    draft = await _draft(seat, request)
    with folded(wording.PROPOSE) as details:
        if draft.question:
            details.props["open"] = ""
        _show_form(seat, knowledge, draft)

    def look(session: Session, by: Officer, _at: datetime) -> tuple[Shown, ...]:
        return tuple(_shown(session, p, by, knowledge) for p in proposals.listed(session, by))

    await live(seat, look, lambda listed: _show(seat, knowledge, listed))


async def _draft(seat: Seat, request: Request) -> Draft:
    """What the address suggests: a case's last words, or a question that was reviewed."""
    asked = request.query_params
    if case_id := number(asked.get("case", "")):
        try:  # a look at the case, which is written down
            made = await seat.does(lambda s, by, at: proposals.drafted(s, case_id, by, at))
        except NotAllowed:
            made = None
        return made or Draft(Kind.FAQ, "", ())
    clause = asked.get("clause", "")
    return Draft(Kind.FAQ, asked.get("question", ""), (clause,) if clause else ())


def _show_form(seat: Seat, knowledge: Knowledge, draft: Draft) -> None:
    clauses: tuple[Option, ...] = tuple(
        (c.id, f"{knowledge.policy(c.city).city} {c.title}") for c in knowledge.clauses
    )
    known = dict(clauses)
    first = next((c for c in draft.clauses if c in known), "")
    kinds = tuple(phrases.KINDS.items())
    name = f"propose-{draft.case_id or ''}-{crc32(draft.question.encode())}"
    with seat.form(name, wording.SEND_PROPOSAL, told(_propose(draft.case_id))):
        forms.choose("kind", wording.KIND, kinds, required=True, value=str(Kind.FAQ))
        forms.write("question", wording.QUESTION, required=True, value=draft.question)
        forms.choose("clause", wording.CLAUSE, clauses, required=True, value=first)
        forms.write("answer", wording.ANSWER, rows=4, value=draft.answer)
        words("p", wording.ANSWER_MORE, "note")
        forms.write("until", wording.VALID_UNTIL, kind="date")


def _propose(case_id: int | None) -> Do:
    def propose(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        until, kind = fields.get("until", ""), fields.get("kind", "")
        draft = Draft(
            Kind.PHRASING if kind == Kind.PHRASING else Kind.FAQ,
            fields.get("question", ""),
            tuple(fields.get("clause", "").split()),
            "" if kind == Kind.PHRASING else fields.get("answer", ""),
            read_day(until) if until and kind != Kind.PHRASING else None,
            case_id,
        )
        proposals.propose(session, by, draft, at)
        return wording.PROPOSED_NOW

    return propose


def _shown(session: Session, proposal: Proposal, by: Officer, knowledge: Knowledge) -> Shown:
    proposer = session.get_one(Officer, proposal.proposer_id)
    decider = session.get(Officer, proposal.decided_by or 0)
    case = session.get(Case, proposal.case_id or 0)
    who = f"{proposer.name} {when(proposal.proposed_at)}"
    if decider is not None and proposal.decided_at is not None:
        who += f"；{decider.name} {when(proposal.decided_at)}"
    decides = by.role == Role.COORDINATOR and by.id != proposal.proposer_id
    return Shown(
        proposal.id,
        proposal.kind,
        proposal.question,
        tuple(proposal.clauses.split()),
        proposal.answer,
        str(proposal.valid_until or ""),
        case.number if case else "",
        who,
        proposal.state,
        proposal.word,
        decides and proposal.state == Decision.PROPOSED,
        _is_outgrown(session, proposal, knowledge),
    )


def _is_outgrown(session: Session, proposal: Proposal, knowledge: Knowledge) -> bool:
    if proposal.state != Decision.APPROVED or proposal.faq_id is None:
        return False
    kept = select(FaqRecord.clause_digest).where(col(FaqRecord.id) == proposal.faq_id)
    try:
        now = digest_of(knowledge.clause(proposal.clauses))
    except KeyError:
        return True
    return session.exec(kept).one() != now


def _show(seat: Seat, knowledge: Knowledge, listed: tuple[Shown, ...]) -> None:
    waiting = [p for p in listed if p.state == Decision.PROPOSED]
    done = [p for p in listed if p.state != Decision.PROPOSED]
    for title, group in ((wording.TO_DECIDE, waiting), (wording.DECIDED, done)):
        words("h2", f"{title}（{len(group)}）", "group-title")
        if not group:
            words("p", wording.NOTHING_PROPOSED, "note")
        for one in group:
            with part("article", "panel"):
                _show_one(seat, knowledge, one)


def _show_one(seat: Seat, knowledge: Knowledge, one: Shown) -> None:
    words("h3", one.question)
    with part("p", "marks"):
        words("span", phrases.KINDS[one.kind], "badge")
        words("span", phrases.DECISIONS[one.state], "badge")
        words("span", one.who, "note")
    if one.case:
        words("p", f"{wording.FROM_CASE} {one.case}", "note")
    if one.answer:
        words("p", one.answer, "as-typed")
    if one.valid_until:
        words("p", f"{wording.VALID_UNTIL}：{one.valid_until}", "note")
    if one.word:
        words("p", f"{wording.WORD}：{one.word}", "note")
    if one.outgrown:
        words("p", wording.CLAUSE_CHANGED, "form-error")
    for clause in one.clauses:
        _show_clause(knowledge, clause)
    _show_deeds(seat, one)


def _show_clause(knowledge: Knowledge, clause_id: str) -> None:
    try:
        clause = knowledge.clause(clause_id)
    except KeyError:
        words("p", clause_id, "note")
        return
    words("p", citation(clause, knowledge.policy(clause.city)), "note")
    with folded(wording.WHOLE_CLAUSE, "unfold"):
        words("blockquote", clause.text, "as-typed")


def _show_deeds(seat: Seat, one: Shown) -> None:
    if one.may_decide:
        with part("div", "two"):
            with seat.form(f"approve-{one.id}", wording.APPROVE, told(_approve(one.id))):
                forms.write("word", wording.WORD_MAYBE)
            with seat.form(
                f"decline-{one.id}", wording.DECLINE, told(_decline(one.id)), Looks("danger")
            ):
                forms.write("word", wording.WHY_NOT, required=True)
    elif one.state in {Decision.PROPOSED, Decision.APPROVED}:
        do, looks = told(_withdraw(one.id)), Looks("danger", wording.SURE_WITHDRAW)
        with (
            folded(wording.WITHDRAW, "unfold"),
            seat.form(f"withdraw-{one.id}", wording.WITHDRAW, do, looks),
        ):
            forms.write("word", wording.WHY_WITHDRAW, required=True)


def _approve(proposal_id: int) -> Do:
    def approve(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        proposals.approve(session, proposal_id, by, at, fields.get("word", ""))
        return wording.APPROVED_NOW

    return approve


def _decline(proposal_id: int) -> Do:
    def decline(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        proposals.decline(session, proposal_id, by, at, fields.get("word", ""))
        return wording.DECLINED_NOW

    return decline


def _withdraw(proposal_id: int) -> Do:
    def withdraw(session: Session, by: Officer, at: datetime, fields: Fields) -> str:
        proposals.withdraw(session, proposal_id, by, at, fields.get("word", ""))
        return wording.WITHDRAWN_NOW

    return withdraw
