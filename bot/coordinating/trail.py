"""The trail of a case or an officer: who looked at or changed what, from the audit lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from bot.audit import AuditLine
from bot.cases import Case
from bot.coordinating.rights import coordinator
from bot.officers import Officer, Unit

PAGE = 100
"""Lines of one page of the trail."""


@dataclass(frozen=True)
class Line:
    """One look or change; `by` is "" for the command line or the program, `whom` an officer whom it concerned."""

    id: int
    at: datetime
    by: str
    action: str
    case: str
    whom: str
    details: tuple[tuple[str, str], ...]


def trail(
    session: Session,
    by: Officer,
    case_number: str = "",
    officer_id: int | None = None,
    before: int | None = None,
    most: int = PAGE,
) -> list[Line]:
    """The newest lines, of one case or about one officer if wanted, the newest first. Raises NotAllowed.

    With `before` only those that were written before the line of this id.
    """
    coordinator(session, by)
    wanted = (
        select(AuditLine, Case.number)
        .join(Case, col(Case.id) == col(AuditLine.case_id), isouter=True)
        .order_by(col(AuditLine.id).desc())
        .limit(most)
    )
    if case_number:
        wanted = wanted.where(col(Case.number) == case_number.strip().upper())
    if before is not None:
        wanted = wanted.where(col(AuditLine.id) < before)
    if officer_id is not None:
        about = col(AuditLine.details)["officer"].as_integer() == officer_id
        wanted = wanted.where(or_(col(AuditLine.officer_id) == officer_id, about))
    names = dict(session.exec(select(Officer.id, Officer.name)).all())
    units = dict(session.exec(select(Unit.id, Unit.name)).all())
    return [_line(line, number or "", names, units) for line, number in session.exec(wanted).all()]


def _line(line: AuditLine, number: str, names: dict[int, str], units: dict[int, str]) -> Line:
    details = dict(_flat(line.details))
    if "unit" in details:
        details["unit"] = units.get(details["unit"], details["unit"])
    for when in ("before", "after"):
        if f"{when} unit" in details:
            details[f"{when} unit"] = units.get(details[f"{when} unit"], "")
    whom = details.pop("officer", None)
    return Line(
        line.id,
        line.at,
        names.get(line.officer_id or 0, ""),
        line.action,
        number,
        names.get(whom or 0, ""),
        tuple((name, str(value)) for name, value in details.items()),
    )


def _flat(details: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What stands within something stands beside it, as "before unit"."""
    for name, value in details.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {inner}", within) for inner, within in value.items())
        else:
            yield name, value
