"""Table Template: words that officers write often (常用语), for one unit or for all.

Coordinators change all of them, a unit's lead those of the unit; rights are read anew for every change.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, or_, select

from bot import audit
from bot.officers.tables import Officer, Role

LONGEST_TITLE = 20
"""Characters: a title has to fit on a button."""

LONGEST_TEXT = 2000
LARGEST_ID = 2**31 - 1


class NotYourTemplate(Exception):
    """This officer may not change or see this template, or there is none: which of both is not told."""


class UnusableTemplate(ValueError):
    """A template without title or text, or with one that is too long."""


class Template(SQLModel, table=True):
    """Words ready to be said. Without `unit_id` they are for the officers of every unit."""

    id: int = Field(default=None, primary_key=True)
    title: str
    text: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)


def of(session: Session, officer: Officer) -> list[Template]:
    """What this officer may use: their unit's, then those for all; nothing for a revoked officer."""
    rights = _rights(session, officer)
    if rights is None:
        return []
    usable = select(Template).where(
        or_(Template.unit_id == rights.unit_id, col(Template.unit_id).is_(None))
    )
    ordered = usable.order_by(col(Template.unit_id).is_(None), col(Template.id))
    return list(session.exec(ordered).all())


def all_of_them(session: Session) -> list[Template]:
    """Every template of every unit, those for all first."""
    ordered = select(Template).order_by(
        col(Template.unit_id).is_not(None), col(Template.unit_id), col(Template.id)
    )
    return list(session.exec(ordered).all())


def find(session: Session, template_id: int, officer: Officer) -> Template:
    """A template that this officer may use. Raises NotYourTemplate."""
    for template in of(session, officer):
        if template.id == template_id:
            return template
    raise NotYourTemplate


def add(
    session: Session, by: Officer, title: str, text: str, at: datetime, unit_id: int | None = None
) -> Template:
    """A new template. Raises NotYourTemplate or UnusableTemplate."""
    _check(session, by, unit_id)
    template = Template(title=_fitting(title, LONGEST_TITLE), text=_fitting(text), unit_id=unit_id)
    session.add(template)
    session.flush()
    audit.note(session, "template_added", at, by.id, template=template.id)
    return template


def change(
    session: Session, by: Officer, template_id: int, title: str, text: str, at: datetime
) -> Template:
    """Reword a template. Raises NotYourTemplate or UnusableTemplate."""
    template = _theirs(session, by, template_id)
    template.title, template.text = _fitting(title, LONGEST_TITLE), _fitting(text)
    session.add(template)
    session.flush()
    audit.note(session, "template_changed", at, by.id, template=template.id)
    return template


def remove(session: Session, by: Officer, template_id: int, at: datetime) -> None:
    """Take a template away, for good. Raises NotYourTemplate, also when it is gone already."""
    session.delete(_theirs(session, by, template_id))
    session.flush()
    audit.note(session, "template_removed", at, by.id, template=template_id)


def may_change(session: Session, by: Officer, unit_id: int | None) -> bool:
    """Whether an officer may add, change or remove templates of this unit, or those for all (None)."""
    rights = _rights(session, by)
    if rights is None:
        return False
    leads_it = rights.leads and unit_id is not None and rights.unit_id == unit_id
    return rights.role == Role.COORDINATOR or leads_it


def _theirs(session: Session, by: Officer, template_id: int) -> Template:
    found = session.get(Template, template_id) if 0 < template_id <= LARGEST_ID else None
    if found is None:
        raise NotYourTemplate
    _check(session, by, found.unit_id)
    return found


def _check(session: Session, by: Officer, unit_id: int | None) -> None:
    if not may_change(session, by, unit_id):
        raise NotYourTemplate


def _rights(session: Session, officer: Officer) -> Officer | None:
    """The officer as the database has them now, None when revoked."""
    session.flush()
    acting = select(Officer).where(Officer.id == officer.id, col(Officer.revoked_at).is_(None))
    return session.exec(acting.execution_options(populate_existing=True)).first()


def _fitting(text: str, longest: int = LONGEST_TEXT) -> str:
    words = text.strip()
    if not words or len(words) > longest:
        raise UnusableTemplate(f"{len(words)} characters, not 1 to {longest}")
    return words
