"""Tables of what is published: policy versions with their clauses, and phrasings.

The index is built from these rows, not from files; files are only what is published from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import (
    JSON,
    Column,
    Field,
    Session,
    SQLModel,
    UniqueConstraint,
    col,
    delete,
    func,
    select,
)

from knowledge.policy import Clause, Policy

PACKAGED, IMPORTED = "packaged", "imported"
"""Where a policy in use came from."""


class PolicyVersion(SQLModel, table=True):
    """One version of a city's policy; moments in ISO 8601. The one with `replaced_at` None is in use.

    `origin` tells whether the program shipped it, or somebody imported it by hand.
    """

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("policy", "digest"),)

    id: int = Field(default=None, primary_key=True)
    policy: str = Field(index=True)
    digest: str
    about: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    published_at: str
    replaced_at: str | None = None
    origin: str = PACKAGED


class ClauseRecord(SQLModel, table=True):
    """One clause of one policy version, verbatim."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("version_id", "clause"),)

    id: int = Field(default=None, primary_key=True)
    version_id: int = Field(foreign_key="policy_version.id", index=True)
    clause: str
    number: int
    section: str
    title: str
    text: str
    units: list[str] = Field(sa_column=Column(JSON, nullable=False))


class PhrasingRecord(SQLModel, table=True):
    """Another way to ask (相似问): its labels are clause ids or an intent. `origin` tells who published it."""

    __tablename__ = "phrasing"
    __table_args__ = (UniqueConstraint("utterance"),)

    id: int = Field(default=None, primary_key=True)
    utterance: str
    labels: str
    voice: str
    origin: str = Field(index=True)


SHIPPED = "bank"
"""The origin of the phrasings that the program ships."""


@dataclass(frozen=True)
class Phrasing:
    """One utterance with its labels (clause ids, or an intent such as `handoff`) and who speaks so."""

    utterance: str
    labels: tuple[str, ...]
    voice: str
    origin: str = SHIPPED


@dataclass(frozen=True)
class Shelf:
    """All that is published at one moment; `digest` changes whenever any of it does."""

    policies: tuple[Policy, ...]
    phrasings: tuple[Phrasing, ...]

    @cached_property
    def digest(self) -> str:
        """A digest of the whole content, stable between processes."""
        content = hashlib.sha256()
        for policy in self.policies:
            content.update(digest_of(policy).encode())
        for phrasing in self.phrasings:
            content.update(f"{phrasing.utterance}\t{' '.join(phrasing.labels)}\n".encode())
        return content.hexdigest()[:16]


def publish_policy(session: Session, policy: Policy, at: datetime, origin: str = PACKAGED) -> bool:
    """Make this the policy in use. False when exactly this version is in use already.

    One that was imported by hand stays: what the program ships does not take its place (see shipping.py).
    """
    digest = digest_of(policy)
    current = current_version(session, policy.id)
    if current is not None and current.digest == digest:
        return False
    if current is not None and (current.origin, origin) == (IMPORTED, PACKAGED):
        return False
    if current is not None:
        current.replaced_at = at.isoformat()
        session.flush()
    version = _known(session, policy.id, digest) or _shelve(session, policy, digest, at)
    version.replaced_at, version.origin = None, origin
    session.flush()
    return True


def digest_of(policy: Policy) -> str:
    """A digest of a policy's whole content."""
    content = json.dumps(asdict(policy), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def current_version(session: Session, policy_id: str) -> PolicyVersion | None:
    """The version of a policy that is in use."""
    in_use = select(PolicyVersion).where(
        PolicyVersion.policy == policy_id, col(PolicyVersion.replaced_at).is_(None)
    )
    return session.exec(in_use).first()


def _known(session: Session, policy_id: str, digest: str) -> PolicyVersion | None:
    same = select(PolicyVersion).where(
        PolicyVersion.policy == policy_id, PolicyVersion.digest == digest
    )
    return session.exec(same).first()


def _shelve(session: Session, policy: Policy, digest: str, at: datetime) -> PolicyVersion:
    about = asdict(policy)
    del about["clauses"]
    about["issued"], about["effective"] = str(policy.issued or ""), str(policy.effective or "")
    version = PolicyVersion(
        policy=policy.id, digest=digest, about=about, published_at=at.isoformat()
    )
    session.add(version)
    session.flush()
    for clause in policy.clauses:
        fields = asdict(clause)
        record = ClauseRecord(version_id=version.id, clause=fields.pop("id"), **fields)
        record.units = list(clause.units)
        session.add(record)
    session.flush()
    return version


def publish_phrasings(session: Session, origin: str, phrasings: Iterable[Phrasing]) -> int:
    """Replace all phrasings of this origin; an utterance known from another origin stays as it is there."""
    session.connection().execute(delete(PhrasingRecord).where(col(PhrasingRecord.origin) == origin))
    known = set(session.exec(select(PhrasingRecord.utterance)).all())
    new = {p.utterance: p for p in phrasings if p.utterance not in known}
    session.add_all(
        PhrasingRecord(
            utterance=p.utterance, labels=" ".join(p.labels), voice=p.voice, origin=origin
        )
        for p in new.values()
    )
    session.flush()
    return len(new)


def state(session: Session) -> tuple[object, ...]:
    """Something that changes whenever what is published does; cheap enough to ask for every second."""
    record = PhrasingRecord
    count = session.exec(select(func.count(col(record.id)))).one()
    # what it says, too: SQLite gives the id of a last row that was replaced to the next one
    newest = select(record.id, record.utterance, record.labels).order_by(col(record.id).desc())
    versions = select(PolicyVersion.id).where(col(PolicyVersion.replaced_at).is_(None))
    said = session.exec(newest.limit(1)).first() or ()
    return (count, *said, *sorted(map(str, session.exec(versions).all())))


def teach(session: Session, utterance: str, labels: Sequence[str], voice: str, origin: str) -> None:
    """Add one phrasing, or say anew what a known one means."""
    known = session.exec(
        select(PhrasingRecord).where(PhrasingRecord.utterance == utterance)
    ).first()
    if known is not None:
        session.delete(known)
        session.flush()
    record = PhrasingRecord(
        utterance=utterance, labels=" ".join(labels), voice=voice, origin=origin
    )
    session.add(record)
    session.flush()


def read_shelf(session: Session) -> Shelf:
    """All that is in use now."""
    record = PhrasingRecord
    columns = select(record.utterance, record.labels, record.voice, record.origin)
    rows = session.exec(columns.order_by(col(record.id))).all()
    phrasings = (Phrasing(said, tuple(labels.split()), *rest) for said, labels, *rest in rows)
    return Shelf(policies_in_use(session), tuple(phrasings))


def policies_in_use(session: Session) -> tuple[Policy, ...]:
    """The policies alone, for who only reads them: nothing has to be learned for that."""
    in_use = select(PolicyVersion).where(col(PolicyVersion.replaced_at).is_(None))
    versions = session.exec(in_use.order_by(col(PolicyVersion.id))).all()
    return tuple(_policy(session, version) for version in versions)


def _policy(session: Session, version: PolicyVersion) -> Policy:
    records = session.exec(
        select(ClauseRecord)
        .where(ClauseRecord.version_id == version.id)
        .order_by(col(ClauseRecord.id))
    ).all()
    about = dict(version.about)
    for moment in ("issued", "effective"):
        about[moment] = date.fromisoformat(about[moment]) if about[moment] else None
    return Policy(clauses=_clauses(records), **about)


def _clauses(records: Sequence[ClauseRecord]) -> tuple[Clause, ...]:
    return tuple(
        Clause(r.clause, r.number, r.section, r.title, r.text, tuple(r.units)) for r in records
    )
