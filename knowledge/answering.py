"""A question -> an Answer: what kind of turn it is, which clauses speak, and their deciding words. No wording.

Scores come from the learned ranker, the lexical index and known phrasings; knowledge.deciding decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from knowledge.answers import Answer, Explanation, UncitedAnswer, unstated_of
from knowledge.deciding import decide
from knowledge.decisions import Circumstances, Companions, Decision, Scores, Status
from knowledge.faqs import Faqs
from knowledge.followups import Followups
from knowledge.gists import Gist
from knowledge.going_on import GoingOn
from knowledge.index import Index
from knowledge.learning import Ranker
from knowledge.levels import Levels
from knowledge.matters import PARTED, joined
from knowledge.moods import Moods
from knowledge.nearest import Nearest
from knowledge.noticing import Heard, Noticing
from knowledge.outright import Outright, YesOrNo
from knowledge.passages import Passages
from knowledge.payees import Payees
from knowledge.places import Gazetteer
from knowledge.plain_words import PlainWords
from knowledge.policy import Clause, Policy, Quote
from knowledge.spellings import Spellings
from knowledge.stories import Stories
from knowledge.thresholds import DEFAULTS, Thresholds
from knowledge.understanding import Understanding
from knowledge.unstated import Aspects
from knowledge.words import REMEMBERED, Language, Terms

__all__ = ["Answer", "Explanation", "Knowledge", "Status", "UncitedAnswer"]

LONGEST_QUESTION = 500
"""Characters of a message that are looked at; a longer one is cut for searching, not for keeping."""

REPEATED = re.compile(r"([^\d\s]{1,8}?)(?:\s*\1){4,}")  # digits are left alone: 1000000元

COME_AGAIN = 4
"""Characters that come again at least, where something is said five times."""

NAMED = 0.4
"""What a clause gains whose thing the question names unmistakably."""

KNOWN_PHRASING = 1.0
"""What a known phrasing, typed almost alike, adds to the learned score of its labels."""


@dataclass(frozen=True)
class Knowledge:
    """Everything published, ready to answer."""

    digest: str
    policies: tuple[Policy, ...]
    language: Language
    index: Index
    passages: Passages
    plain_words: PlainWords
    ranker: Ranker
    nearest: Nearest
    spellings: Spellings
    gazetteer: Gazetteer
    followups: Followups
    aspects: Aspects
    levels: Levels
    companions: Companions
    faqs: Faqs
    moods: Moods
    stories: Stories
    payees: Payees
    yes_or_no: YesOrNo
    names: Mapping[str, str]
    thresholds: Thresholds = DEFAULTS

    @cached_property
    def _clause_ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    @cached_property
    def _going_on(self) -> GoingOn:
        return GoingOn(self.followups, self.aspects, self.yes_or_no)

    @cached_property
    def _understanding(self) -> Understanding:
        return Understanding(
            self._going_on,
            self.levels,
            self.plain_words,
            self.policies,
            self._scores,
            self.thresholds,
        )

    @cached_property
    def _noticing(self) -> Noticing:
        return Noticing(
            self.followups, self.aspects, self.levels, self.moods, self.stories, self.yes_or_no
        )

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all policies, in the index's order."""
        return tuple(clause for policy in self.policies for clause in policy.clauses)

    def policy(self, city: str) -> Policy:
        """The policy of this city. Raises KeyError when there is none."""
        return {policy.id: policy for policy in self.policies}[city]

    @cached_property
    def _by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    def clause(self, clause_id: str) -> Clause:
        """The clause of this id. Raises KeyError when there is none."""
        return self._by_id[clause_id]

    @cached_property
    def _scores(self) -> Callable[[str], Scores]:
        """The scores of a question; those asked last are at hand."""
        return lru_cache(REMEMBERED)(self._score)

    @cached_property
    def _reads(self) -> Callable[[str], str]:
        """A question as it is read; those asked last are at hand."""
        return lru_cache(REMEMBERED)(self._read)

    def consider(self, question: str) -> None:
        """Work out what depends on the words alone, so that the answer to them takes half as long."""
        self._scores(self._reads(question))

    def answer(self, question: str, city: str | None, subject: Mapping[str, Any]) -> Answer:
        """Answer a question asked in a conversation with this city set and this subject spoken of."""
        own = self._reads(question)
        whole = self._answer_one(own, city, subject)
        matters = self.moods.matters(own)
        if not matters or whole.status not in PARTED:
            return whole
        city = self.gazetteer.look(own).only_city_or(city)
        return joined(whole, [self._answer_one(matter, city, {}) for matter in matters])

    def _answer_one(self, own: str, city: str | None, subject: Mapping[str, Any]) -> Answer:
        asked, scores = self._understanding.understand(own, subject)
        scores = scores.favouring(self.levels.named(asked), NAMED)
        named = self.gazetteer.look(asked)
        every = tuple(policy.id for policy in self.policies)
        before = bool(subject.get("asked_back")), bool(subject.get("service"))
        heard = Heard(own, asked, named, named.cities_for(city, every), every, *before)
        about = self._noticing.notice(heard, scores, self._by_id, self.thresholds)
        decision = decide(scores, about, self.companions, self.thresholds)
        return self._answer(asked, decision, about, scores, self._noticing.said(heard))

    def answer_from(self, question: str, clause_id: str) -> Answer:
        """Answer a question from a clause that was chosen. Raises KeyError when there is none."""
        asked = self._read(question)
        every = tuple(policy.id for policy in self.policies)
        about = Circumstances((self.clause(clause_id).city,), every)
        chosen = Decision(Status.ANSWERED, (clause_id,), why="chosen")
        return self._answer(asked, chosen, about, self._scores(asked), asked)

    def _read(self, question: str) -> str:
        """The question normalised, its foreign words and pinyin in Chinese, less what is set aside."""
        cut = question[:LONGEST_QUESTION]
        may_repeat = len(cut) - len(set(cut)) >= COME_AGAIN
        once = REPEATED.sub(r"\1", cut) if may_repeat else cut
        plain = self.language.plain(once)
        return self.stories.told(self.spellings.read(plain, self.language))

    def _score(self, question: str) -> Scores:
        terms = self.language.cut_plain(self.gazetteer.look(question).rest.strip())
        learned = dict(zip(self.ranker.labels, self.ranker.scores(terms).tolist(), strict=True))
        for label in self.nearest.labels(terms.text):
            learned[label] = learned.get(label, -1.0) + KNOWN_PHRASING
        lexical = dict(zip(self._clause_ids, self.index.search(terms).tolist(), strict=True))
        return Scores(learned, lexical, terms)

    def _answer(
        self, question: str, decision: Decision, about: Circumstances, scores: Scores, own: str
    ) -> Answer:
        terms = scores.terms
        rival = decision.rival
        spoken = (*decision.found, *filter(None, (rival,)))
        newly = "" if own == question else self._going_on.names(own)
        compared = decision.why == "compared"
        plain = tuple(g for c in spoken for g in self.plain_words.choose(c, terms, newly, compared))
        elsewhere = self._quotes(rival, terms, plain) if rival else ()
        quotes = tuple(q for c in decision.found for q in self._quotes(c, terms, plain))
        return Answer(
            decision.status,
            quotes,
            (*decision.found, *decision.near),
            decision.service,
            about.cities,
            elsewhere,
            about.elsewhere if decision.why == "elsewhere" else "",
            unstated_of(about, decision),
            question,
            plain,
            tuple(filter(None, (self.payees.remark(question, c) for c in decision.found))),
            about.other_levels if decision.status is Status.NOT_IN_POLICY else None,
            decision.why == "complaint",
            None,
            Explanation(terms.words, scores, about, decision),
            self._outright(own, question, decision, plain),
        )

    def _quotes(self, clause: str, terms: Terms, plain: Sequence[Gist]) -> tuple[Quote, ...]:
        """The passages of a clause that answer, with those that its plain sentences rest on."""
        told = [gist.says for gist in plain if gist.clause == clause]
        return self.passages.decide(self.clause(clause), terms, told)

    def _outright(
        self, own: str, whole: str, decision: Decision, plain: Sequence[Gist]
    ) -> tuple[Outright, ...]:
        """The yes or no that is wanted, of each clause that settles it."""
        if decision.status not in {Status.ANSWERED, Status.COMPARE}:
            return ()
        told = {c: [gist for gist in plain if gist.clause == c] for c in decision.found}
        said = (
            self.yes_or_no.settle(own, whole, gists, self.plain_words.of(clause))
            for clause, gists in told.items()
        )
        return tuple(filter(None, said))
