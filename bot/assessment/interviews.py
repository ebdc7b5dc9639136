"""The guided assessment in conversation: begin, ask, take answers, go back, pause, change, tell the result.

What was said stands in the database after every turn, so nothing here remembers anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot import profiles
from bot.assessment import assessments, question_cards, recalling
from bot.messages import Block, Choice, Reply, pack, say
from bot.turn import Outcome, Spoken, Turn
from bot.wording import assessment_phrases as phrases
from dialogs import interview as asking
from dialogs import storage, versions
from dialogs.given import Given, State
from dialogs.questions import DRAWN, SINGLY, TICKS, Question
from dialogs.storage import Interview, Phase
from dialogs.typed import Understood

LOCAL = ZoneInfo("Asia/Shanghai")
STATUS = "assessment"


def today(turn: Turn) -> date:
    """The day in Shanxi."""
    return turn.at.astimezone(LOCAL).date()


def under_way(turn: Turn) -> Interview | None:
    """The assessment of this conversation that is being confirmed, open or paused."""
    return storage.current(turn.session, turn.conversation.id, "")


def state_of(turn: Turn, interview: Interview) -> State:
    """The interview as a pure state."""
    return storage.state_of(turn.session, interview, today(turn))


def question_now(interview: Interview, state: State) -> Question | None:
    """What is being asked: the answer that is being changed, or the next question."""
    if interview.redoing is not None and interview.redoing < len(state.answers):
        return asking.question_of(state, interview.redoing)
    return asking.next_question(state)


def begin(turn: Turn, clause: str = "") -> Spoken:
    """Begin an assessment of one clause or of everything; one that is under way is offered first."""
    going_on = under_way(turn)
    if going_on is not None and state_of(turn, going_on).answers:
        rows = (
            (Choice(phrases.RESUME, pack("resume", going_on.id)),),
            (Choice(phrases.AFRESH, pack("anew", clause) if clause else pack("anew")),),
        )
        return _spoken(say(phrases.UNDER_WAY, choices=rows))
    return anew(turn, clause)


def anew(turn: Turn, clause: str = "") -> Spoken:
    """Begin, whatever was under way. A clause without measures has nothing to assess."""
    digest = versions.published(turn.session) or versions.publish(turn.session, turn.at)
    guide = versions.guide_of(turn.session, digest)
    scope = [m.id for m in guide.definitions.measures.values() if m.clause == clause]
    if clause and not scope:
        return _spoken(say(phrases.CANNOT_ASSESS))
    words = (
        phrases.clause_begins(turn.knowledge.clause(clause).title)
        if clause
        else phrases.EVERYTHING_BEGINS
    )
    return _start(turn, scope, words)


def again(turn: Turn, earlier: Interview) -> Spoken:
    """Begin anew over what an earlier interview was about."""
    return _start(turn, earlier.scope, "")


def _start(turn: Turn, scope: list[str], words: str) -> Spoken:
    interview = storage.start(turn.session, turn.conversation.id, scope, turn.at)
    state = state_of(turn, interview)
    known = recalling.reusable(turn, state)
    if known:
        interview.phase = Phase.CONFIRMING
        card = question_cards.confirmation(interview, state.guide, known)
        return _spoken(*([say(words)] if words else []), card)
    return proceed(turn, interview, words)


def proceed(turn: Turn, interview: Interview, *before: str) -> Spoken:
    """Ask the question of now, or tell the result when nothing is left to ask."""
    state = state_of(turn, interview)
    question = question_now(interview, state)
    turn.session.add(interview)
    if question is not None:
        return _spoken(question_cards.card(interview, state, question, before))
    interview.phase = Phase.DONE
    result = assessments.result(state, interview.id, turn.knowledge)
    blocks = tuple(Block("text", words) for words in before if words)
    clauses = tuple(dict.fromkeys(v.measure.clause for v in asking.verdicts(state)))
    reply = replace(result, blocks=(*blocks, *result.blocks))
    return Spoken((reply,), Outcome(STATUS, clauses))


def take(
    turn: Turn,
    interview: Interview,
    question: Question,
    typed: str,
    values: Mapping[str, object],
    said: str = "",
) -> Spoken:
    """Keep an answer, remember what is stable in it, and go on; `said` stands for what was noted."""
    before = state_of(turn, interview)
    given = Given(question.id, typed, values)
    place = interview.redoing
    storage.note(turn.session, interview, given, turn.at, place)
    recalling.remember(turn, before.guide, values)
    if typed and not said:
        said = question_cards.noted(before.guide, values, question.is_card)
    if place is not None:
        after = state_of(turn, interview)
        said = assessments.changes(asking.settled_differences(before, after))
    return proceed(turn, interview, said)


def read(turn: Turn, interview: Interview, question: Question, reading: object) -> Spoken:
    """A reading of a typed text that is an answer: understood, or not known."""
    if isinstance(reading, Understood):
        return take(turn, interview, question, turn.question, reading.values)
    return not_sure(turn, interview, question)


def not_sure(turn: Turn, interview: Interview, question: Question) -> Spoken:
    """不清楚: the fact stays open; but with no matter ticked there is nothing to assess, so ask again."""
    if question.id == TICKS:
        return proceed(turn, interview, phrases.TICK_NEAREST)
    said = phrases.PAYMENTS_OPEN if question.id == DRAWN else phrases.SKIPPED
    return take(turn, interview, question, "", asking.unsure(question), said)


def one_by_one(turn: Turn, interview: Interview) -> Spoken:
    """From now on every number is asked on its own."""
    given = Given(SINGLY, "", {SINGLY: True})
    storage.note(turn.session, interview, given, turn.at)
    return proceed(turn, interview, phrases.ONE_BY_ONE_NOW)


def so_far(turn: Turn, interview: Interview) -> Spoken:
    """The result as it stands, with the interview left where it is."""
    interview.phase = Phase.PAUSED
    turn.session.add(interview)
    state = state_of(turn, interview)
    told = assessments.result(state, interview.id, turn.knowledge)
    row = (Choice(phrases.GO_ON, pack("resume", interview.id)),)
    blocks = (Block("text", phrases.SO_FAR), *told.blocks)
    clauses = tuple(dict.fromkeys(v.measure.clause for v in asking.verdicts(state)))
    return Spoken((Reply(blocks, (row, *told.choices)),), Outcome(STATUS, clauses))


def pause(turn: Turn, interview: Interview) -> Spoken:
    """Stop for now; everything is kept."""
    interview.phase = Phase.PAUSED
    turn.session.add(interview)
    rows = ((Choice(phrases.RESUME, pack("resume", interview.id)),),)
    return _spoken(say(phrases.PAUSED, choices=rows))


def last_done(turn: Turn) -> Interview | None:
    """The assessment that this conversation finished last, if none is under way."""
    return storage.last_done(turn.session, turn.conversation.id)


def resume(turn: Turn, interview: Interview, words: str = phrases.RESUMED) -> Spoken:
    """Go on where it stopped; `words` tell why."""
    if interview.phase == Phase.CONFIRMING:
        return confirm(turn, interview)
    if interview.phase == Phase.PAUSED:
        interview.phase = Phase.OPEN
        storage.only_open(turn.session, interview)
    return proceed(turn, interview, words)


def confirm(turn: Turn, interview: Interview) -> Spoken:
    """Show once more what was said last time."""
    state = state_of(turn, interview)
    known = recalling.reusable(turn, state)
    return _spoken(question_cards.confirmation(interview, state.guide, known))


def settle_profile(turn: Turn, interview: Interview, what: str) -> Spoken:
    """Keep what was said last time, ask for it again, or delete it."""
    state = state_of(turn, interview)
    interview.phase = Phase.OPEN
    if what == "keep":
        for name, value in recalling.reusable(turn, state).items():
            kept = {name: storage.from_json(state.guide, name, value)}
            given = Given(name, phrases.CARRIED_OVER, kept)
            storage.note(turn.session, interview, given, turn.at)
        return proceed(turn, interview, phrases.KEPT)
    if what == "forget":
        profiles.forget(turn.session, turn.visitor.id)
        return proceed(turn, interview, phrases.FORGOTTEN)
    return proceed(turn, interview)


def stands(turn: Turn, interview: Interview, words: str) -> Spoken:
    """Where things stand now, for a button that is over."""
    if interview.phase == Phase.DONE:
        return proceed(turn, interview, phrases.ALREADY_DONE)
    if interview.phase == Phase.DROPPED:
        return _replaced(turn)
    if interview.phase in (Phase.PAUSED, Phase.CONFIRMING):
        return resume(turn, interview)
    return proceed(turn, interview, words)


def _replaced(turn: Turn) -> Spoken:
    """What stands in the place of an assessment that was begun anew: the one under way, or its result."""
    now = under_way(turn) or last_done(turn)
    if now is None:
        return _spoken(say(phrases.BEGIN_ANEW, choices=((Choice(phrases.AFRESH, pack("anew")),),)))
    return resume(turn, now, phrases.REPLACED)


def _spoken(*replies: Reply) -> Spoken:
    return Spoken(replies, Outcome(STATUS))
