"""Proposing: any officer may, from a case that they may see or out of their own experience."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot import audit, cases
from bot.cases import Happened
from bot.coordinating.rights import acting
from bot.officers import Officer, Role
from bot.proposals.checking import Draft, check
from bot.proposals.tables import Decision, Kind, Proposal

MOST_SHOWN = 200


def propose(session: Session, by: Officer, draft: Draft, at: datetime) -> Proposal:
    """Ask a coordinator to take this over; the same again gives the same proposal.

    Raises NotAllowed, and what `checking.check` raises.
    """
    officer = acting(session, by)
    if draft.case_id is not None:
        cases.look(session, draft.case_id, officer, at)
    check(session, draft, at)
    known = _same(session, draft)
    if known is not None:
        return known
    proposal = Proposal(
        kind=draft.kind,
        question=draft.question.strip(),
        clauses=" ".join(draft.clauses),
        answer=draft.answer.strip(),
        valid_until=draft.valid_until,
        case_id=draft.case_id,
        proposer_id=officer.id,
        proposed_at=at,
    )
    session.add(proposal)
    session.flush()
    audit.note(session, "proposal_made", at, officer.id, draft.case_id, proposal=proposal.id)
    return proposal


def _same(session: Session, draft: Draft) -> Proposal | None:
    same = select(Proposal).where(
        Proposal.kind == draft.kind,
        Proposal.question == draft.question.strip(),
        Proposal.answer == draft.answer.strip(),
        Proposal.clauses == " ".join(draft.clauses),
        Proposal.state == Decision.PROPOSED,
    )
    return session.exec(same).first()


def drafted(session: Session, case_id: int, by: Officer, at: datetime) -> Draft:
    """What a case suggests: its question, the officer's last words, its best clause. Raises NotAllowed."""
    case = cases.look(session, case_id, by, at)
    said = [
        event.text
        for event in cases.timeline(session, case.id)
        if event.officer_id is not None
        and event.kind in {Happened.MESSAGE, Happened.CLOSED}
        and event.text
    ]
    best = tuple(str(clause["id"]) for clause in case.clauses[:1])
    return Draft(Kind.FAQ, case.question, best, said[-1] if said else "", case_id=case.id)


def listed(session: Session, by: Officer) -> list[Proposal]:
    """The newest proposals: a coordinator sees all, an officer their own, a revoked one none."""
    rights = session.exec(
        select(Officer.role).where(Officer.id == by.id, col(Officer.revoked_at).is_(None))
    ).first()
    if rights is None:
        return []
    wanted = select(Proposal).order_by(col(Proposal.id).desc()).limit(MOST_SHOWN)
    if rights != Role.COORDINATOR:
        wanted = wanted.where(Proposal.proposer_id == by.id)
    return list(session.exec(wanted).all())
