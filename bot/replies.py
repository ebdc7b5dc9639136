"""Answers as replies: the plain sentence first, then the clause's own words, its source, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import side_by_side
from bot.assessment import assessments
from bot.browsing import offers
from bot.citations import citation, source_lines
from bot.intake import cards as intake_cards
from bot.messages import Block, Choice, Reply, pack, say
from bot.plainly import city_by_city, kinds, plainly, to_this_asker
from bot.wording import coordinator_phrases, phrases
from dialogs.form_files import packaged_forms
from knowledge.answering import Answer, Knowledge
from knowledge.deciding import FINAL_CLAUSE, SERVICE_CLAUSE, Status
from knowledge.faqs import Faq
from knowledge.gists import Gist
from knowledge.levels import OtherLevels
from knowledge.policy import Quote

DEPENDING = {"broad", "introduced"}
"""Why a question is asked back that only the assessment can answer."""


def answered(answer: Answer, knowledge: Knowledge, message_id: int) -> Reply:
    """One clause, or one clause of each city side by side."""
    if len(answer.cited) > 1:
        table = side_by_side.table(answer, knowledge)
        said = phrases.COMPARED if _is_sure(answer, knowledge) else phrases.COMPARED_NEAREST
        blocks = [*city_by_city(answer, knowledge), Block("text", said), table]
    else:
        blocks = to_this_asker(answer)
    if answer.complains:
        blocks.insert(0, Block("text", phrases.WAITING))
    if answer.unstated:
        blocks.append(Block("text", phrases.unstated_beside(answer.unstated)))
    for clause_id in answer.cited:
        quotes = [quote for quote in answer.quotes if quote.clause.id == clause_id]
        blocks += cited(quotes, knowledge)
    return Reply(tuple(blocks), _next_steps(answer, message_id))


def _is_sure(answer: Answer, knowledge: Knowledge) -> bool:
    """Whether every clause cited surely speaks of the question; who compares cities has named both."""
    if answer.explanation is None or answer.why == "compared":
        return True
    scores = answer.explanation.scores.fused(knowledge.thresholds)
    least = knowledge.thresholds.own_city_enough
    return all(scores.get(clause, least) >= least for clause in answer.cited)


def in_short(answer: Answer, knowledge: Knowledge, message_id: int) -> Reply | None:
    """The amounts alone, for who is in a hurry; None when there are none."""
    gists = [gist for gist in answer.plain if gist.amount]
    blocks = [block for clause in answer.cited for block in _amounts(clause, gists, knowledge)]
    return Reply(tuple(blocks), _next_steps(answer, message_id)) if blocks else None


def _amounts(clause_id: str, gists: Sequence[Gist], knowledge: Knowledge) -> list[Block]:
    """One clause's amounts, what kind they are, and its pointer."""
    own = [gist for gist in gists if gist.clause == clause_id]
    if not own:
        return []
    clause = knowledge.clause(clause_id)
    policy = knowledge.policy(clause.city)
    said = "\n".join(phrases.amount_in_short(gist.in_full, gist.who) for gist in own)
    source = f"{phrases.BASIS}{citation(clause, policy)}"
    return [
        Block("heading", f"{policy.city}：{clause.title}"),
        Block("text", said),
        *kinds(own),
        Block("note", source),
    ]


def confirmed(faq: Faq, answer: Answer, knowledge: Knowledge, message_id: int) -> Reply:
    """An answer that people gave and confirmed: in their words, with the clause's own below."""
    city = knowledge.policy(faq.city).city
    stands = coordinator_phrases.confirmed_by(
        faq.given_by, faq.confirmed_by, faq.confirmed_on, faq.valid_until
    )
    blocks = (
        Block("heading", f"{city}：{faq.question}"),
        Block("text", faq.answer),
        Block("note", stands),
        *cited(answer.quotes, knowledge),
    )
    return Reply(blocks, _next_steps(answer, message_id))


def cited(quotes: Sequence[Quote], knowledge: Knowledge) -> list[Block]:
    """Quotes of one clause with its citation and responsible units."""
    clause = quotes[0].clause
    policy = knowledge.policy(clause.city)
    return [
        Block("heading", f"{policy.city}：{clause.title}"),
        *(Block("quote", quote.text.strip()) for quote in quotes),
        Block("note", source_lines(clause, policy)),
    ]


def silent(answer: Answer, knowledge: Knowledge) -> Reply:
    """This city's text does not say it: say so, show the other city's, name the units to ask."""
    here = "、".join(knowledge.policy(city).city for city in answer.cities)
    if answer.elsewhere:
        return _elsewhere(answer, knowledge, here)
    first, *others = answer.ranked or ("",)
    named = [c for c in (first, *others) if c and (c == first or not c.endswith(FINAL_CLAUSE))]
    near = [knowledge.clause(clause_id) for clause_id in named]
    asked = answer.unstated
    texts = [phrases.unstated(here, asked) if asked else phrases.silent(here)]
    if answer.other_levels and not asked:
        texts = [_at_other_levels(answer.other_levels, knowledge)]
    if near and near[0].units:
        texts.append(phrases.ask_units("、".join(near[0].units)))
    if near:
        texts.append(phrases.NEAREST)
    return say(*texts, choices=(*offers(near, knowledge), (phrases.officer_choice(),)))


def _elsewhere(answer: Answer, knowledge: Knowledge, here: str) -> Reply:
    clause = answer.elsewhere[0].clause
    there = knowledge.policy(clause.city).city
    units = [knowledge.policy(city).desk for city in answer.cities]
    blocks = [
        *_levels_here(answer, knowledge),
        Block("text", phrases.elsewhere_speaks(here, there)),
        *plainly(answer.plain),
        *cited(answer.elsewhere, knowledge),
        Block("text", phrases.ask_here(here, "、".join(units))),
    ]
    whole = Choice(phrases.ALL_OF_CLAUSE, pack("clause", clause.id))
    return Reply(tuple(blocks), ((whole, phrases.officer_choice()),))


def _levels_here(answer: Answer, knowledge: Knowledge) -> list[Block]:
    here = answer.other_levels
    return [Block("text", _at_other_levels(here, knowledge))] if here else []


def _at_other_levels(here: OtherLevels, knowledge: Knowledge) -> str:
    city = knowledge.policy(here.clause.rpartition("-")[0]).city
    stated, asked = (
        "、".join(f"{level}级" for level in levels) for levels in (here.stated, here.asked)
    )
    return phrases.other_levels(city, here.thing, stated, asked)


def other_matter(answer: Answer, knowledge: Knowledge, message_id: int) -> Reply:
    """The answer to another matter of the same message."""
    reply = (
        service(answer, knowledge) if answer.service else by_status(answer, knowledge, message_id)
    )
    return replace(reply, blocks=(Block("note", phrases.SECOND), *reply.blocks))


def service(answer: Answer, knowledge: Knowledge) -> Reply:
    """A service is offered: the button begins its form."""
    name = answer.service or ""
    form = packaged_forms().named(name)
    assert form is not None, name
    cities = "、".join(knowledge.policy(city).city for city in answer.cities)
    take_in = Choice(phrases.TAKE_IN, pack("form", form.id))
    more = tuple(
        Choice(f"{knowledge.policy(city).city}条款", pack("clause", f"{city}{SERVICE_CLAUSE}"))
        for city in answer.cities
    )
    rows = ((take_in,), more, (phrases.officer_choice(),))
    return say(phrases.service_offer(name, cities), choices=rows)


def by_status(answer: Answer, knowledge: Knowledge, message_id: int) -> Reply:
    """What is said of the policies, by how the question ended."""
    if answer.status in {Status.ANSWERED, Status.COMPARE}:
        return answered(answer, knowledge, message_id)
    if answer.status is Status.CLARIFY:
        return clarify(answer, knowledge)
    if answer.status is Status.NOT_IN_POLICY:
        return silent(answer, knowledge)
    if answer.place:
        return say(phrases.another_place(answer.place), choices=phrases.menu_choices())
    return say(phrases.OUT_OF_SCOPE, choices=phrases.menu_choices())


def clarify(answer: Answer, knowledge: Knowledge) -> Reply:
    """Near candidates as buttons; the question is kept, so that a tap answers it."""
    rows: list[tuple[Choice, ...]] = [
        (Choice(_told_apart(clause_id, answer, knowledge), pack("about", clause_id)),)
        for clause_id in answer.ranked
    ]
    explained = answer.explanation
    depends = explained is not None and explained.decision.why in DEPENDING
    if depends:
        rows.insert(0, phrases.overview_row())
    welcome = (phrases.WELCOME,) if explained is not None and explained.about.comes else ()
    asked = phrases.DEPENDS_ON_YOU if depends else phrases.WHICH_ONE
    return say(*welcome, asked, choices=(*rows, (phrases.officer_choice(),)))


def _told_apart(clause_id: str, answer: Answer, knowledge: Knowledge) -> str:
    """The clause's name, with its city when several are asked about."""
    city = knowledge.policy(knowledge.clause(clause_id).city).city
    name = name_of(clause_id, knowledge)
    return name if len(answer.cities) < 2 else f"{city}·{name}"


def name_of(clause_id: str, knowledge: Knowledge) -> str:
    """What people call a clause; its title when nobody has given it a name."""
    return knowledge.names.get(clause_id, knowledge.clause(clause_id).title)


def _next_steps(answer: Answer, message_id: int) -> tuple[tuple[Choice, ...], ...]:
    one = len(answer.cited) == 1
    whole = tuple(
        Choice(phrases.ALL_OF_CLAUSE if one else _city_label(c), pack("clause", c))
        for c in answer.cited
    )
    related = (Choice(phrases.RELATED_BUTTON, pack("related", answer.cited[0])),) if one else ()
    verdict = (
        Choice(phrases.USEFUL, pack("useful", message_id, "yes")),
        Choice(phrases.USELESS, pack("useful", message_id, "no")),
    )
    measured = assessments.offer(answer.cited)
    first = ((measured,),) if measured else ()
    return (
        *first,
        *intake_cards.offers(answer.cited, answer.question),
        (*whole, *related),
        verdict,
        (phrases.officer_choice(),),
    )


def _city_label(clause_id: str) -> str:
    return f"{phrases.CITY_NAMES.get(clause_id.rpartition('-')[0], '')}{phrases.ALL_OF_CLAUSE}"
