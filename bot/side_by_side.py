"""Both cities' clauses side by side, aspect by aspect. A ceiling stands only beside the amount it belongs to.

Nothing is said twice: what 内容 tells already is pointed to, and what is the same in both cities is one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.citations import short_citation
from bot.messages import Block
from bot.wording import phrases
from knowledge.answering import Answer, Knowledge
from knowledge.gists import Gist

NO_CEILING = re.compile(phrases.NO_CEILING)


def table(answer: Answer, knowledge: Knowledge) -> Block:
    """The table; what a text leaves open is said to be open."""
    cities = [knowledge.policy(c.rpartition("-")[0]).city for c in answer.cited]
    theirs = [[g for g in answer.plain if g.clause == clause] for clause in answer.cited]
    apart = all(len([g for g in gists if g.amount or _ceiling(g)]) < 2 for gists in theirs)
    columns = [
        _column(clause_id, gists, knowledge, apart)
        for clause_id, gists in zip(answer.cited, theirs, strict=True)
    ]
    rows = []
    for place, aspect in enumerate(phrases.ASPECTS):
        cells = [column[place] for column in columns]
        if any(cell not in {"", phrases.SEE_CONTENT} for cell in cells):
            rows.append((aspect, *(_shared(cells, cities) or _filled(cells))))
    return Block("table", rows=(("", *cities), *rows))


def _filled(cells: Sequence[str]) -> Sequence[str]:
    return [cell or phrases.NOT_STATED for cell in cells]


def _shared(cells: Sequence[str], cities: Sequence[str]) -> Sequence[str]:
    """The cells when every city says the same: once, the rest left empty; () when they differ."""
    said = {_own_city(cell, cities) for cell in cells}
    if len(said) > 1 or len(cells) < 2:
        return ()
    return [f"{phrases.SAME_IN_BOTH}{said.pop()}", *("" for _ in cells[1:])]


def _own_city(cell: str, cities: Sequence[str]) -> str:
    """A cell that speaks of its city as each city's text does."""
    for name in (*(f"{city}市" for city in cities), *cities, "我市"):
        cell = cell.replace(name, "本市")
    return cell


def _column(
    clause_id: str, gists: Sequence[Gist], knowledge: Knowledge, apart: bool
) -> tuple[str, ...]:
    """One clause's cells, in the order of phrases.ASPECTS; ceilings have a row when they stand `apart`."""
    clause = knowledge.clause(clause_id)
    content = _cell(gist.says.rstrip("。") for gist in gists) or clause.title
    amounts = [gist.amount if apart else _with_ceiling(gist) for gist in gists]
    return (
        content,
        _unless_said(content, (gist.who for gist in gists)),
        _cell(amounts),
        _cell(_ceiling(gist) for gist in gists) if apart else "",
        _cell(gist.cap for gist in gists if NO_CEILING.match(gist.cap)),
        _unless_said(content, (gist.condition for gist in gists)),
        short_citation(clause, knowledge.policy(clause.city)),
    )


def _ceiling(gist: Gist) -> str:
    """A gist's ceiling, unless its amount says as much."""
    return "" if NO_CEILING.match(gist.cap) or gist.cap in gist.amount else gist.cap


def _with_ceiling(gist: Gist) -> str:
    return "，".join(filter(None, (gist.amount, _ceiling(gist))))


def _cell(parts: Iterable[str]) -> str:
    """The parts, each once; one that another part says in more words is left out."""
    every = list(dict.fromkeys(filter(None, parts)))
    return "；".join(p for p in every if not any(p != q and p in q for q in every))


def _unless_said(content: str, parts: Iterable[str]) -> str:
    """The parts that the content does not say; a pointer to it when it says them all."""
    every = [part for part in parts if part]
    return _cell(p for p in every if p not in content) or (phrases.SEE_CONTENT if every else "")
