"""A wish to register something, in whole words (帮我注册公司, 登记仪器): the form is offered by its button.

Only whole wishes count; whoever asks how sharing instruments works gets the clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.intake import cards as intake_cards
from bot.messages import Choice, pack, say
from bot.steps import matching_buttons
from bot.turn import Outcome, Spoken, Turn
from bot.wording import intake_phrases as phrases
from bot.wording import phrases as bot_phrases
from dialogs.form_files import packaged_forms
from dialogs.forms import ServiceForm
from dialogs.wishes import bare_text
from knowledge.deciding import Status

LISTS: Mapping[re.Pattern[str], Callable[[Turn], Spoken]] = {
    re.compile("(看看|查看|查|找)?(有哪些|有什么)?(可以|能)?(预约|共享)的?(仪器|设备)(列表)?"): (
        matching_buttons.which_instrument
    ),
    re.compile(
        "(看看|查看|查|找)?(有哪些|有什么)?(登记|入驻)的中介(机构)?(列表)?|看看中介机构"
    ): matching_buttons.agencies,
    re.compile(
        "(看看|查看|查)?我的(委托|预约|仪器|机构|发布)|(看看|查看|查)?我(发布|登记)的(仪器|机构|服务|委托)?"
    ): matching_buttons.show_mine,
}
"""Whole words for a list of offers, and what shows it."""


def wish_for_form(turn: Turn) -> Spoken | None:
    """Offer the form that is wished for; several when the words fit several."""
    said = bare_text(turn.question)
    wished = [form for form in packaged_forms().forms.values() if form.sayings.match(said)]
    return offered(turn, wished) if wished else _list(turn, said)


def offered(turn: Turn, wished: Sequence[ServiceForm]) -> Spoken:
    """The buttons that begin these forms."""
    city = turn.own_city or ""
    cities = dict.fromkeys(c for form in wished for c in form.cities if not city or c == city)
    names = "、".join(turn.knowledge.policy(one).city for one in cities or wished[0].cities)
    words = phrases.offered(wished[0].name, names) if len(wished) == 1 else phrases.WHICH_OF_THESE
    rows = _buttons(turn, wished)
    clauses = tuple(dict.fromkeys(clause for form in wished for clause in form.clauses))
    subject = {"question": turn.question, "clauses": list(clauses), "service": wished[0].name}
    outcome = Outcome(Status.SERVICE, clauses, wished[0].name)
    return Spoken((say(words, choices=rows),), outcome, subject)


def _list(turn: Turn, said: str) -> Spoken | None:
    """What is offered, or one's own, in whole words."""
    for words, shown in LISTS.items():
        if words.fullmatch(said):
            return shown(turn)
    return None


def _buttons(turn: Turn, wished: Sequence[ServiceForm]) -> tuple[tuple[Choice, ...], ...]:
    if len(wished) > 1:
        return tuple((intake_cards.form_choice(form),) for form in wished)
    own = turn.own_city if turn.own_city in wished[0].cities else None
    clauses = tuple(
        Choice(f"{turn.knowledge.policy(city).city}条款", pack("clause", clause))
        for city, clause in zip(wished[0].cities, wished[0].clauses, strict=True)
        if own in {None, city}
    )
    take_in = Choice(bot_phrases.TAKE_IN, pack("form", wished[0].id))
    return ((take_in,), clauses, (bot_phrases.officer_choice(),))
