"""Taking a request in by a form: begin, ask, take answers, go back, pause, change, send. See docs/decisions.

A form is an interview of dialogs/storage with `form` set; what was said stands in the database after every turn.
Its YAML is read as it is now: an answer is found by its question's name, so that a form outlives a new release.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from bot import cases, enclosures, profiles
from bot.intake import cards as intake_cards
from bot.intake import sending as intake_sending
from bot.messages import Choice, Reply, pack, say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import intake_phrases as phrases
from dialogs import filling as filling_in
from dialogs import storage
from dialogs.filling import Filling
from dialogs.form_files import packaged_forms
from dialogs.forms import AGREED, CITY, CONSENT, MATTER, Line, ServiceForm
from dialogs.given import Given
from dialogs.storage import Interview, Phase

STATUS = "form"


def filling_of(turn: Turn, interview: Interview) -> Filling:
    """The form as a pure state. Raises KeyError when there is no such form any more."""
    forms = packaged_forms()
    cities = {policy.id: policy.city for policy in turn.knowledge.policies}
    records = storage.answers_of(turn.session, interview.id)
    given = tuple(Given(record.question, record.typed, record.values) for record in records)
    form = forms.forms[interview.form]
    return Filling(forms, form, cities, given, intake_sending.own_sentence(interview, form))


def line_now(interview: Interview, filling: Filling) -> Line | None:
    """What is being asked: the answer that is being changed, or the next question."""
    if interview.redoing is not None and interview.redoing < len(filling.answers):
        return filling_in.line_of(filling, interview.redoing)
    return filling_in.next_line(filling)


def is_complete(turn: Turn, interview: Interview) -> bool:
    """Whether nothing is left to ask, and the form only has to be sent."""
    return line_now(interview, filling_of(turn, interview)) is None


def start(turn: Turn, form: ServiceForm, city: str = "", about: tuple[str, ...] = ()) -> Spoken:
    """Begin a form, with what is known already filled in. Raises ValueError for a city that has none."""
    earlier = storage.current(turn.session, turn.conversation.id, form.id)
    interview = storage.start(turn.session, turn.conversation.id, about, turn.at, form=form.id)
    if earlier is not None:  # filled in anew, but nobody likes to send the same file twice
        files = enclosures.of_form(turn.session, earlier.id)
        enclosures.give_to_form(files, interview.id)
    named = _named_city(turn, interview)
    city = city or named or turn.own_city or _earlier_city(turn)
    remark = ""
    if city and city not in form.cities:
        there, here = (turn.knowledge.policy(one).city for one in (form.cities[0], city))
        remark = phrases.only_in(there, here, form.name)
    elif city and len(form.cities) > 1:
        known = Given(CITY, phrases.CARRIED_OVER, {CITY: city})
        storage.note(turn.session, interview, known, turn.at)
    return proceed(turn, interview, remark, phrases.begins(form.name, form.opening))


def _named_city(turn: Turn, interview: Interview) -> str:
    """The one city in the words that led to the form."""
    words = turn.knowledge.language.plain(intake_sending.led_by(interview))
    cities = turn.knowledge.gazetteer.look(words).cities
    return cities[0] if len(cities) == 1 else ""


def _earlier_city(turn: Turn) -> str:
    """The city of the visitor's profile, or of what they asked for last."""
    place = str(profiles.remembered(turn.session, turn.visitor.id).get("入驻地", ""))
    known = (p.id for p in turn.knowledge.policies if place.endswith(f"·{p.city}"))
    asked = (case.city for case in cases.cases_of(turn.session, turn.conversation.id) if case.city)
    return next(chain(known, asked), "")


def proceed(turn: Turn, interview: Interview, *before: str) -> Spoken:
    """Ask the question of now, or show what will be sent when nothing is left to ask."""
    filling = filling_of(turn, interview)
    line = line_now(interview, filling)
    turn.session.add(interview)
    if line is None:
        files = [row.name for row in enclosures.of_form(turn.session, interview.id)]
        return _spoken(intake_cards.summary(interview, filling, before, files))
    return _spoken(intake_cards.card(interview, filling, line, before))


def take(
    turn: Turn,
    interview: Interview,
    line: Line,
    typed: str,
    values: Mapping[str, object],
    said: str = "",
) -> Spoken:
    """Keep an answer and go on; after the consent, what was left last time is shown to be confirmed."""
    place = interview.redoing
    storage.note(turn.session, interview, Given(line.name, typed, values), turn.at, place)
    if place is not None:
        said = phrases.CHANGED
    if values.get(CONSENT) == AGREED and reusable(turn, interview):
        interview.phase = Phase.CONFIRMING
        return confirm(turn, interview)
    return proceed(turn, interview, said)


def skip(turn: Turn, interview: Interview, line: Line) -> Spoken:
    """Leave a question out, if that can be."""
    if line.optional:
        return take(turn, interview, line, "", filling_in.skipped(line), phrases.SKIPPED)
    needed = {
        CITY: phrases.CHOOSE_CITY,
        CONSENT: phrases.CHOOSE_CONSENT,
        MATTER: phrases.ONE_SENTENCE,
    }
    usual = phrases.NEEDED if line.personal else phrases.NEEDED_ANYWAY
    return proceed(turn, interview, needed.get(line.name, usual))


def back(turn: Turn, interview: Interview) -> Spoken:
    """One question back; what is being changed stays as it was."""
    if interview.redoing is not None:
        storage.moved(interview, turn.at)
        return proceed(turn, interview, phrases.TAKEN_BACK)
    if not storage.answers_of(turn.session, interview.id):
        return proceed(turn, interview, phrases.FIRST_QUESTION)
    storage.take_back(turn.session, interview, turn.at)
    return proceed(turn, interview, phrases.TAKEN_BACK)


def pause(turn: Turn, interview: Interview) -> Spoken:
    """Stop for now; everything is kept."""
    interview.phase = Phase.PAUSED
    turn.session.add(interview)
    rows = ((Choice(phrases.RESUME, pack("resume", interview.id)),),)
    return _spoken(say(phrases.PAUSED, choices=rows))


def resume(turn: Turn, interview: Interview) -> Spoken:
    """Go on where it stopped."""
    if interview.phase == Phase.CONFIRMING:
        return confirm(turn, interview)
    reopen(turn, interview)
    answers = filling_of(turn, interview).answers
    if answers and answers[-1].values.get(CONSENT) == AGREED and reusable(turn, interview):
        interview.phase = Phase.CONFIRMING
        return confirm(turn, interview)
    return proceed(turn, interview, phrases.RESUMED)


def reopen(turn: Turn, interview: Interview) -> None:
    """This one is asked now; whatever else was open waits."""
    interview.phase = Phase.OPEN
    storage.only_open(turn.session, interview)


def reusable(turn: Turn, interview: Interview) -> dict[str, str]:
    """What the visitor left with an earlier form and this one asks for."""
    filling = filling_of(turn, interview)
    kept = profiles.remembered(turn.session, turn.visitor.id)
    asked = {line.name for line in filling.lines if line.name not in filling.known}
    names = (name for name in filling.forms.remembered if name in asked and name in kept)
    return {name: str(kept[name]) for name in names}


def confirm(turn: Turn, interview: Interview) -> Spoken:
    """Show once more what was left last time."""
    turn.session.add(interview)
    return _spoken(intake_cards.confirmation(interview, reusable(turn, interview)))


def settle_profile(turn: Turn, interview: Interview, what: str) -> Spoken:
    """Use what was left last time, ask for it again, or delete it."""
    known = reusable(turn, interview)
    reopen(turn, interview)
    if what == "keep":
        for name, value in known.items():
            given = Given(name, phrases.CARRIED_OVER, {name: value})
            storage.note(turn.session, interview, given, turn.at)
        return proceed(turn, interview, phrases.KEPT)
    if what == "forget":
        profiles.forget(turn.session, turn.visitor.id, packaged_forms().remembered)
        return proceed(turn, interview, phrases.FORGOTTEN)
    return proceed(turn, interview)


def drop(turn: Turn, interview: Interview) -> Spoken:
    """The visitor does not want it any more; nothing was sent."""
    if interview.phase in (Phase.DONE, Phase.DROPPED):
        return _spoken(say(phrases.NOTHING_TO_DROP))
    interview.phase = Phase.DROPPED
    turn.session.add(interview)
    gone = enclosures.forget(enclosures.of_form(turn.session, interview.id))
    words = phrases.DROPPED_WITH_FILES if gone else phrases.DROPPED
    return _spoken(say(words, choices=intake_sending.what_waits(turn)))


def send(turn: Turn, interview: Interview) -> Spoken:
    """Open the case with the answers; sent once, whatever is pressed twice."""
    filling = filling_of(turn, interview)
    if filling_in.next_line(filling) is not None or interview.redoing is not None:
        return proceed(turn, interview, phrases.NOW_HERE)
    interview.phase = Phase.DONE
    turn.session.add(interview)
    return _spoken(*intake_sending.sent(turn, interview, filling))


def stands(turn: Turn, interview: Interview, words: str) -> Spoken:
    """Where things stand now, for a button that is over."""
    if interview.phase in (Phase.DONE, Phase.DROPPED):
        over = phrases.ALREADY_SENT if interview.phase == Phase.DONE else phrases.REPLACED
        return _spoken(say(over, choices=intake_sending.what_waits(turn)))
    if interview.phase in (Phase.PAUSED, Phase.CONFIRMING):
        return resume(turn, interview)
    return proceed(turn, interview, words)


def _spoken(*replies: Reply) -> Spoken:
    return Spoken(replies, Outcome(STATUS))
