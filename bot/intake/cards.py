"""Cards of a form: a question, what is known from last time, the answers to change, the summary before sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.assessment import question_cards
from bot.matching import sending as matching_sending
from bot.messages import Block, Choice, Reply, pack
from bot.wording import assessment_phrases, file_phrases, matching_phrases
from bot.wording import intake_phrases as phrases
from dialogs import filling as filling_in
from dialogs.filling import Filling
from dialogs.form_files import packaged_forms
from dialogs.forms import CONSENT, MATTER, Does, Forms, Line, ServiceForm
from dialogs.questions import Form, Question
from dialogs.storage import Interview
from dialogs.typed import Understood

LONGEST_LABEL = 24
FREE = (Form.TEXT, Form.WORDS)
TYPED = (Form.TEXT, Form.WORDS, Form.DAY, Form.MONEY)
"""Questions that are answered in words, where an example says more than an explanation."""

MOST_BELOW = 4
"""Forms that stand below an answer each with a button of its own."""


def card(interview: Interview, filling: Filling, line: Line, before: Sequence[str] = ()) -> Reply:
    """One question with its buttons and the ways out."""
    left = filling_in.remaining(filling) if interview.redoing is None else 0
    out = _ways_out(interview, line, bool(filling.answers))
    return question_cards.asked(interview, _with_example(filling, line), left, before, out)


def _with_example(filling: Filling, line: Line) -> Question:
    """The question with an example of what to write; nobody needs one for their own name."""
    question = line.question
    listed = {option.label for option in question.options}
    if (
        question.form not in TYPED
        or question.example in {"", *listed}
        or line.name in filling.forms.remembered
    ):
        return question
    shown = phrases.for_example(question.example)
    return replace(question, help="\n".join(filter(None, (question.help, shown))))


def _ways_out(
    interview: Interview, line: Line, can_go_back: bool
) -> tuple[tuple[Choice, ...], ...]:
    row = []
    if line.optional:
        row.append(Choice(phrases.SKIP, pack("unsure", interview.id, interview.step)))
    if can_go_back:
        row.append(Choice(phrases.BACK, pack("back", interview.id, interview.step)))
    row.append(Choice(phrases.PAUSE, pack("pause", interview.id)))
    if line.name == CONSENT or not can_go_back:
        row.append(Choice(phrases.DROP, pack("drop", interview.id)))
    return (tuple(row),)


def confirmation(interview: Interview, known: Mapping[str, object]) -> Reply:
    """What the visitor left last time, to be confirmed in one go."""
    lines = [phrases.line(name, str(value)) for name, value in known.items()]
    labels = {
        "keep": assessment_phrases.KEEP,
        "alter": assessment_phrases.ALTER,
        "forget": assessment_phrases.FORGET,
    }
    rows = tuple(
        (Choice(label, pack("profile", interview.id, what)),) for what, label in labels.items()
    )
    return Reply((Block("text", phrases.kept_lines(lines)),), rows)


def summary(
    interview: Interview, filling: Filling, before: Sequence[str] = (), files: Sequence[str] = ()
) -> Reply:
    """Everything that will be sent, once more, with the names of the files that go along."""
    blocks = [Block("text", words) for words in before if words]
    blocks.append(Block("heading", phrases.summary_title(filling.form.name)))
    if lines := _lines(filling):
        blocks.append(Block("text", "\n".join(lines)))
    if files:
        blocks.append(Block("text", file_phrases.go_along(files)))
    if filling.refused:
        plain = filling.form.does is Does.NOTHING
        alone = phrases.ONLY_QUESTION_AND_FILES if files else phrases.ONLY_QUESTION
        blocks.append(Block("note", alone if plain else phrases.WITHOUT_CONTACT))
    if readers := matching_sending.who_reads(filling):
        notes = (readers, matching_sending.hidden(filling))
        blocks.append(Block("note", "\n".join(filter(None, notes))))
    blocks.append(Block("text", phrases.CHECK))
    rows: tuple[tuple[Choice, ...], ...] = (
        (
            Choice(phrases.SEND, pack("send", interview.id, interview.step)),
            Choice(phrases.EDIT, pack("edit", interview.id)),
        ),
        (
            Choice(phrases.BACK, pack("back", interview.id, interview.step)),
            Choice(phrases.PAUSE, pack("pause", interview.id)),
            Choice(phrases.DROP, pack("drop", interview.id)),
        ),
    )
    if files:
        rows = (*rows, (Choice(file_phrases.WITHOUT_FILES, pack("discard", interview.id)),))
    return Reply(tuple(blocks), rows)


def _lines(filling: Filling) -> list[str]:
    lines = [phrases.line(one.line.name, one.words) for one in filling_in.told(filling)]
    if filling.matter and filling.form.does is Does.NOTHING:
        lines.append(phrases.line(MATTER, filling.matter))
    return lines


def answers_to_edit(interview: Interview, filling: Filling) -> Reply:
    """Every answer as a button."""
    rows = tuple(
        (Choice(_short(filling, place, line), pack("redo", interview.id, place)),)
        for place in range(len(filling.answers))
        if (line := filling_in.line_of(filling, place)) is not None
    )
    go_on = (Choice(phrases.RESUME, pack("resume", interview.id)),)
    return Reply((Block("text", phrases.WHICH_TO_EDIT),), (*rows, go_on))


def _short(filling: Filling, place: int, line: Line) -> str:
    values = {name: v for name, v in filling.answers[place].values.items() if v is not None}
    words = "，".join(told for _, told in filling_in.in_pairs(line, values)) or phrases.SKIP
    words = words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
    label = phrases.CONSENT_LABEL if line.name == CONSENT else line.name
    return assessment_phrases.answer_button(place + 1, label, words)


def noted(line: Line, reading: Understood) -> str:
    """What was understood of a typed answer, where it may differ from what was typed."""
    if line.name == CONSENT or (line.question.form in FREE and len(reading.values) == 1):
        return ""
    return phrases.noted(filling_in.in_pairs(line, reading.values))


def form_choice(form: ServiceForm, city: str = "") -> Choice:
    """The button that begins a form; `city` where it is clear already."""
    return Choice(form.button, pack("form", form.id, *([city] if city else [])))


def offers(clauses: Sequence[str], asked: str = "") -> tuple[tuple[Choice, ...], ...]:
    """The forms that these clauses promise, below an answer: two in a row.

    Of many only those that the question names, or the list of them.
    """
    forms = [form for clause in clauses for form in packaged_forms().of_clause(clause)]
    if len(forms) > MOST_BELOW:
        forms = [form for form in forms if any(thing in asked for thing in form.things)]
        if not forms:
            return ((Choice(phrases.SERVICES, pack("services")),),)
    one = len(clauses) == 1
    listed = [form_choice(form, clauses[0].rpartition("-")[0] if one else "") for form in forms]
    listed = list(dict.fromkeys(listed))
    return tuple(tuple(listed[at : at + 2]) for at in range(0, len(listed), 2))


def lists() -> tuple[tuple[Choice, ...], ...]:
    """The buttons to what others offer, and to one's own."""
    return (
        (
            Choice(matching_phrases.FIND_AGENCY, pack("offers", "agency")),
            Choice(matching_phrases.FIND_INSTRUMENT, pack("offers", "instrument")),
        ),
        (Choice(matching_phrases.MINE, pack("mine")),),
    )


def rows_of(forms: Forms, group: str, wanted: bool) -> tuple[tuple[Choice, ...], ...]:
    """The forms of one group, or all but those of one group, two in a row."""
    listed = [
        Choice(form.name, pack("form", form.id))
        for form in forms.forms.values()
        if (form.group == group) is wanted
    ]
    return tuple(tuple(listed[at : at + 2]) for at in range(0, len(listed), 2))
