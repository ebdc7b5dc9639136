"""Everything that is kept about a visitor, as plain values: what they said and were told, never officers' notes.

Cases are told as their visitor sees them in 我的办件; an officer's working conversation holds what others said
and is left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import cases, enclosures, profiles
from bot.assessment import interviews, question_cards
from bot.assessment.assessments import amount_in_words
from bot.cases import Case, Rating
from bot.cases.telling import TELEGRAM
from bot.deadlines import LOCAL
from bot.intake import intakes
from bot.officers import Officer
from bot.transcript import Feedback, Message
from bot.turn import Turn
from bot.wording import case_phrases
from bot.wording import privacy_phrases as phrases
from bot.wording.assessment_phrases import GROUP_NAMES
from dialogs import filling, storage, versions
from dialogs.form_files import packaged_forms
from dialogs.forms import Line
from dialogs.questions import Guide
from dialogs.storage import AnswerRecord, Interview, Phase
from knowledge.policy import Policy

Values = dict[str, Any]


def gather(turn: Turn) -> Values:
    """All that is kept about the visitor of this turn; moments in ISO 8601, Shanxi's time."""
    visitor, session = turn.visitor, turn.session
    return {
        "made_at": moment(turn.at),
        "visitor": {
            "channel": visitor.channel,
            "address": visitor.address,
            "name": visitor.name,
            "city": next((p.city for p in turn.knowledge.policies if p.id == visitor.city), ""),
            "since": moment(visitor.created_at),
        },
        "profile": _profile(turn),
        "cases": [_case(session, case, turn.knowledge.policies) for case in _cases(turn)],
        "interviews": [_interview(turn, one) for one in _interviews(turn)],
        "files": [_file(row) for row in _files(turn)],
        "feedback": _feedback(turn),
        "messages": _messages(turn),
    }


def moment(at: datetime | None) -> str:
    """A moment in Shanxi's time, "" for none."""
    return at.astimezone(LOCAL).isoformat(timespec="seconds") if at else ""


def is_officer(session: Session, channel: str, address: str) -> bool:
    """Whether somebody works at the desk from this address, or did."""
    known = select(Officer.id).where(Officer.telegram == address)
    return channel == TELEGRAM and session.exec(known.limit(1)).first() is not None


def kept_files(turn: Turn) -> list[enclosures.Enclosure]:
    """The files that the visitor sent or was sent, as far as they are here."""
    return [row for row in _files(turn) if row.state == enclosures.State.KEPT]


def _messages(turn: Turn) -> list[Values]:
    if is_officer(turn.session, turn.visitor.channel, turn.visitor.address):
        return []
    said = select(Message).where(Message.conversation_id == turn.conversation.id)
    return [
        {"at": moment(one.said_at), "who": phrases.SPEAKERS[one.speaker], "text": one.text}
        for one in turn.session.exec(said.order_by(col(Message.id))).all()
    ]


def _feedback(turn: Turn) -> list[Values]:
    given = (
        select(Feedback, Message.text)
        .join(Message, col(Message.id) == col(Feedback.message_id))
        .where(Message.conversation_id == turn.conversation.id)
        .order_by(col(Feedback.id))
    )
    return [
        {
            "at": moment(one.given_at),
            "about": text,
            "useful": one.useful,
            "reason": one.reason,
        }
        for one, text in turn.session.exec(given).all()
    ]


def _profile(turn: Turn) -> list[Values]:
    facts = profiles.remembered(turn.session, turn.visitor.id)
    digest = versions.published(turn.session)
    if not facts or digest is None:
        return [{"about": name, "said": str(value)} for name, value in facts.items()]
    guide = versions.guide_of(turn.session, digest)
    return [
        {"about": question_cards.label_of(guide, name), "said": _words(guide, {name: value})}
        for name, value in facts.items()
    ]


def _interviews(turn: Turn) -> list[Interview]:
    theirs = select(Interview).where(Interview.conversation_id == turn.conversation.id)
    return list(turn.session.exec(theirs.order_by(col(Interview.id))).all())


def _interview(turn: Turn, one: Interview) -> Values:
    return _filled_in(turn, one) if one.form else _assessed(turn, one)


def _filled_in(turn: Turn, one: Interview) -> Values:
    """A form of a service; it stands on no published definitions, and may not be offered any more."""
    form = packaged_forms().forms.get(one.form)
    lines = intakes.filling_of(turn, one).lines if form else ()
    answers = select(AnswerRecord).where(AnswerRecord.interview_id == one.id)
    return {
        "about": form.name if form else one.form,
        "begun": moment(datetime.fromisoformat(one.started_at)),
        "finished": one.phase == Phase.DONE,
        "answers": [
            {
                "about": answer.question,
                "typed": answer.typed,
                "understood": _as_filled_in(lines, answer),
                "taken_back": answer.superseded,
            }
            for answer in turn.session.exec(answers.order_by(col(AnswerRecord.id))).all()
        ],
        "results": [],
    }


def _as_filled_in(lines: Sequence[Line], answer: AnswerRecord) -> str:
    values = {name: value for name, value in answer.values.items() if value is not None}
    line = next((line for line in lines if line.name == answer.question), None)
    if line is None:
        return "，".join(str(value) for value in values.values())
    return "，".join(words for _, words in filling.in_pairs(line, values))


def _assessed(turn: Turn, one: Interview) -> Values:
    guide = versions.guide_of(turn.session, one.digest)
    answers = select(AnswerRecord).where(AnswerRecord.interview_id == one.id)
    return {
        "about": phrases.ASSESSMENT,
        "begun": moment(datetime.fromisoformat(one.started_at)),
        "finished": one.phase == Phase.DONE,
        "answers": [
            {
                "about": question_cards.label_of(guide, answer.question),
                "typed": answer.typed,
                "understood": _words(guide, answer.values),
                "taken_back": answer.superseded,
            }
            for answer in turn.session.exec(answers.order_by(col(AnswerRecord.id))).all()
        ],
        "results": _results(turn, one),
    }


def _results(turn: Turn, one: Interview) -> list[Values]:
    """The verdicts of a finished assessment, by the definitions that it stands on."""
    if one.phase != Phase.DONE:
        return []
    state = interviews.state_of(turn, one)
    return [
        {
            "measure": verdict.measure.title,
            "outcome": GROUP_NAMES[verdict.outcome],
            "amount": amount_in_words(verdict) if verdict.amount_yuan else "",
        }
        for verdict in state.verdicts.values()
    ]


def _words(guide: Guide, values: Values) -> str:
    """Values as they read in the conversation; one that no definition knows any more as it was kept."""
    try:
        read = {key: storage.from_json(guide, key, value) for key, value in values.items()}
        return question_cards.in_words(guide, read)
    except (KeyError, ValueError, TypeError, ArithmeticError):
        return json.dumps(values, ensure_ascii=False)


def _cases(turn: Turn) -> list[Case]:
    theirs = select(Case).where(Case.conversation_id == turn.conversation.id)
    return list(turn.session.exec(theirs.order_by(col(Case.id))).all())


def _case(session: Session, case: Case, policies: tuple[Policy, ...]) -> Values:
    events = cases.timeline(session, case.id)
    told = (case_phrases.history_line(e.kind, e.at, e.by, e.text) for e in events)
    rating = session.get(Rating, case.id)
    return {
        "number": case.number,
        "service": case.service or "",
        "question": case.question,
        "city": next((policy.city for policy in policies if policy.id == case.city), ""),
        "units": [unit.name for unit in case.units],
        "state": case_phrases.STATES[case.state],
        "outcome": case_phrases.OUTCOMES.get(case.outcome or "", ""),
        "opened": moment(case.created_at),
        "closed": moment(case.closed_at),
        "conversation_shared": bool(case.consent),
        "answers": [{"about": a["label"], "said": a["words"]} for a in case.answers],
        "history": [line for line in told if line],
        "rating": rating
        and {
            "reached": rating.reached,
            "solved": rating.solved,
            "satisfied": rating.satisfied,
            "comment": rating.comment,
        },
    }


def _files(turn: Turn) -> list[enclosures.Enclosure]:
    theirs = select(enclosures.Enclosure).where(
        enclosures.Enclosure.conversation_id == turn.conversation.id,
        enclosures.Enclosure.state != enclosures.State.DELETED,
    )
    return list(turn.session.exec(theirs.order_by(col(enclosures.Enclosure.id))).all())


def _file(row: enclosures.Enclosure) -> Values:
    return {
        "name": row.name,
        "bytes": row.size,
        "at": moment(row.received_at),
        "from_officer": row.officer_id is not None,
    }
