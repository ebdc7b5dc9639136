"""The dialog for citing: the matched clauses, or others looked for by words; what is inserted is verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk import forms
from bot.channels.web.desk.case_forms import dialog
from bot.channels.web.desk.forms import Fields, Looks, Refused
from bot.channels.web.desk.seat import Seat
from bot.channels.web.rendering import part, words
from bot.citations import citation, quoted
from bot.officers import Officer
from knowledge.policy import Clause, Policy

MOST = 6


Cited = tuple[Clause, Policy]


class Citing:
    """The dialog; painted anew when other clauses were found."""

    def __init__(self, seat: Seat, found: Sequence[Cited], city: str) -> None:
        self._seat = seat
        self._city = city
        self._found = found
        self._painted: Sequence[Cited] = ()
        with dialog("cite", wording.CITE, wording.CITE_MORE):
            with seat.form("find", wording.FIND_CLAUSE, self._find, Looks(stays=True)):
                forms.write("words", wording.OTHER_CLAUSE, required=True)
            self._listed = part("ul", "found-clauses")
        self._paint()
        seat.keeps_fresh(self._refresh)

    def _paint(self) -> None:
        self._painted = self._found
        self._listed.clear()
        with self._listed:
            for clause, policy in self._found:
                _show(clause, policy)

    async def _refresh(self) -> None:
        if self._painted != self._found:
            self._paint()

    def _find(self, _session: Session, _officer: Officer, _at: datetime, fields: Fields) -> str:
        knowledge = self._seat.around.knowledge()
        answer = knowledge.answer(fields.get("words", ""), self._city or None, {})
        found = published(knowledge.policies, answer.ranked[:MOST])
        if not found:
            raise Refused(wording.NO_CLAUSE_FOUND)
        self._found = found
        return ""


def published(policies: Iterable[Policy], ids: Sequence[str]) -> tuple[Cited, ...]:
    """The clauses of these ids that are published now, each with its policy."""
    known = {clause.id: (clause, policy) for policy in policies for clause in policy.clauses}
    return tuple(known[name] for name in ids if name in known)


def _show(clause: Clause, policy: Policy) -> None:
    with part("li", "found-clause"):
        words("p", citation(clause, policy), "clause-name")
        words("p", clause.text, "clause-start")
        button = words("button", wording.INSERT, "secondary small")
        button.props["type"] = "button"
        button.props["data-into"] = "say-words"
        button.props["data-insert"] = quoted(clause, policy)
