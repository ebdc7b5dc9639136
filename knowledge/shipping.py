"""Table Packaged: which packaged files were published last; and which policies were imported by hand since."""

from __future__ import annotations

from sqlmodel import Field, Session, SQLModel, col, select

from knowledge.library import IMPORTED, PACKAGED, PolicyVersion, current_version


class Packaged(SQLModel, table=True):
    """The digest of the packaged files that were published last; one row."""

    id: int = Field(default=1, primary_key=True)
    digest: str


def packaged(session: Session) -> str | None:
    """The digest of the packaged files that were published last."""
    row = session.get(Packaged, 1)
    return row.digest if row else None


def note_packaged(session: Session, digest: str) -> None:
    """The packaged files of this digest are published."""
    session.merge(Packaged(id=1, digest=digest))


def imported(session: Session) -> list[str]:
    """The ids of the policies in use that were imported by hand."""
    in_use = select(PolicyVersion.policy).where(
        col(PolicyVersion.replaced_at).is_(None), PolicyVersion.origin == IMPORTED
    )
    return list(session.exec(in_use.order_by(PolicyVersion.policy)).all())


def give_up_imported(session: Session, policy_id: str) -> None:
    """From now on the program's own version may take the place of an imported one again."""
    current = current_version(session, policy_id)
    if current is not None:
        current.origin = PACKAGED
        session.flush()
