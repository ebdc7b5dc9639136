"""How a question found its clause, for officers: `explain` with clauses by name instead of by id."""

from __future__ import annotations

import re

from bot.channels.web.desk import case_wording as wording
from bot.citations import short_citation
from bot.commands.explain import explain
from knowledge.answering import Knowledge

LABEL = re.compile(r"\b(?:[a-z]+-\d+|silent|handoff|smalltalk|out)\b|service:")


def explained(question: str, city: str, knowledge: Knowledge) -> str:
    """The way from the question to the answer; "" when the question says nothing that could be explained."""
    told = explain(knowledge.answer(question, city or None, {}), knowledge)
    names = {
        clause.id: f"{policy.city}{short_citation(clause, policy)}"
        for policy in knowledge.policies
        for clause in policy.clauses
    }
    known = {**names, **wording.LABELS}
    return LABEL.sub(lambda match: known.get(match[0], match[0]), told)
