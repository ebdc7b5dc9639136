"""Table Profile: what a visitor said of themselves once; shown for confirmation, reused, deleted on request."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import JSON, Column, Field, Session, SQLModel

from bot.database import UtcDateTime


class Profile(SQLModel, table=True):
    """Stable facts of one visitor: the fact's name -> its value as JSON."""

    visitor_id: int = Field(primary_key=True, foreign_key="visitor.id")
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changed_at: datetime = Field(sa_type=UtcDateTime)


def remember(session: Session, visitor_id: int, facts: Mapping[str, Any], at: datetime) -> None:
    """Keep these facts; what was kept of the same name is replaced."""
    if not facts:
        return
    kept = session.get(Profile, visitor_id)
    if kept is None:
        kept = Profile(visitor_id=visitor_id, facts={}, changed_at=at)
    kept.facts, kept.changed_at = {**kept.facts, **facts}, at
    session.add(kept)


def remembered(session: Session, visitor_id: int) -> dict[str, Any]:
    """What this visitor has said of themselves."""
    kept = session.get(Profile, visitor_id)
    return dict(kept.facts) if kept else {}


def forget(session: Session, visitor_id: int, names: Collection[str] | None = None) -> None:
    """Delete it all, or only the facts of these names."""
    kept = session.get(Profile, visitor_id)
    if kept is None:
        return
    if names is None:
        session.delete(kept)
    else:
        kept.facts = {name: value for name, value in kept.facts.items() if name not in names}
        session.add(kept)
