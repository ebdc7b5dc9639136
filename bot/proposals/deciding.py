"""Deciding: a coordinator who did not propose it approves or declines; what was approved can be withdrawn.

An approved proposal is published in the same transaction, so the running program takes it up within a second.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot import audit
from bot.cases import NotAllowed
from bot.cases.refusals import worded
from bot.cases.telling import tell_officers
from bot.coordinating.rights import acting, coordinator
from bot.deadlines import local_day
from bot.officers import Officer, Role, Unit
from bot.proposals.checking import Draft, check, clause_in_use
from bot.proposals.tables import Decision, Kind, Proposal
from bot.wording import coordinator_phrases as phrases
from knowledge import library
from knowledge.faqs import FaqRecord, digest_of
from knowledge.library import PhrasingRecord
from knowledge.policy import Clause

VOICE = "工作人员"
LARGEST_ID = 2**31 - 1


class SecondPersonNeeded(NotAllowed):
    """Whoever proposed it may not decide on it: another coordinator has to."""


class AlreadyDecided(Exception):
    """Somebody has decided, or it was withdrawn: look at where it stands now."""


def approve(
    session: Session, proposal_id: int, by: Officer, at: datetime, word: str = ""
) -> Proposal:
    """Take a proposal over; it counts from now on.

    Raises NotAllowed, SecondPersonNeeded, AlreadyDecided, and what `checking.check` raises.
    """
    proposal, officer = _to_decide(session, proposal_id, by)
    check(session, _draft(proposal), at)
    if proposal.kind == Kind.FAQ:
        proposal.faq_id = _publish_faq(session, proposal, officer, at)
    else:
        proposal.replaced = _publish_phrasing(session, proposal)
    return _settle(session, proposal, officer, Decision.APPROVED, word.strip(), at)


def decline(session: Session, proposal_id: int, by: Officer, at: datetime, word: str) -> Proposal:
    """Turn a proposal down, saying why.

    Raises NotAllowed, SecondPersonNeeded, AlreadyDecided, or WordsMissing.
    """
    proposal, officer = _to_decide(session, proposal_id, by)
    return _settle(session, proposal, officer, Decision.DECLINED, worded(word), at)


def withdraw(session: Session, proposal_id: int, by: Officer, at: datetime, word: str) -> Proposal:
    """Take back what was proposed or approved; a coordinator may, and whoever proposed it.

    Raises NotAllowed, AlreadyDecided, or WordsMissing.
    """
    officer, proposal = acting(session, by), _find(session, proposal_id)
    if officer.role != Role.COORDINATOR and proposal.proposer_id != officer.id:
        raise NotAllowed("withdraw")
    if proposal.state not in {Decision.PROPOSED, Decision.APPROVED}:
        raise AlreadyDecided(proposal.state)
    reason = worded(word)
    _unpublish(session, proposal, at)
    return _settle(session, proposal, officer, Decision.WITHDRAWN, reason, at)


def _to_decide(session: Session, proposal_id: int, by: Officer) -> tuple[Proposal, Officer]:
    officer, proposal = coordinator(session, by), _find(session, proposal_id)
    if proposal.proposer_id == officer.id:
        raise SecondPersonNeeded("decide")
    if proposal.state != Decision.PROPOSED:
        raise AlreadyDecided(proposal.state)
    return proposal, officer


def _find(session: Session, proposal_id: int) -> Proposal:
    """The proposal as it is now, locked until the transaction ends."""
    found = None
    if 0 < proposal_id <= LARGEST_ID:
        found = session.get(Proposal, proposal_id, populate_existing=True, with_for_update=True)
    if found is None:
        raise NotAllowed("no such proposal")
    return found


def _draft(proposal: Proposal) -> Draft:
    clauses = tuple(proposal.clauses.split())
    kind = Kind(proposal.kind)
    return Draft(kind, proposal.question, clauses, proposal.answer, proposal.valid_until)


def _settle(
    session: Session,
    proposal: Proposal,
    officer: Officer,
    decision: Decision,
    word: str,
    at: datetime,
) -> Proposal:
    proposal.state, proposal.word = decision, word
    proposal.decided_by, proposal.decided_at = officer.id, at
    session.add(proposal)
    session.flush()
    audit.note(
        session, f"proposal_{decision}", at, officer.id, proposal.case_id, proposal=proposal.id
    )
    proposer = session.get_one(Officer, proposal.proposer_id)
    if proposer.id != officer.id:
        told = phrases.proposal_decided(proposal.question, decision, officer.name, word)
        tell_officers(session, [proposer], told, at)
    return proposal


def _publish_faq(session: Session, proposal: Proposal, by: Officer, at: datetime) -> int:
    record = clause_in_use(session, proposal.clauses)
    clause = Clause(record.clause, 0, "", record.title, record.text, tuple(record.units))
    faq = FaqRecord(
        question=proposal.question,
        answer=proposal.answer,
        clause=record.clause,
        clause_digest=digest_of(clause),
        given_by=_named(session, session.get_one(Officer, proposal.proposer_id)),
        confirmed_by=_named(session, by),
        confirmed_on=local_day(at),
        valid_until=proposal.valid_until,
    )
    session.add(faq)
    session.flush()
    return faq.id


def _named(session: Session, officer: Officer) -> str:
    return f"{session.get_one(Unit, officer.unit_id).name} {officer.name}"


def _publish_phrasing(session: Session, proposal: Proposal) -> dict[str, str] | None:
    """Teach it; returns the phrasing of the same words that was known before."""
    known = _phrasing(session, proposal.question)
    before = None
    if known is not None:
        before = {"labels": known.labels, "voice": known.voice, "origin": known.origin}
    labels = proposal.clauses.split()
    library.teach(session, proposal.question, labels, VOICE, _origin(proposal))
    return before


def _unpublish(session: Session, proposal: Proposal, at: datetime) -> None:
    """Undo what the approval published; what it had replaced comes back."""
    if proposal.faq_id is not None:
        session.get_one(FaqRecord, proposal.faq_id).withdrawn_on = local_day(at)
    taught = _phrasing(session, proposal.question)
    if proposal.kind == Kind.PHRASING and taught and taught.origin == _origin(proposal):
        session.delete(taught)
        session.flush()
        if before := proposal.replaced:
            labels, voice, origin = before["labels"], before["voice"], before["origin"]
            library.teach(session, proposal.question, labels.split(), voice, origin)


def _phrasing(session: Session, utterance: str) -> PhrasingRecord | None:
    return session.exec(
        select(PhrasingRecord).where(col(PhrasingRecord.utterance) == utterance)
    ).first()


def _origin(proposal: Proposal) -> str:
    return f"proposal {proposal.id}"
