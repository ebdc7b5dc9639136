"""From what is published to a Knowledge that answers; derived files are cached under a digest of their sources."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import permutations
from pathlib import Path
from zipfile import BadZipFile

from sqlmodel import Session

from knowledge import library
from knowledge.answering import Knowledge
from knowledge.deciding import SERVICE, SOME_SERVICE, city_of
from knowledge.followups import read_followups
from knowledge.gists import Gist, check, read_gists
from knowledge.index import build, read_synonyms
from knowledge.learning import Ranker, learn
from knowledge.levels import read_levels
from knowledge.library import Phrasing, Shelf
from knowledge.nearest import Nearest
from knowledge.parsing import read_packaged, unit_aliases
from knowledge.passages import index_passages, sentences
from knowledge.places import Gazetteer, read_gazetteer
from knowledge.plain_words import index_gists
from knowledge.policy import Clause
from knowledge.unstated import read_aspects
from knowledge.words import Language

HOME = Path(__file__).parent
LEARNING_VERSION = "3"
"""Raise it when features or training change, so that cached weights are learned anew."""

BANK = "bank"
"""The origin of the phrasings that the program ships."""


class UnreadablePhrasings(ValueError):
    """A phrasing file has a line that cannot be used; the text names file and line."""


def publish_packaged(session: Session, at: datetime, home: Path = HOME) -> None:
    """Put the policies and phrasings that the program ships into the database, where they differ."""
    aliases = unit_aliases(home / "vocabulary" / "units.toml")
    for parsed in read_packaged(home / "policies", aliases):
        library.publish_policy(session, parsed.policy, at)
    library.publish_phrasings(session, BANK, read_phrasings(home / "phrasings"))


def packaged_digest(home: Path = HOME) -> str:
    """A digest of the files that the program ships; it tells whether they must be published anew."""
    content = hashlib.sha256()
    for file in sorted(
        [*home.glob("policies/*"), *home.glob("phrasings/*"), *home.glob("vocabulary/units.toml")]
    ):
        content.update(file.name.encode() + file.read_bytes())
    return content.hexdigest()[:16]


def read_phrasings(folder: Path) -> Iterator[Phrasing]:
    """The phrasing bank: files of labels, voice and utterance, separated by tabs; # begins a remark.

    Raises UnreadablePhrasings naming file and line.
    """
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) != 3 or not all(column.strip() for column in columns):
                raise UnreadablePhrasings(
                    f"{file.name} 第{number}行：应为三列（条款编号、说话人、说法），用制表符分隔"
                )
            labels, voice, utterance = (column.strip() for column in columns)
            yield Phrasing(utterance, tuple(labels.split()), voice)


def open_knowledge(shelf: Shelf, cache_dir: Path, home: Path = HOME) -> Knowledge:
    """Everything on the shelf, ready to answer. The ranker is learned only when the shelf has changed."""
    clauses = [clause for policy in shelf.policies for clause in policy.clauses]
    language = Language(_own_words(clauses), cache_dir)
    words = home / "vocabulary"
    synonyms = read_synonyms((words / "synonyms.txt").read_text("utf-8").splitlines())
    gazetteer = read_gazetteer(words / "places.toml")
    return Knowledge(
        digest=shelf.digest,
        policies=shelf.policies,
        language=language,
        index=build([clause.text for clause in clauses], language, synonyms),
        passages=index_passages(clauses, language, synonyms),
        plain_words=index_gists(_gists(home, clauses), language, synonyms),
        ranker=_ranker(shelf, clauses, language, gazetteer, cache_dir),
        nearest=Nearest.of(shelf.phrasings),
        gazetteer=gazetteer,
        followups=read_followups(words / "followups.toml", gazetteer),
        companions=companions(shelf.phrasings, _same_subjects(home)),
        levels=read_levels(words / "levels.toml"),
        aspects=read_aspects(words / "unstated.toml"),
    )


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
    """Where the weights learned from this shelf are kept."""
    return cache_dir / f"ranker-{LEARNING_VERSION}-{shelf.digest}.npz"


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


SAME_SUBJECT = 0.6
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
