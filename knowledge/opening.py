"""From the shelf to a Knowledge that answers.

What takes long to make (weights, indexes) is kept in the cache folder, under a digest of all it is made from.
"""

from __future__ import annotations

import hashlib
import pickle
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from zipfile import BadZipFile

from knowledge.answering import Knowledge
from knowledge.deciding import SERVICE, SOME_SERVICE, city_of
from knowledge.faqs import FaqRecord, gathered
from knowledge.followups import read_followups
from knowledge.gists import Gist, check, read_gists
from knowledge.index import Index, Vocabulary, build, read_synonyms
from knowledge.learning import Ranker, learn
from knowledge.levels import read_levels
from knowledge.library import Phrasing, Shelf
from knowledge.moods import read_moods
from knowledge.nearest import Nearest
from knowledge.outright import read_outright
from knowledge.passages import Passages, index_passages, sentences
from knowledge.payees import read_payees
from knowledge.places import Gazetteer, read_gazetteer
from knowledge.plain_words import PlainWords, index_gists
from knowledge.policy import Clause
from knowledge.publishing import HOME
from knowledge.spellings import Spellings, learn_spellings
from knowledge.stories import read_stories
from knowledge.unstated import read_aspects
from knowledge.words import Language, keep, read_glossary


def open_knowledge(
    shelf: Shelf,
    cache_dir: Path,
    home: Path = HOME,
    ranker: Ranker | None = None,
    confirmed: Sequence[FaqRecord] = (),
) -> Knowledge:
    """Everything on the shelf, ready to answer, with what people `confirmed`.

    A `ranker` at hand saves learning one that fits the shelf.
    """
    clauses = [clause for policy in shelf.policies for clause in policy.clauses]
    words = home / "vocabulary"
    language = Language(_own_words(clauses), cache_dir, read_glossary(words / "glossary.toml"))
    gazetteer = read_gazetteer(words / "places.toml")
    indexes = _indexes(shelf, clauses, language, cache_dir, home)
    return Knowledge(
        digest=shelf.digest,
        policies=shelf.policies,
        language=language,
        index=indexes.clauses,
        passages=indexes.passages,
        plain_words=indexes.plain_words,
        ranker=ranker or _ranker(shelf, clauses, language, gazetteer, cache_dir),
        nearest=indexes.nearest,
        spellings=indexes.spellings,
        gazetteer=gazetteer,
        followups=read_followups(words / "followups.toml", gazetteer),
        companions=companions(shelf.phrasings, _same_subjects(home)),
        levels=read_levels(words / "levels.toml"),
        aspects=read_aspects(words / "unstated.toml"),
        moods=read_moods(words / "moods.toml"),
        stories=read_stories(words / "stories.toml"),
        payees=read_payees(words / "payees.toml"),
        yes_or_no=read_outright(words / "outright.toml"),
        names=tomllib.loads((words / "names.toml").read_text(encoding="utf-8")),
        faqs=gathered(confirmed, shelf.policies, language, gazetteer),
    )


@dataclass(frozen=True)
class _Indexes:
    """What is searched; kept as one file."""

    clauses: Index
    passages: Passages
    plain_words: PlainWords
    nearest: Nearest
    spellings: Spellings


def _indexes(
    shelf: Shelf, clauses: Sequence[Clause], language: Language, cache_dir: Path, home: Path
) -> _Indexes:
    """The indexes of this shelf; made anew when the shelf, the vocabulary or this package has changed."""
    sources = [*HOME.glob("*.py"), *home.glob("vocabulary/*"), *home.glob("gists/*")]
    file = cache_dir / f"indexes-{shelf.digest}-{_digest(sources)}.pickle"
    with suppress(Exception):  # absent, cut off, or of another Python: whatever it is, make it anew
        kept = pickle.loads(file.read_bytes())
        assert isinstance(kept, _Indexes)
        return kept
    synonyms = (home / "vocabulary" / "synonyms.txt").read_text("utf-8").splitlines()
    vocabulary = Vocabulary(read_synonyms(synonyms))
    made = _Indexes(
        build([clause.text for clause in clauses], language, vocabulary),
        index_passages(clauses, language, vocabulary),
        index_gists(_gists(home, clauses), language, vocabulary),
        Nearest.of(shelf.phrasings, language),
        learn_spellings(
            (phrasing.utterance for phrasing in shelf.phrasings),
            (word for word in vocabulary.synonyms if len(word) > 1 and not word.isascii()),
            language,
        ),
    )
    keep(file, pickle.dumps(made))
    return made


def _digest(files: Sequence[Path]) -> str:
    content = hashlib.sha256()
    for file in sorted(files):
        content.update(file.name.encode() + file.read_bytes())
    return content.hexdigest()[:12]


def _gists(home: Path, clauses: Sequence[Clause]) -> dict[str, tuple[Gist, ...]]:
    """The gists that still fit: a clause that was published anew may have outgrown its own."""
    texts = {clause.id: clause.text for clause in clauses}
    return {
        clause: fitting
        for clause, gists in read_gists(home / "gists").items()
        if clause in texts
        and (fitting := tuple(gist for gist in gists if not check(gist, texts[clause])))
    }


def _own_words(clauses: Sequence[Clause]) -> set[str]:
    """Words that jieba should not cut: the clauses' titles and the units' names."""
    return {clause.title for clause in clauses} | {u for clause in clauses for u in clause.units}


def _ranker(
    shelf: Shelf,
    clauses: Sequence[Clause],
    language: Language,
    gazetteer: Gazetteer,
    cache_dir: Path,
) -> Ranker:
    file = ranker_file(shelf, cache_dir)
    # absent, or by another version, or cut off
    with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
        return Ranker.load(file)
    ranker = learn(
        (language.cut(gazetteer.look(language.cut(text).text).rest), labels)
        for text, labels in examples(shelf.phrasings, clauses)
    )
    with suppress(OSError):  # a cache that cannot be written only costs time
        ranker.save(file)
    return ranker


def ranker_file(shelf: Shelf, cache_dir: Path) -> Path:
    """Where the weights learned from this shelf, by this version of the program, are kept."""
    names = ("learning.py", "words.py", "places.py", "opening.py")
    data = ("places.toml", "glossary.toml")
    sources = [*(HOME / name for name in names), *(HOME / "vocabulary" / name for name in data)]
    return cache_dir / f"ranker-{shelf.digest}-{_digest(sources)}.npz"


def examples(
    phrasings: Sequence[Phrasing], clauses: Sequence[Clause]
) -> Iterator[tuple[str, Sequence[str]]]:
    """What is learned from: the phrasings, and each clause's title and sentences in its own words."""
    for phrasing in phrasings:
        yield phrasing.utterance, _taught(phrasing.labels)
    for clause in clauses:
        for text in (clause.title, *(quote.text for quote in sentences(clause))):
            yield text, (clause.id,)


def _taught(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels that an utterance teaches: nothing of the clauses that it comes near without an answer."""
    if labels[0] == "silent":
        return labels[:1]
    return (*labels, SOME_SERVICE) if labels[0].startswith(SERVICE) else labels


SAME_SUBJECT = 0.7
"""The least share of clauses that are known to be on the same subject."""


def companions(
    phrasings: Sequence[Phrasing], same: Sequence[tuple[str, str]] = ()
) -> dict[str, dict[str, float]]:
    """For each clause, the share of its phrasings that another city's clause answers as well."""
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for phrasing in phrasings:
        if phrasing.labels[0] == "silent":
            continue
        alone.update(phrasing.labels)
        together.update(
            (one, other)
            for one, other in permutations(phrasing.labels, 2)
            if city_of(one) != city_of(other)
        )
    shares: dict[str, dict[str, float]] = {}
    for (one, other), count in together.items():
        shares.setdefault(one, {})[other] = count / alone[one]
    for one, other in (*same, *((b, a) for a, b in same)):
        theirs = shares.setdefault(one, {})
        theirs[other] = max(theirs.get(other, 0.0), SAME_SUBJECT)
    return shares


def _same_subjects(home: Path) -> list[tuple[str, str]]:
    listed = tomllib.loads((home / "vocabulary" / "subjects.toml").read_text(encoding="utf-8"))
    return [(one, other) for one, other in listed["same"]]
