"""Erasing a visitor, in the caller's one transaction: the rules are carried out, open cases cancelled.

Files on disk and what SQLite's log still holds go after the commit (bot/privacy/leftovers.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot import audit, cases, files
from bot.cases import ENDED, Asker, Case, State
from bot.cases.cards import where_it_stands
from bot.cases.telling import renew_card
from bot.inbox import Arrival
from bot.privacy import tracing
from bot.privacy.leftovers import Erasure
from bot.privacy.rules import RULES, Becomes, Blanked, Deleted, Only, Whose
from bot.visitors import Visitor

ON_REQUEST = "request"
"""Why: the visitor asked for it."""


def erase(session: Session, visitor: Visitor, at: datetime, folder: Path, why: str) -> None:
    """Erase everything about a visitor; `folder` is where files are kept, `why` stands in the audit line.

    What is promised to the visitor afterwards goes to a visitor met anew.
    """
    from bot.tables import metadata  # all tables, also those that this process has no other use for

    session.flush()
    _hold(session, visitor.id)
    traces = tracing.traces_of(session, visitor)
    kept = files.keys_of(folder, traces.channel, traces.address)
    tracing.blank_officers_messages(session, traces)
    tracing.blank_arrivals(session, traces, at)
    tracing.blank_parcels(session, traces, at)
    for name, rule in RULES.items():
        table = metadata.tables[name]
        if isinstance(rule, Deleted):
            theirs = table.c[rule.whose.column].in_(_ids(rule.whose, visitor.id))
            session.connection().execute(table.delete().where(theirs))
        elif isinstance(rule, Blanked) and rule.whose is not None:
            _blank(session, table, rule.becomes, rule.whose, visitor.id)
    _look_anew(session)
    for case in open_cases(session, visitor.id):  # what officers are told of them is blank by now
        cases.cancel(session, case.id, Asker(case.conversation_id), at)
    if why == ON_REQUEST:
        _renew_cards(session, visitor.id, at)
    session.add(Erasure(keys=kept, asked_at=at))
    audit.note(session, "erased", at, visitor=visitor.id, why=why)
    session.flush()


def _hold(session: Session, visitor_id: int) -> None:
    """Whoever is writing in a case of theirs is waited for; whoever comes later finds it ended."""
    session.exec(_cases_of(visitor_id).with_for_update()).all()


def _renew_cards(session: Session, visitor_id: int, at: datetime) -> None:
    """The staff group's cards of closed cases show the question no more."""
    theirs = _cases_of(visitor_id).where(Case.state == State.CLOSED)
    for case in session.exec(theirs).all():
        renew_card(session, where_it_stands(session, case), at, case)


def open_cases(session: Session, visitor_id: int) -> list[Case]:
    """The visitor's cases that have not ended, oldest first."""
    theirs = _cases_of(visitor_id).where(col(Case.state).not_in(ENDED))
    return list(session.exec(theirs).all())


def _cases_of(visitor_id: int) -> SelectOfScalar[Case]:
    conversation = _ids(Whose("", "conversation"), visitor_id)
    theirs = select(Case).where(col(Case.conversation_id).in_(conversation))
    return theirs.order_by(col(Case.id))


def _blank(
    session: Session, table: Table, becomes: Mapping[str, Becomes], whose: Whose, visitor_id: int
) -> None:
    theirs = table.c[whose.column].in_(_ids(whose, visitor_id))
    for column, only in becomes.items():
        if isinstance(only, Only):
            _trim(session, table, column, only, theirs)
    values = {
        column: new(table) if callable(new) else new
        for column, new in becomes.items()
        if not isinstance(new, Only)
    }
    session.connection().execute(table.update().where(theirs).values(values))


def _trim(session: Session, table: Table, column: str, only: Only, theirs: Any) -> None:
    connection = session.connection()
    key = next(iter(table.primary_key.columns))
    rows = table.select().with_only_columns(key, table.c[column]).where(theirs)
    for row_id, value in connection.execute(rows).all():
        if value and (left := only.of(value)) != value:
            connection.execute(table.update().where(key == row_id).values({column: left}))


def _ids(whose: Whose, visitor_id: int) -> Select[Any]:
    """The ids of the visitor's rows of this root."""
    tables = SQLModel.metadata.tables
    if whose.root == "visitor":
        visitor = tables["visitor"]
        return visitor.select().with_only_columns(visitor.c.id).where(visitor.c.id == visitor_id)
    above = {"conversation": ("visitor_id", "visitor")}
    column, root = above.get(whose.root, ("conversation_id", "conversation"))
    table = tables[whose.root]
    within = table.c[column].in_(_ids(Whose("", root), visitor_id))  # type: ignore[arg-type]
    return table.select().with_only_columns(table.c.id).where(within)


def _look_anew(session: Session) -> None:
    """Rows that the session remembers are read again; arrivals of the batch at hand are still to be heard."""
    for known in list(session.identity_map.values()):
        if not isinstance(known, Arrival):
            session.expire(known)
