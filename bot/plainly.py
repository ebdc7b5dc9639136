"""What is said before a clause's own words: a yes or no that was wanted, remarks, the plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Block
from bot.wording import phrases
from bot.wording.outright_phrases import first_sentence
from knowledge.answering import Answer, Knowledge
from knowledge.deciding import city_of
from knowledge.gists import Gist, Kind


def plainly(gists: Sequence[Gist]) -> list[Block]:
    """The plain sentences, and what kind of amount they speak of."""
    if not gists:
        return []
    said = "\n".join(gist.says if len(gists) == 1 else f"· {gist.says}" for gist in gists)
    return [Block("text", said), *kinds(gists)]


def kinds(gists: Sequence[Gist]) -> list[Block]:
    """What kinds of amount these are."""
    told = dict.fromkeys(phrases.AMOUNT_KINDS[gist.kind] for gist in gists if gist.amount)
    said = "；".join(filter(None, told))
    return [Block("note", f"{phrases.KIND_OF_AMOUNT}{said}")] if said else []


def city_by_city(answer: Answer, knowledge: Knowledge) -> list[Block]:
    """A yes or no that was wanted, of each city that settles it."""
    cities = {one.clause: knowledge.policy(city_of(one.clause)).city for one in answer.outright}
    told = [f"{cities[one.clause]}：{first_sentence(one)}" for one in answer.outright]
    return [Block("text", "\n".join(told))] if told else []


def to_this_asker(answer: Answer) -> list[Block]:
    """A yes or no that was wanted, then the plain sentences; who is not paid is told that first, and only once."""
    first = [first_sentence(said) for said in answer.outright]
    gaps = [gist for gist in answer.plain if gist.kind is Kind.RULE] if answer.remarks else []
    plain = [gist for gist in answer.plain if gist not in gaps]
    return [*(Block("text", said) for said in (*first, *answer.remarks)), *plainly(plain)]
