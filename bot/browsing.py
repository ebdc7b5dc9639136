"""Reading the policies: a whole clause, its neighbours, the list of clauses, what the document is."""

from __future__ import annotations

from bot.citations import chinese, citation_lines, day, validity
from bot.messages import Block, Choice, Reply, pack, say
from bot.wording import phrases
from knowledge.answering import Knowledge
from knowledge.policy import Clause, Policy


def whole_clause(clause: Clause, knowledge: Knowledge) -> Reply:
    """A clause in full, with its neighbours one tap away."""
    policy = knowledge.policy(clause.city)
    blocks = (
        Block("heading", f"{policy.city}：{clause.title}"),
        Block("quote", clause.text),
        Block("note", citation_lines(clause, policy)),
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
        day(policy.issued) if policy.issued else "文本没有写明",
        validity(policy).removeprefix("有效期："),
        policy.applies_to,
        policy.source,
    )
    return say(text, choices=((Choice(phrases.BACK_TO_LIST, pack("policy", policy.id)),),))


def related(clause: Clause, knowledge: Knowledge) -> Reply:
    """The clauses on the same subject in the other city, and the rest of this one's section."""
    others = knowledge.companions.get(clause.id, {})
    same = sorted(others, key=lambda name: -others[name])[:2]
    section = [
        other.id
        for other in knowledge.policy(clause.city).clauses
        if other.section == clause.section and other.id != clause.id and other.number
    ]
    listed = [knowledge.clause(name) for name in (*same, *section)]
    return say(phrases.RELATED, choices=offers(listed, knowledge))


def offers(clauses: list[Clause], knowledge: Knowledge) -> tuple[tuple[Choice, ...], ...]:
    """Clauses as buttons, one a row."""
    return tuple(
        (Choice(f"{knowledge.policy(c.city).city}·{c.title}", pack("clause", c.id)),)
        for c in clauses
    )


def _entry(clause: Clause) -> str:
    number = f"（{chinese(clause.number)}）" if clause.number else ""
    return f"{number}{clause.title}"
