"""The trail of a case or an officer: who looked at or changed what, from the audit lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from bot.audit import AuditLine
from bot.cases import Case
from bot.coordinating.rights import coordinator
from bot.officers import Officer

MOST_LINES = 300


@dataclass(frozen=True)
class Line:
    """One look or change; `by` is "" for the command line or the program, `whom` an officer whom it concerned."""

    at: datetime
    by: str
    action: str
    case: str
    whom: str
    details: tuple[tuple[str, str], ...]


def trail(
    session: Session, by: Officer, case_number: str = "", officer_id: int | None = None
) -> list[Line]:
    """The newest lines, of one case or about one officer if wanted, the newest first. Raises NotAllowed."""
    coordinator(session, by)
    wanted = (
        select(AuditLine, Case.number)
        .join(Case, col(Case.id) == col(AuditLine.case_id), isouter=True)
        .order_by(col(AuditLine.id).desc())
        .limit(MOST_LINES)
    )
    if case_number:
        wanted = wanted.where(col(Case.number) == case_number.strip().upper())
    if officer_id is not None:
        about = col(AuditLine.details)["officer"].as_integer() == officer_id
        wanted = wanted.where(or_(col(AuditLine.officer_id) == officer_id, about))
    names = dict(session.exec(select(Officer.id, Officer.name)).all())
    return [_line(line, number or "", names) for line, number in session.exec(wanted).all()]


def _line(line: AuditLine, number: str, names: dict[int, str]) -> Line:
    details: dict[str, Any] = dict(line.details)
    whom = details.pop("officer", None)
    return Line(
        line.at,
        names.get(line.officer_id or 0, ""),
        line.action,
        number,
        names.get(whom or 0, ""),
        tuple((name, str(value)) for name, value in details.items()),
    )
