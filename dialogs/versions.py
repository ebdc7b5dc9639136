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
    """What publishing other files would change, by measure id; `parts` names what changed in each.

    `asking` are the questions, ticks and facts that differ. `staying` says how many assessments are under way on
    each version (by its digest): they stay on it.
    """

    digest: str
    in_use: str | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    asking: tuple[str, ...]
    staying: Mapping[str, int]

    @property
    def changed(self) -> tuple[str, ...]:
        """The measures that are in both and differ."""
        return tuple(self.parts)

    @property
    def open_interviews(self) -> int:
        """How many assessments are under way."""
        return sum(self.staying.values())


def publish(session: Session, at: datetime, sources: Mapping[str, str] | None = None) -> str:
    """Publish these files (the packaged ones by default) unless exactly these are; returns their digest.

    Raises RefusedDefinition when they cannot be used.
    """
    texts = dict(packaged_texts() if sources is None else sources)
    guide = packaged() if sources is None else guide_from(texts)
    if published(session) == guide.digest:
        return guide.digest
    known = select(DefinitionsVersion).where(DefinitionsVersion.digest == guide.digest)
    version = session.exec(known).first() or DefinitionsVersion(
        digest=guide.digest, sources=texts, published_at=""
    )
    version.published_at = at.isoformat()  # an earlier version may be taken up again
    session.add(version)
    session.flush()
    return guide.digest


def publish_first(session: Session, at: datetime) -> bool:
    """Publish the packaged files if nothing was published yet; False when they differ from what is in use."""
    in_use = published(session)
    if in_use is None:
        in_use = publish(session, at)
    return in_use == packaged().digest


def published(session: Session) -> str | None:
    """The digest of the version published last, or None."""
    newest = select(DefinitionsVersion.digest).order_by(
        col(DefinitionsVersion.published_at).desc(), col(DefinitionsVersion.id).desc()
    )
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


def compare(session: Session, sources: Mapping[str, str] | None = None) -> Compared:
    """These files (the packaged ones by default) beside the version in use.

    Raises RefusedDefinition when they cannot be used.
    """
    digest = published(session)
    new = packaged() if sources is None else guide_from(sources)
    old = guide_of(session, digest) if digest else None
    now, before = new.definitions.measures, old.definitions.measures if old else {}
    return Compared(
        new.digest,
        digest,
        tuple(name for name in now if name not in before),
        tuple(name for name in before if name not in now),
        {
            name: parts
            for name in now
            if name in before and (parts := _differing(MEASURE_PARTS, before[name], now[name]))
        },
        _asking(old, new) if old else (),
        _staying(session),
    )


MEASURE_PARTS = {
    "clause": "条款",
    "title": "名称",
    "beneficiary": "给谁",
    "condition": "条件",
    "amount": "金额",
    "no_double": "就高不重复",
}
ASKING = {"vocabulary": "要素", "wordings": "问法", "occasions": "事项"}
WHOLE = {"groups": "分开问", "heads": "各几位", "inferences": "推出", "remembered": "记住"}


def _differing(names: Mapping[str, str], old: object, new: object) -> tuple[str, ...]:
    return tuple(said for name, said in names.items() if getattr(old, name) != getattr(new, name))


def _asking(old: Guide, new: Guide) -> tuple[str, ...]:
    """Each fact, question or tick that differs, and what differs as a whole."""
    found = list(_differing(WHOLE, old, new))
    for name, said in ASKING.items():
        before, now = getattr(old, name), getattr(new, name)
        keys = dict.fromkeys((*now, *before))
        found += [f"{said}“{key}”" for key in keys if before.get(key) != now.get(key)]
    return tuple(found)


def _staying(session: Session) -> dict[str, int]:
    under_way = text(
        "SELECT digest, count(*) FROM interview WHERE form = '' "
        "AND phase IN ('confirming', 'open', 'paused') GROUP BY digest"
    )
    return {str(digest): int(count) for digest, count in session.execute(under_way).all()}
