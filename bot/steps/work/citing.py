"""Clauses word for word, and words ready to be said: first shown in full, then sent by one more press."""

from __future__ import annotations

from bot import cases
from bot.cases import Verb
from bot.citations import citation, citation_lines
from bot.messages import Block, Reply, say
from bot.officers import Officer, drafts, templates
from bot.officers.drafts import Purpose
from bot.steps.work.saying import awaiting, desk, spoken
from bot.turn import Spoken, Turn
from bot.wording import officer_work_phrases as phrases
from knowledge.policy import Clause

MOST_FOUND = 5


def cite(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    """Offer the clauses that the question was matched with. Raises NotAllowed."""
    case = cases.look(turn.session, int(case_id), officer, turn.at)
    published = {clause.id for clause in turn.knowledge.clauses}
    known = [c["id"] for c in case.clauses if c["id"] in published]
    search = (desk(phrases.SEARCH, "search", case.id),)
    rows = (*_offered(turn, case.id, known), search)
    return spoken(say(phrases.WHICH_CLAUSE, choices=rows), case=case.id)


def search(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    """Ask for key words. Raises NotAllowed."""
    case = cases.look(turn.session, int(case_id), officer, turn.at)
    return awaiting(turn, officer, Purpose.SEARCH, case, phrases.WHAT_TO_SEARCH)


def found(turn: Turn, officer: Officer, case_id: int, words: str) -> Spoken:
    """Offer the clauses that fit key words. Raises NotAllowed."""
    case = cases.look(turn.session, case_id, officer, turn.at)
    ranked = list(turn.knowledge.answer(words, case.city or None, {}).ranked[:MOST_FOUND])
    search_again = (desk(phrases.SEARCH, "search", case.id),)
    rows = (*_offered(turn, case.id, ranked), search_again)
    told = phrases.FOUND if ranked else phrases.NOTHING_FOUND
    return spoken(say(told, choices=rows), case=case.id)


def clause(turn: Turn, officer: Officer, case_id: str, clause_id: str) -> Spoken:
    """Show a clause as it would be sent. Raises NotAllowed, or KeyError for one that is not published."""
    chosen = turn.knowledge.clause(clause_id)
    policy = turn.knowledge.policy(chosen.city)
    text = phrases.clause_in_full(chosen.text, citation_lines(chosen, policy))
    return _preview(turn, officer, int(case_id), text)


def texts(turn: Turn, officer: Officer, case_id: str) -> Spoken:
    """Offer the words that are ready. Raises NotAllowed."""
    case = cases.look(turn.session, int(case_id), officer, turn.at)
    usable = templates.of(turn.session, officer)
    rows = tuple((desk(t.title, "text", case.id, t.id),) for t in usable)
    told = phrases.WHICH_TEMPLATE if usable else phrases.NO_TEMPLATES
    return spoken(say(told, choices=rows), case=case.id)


def text(turn: Turn, officer: Officer, case_id: str, template_id: str) -> Spoken:
    """Show a template as it would be sent. Raises NotAllowed or NotYourTemplate."""
    template = templates.find(turn.session, int(template_id), officer)
    return _preview(turn, officer, int(case_id), template.text)


def _preview(turn: Turn, officer: Officer, case_id: int, words: str) -> Spoken:
    case = cases.look(turn.session, case_id, officer, turn.at)
    if not cases.may(turn.session, case, Verb.SAY, officer):
        raise cases.NotAllowed(Verb.SAY)
    draft = drafts.keep_words(turn.session, officer, words, turn.at, case.id)
    row = (desk(phrases.SEND, "put", draft.id), desk(phrases.DROP, "drop", draft.id))
    blocks = (Block("note", f"{case.number} {phrases.PREVIEW}"), Block("text", words))
    return spoken(Reply(blocks, (row,)), case=case.id)


def _offered(turn: Turn, case_id: int, clause_ids: list[str]) -> tuple[tuple, ...]:  # type: ignore[type-arg]
    clauses = [turn.knowledge.clause(clause_id) for clause_id in clause_ids]
    return tuple((desk(_label(turn, one), "clause", case_id, one.id),) for one in clauses)


def _label(turn: Turn, one: Clause) -> str:
    policy = turn.knowledge.policy(one.city)
    return f"{policy.city}·{citation(one, policy).partition('》')[2] or one.title}"
