"""Published definitions, versioned by digest: what is published, what a new version would change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlmodel import JSON, Column, Field, Session, SQLModel, UniqueConstraint, col, select, text

from dialogs.guides import guide_from, packaged_guide, packaged_texts
from dialogs.questions import Guide


class DefinitionsVersion(SQLModel, table=True):
    """One published version of facts, measures and questions: file names -> texts. Moments in ISO 8601."""

    __tablename__ = "definitions_version"
    __table_args__ = (UniqueConstraint("digest"),)

    id: int = Field(default=None, primary_key=True)
    digest: str
    sources: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    published_at: str


@dataclass(frozen=True)
class Compared:
    """What publishing other files would change, by measure id; interviews under way stay on their version."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    open_interviews: int


def publish(session: Session, at: datetime, sources: Mapping[str, str] | None = None) -> str:
    """Publish these files (the packaged ones by default) unless exactly these are; returns their digest.

    Raises RefusedDefinition when they cannot be used.
    """
    texts = dict(packaged_texts() if sources is None else sources)
    guide = packaged() if sources is None else guide_from(texts)
    known = select(DefinitionsVersion).where(DefinitionsVersion.digest == guide.digest)
    if session.exec(known).first() is None:
        session.add(
            DefinitionsVersion(digest=guide.digest, sources=texts, published_at=at.isoformat())
        )
        session.flush()
    return guide.digest


def published(session: Session) -> str | None:
    """The digest of the newest published version, or None."""
    newest = select(DefinitionsVersion.digest).order_by(col(DefinitionsVersion.id).desc())
    return session.exec(newest).first()


@lru_cache(maxsize=1)
def packaged() -> Guide:
    """The packaged guide, read once: its files do not change while the program runs."""
    return packaged_guide()


def guide_of(session: Session, digest: str) -> Guide:
    """The guide of a published version. Raises LookupError when it was never published."""
    if packaged().digest == digest:
        return packaged()
    version = session.exec(
        select(DefinitionsVersion).where(DefinitionsVersion.digest == digest)
    ).first()
    if version is None:
        raise LookupError(digest)
    return _guide(json.dumps(version.sources, ensure_ascii=False))


@lru_cache(maxsize=4)
def _guide(sources: str) -> Guide:
    return guide_from(json.loads(sources))


def compare(session: Session, sources: Mapping[str, str]) -> Compared:
    """These files beside the version in use. Raises RefusedDefinition when they cannot be used."""
    digest = published(session)
    new = guide_from(sources).definitions.measures
    old = guide_of(session, digest).definitions.measures if digest else {}
    under_way = text(
        "SELECT count(*) FROM interview"
        " WHERE phase IN ('confirming', 'open', 'paused') AND form = ''"
    )
    return Compared(
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        tuple(name for name in new if name in old and new[name] != old[name]),
        int(session.execute(under_way).scalar_one()),
    )
