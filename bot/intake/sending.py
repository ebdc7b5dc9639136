"""A form that is complete becomes a case: with its answers, at the unit of its city, told to the visitor."""

from __future__ import annotations

from bot import cases, enclosures, profiles
from bot.matching import sending as matching_sending
from bot.messages import Block, Choice, Reply, pack
from bot.steps.wish_for_officer import matched, told
from bot.turn import Turn
from bot.wording import file_phrases
from bot.wording import intake_phrases as phrases
from bot.wording.assessment_phrases import RESUME
from dialogs import filling as filling_in
from dialogs import storage
from dialogs.filling import Filling
from dialogs.form_files import packaged_forms
from dialogs.forms import AGREED, CONSENT, ServiceForm
from dialogs.storage import Interview, Phase
from dialogs.wishes import bare_text

ASKED, OFFER = "q=", "offer="
"""What a form is about, in the interview's scope: the words that led to it, another visitor's offer."""


def sent(turn: Turn, interview: Interview, filling: Filling) -> tuple[Reply, ...]:
    """Open the case, remember what may be used again, and say what happens next."""
    case = open_case(turn, interview, filling)
    _remember(turn, filling)
    offer = next((s.removeprefix(OFFER) for s in interview.scope if s.startswith(OFFER)), "")
    with_files = _attach_files(turn, interview, case)
    arranged = matching_sending.arrange(turn, filling, case, int(offer) if offer else None)
    reply = told(turn, case)
    more = filter(None, (with_files, arranged))
    first, *rest = reply.blocks  # what was done comes before what may be read, or nobody gets there
    blocks = (first, *(Block("text", words) for words in more), *rest)
    rows = (*reply.choices, *_loose_files(turn, case), *what_waits(turn))
    return (Reply(blocks, rows, reply.attachments),)


def _attach_files(turn: Turn, interview: Interview, case: cases.Case) -> str:
    """Put the files that came while the form was filled in into its case; what is said of it."""
    files = enclosures.of_form(turn.session, interview.id)
    if not files:
        return ""
    cases.attach(turn.session, case.id, cases.Asker(turn.conversation.id), files, turn.at)
    return file_phrases.attached(len(files), case.number)


def own_sentence(interview: Interview, form: ServiceForm) -> str:
    """The words that led to a form, unless they only say that it is wished for; "" without any."""
    words = led_by(interview)
    return "" if form.sayings.match(bare_text(words)) else words


def led_by(interview: Interview) -> str:
    """The words that led to a form; "" without any."""
    return next((s.removeprefix(ASKED) for s in interview.scope if s.startswith(ASKED)), "")


def open_case(turn: Turn, interview: Interview, filling: Filling) -> cases.Case:
    """The case of a complete form."""
    form, city = filling.form, filling.city
    policy = turn.knowledge.policy(city)
    asked = filling.matter or led_by(interview) or form.name
    return cases.open_case(
        turn.session,
        turn.conversation.id,
        policy.code,
        asked,
        [*form.units[city], policy.desk],
        turn.at,
        service=form.name,
        city=city,
        clauses=matched(turn, asked, (form.clause_in(city),)),
        answers=[
            cases.Answered(t.line.name, t.line.name, t.words, t.line.personal)
            for t in filling_in.told(filling)
        ],
    )


def _loose_files(turn: Turn, case: cases.Case) -> tuple[tuple[Choice, ...], ...]:
    """Files that came before the form was begun: they go along when the visitor says so."""
    if not enclosures.loose(turn.session, turn.conversation.id):
        return ()
    return ((Choice(file_phrases.TO_CASE, pack("attach", case.id)),),)


def _remember(turn: Turn, filling: Filling) -> None:
    if filling.known.get(CONSENT) != AGREED:
        return
    said = {t.line.name: t.words for t in filling_in.told(filling)}
    kept = {name: said[name] for name in filling.forms.remembered if name in said}
    profiles.remember(turn.session, turn.visitor.id, kept, turn.at)


def what_waits(turn: Turn) -> tuple[tuple[Choice, ...], ...]:
    """A button to what was set aside for this form, if anything was."""
    turn.session.flush()
    waiting = storage.current(turn.session, turn.conversation.id)
    if waiting is None or waiting.phase == Phase.OPEN:
        return ()
    label = phrases.CONTINUE_ASSESSMENT
    if waiting.form:
        form = packaged_forms().forms.get(waiting.form)
        label = phrases.CONTINUE_FORM.format(form.name) if form else RESUME
    return ((Choice(label, pack("resume", waiting.id)),),)
