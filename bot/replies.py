"""Answers and clauses as replies: which blocks in which order, which buttons below."""

from __future__ import annotations

from datetime import date

from bot import phrases
from bot.messages import Block, Choice, Reply, pack, say
from knowledge.answering import Answer, Knowledge
from knowledge.parsing import written_units
from knowledge.policy import Clause, Policy, Quote

BUTTONS_PER_ROW = 2


def answered(answer: Answer, knowledge: Knowledge, message_id: int) -> Reply:
    """The clause's own words, the units, the citation, and what to do next."""
    blocks = [] if len(answer.cited) == 1 else [Block("text", phrases.COMPARED)]
    for clause_id in answer.cited:
        quotes = [quote for quote in answer.quotes if quote.clause.id == clause_id]
        blocks += cited(quotes, knowledge)
    whole = tuple(Choice(_whole_label(c, answer.cited), pack("clause", c)) for c in answer.cited)
    return Reply(tuple(blocks), (whole, _verdict(message_id), (phrases.officer_choice(),)))


def cited(quotes: list[Quote], knowledge: Knowledge) -> list[Block]:
    """Quotes of one clause with its citation and responsible units."""
    clause = quotes[0].clause
    policy = knowledge.policy(clause.city)
    blocks = [Block("heading", f"{policy.city}：{clause.title}")]
    blocks += [Block("quote", quote.text.strip()) for quote in quotes]
    blocks.append(Block("note", source_lines(clause, policy)))
    return blocks


def source_lines(clause: Clause, policy: Policy) -> str:
    """Responsible units, citation and validity, as the last lines of an answer."""
    units = f"责任单位：{'、'.join(written_units(clause.text))}\n" if clause.units else ""
    press = "" if policy.numbered else f"\n{phrases.PRESS_VERSION}"
    return f"{units}依据：{citation(clause, policy)}\n{validity(policy)}{press}"


def citation(clause: Clause, policy: Policy) -> str:
    """The pointer to a clause as people write it."""
    if clause.number == 0:
        return f"《{policy.title}》附则"
    if policy.numbered:
        return f"《{policy.title}》第（{chinese(clause.number)}）条「{clause.title}」"
    return f"《{policy.title}》「{clause.title}」"


def validity(policy: Policy) -> str:
    """How long a policy holds, as far as its text says so."""
    years = f"有效期{policy.valid_years}年" if policy.valid_years else "有效期未写明"
    if policy.effective is None:
        return f"有效期：自印发之日起{years.removeprefix('有效期')}（文本没有写印发日期）"
    return f"有效期：自{_day(policy.effective)}起施行，{years}"


def whole_clause(clause: Clause, knowledge: Knowledge) -> Reply:
    """A clause in full, with its neighbours one tap away."""
    policy = knowledge.policy(clause.city)
    note = f"依据：{citation(clause, policy)}\n{validity(policy)}"
    blocks = (
        Block("heading", f"{policy.city}：{clause.title}"),
        Block("quote", clause.text),
        Block("note", note if policy.numbered else f"{note}\n{phrases.PRESS_VERSION}"),
    )
    place = policy.clauses.index(clause)
    around = []
    if place > 0:
        around.append(Choice(phrases.PREVIOUS, pack("clause", policy.clauses[place - 1].id)))
    if place + 1 < len(policy.clauses):
        around.append(Choice(phrases.NEXT, pack("clause", policy.clauses[place + 1].id)))
    last = (Choice(phrases.BACK_TO_LIST, pack("policy", policy.id)), phrases.officer_choice())
    return Reply(blocks, (tuple(around), last))


def contents(policy: Policy) -> Reply:
    """The list of a policy's clauses, each a button."""
    rows = tuple((Choice(_entry(clause), pack("clause", clause.id)),) for clause in policy.clauses)
    source = (Choice(phrases.SOURCE, pack("source", policy.id)),)
    return say(f"《{policy.title}》共{len(policy.clauses) - 1}条和附则：", choices=(*rows, source))


def about(policy: Policy) -> Reply:
    """What a policy document is and where its text comes from."""
    text = phrases.source_note(
        policy.title,
        policy.issuer,
        _day(policy.issued) if policy.issued else "文本没有写明",
        validity(policy).removeprefix("有效期："),
        policy.applies_to,
        policy.source,
    )
    return say(text, choices=((Choice(phrases.BACK_TO_LIST, pack("policy", policy.id)),),))


def silent(answer: Answer, knowledge: Knowledge) -> Reply:
    """This city's text does not say it: say so, show the other city's, name the units to ask."""
    here = "、".join(knowledge.policy(city).city for city in answer.cities)
    if answer.elsewhere:
        there = knowledge.policy(answer.elsewhere[0].clause.city)
        blocks = [Block("text", phrases.elsewhere_speaks(here, there.city))]
        blocks += cited(list(answer.elsewhere), knowledge)
        whole = Choice(phrases.ALL_OF_CLAUSE, pack("clause", answer.elsewhere[0].clause.id))
        return Reply(tuple(blocks), ((whole, phrases.officer_choice()),))
    near = [knowledge.clause(clause_id) for clause_id in answer.ranked]
    asked = answer.unstated
    texts = [phrases.unstated(here, asked) if asked else phrases.silent(here)]
    if near and near[0].units:
        texts.append(phrases.ask_units("、".join(near[0].units)))
    if near:
        texts.append(phrases.NEAREST)
    return say(*texts, choices=(*_offers(near, knowledge), (phrases.officer_choice(),)))


def clarify(answer: Answer, knowledge: Knowledge) -> Reply:
    """Near candidates as buttons."""
    near = [knowledge.clause(clause_id) for clause_id in answer.ranked]
    return say(phrases.NEAREST, choices=(*_offers(near, knowledge), (phrases.officer_choice(),)))


def _offers(clauses: list[Clause], knowledge: Knowledge) -> tuple[tuple[Choice, ...], ...]:
    return tuple(
        (Choice(f"{knowledge.policy(c.city).city}·{c.title}", pack("clause", c.id)),)
        for c in clauses
    )


def _verdict(message_id: int) -> tuple[Choice, ...]:
    return (
        Choice(phrases.USEFUL, pack("useful", message_id, "yes")),
        Choice(phrases.USELESS, pack("useful", message_id, "no")),
    )


def _whole_label(clause_id: str, cited_ids: tuple[str, ...]) -> str:
    if len(cited_ids) == 1:
        return phrases.ALL_OF_CLAUSE
    return f"{phrases.CITY_NAMES.get(clause_id.rpartition('-')[0], '')}{phrases.ALL_OF_CLAUSE}"


def _entry(clause: Clause) -> str:
    number = f"（{chinese(clause.number)}）" if clause.number else ""
    return f"{number}{clause.title}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def chinese(number: int) -> str:
    """A whole number from 1 to 99 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return front + (digits[ones] if ones or not tens else "")
